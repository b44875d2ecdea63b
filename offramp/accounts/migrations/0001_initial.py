import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
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
                ("username", models.CharField(help_text="What they sign in with.", max_length=150, unique=True)),
                ("password", models.CharField(help_text="Hash of the password; never the password.", max_length=128)),
                ("last_login", models.DateTimeField(blank=True, help_text="When they last signed in.", null=True)),
                (
                    "email",
                    models.EmailField(
                        blank=True, help_text="Work address, for notices without content.", max_length=254
                    ),
                ),
                ("name", models.CharField(help_text="Name with rank or title, as colleagues see it.", max_length=120)),
                ("phone", models.CharField(blank=True, help_text="Work phone.", max_length=40)),
                ("is_active", models.BooleanField(default=True, help_text="May sign in.")),
                ("joined_at", models.DateTimeField(help_text="When the account was made.")),
                ("language", models.CharField(default="en", help_text="Language of the screens.", max_length=10)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                ("name", models.CharField(help_text="Name of the unit.", max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("patrol", "Patrol"), ("help", "HELP"), ("office", "Office")],
                        help_text="What it does.",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Team",
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
                ("name", models.CharField(help_text="Name of the team.", max_length=80, unique=True)),
                (
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Core team or branch team.",
                        max_length=10,
                    ),
                ),
                (
                    "branch",
                    models.OneToOneField(
                        help_text="The branch it serves.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit it belongs to.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("branch__isnull", True), ("tier", "core")),
                            models.Q(("branch__isnull", False), ("tier", "branch")),
                            _connector="OR",
                        ),
                        name="team_of_a_branch_has_its_branch",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                ("role", models.CharField(help_text="The role, one of `access.enums.Role`.", max_length=30)),
                ("agency", models.UUIDField(help_text="The agency that employs them, by its id.", null=True)),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; empty while it lasts.", null=True)),
                ("posted_by", models.UUIDField(help_text="The administrator who posted them.", null=True)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="In which unit.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", False), ("agency__isnull", False), _connector="OR"),
                        name="posting_has_a_unit_or_an_agency",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("role", "="),
                            (
                                models.Func(
                                    "starts_at",
                                    "ends_at",
                                    function="TSTZRANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="posting_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; empty while it lasts.", null=True)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="In which team.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "indexes": [models.Index(fields=["user", "team"], name="membership_user_team")],
            },
        ),
    ]
