import django.db.models.deletion
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
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
                ("code", models.SlugField(help_text="Short name that never changes.", max_length=40, unique=True)),
                ("phone", models.CharField(blank=True, help_text="Public phone.", max_length=40)),
                ("website", models.URLField(blank=True, help_text="Public website.")),
            ],
            options={
                "verbose_name_plural": "agencies",
            },
        ),
        migrations.CreateModel(
            name="AgencyName",
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
                ("text", models.CharField(help_text="The name.", max_length=120)),
                ("starts_on", models.DateField(help_text="First day; empty if always.", null=True)),
                ("ends_on", models.DateField(help_text="Last day; empty while it is borne.", null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="directory.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on"],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
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
                ("starts_on", models.DateField(help_text="First day.")),
                ("ends_on", models.DateField(help_text="Last day; empty while it lasts.", null=True)),
                (
                    "seats",
                    models.PositiveSmallIntegerField(default=0, help_text="Navigators the agency lends to the unit."),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="The agency.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="directory.agency",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit.",
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
        migrations.CreateModel(
            name="Service",
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
                ("name", models.CharField(help_text="Its name.", max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shelter", "Shelter"),
                            ("housing", "Housing"),
                            ("income", "Income support"),
                            ("documents", "Identity documents"),
                            ("employment", "Employment"),
                            ("culture", "Cultural support"),
                            ("family", "Family support"),
                            ("legal", "Legal help"),
                            ("food", "Food and clothing"),
                            ("addictions", "Addictions support"),
                            ("detox", "Detox"),
                            ("medical", "Medical care"),
                            ("mental_health", "Mental health care"),
                        ],
                        help_text="What kind of help it is.",
                        max_length=20,
                    ),
                ),
                (
                    "reveals",
                    models.CharField(
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
                        default="plan",
                        help_text="What its name reveals.",
                        max_length=20,
                    ),
                ),
                (
                    "is_long_term",
                    models.BooleanField(default=False, help_text="A program people stay in after the unit."),
                ),
                ("how_to_reach", models.CharField(blank=True, help_text="Where and when, in words.", max_length=300)),
                ("places", models.PositiveSmallIntegerField(help_text="Free places, if the agency tells.", null=True)),
                (
                    "places_told_at",
                    models.DateTimeField(help_text="When it told the number of free places.", null=True),
                ),
                ("starts_on", models.DateField(help_text="First day it is offered.")),
                ("ends_on", models.DateField(help_text="Last day; empty while offered.", null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Who offers it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="directory.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
    ]
