import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
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
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Tier of that team on that day.",
                        max_length=10,
                    ),
                ),
                ("accepted_at", models.DateTimeField(help_text="When.")),
                ("reason", models.CharField(blank=True, help_text="Why case management.", max_length=300)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        help_text="Who accepted.",
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
                    "team",
                    models.ForeignKey(
                        help_text="The team that accepted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
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
                "indexes": [
                    models.Index(fields=["person"], name="case_person"),
                    models.Index(fields=["accepted_at"], name="case_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
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
                    "outcome",
                    models.CharField(
                        choices=[
                            ("independent", "Independent, supported by a program"),
                            ("goals_met", "Goals met"),
                            ("declined", "Declined further help"),
                            ("lost_contact", "Lost contact"),
                            ("moved", "Moved away"),
                            ("in_custody", "Long custody"),
                            ("deceased", "Deceased"),
                        ],
                        help_text="How it ended.",
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, help_text="In the person's own words, if they will.", max_length=500),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who closed it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closure",
                        to="casework.case",
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("day", models.PositiveSmallIntegerField(help_text="Days after the hand-over: 30, 60, 90 or 180.")),
                ("due_on", models.DateField(help_text="The day to ask.")),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("well", "Doing well"),
                            ("wants_help", "Wants more help"),
                            ("not_reached", "Not reached"),
                        ],
                        help_text="How they are doing.",
                        max_length=12,
                    ),
                ),
                ("done_at", models.DateTimeField(help_text="When somebody asked.", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="casework.case",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        help_text="Who asked.",
                        null=True,
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
                    "promised_by",
                    models.ForeignKey(
                        help_text="Whose word it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["promised_by", "due_on"],
                        name="followup_open_promises",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "day"), name="followup_each_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="followup_done_has_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(help_text="The goal, as they say it.", max_length=300)),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("housing", "Housing"),
                            ("documents", "Documents"),
                            ("income", "Income"),
                            ("employment", "Work and learning"),
                            ("family", "Family and relations"),
                            ("culture", "Culture and spirit"),
                            ("justice", "Court and justice"),
                            ("safety", "Being safe"),
                            ("addictions", "Addictions"),
                            ("medical", "Medical care"),
                            ("mental_health", "Mental health"),
                        ],
                        help_text="The part of life it is in.",
                        max_length=15,
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(help_text="How sure they are, 0 to 10, if asked.", null=True),
                ),
                ("target_on", models.DateField(help_text="By when, if they say.", null=True)),
                ("set_at", models.DateTimeField(help_text="When it was set.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("achieved", "Achieved"),
                            ("partly", "Partly achieved"),
                            ("not_achieved", "Not achieved"),
                            ("dropped", "No longer wanted"),
                        ],
                        help_text="How it ended.",
                        max_length=15,
                    ),
                ),
                ("ended_at", models.DateTimeField(help_text="When it ended.", null=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="Who ended it.",
                        null=True,
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
                    "set_by",
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
                        help_text="The unit of the person.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="goal_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="goal_end_has_who_and_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                        help_text="Support notes, or health.",
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(help_text="The note.", max_length=20000)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="For health: who said so, on what authority.", max_length=120
                    ),
                ),
                ("written_at", models.DateTimeField(help_text="When.")),
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
                "indexes": [models.Index(fields=["person", "-written_at"], name="note_person_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("category__in", ["support_notes", "health"])),
                        name="note_is_support_or_health",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhaseChange",
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
                    "phase",
                    models.CharField(
                        choices=[
                            ("stabilise", "Stabilise, set goals"),
                            ("transition", "Transition"),
                            ("follow_up", "Follow-up"),
                            ("closed", "Closed"),
                        ],
                        help_text="Which phase.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who said so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="phases",
                        to="casework.case",
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
                "indexes": [models.Index(fields=["case", "at"], name="phasechange_case_at")],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                ("is_lead", models.BooleanField(default=False, help_text="The one whose word counts first.")),
                ("starts_at", models.DateTimeField(help_text="From when.")),
                ("ends_at", models.DateTimeField(help_text="Until when; empty while they sit.", null=True)),
                ("reason", models.CharField(blank=True, help_text="Why they joined or were asked to.", max_length=200)),
                ("end_reason", models.CharField(blank=True, help_text="Why it ended.", max_length=200)),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="Who ended it.",
                        null=True,
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
                    "seated_by",
                    models.ForeignKey(
                        help_text="Who seated them.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["user", "person"], name="seat_user_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_by__isnull", True), ("ends_at__isnull", True)),
                            models.Q(("ended_by__isnull", False), ("ends_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="seat_end_has_who_and_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at__isnull", True)),
                        fields=("person", "user"),
                        name="seat_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(help_text="What will be done.", max_length=300)),
                ("due_at", models.DateTimeField(help_text="When it is promised for.", null=True)),
                ("made_at", models.DateTimeField(help_text="When it was promised.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "Done"),
                            ("missed", "Did not happen"),
                            ("moved", "Moved to another day"),
                            ("dropped", "No longer needed"),
                        ],
                        help_text="What came of it.",
                        max_length=10,
                    ),
                ),
                ("done_at", models.DateTimeField(help_text="When it was done or missed.", null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        help_text="Who said so.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        help_text="The goal it serves.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="casework.goal",
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
                    "promised_by",
                    models.ForeignKey(
                        help_text="Whose word it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [
                    models.Index(fields=["goal"], name="step_goal"),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["promised_by", "due_at"],
                        name="step_open_promises",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="step_end_has_who_and_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transition",
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
                        help_text="Plan, or health if it tells so.",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When it began.")),
                (
                    "first_kept_at",
                    models.DateTimeField(help_text="When the first appointment there was kept.", null=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who handed over.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        help_text="Which case.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="casework.case",
                    ),
                ),
                (
                    "first_kept_noted_by",
                    models.ForeignKey(
                        help_text="Who noted that.",
                        null=True,
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
                    "service",
                    models.ForeignKey(
                        help_text="To which program.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.service",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_kept_at__isnull", True), ("first_kept_noted_by__isnull", True)),
                            models.Q(("first_kept_at__isnull", False), ("first_kept_noted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="transition_kept_has_who_and_when",
                    )
                ],
            },
        ),
    ]
