import django.db.models.deletion
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Branch",
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
                ("name", models.CharField(help_text="Name as people say it.", max_length=80, unique=True)),
                (
                    "code",
                    models.SlugField(help_text="Short name for addresses and options.", max_length=20, unique=True),
                ),
                ("position", models.PositiveSmallIntegerField(help_text="Place in lists.")),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Neighbourhood",
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
                ("name", models.CharField(help_text="Name with its diacritics.", max_length=80, unique=True)),
                (
                    "branch",
                    models.ForeignKey(
                        help_text="Its branch.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neighbourhoods",
                        to="areas.branch",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CoverageHours",
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
                    "weekday",
                    models.PositiveSmallIntegerField(help_text="0 is Monday, 6 is Sunday, in the service's zone."),
                ),
                ("starts", models.TimeField(help_text="From, local time.")),
                ("ends", models.TimeField(help_text="Until, local time; midnight is 23:59:59.")),
                (
                    "branch",
                    models.ForeignKey(
                        help_text="Whose hours.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coverage",
                        to="areas.branch",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "starts"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="coverage_weekday_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="coverage_ends_later"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingCity",
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
                ("made_at", models.DateTimeField(help_text="When the training city was loaded.")),
                ("only", models.BooleanField(default=True, help_text="True: there is one row at most.", unique=True)),
            ],
            options={
                "verbose_name_plural": "training cities",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only", True)), name="trainingcity_one_at_most")
                ],
            },
        ),
    ]
