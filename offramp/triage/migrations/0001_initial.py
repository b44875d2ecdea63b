import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import offramp.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("activities", "0001_initial"),
        ("areas", "0001_initial"),
        ("directory", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
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
                    "door",
                    models.CharField(
                        choices=[
                            ("patrol_ask", "Patrol asks from a call"),
                            ("logged_call", "Logged by HELP on the phone"),
                            ("from_patrol", "Referral from patrol"),
                            ("from_agency", "Referral from an agency"),
                            ("from_community", "Referral from the community"),
                            ("from_person", "The person asks"),
                        ],
                        help_text="How it reached HELP.",
                        max_length=15,
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("core", "Core team"), ("branch", "Branch team")],
                        help_text="Tier of the team it went to.",
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(help_text="Where, in words.", max_length=200)),
                ("title", models.CharField(help_text="What is seen, in one line.", max_length=160)),
                ("story", models.TextField(blank=True, help_text="What else is seen or asked.", max_length=10000)),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("life_threat", "Life in danger now"),
                                ("not_waking", "Asleep or hard to wake"),
                                ("injured", "Injured or in pain"),
                                ("cold", "Out in the cold or heat without shelter"),
                                ("confused", "Confused or not making sense"),
                                ("voices", "Answers voices or sees what others do not"),
                                ("self_harm_words", "Speaks of ending their life"),
                                ("threatening", "Threatens others"),
                                ("afraid_of_someone", "Afraid of somebody"),
                                ("intoxicated", "Intoxicated"),
                                ("drugs_seen", "Drugs or gear in sight"),
                                ("no_home", "Says they have nowhere to stay"),
                                ("discharged", "Just out of hospital or custody"),
                                ("child_present", "A child is there"),
                                ("weapon_seen", "A weapon is in sight"),
                                ("repeat_calls", "Several calls this week"),
                                ("asks_for_help", "Asks for help"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        help_text="Facts that can be seen.",
                        size=None,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("now", "Now, patrol waits"),
                            ("today", "Today"),
                            ("days", "In the next days"),
                            ("unknown", "Not known"),
                        ],
                        help_text="How urgent the caller finds it.",
                        max_length=10,
                    ),
                ),
                ("on_scene_wanted", models.BooleanField(default=False, help_text="The caller wants HELP to come.")),
                ("incident", models.CharField(blank=True, help_text="The dispatch incident number.", max_length=40)),
                (
                    "person_name",
                    models.CharField(blank=True, help_text="A name, only if one is needed.", max_length=200),
                ),
                ("caller", models.CharField(blank=True, help_text="Who asks and how to call back.", max_length=200)),
                ("asked_at", models.DateTimeField(help_text="When it reached HELP.")),
                (
                    "level",
                    models.CharField(
                        choices=[("danger", "Danger to life"), ("now", "Now"), ("today", "Today"), ("days", "Days")],
                        help_text="Level in force: suggested, then decided.",
                        max_length=10,
                    ),
                ),
                (
                    "rank",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(level="danger", then=0),
                            models.When(level="now", then=1),
                            models.When(level="today", then=2),
                            default=3,
                        ),
                        help_text="The level as the queue sorts it: danger to life is 0.",
                        output_field=models.PositiveSmallIntegerField(),
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="Until when somebody should have answered.")),
                ("claimed_at", models.DateTimeField(help_text="When a team took it; its claim says who.", null=True)),
                (
                    "going_at",
                    models.DateTimeField(help_text="When a team said it is going; its claim says who.", null=True),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        help_text="When somebody first gave advice or went; empty while unanswered.", null=True
                    ),
                ),
                ("closed_at", models.DateTimeField(help_text="When it was closed; its closing says how.", null=True)),
                (
                    "version",
                    models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        help_text="Who wrote it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        help_text="In which branch it is.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.branch",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        help_text="The agency that referred.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
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
                        help_text="The team whose queue it is in.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["team", "rank", "due_at", "id"],
                        name="intake_open_queue",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["rank", "due_at", "id"],
                        name="intake_open_level",
                    ),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["due_at", "id"],
                        name="intake_unanswered",
                    ),
                    models.Index(fields=["asked_by", "-asked_at"], name="intake_asked_by"),
                    models.Index(fields=["branch", "-asked_at"], name="intake_branch_at"),
                    models.Index(fields=["asked_at"], name="intake_asked_at"),
                    models.Index(fields=["door", "asked_at"], name="intake_door_at"),
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
                (
                    "suggested",
                    models.CharField(
                        choices=[("danger", "Danger to life"), ("now", "Now"), ("today", "Today"), ("days", "Days")],
                        help_text="The level the policy suggested.",
                        max_length=10,
                    ),
                ),
                ("policy", models.CharField(help_text="Version of the policy that suggested it.", max_length=40)),
                ("reasons", models.JSONField(help_text="Why, as the policy put it: a list of short texts.")),
                (
                    "level",
                    models.CharField(
                        choices=[("danger", "Danger to life"), ("now", "Now"), ("today", "Today"), ("days", "Days")],
                        help_text="The level decided.",
                        max_length=10,
                    ),
                ),
                (
                    "override_reason",
                    models.CharField(blank=True, help_text="Why another than suggested.", max_length=300),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who decided.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["intake", "at"], name="decision_intake_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level", models.F("suggested")),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_other_level_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                ("is_going", models.BooleanField(help_text="They are on the way to the scene.")),
                ("at", models.DateTimeField(help_text="When.")),
                ("released_at", models.DateTimeField(help_text="When they gave it back, if they did.", null=True)),
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
                    "team",
                    models.ForeignKey(
                        help_text="Which team.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("released_at__isnull", True)), fields=["by"], name="claim_held_by")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("intake",),
                        name="claim_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assistance",
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
                        help_text="Tier of the team that assisted.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When it first assisted.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="The team that assisted.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tier", "at"], name="assistance_tier_at")],
                "constraints": [models.UniqueConstraint(fields=("intake",), name="assistance_first_only")],
            },
        ),
        migrations.CreateModel(
            name="Advice",
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
                ("text", models.TextField(help_text="What was advised.", max_length=5000)),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who advised.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "for_user",
                    models.ForeignKey(
                        help_text="The officer advised.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["intake"], name="advice_intake")],
            },
        ),
        migrations.CreateModel(
            name="IntakeClosing",
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
                    "end",
                    models.CharField(
                        choices=[
                            ("advised", "Advice was enough"),
                            ("responded", "A team went"),
                            ("accepted", "Accepted into case management"),
                            ("referred", "Referred to a partner"),
                            ("duplicate", "The same as another"),
                            ("not_found", "Not found"),
                            ("declined", "Declined help"),
                            ("not_help", "Not for HELP"),
                        ],
                        help_text="How.",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="Anything to know.", max_length=300)),
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
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        help_text="The same as.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="triage.intake",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["same_as"], name="intakeclosing_same_as")],
                "constraints": [models.UniqueConstraint(fields=("intake",), name="intakeclosing_once")],
            },
        ),
        migrations.CreateModel(
            name="IntakePerson",
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
                ("linked_at", models.DateTimeField(help_text="When that was found.")),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        help_text="Who found it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Whom.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("intake", "person"), name="intakeperson_once")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                    "dimension",
                    models.CharField(
                        choices=[
                            ("victimization", "Risk of being harmed by others"),
                            ("offending", "Risk of offending"),
                            ("self", "Risk to themselves"),
                            ("others", "Risk to others"),
                            ("community", "Risk to the community"),
                            ("addictions", "Need: addictions"),
                            ("mental_health", "Need: mental health"),
                            ("houselessness", "Need: houselessness"),
                        ],
                        help_text="Which risk or need.",
                        max_length=15,
                    ),
                ),
                (
                    "rated",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known"),
                            ("none", "None seen"),
                            ("some", "Some"),
                            ("high", "High"),
                            ("acute", "Acute"),
                        ],
                        help_text="How high.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="When.")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Who rated.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["intake", "at"], name="rating_intake_at")],
            },
        ),
        migrations.CreateModel(
            name="Response",
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
                ("at", models.DateTimeField(help_text="When it was linked.")),
                (
                    "activity",
                    models.ForeignKey(
                        help_text="Which activity.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="activities.activity",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        help_text="Which intake.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="triage.intake",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="The unit asked.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("intake", "activity"), name="response_once")],
            },
        ),
    ]
