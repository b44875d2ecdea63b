import django.contrib.postgres.fields
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Ceiling",
            fields=[
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("patrol_officer", "Patrol officer"),
                            ("help_officer", "HELP officer"),
                            ("navigator", "Navigator"),
                            ("navigator_lead", "Navigator lead"),
                            ("help_supervisor", "HELP supervisor"),
                            ("agency_worker", "Agency worker"),
                            ("analyst", "Analyst"),
                            ("privacy_officer", "Privacy officer"),
                            ("administrator", "Administrator"),
                        ],
                        help_text="Who.",
                        max_length=30,
                    ),
                ),
                (
                    "operation",
                    models.CharField(
                        choices=[("read", "Read"), ("write", "Write")], help_text="Reads or writes.", max_length=5
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("unit", "You belong to the unit"),
                            ("triage", "You are triaging it"),
                            ("care_team", "You are on the care team"),
                            ("referral", "It was sent to your agency"),
                            ("consent", "The person agreed"),
                            ("incident", "You looked it up for an incident"),
                            ("own", "You wrote it"),
                            ("break_glass", "You opened it because of danger to life"),
                            ("access_request", "An access request is open"),
                        ],
                        help_text="On which basis.",
                        max_length=20,
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
                        help_text="Which category.",
                        max_length=20,
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "role",
                        "operation",
                        "basis",
                        "category",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WallState",
            fields=[
                ("id", models.BigAutoField(help_text="Key of the row.", primary_key=True, serialize=False)),
                ("source", models.CharField(help_text="Digest of the rules it was made from.", max_length=64)),
                (
                    "live",
                    models.JSONField(help_text="Policies, functions, rights and ceilings as the database told them."),
                ),
                ("applied_at", models.DateTimeField(help_text="When it was put up.")),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
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
                ("party", models.UUIDField(help_text="The user, team or agency that may see.")),
                (
                    "stream",
                    models.CharField(
                        choices=[("support", "Support"), ("measures", "Measures"), ("engagement", "Engagement")],
                        help_text="The stream of the subject.",
                        max_length=20,
                    ),
                ),
                (
                    "subject",
                    models.UUIDField(help_text="The person, referral or file it is about, without a foreign key."),
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
                        help_text="The categories it opens at most.",
                        size=None,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("unit", "You belong to the unit"),
                            ("triage", "You are triaging it"),
                            ("care_team", "You are on the care team"),
                            ("referral", "It was sent to your agency"),
                            ("consent", "The person agreed"),
                            ("incident", "You looked it up for an incident"),
                            ("own", "You wrote it"),
                            ("break_glass", "You opened it because of danger to life"),
                            ("access_request", "An access request is open"),
                        ],
                        help_text="Why: the kind of ground it stands on.",
                        max_length=20,
                    ),
                ),
                ("founded_on", models.UUIDField(help_text="The row the basis is: a seat, a referral, an intake.")),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; empty while open.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party", "subject"], name="grant_party_subject"),
                    models.Index(fields=["subject", "party"], name="grant_subject_party"),
                    models.Index(fields=["founded_on"], name="grant_founded_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="grant_ends_after_it_starts",
                    )
                ],
            },
        ),
    ]
