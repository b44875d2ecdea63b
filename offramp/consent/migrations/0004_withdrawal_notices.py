import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("consent", "0003_legal_demands"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WithdrawalNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=offramp.kernel.ids.new_id,
                        editable=False,
                        help_text="Key of the row.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("told_at", models.DateTimeField(help_text="Since when it stands on their desk.")),
                ("acknowledged_at", models.DateTimeField(help_text="When they said that they know.", null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        help_text="Who is told.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        help_text="Of which withdrawal.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="consent.withdrawal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("acknowledged_at__isnull", True)),
                        fields=["officer"],
                        name="withdrawalnotice_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("withdrawal", "officer"), name="withdrawalnotice_one_each")
                ],
            },
        ),
    ]
