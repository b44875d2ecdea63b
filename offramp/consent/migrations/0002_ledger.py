import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("consent", "0001_initial"),
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
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
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "Names, birth date, contact, language"),
                                ("profile", "How they describe themselves"),
                                ("whereabouts", "Where, when and with whom they are found"),
                                ("safety", "How to approach"),
                                ("contact_log", "Facts of police contact"),
                                ("plan", "Goals, steps, appointments"),
                                ("support_notes", "What was told to a navigator"),
                                ("health", "Health"),
                                ("referral", "What went to whom, and the answer"),
                                ("consent", "Consents"),
                            ],
                            max_length=20,
                        ),
                        help_text="What was told.",
                        size=None,
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("consent", "They agreed"),
                            ("statute", "A law asks for it or allows it"),
                            ("acute_risk", "Danger to somebody's life or health"),
                            ("order", "An order of a court"),
                        ],
                        help_text="On what ground.",
                        max_length=10,
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True, help_text="Who received it, where it was no partner agency.", max_length=200
                    ),
                ),
                (
                    "by_way_of",
                    models.UUIDField(
                        help_text="The row by which it went, a referral or a legal demand, by its id.", null=True
                    ),
                ),
                ("words", models.CharField(blank=True, help_text="Why, where nobody was asked.", max_length=1000)),
                ("at", models.DateTimeField(help_text="When it was told.")),
                ("recorded_at", models.DateTimeField(help_text="When it was written down.")),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency that received it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who disclosed it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        help_text="The consent it stood on.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.consent",
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
                        help_text="The unit that disclosed it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="disclosure_person_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", False), models.Q(("recipient", ""), _negated=True), _connector="XOR"
                        ),
                        name="disclosure_names_its_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authority", "consent"), ("consent__isnull", False)),
                            models.Q(
                                models.Q(("authority", "consent"), _negated=True),
                                ("consent__isnull", True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_has_its_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__lte", models.F("recorded_at"))),
                        name="disclosure_is_written_down_after",
                    ),
                ],
            },
        ),
    ]
