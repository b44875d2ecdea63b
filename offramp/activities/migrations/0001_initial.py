import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
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
                            ("interaction", "Interaction"),
                            ("call_primary", "Call for service, primary responder"),
                            ("consultation", "Consultation"),
                            ("on_scene_assist", "On-scene assist to Patrol"),
                        ],
                        help_text="Which of the four types.",
                        max_length=16,
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Tier of that team on that day.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When it began.")),
                ("minutes", models.PositiveSmallIntegerField(help_text="How long it took, in minutes.", null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("talked", "Talked, nothing more wanted"),
                            ("helped", "Helped on the spot"),
                            ("transported", "Taken somewhere safe"),
                            ("referred", "Referral to follow"),
                            ("custody_avoided", "Custody avoided"),
                            ("apprehended", "Apprehended under the Mental Health Act"),
                            ("arrested", "Arrested"),
                            ("ems", "Ambulance took over"),
                            ("not_found", "Looked for, not found"),
                            ("declined", "Declined help"),
                            ("advised", "Advice given"),
                        ],
                        help_text="What came of it.",
                        max_length=16,
                    ),
                ),
                (
                    "patrol_released_at",
                    models.DateTimeField(
                        help_text="When patrol was free again; empty if unknown or no patrol was there.", null=True
                    ),
                ),
                ("people_count", models.PositiveSmallIntegerField(default=0, help_text="How many people it was with.")),
                ("logged_at", models.DateTimeField(help_text="When it was written down.")),
                (
                    "branch",
                    models.ForeignKey(
                        help_text="In which branch it was.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "logged_by",
                    models.ForeignKey(
                        help_text="Who wrote it down.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        help_text="In which neighbourhood.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="The team that did it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
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
                "verbose_name_plural": "activities",
                "indexes": [
                    models.Index(fields=["kind", "tier", "at"], name="activity_kind_tier_at"),
                    models.Index(fields=["team", "-at"], name="activity_team_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityNote",
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
                    "category",
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
                        help_text="Contact log, or support notes.",
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True, help_text="The note.", max_length=20000)),
                ("place", models.CharField(blank=True, help_text="Where exactly, in words.", max_length=200)),
                ("occurrence", models.CharField(blank=True, help_text="The police occurrence number.", max_length=40)),
                ("written_at", models.DateTimeField(help_text="When.")),
                (
                    "activity",
                    models.ForeignKey(
                        help_text="What.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="activities.activity",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="About whom.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                (
                    "written_by",
                    models.ForeignKey(
                        help_text="By whom.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["activity"], name="activitynote_activity"),
                    models.Index(fields=["person", "-written_at"], name="activitynote_person_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityPerson",
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
                    "activity",
                    models.ForeignKey(
                        help_text="What.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="activities.activity",
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
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="activityperson_person")],
                "constraints": [models.UniqueConstraint(fields=("activity", "person"), name="activityperson_once")],
            },
        ),
        migrations.CreateModel(
            name="ActivityStaff",
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
                    "activity",
                    models.ForeignKey(
                        help_text="To what.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="activities.activity",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "user"), name="activitystaff_once")],
            },
        ),
    ]
