import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_alter_unit_kind"),
        ("consent", "0002_ledger"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("subpoena", "Subpoena"),
                            ("production_order", "Production order"),
                            ("disclosure_request", "Request for disclosure"),
                            ("child_report", "Duty to report a child"),
                        ],
                        help_text="What kind of demand.",
                        max_length=20,
                    ),
                ),
                ("sender", models.CharField(help_text="From whom: the court, the office, the person.", max_length=200)),
                (
                    "reference",
                    models.CharField(blank=True, help_text="Its number, as its sender has it.", max_length=80),
                ),
                ("received_on", models.DateField(help_text="When it came.")),
                ("due_on", models.DateField(help_text="By when it must be answered.")),
                ("decider", models.CharField(help_text="Who decides what is given.", max_length=200)),
                ("recorded_at", models.DateTimeField(help_text="When it was written down.")),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom it is about, if known.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        help_text="Who wrote it down.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The office that keeps it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "due_on"], name="demand_unit_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("received_on"))), name="demand_is_due_after_it_came"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("full", "Give what is asked"),
                            ("part", "Give a part of it"),
                            ("nothing", "Give nothing, or contest it"),
                            ("none_held", "There is nothing to give"),
                        ],
                        help_text="What was decided.",
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(help_text="Why, in words.", max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who wrote it down.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The office that keeps it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "demand",
                    models.OneToOneField(
                        help_text="About which demand.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="consent.demand",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DemandClosure",
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
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who wrote it down.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "demand",
                    models.OneToOneField(
                        help_text="Which demand.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closure",
                        to="consent.demand",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The office that keeps it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
