"""Intakes: what reached HELP, how it was levelled and by whom, who went, what came of it."""

from dataclasses import replace

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.enums import Tier
from offramp.accounts.models import Team, Unit, User
from offramp.activities.models import Activity
from offramp.areas.models import Branch, Neighbourhood
from offramp.directory.models import Agency
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.history import with_history
from offramp.kernel.models import Row
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import Person
from offramp.triage.enums import Dimension, Door, IntakeEnd, Level, Rated, Seen, Urgency

OPEN = models.Q(closed_at__isnull=True)
# The unit's members on triage duty read an intake while it is open and for 30 days of looking back.
ON_DUTY = "closed_at IS NULL OR closed_at > statement_timestamp() - interval '30 days'"


@with_history
class Intake(Row):
    """Something that reached HELP: a consult from a call, or a referral to HELP. No name is required."""

    wall = Wall(
        Category.CONTACT_LOG,
        subjects=("id",),
        unit="unit_id",
        triage=True,
        triage_while=ON_DUTY,
        author="asked_by_id",
        definers=("gate",),
    )

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit asked."))
    door = internal(models.CharField(max_length=15, choices=Door, help_text="How it reached HELP."))
    tier = internal(models.CharField(max_length=10, choices=Tier, help_text="Tier of the team it went to."))
    team = internal(
        models.ForeignKey(Team, models.PROTECT, related_name="+", help_text="The team whose queue it is in.")
    )
    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="In which branch it is.")
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="In which neighbourhood."
        )
    )
    place = personal(models.CharField(max_length=200, help_text="Where, in words."))
    title = personal(models.CharField(max_length=160, help_text="What is seen, in one line."))
    story = sensitive(
        SealedTextField(max_length=10000, blank=True, of=("id",), help_text="What else is seen or asked.")
    )
    seen = sensitive(
        ArrayField(models.CharField(max_length=20, choices=Seen), default=list, help_text="Facts that can be seen.")
    )
    urgency = internal(models.CharField(max_length=10, choices=Urgency, help_text="How urgent the caller finds it."))
    on_scene_wanted = internal(models.BooleanField(default=False, help_text="The caller wants HELP to come."))
    incident = personal(models.CharField(max_length=40, blank=True, help_text="The dispatch incident number."))
    person_name = personal(models.CharField(max_length=200, blank=True, help_text="A name, only if one is needed."))
    from_agency = internal(
        models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", help_text="The agency that referred.")
    )
    caller = personal(models.CharField(max_length=200, blank=True, help_text="Who asks and how to call back."))
    asked_at = internal(models.DateTimeField(help_text="When it reached HELP."))
    asked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it."))
    level = internal(
        models.CharField(max_length=10, choices=Level, help_text="Level in force: suggested, then decided.")
    )
    rank = internal(
        models.GeneratedField(
            expression=models.Case(
                models.When(level=Level.DANGER, then=0),
                models.When(level=Level.NOW, then=1),
                models.When(level=Level.TODAY, then=2),
                default=3,
            ),
            output_field=models.PositiveSmallIntegerField(),
            db_persist=True,
            help_text="The level as the queue sorts it: danger to life is 0.",
        )
    )
    due_at = internal(models.DateTimeField(help_text="Until when somebody should have answered."))
    claimed_at = internal(models.DateTimeField(null=True, help_text="When a team took it; its claim says who."))
    going_at = internal(models.DateTimeField(null=True, help_text="When a team said it is going; its claim says who."))
    answered_at = internal(
        models.DateTimeField(null=True, help_text="When somebody first gave advice or went; empty while unanswered.")
    )
    closed_at = internal(models.DateTimeField(null=True, help_text="When it was closed; its closing says how."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        indexes = [
            models.Index(fields=["team", "rank", "due_at", "id"], condition=OPEN, name="intake_open_queue"),
            models.Index(fields=["rank", "due_at", "id"], condition=OPEN, name="intake_open_level"),
            models.Index(
                fields=["due_at", "id"], condition=models.Q(answered_at__isnull=True), name="intake_unanswered"
            ),
            models.Index(fields=["asked_by", "-asked_at"], name="intake_asked_by"),
            models.Index(fields=["branch", "-asked_at"], name="intake_branch_at"),
            models.Index(fields=["asked_at"], name="intake_asked_at"),
            models.Index(fields=["door", "asked_at"], name="intake_door_at"),
        ]


CHANGED_ON_DUTY = Wall(Category.CONTACT_LOG, subjects=("intake_id",), unit="unit_id", triage=True)


class IntakeRow(Row):
    """A row of one intake, open to whoever may open the intake by grant or duty. Most are added and never changed."""

    wall = replace(CHANGED_ON_DUTY, append_only=True)

    intake = internal(models.ForeignKey(Intake, models.PROTECT, related_name="%(class)ss", help_text="Which intake."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit asked."))

    class Meta:
        abstract = True


class IntakePerson(IntakeRow):
    """A person the intake turned out to be about."""

    wall = Wall(
        Category.CONTACT_LOG,
        subjects=("person_id", "intake_id"),
        unit="unit_id",
        triage=True,
        definers=("gate",),
        append_only=True,
    )

    person = internal(models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Whom."))
    linked_at = internal(models.DateTimeField(help_text="When that was found."))
    linked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who found it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "person"], name="intakeperson_once")]


class Rating(IntakeRow):
    """How the triager rated one risk or need. The scale is ours and not validated; unknown is allowed."""

    dimension = internal(models.CharField(max_length=15, choices=Dimension, help_text="Which risk or need."))
    rated = sensitive(models.CharField(max_length=10, choices=Rated, help_text="How high."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who rated."))

    class Meta:
        indexes = [models.Index(fields=["intake", "at"], name="rating_intake_at")]


class Decision(IntakeRow):
    """A human accepted the suggested level or set another, with a reason."""

    suggested = internal(models.CharField(max_length=10, choices=Level, help_text="The level the policy suggested."))
    policy = internal(models.CharField(max_length=40, help_text="Version of the policy that suggested it."))
    reasons = sensitive(models.JSONField(help_text="Why, as the policy put it: a list of short texts."))
    level = internal(models.CharField(max_length=10, choices=Level, help_text="The level decided."))
    override_reason = sensitive(models.CharField(max_length=300, blank=True, help_text="Why another than suggested."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who decided."))

    class Meta:
        indexes = [models.Index(fields=["intake", "at"], name="decision_intake_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=models.F("suggested")) | ~models.Q(override_reason=""),
                name="decision_other_level_has_a_reason",
            ),
        ]


@with_history
class Claim(IntakeRow):
    """A team took it: it is going, or answers."""

    wall = replace(CHANGED_ON_DUTY, definers=("gate",))

    team = internal(models.ForeignKey(Team, models.PROTECT, related_name="+", help_text="Which team."))
    is_going = internal(models.BooleanField(help_text="They are on the way to the scene."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who said so."))
    released_at = internal(models.DateTimeField(null=True, help_text="When they gave it back, if they did."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake"], condition=models.Q(released_at__isnull=True), name="claim_one_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["by"], condition=models.Q(released_at__isnull=True), name="claim_held_by"),
        ]


class Advice(IntakeRow):
    """Advice was given on a consult: only then does it count as a consultation."""

    wall = Wall(
        Category.CONTACT_LOG,
        subjects=("intake_id",),
        unit="unit_id",
        triage=True,
        author="for_user_id",
        definers=("gate",),
        append_only=True,
    )

    text = sensitive(SealedTextField(max_length=5000, of=("intake_id",), help_text="What was advised."))
    for_user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The officer advised."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who advised."))

    class Meta:
        indexes = [models.Index(fields=["intake"], name="advice_intake")]


class Response(IntakeRow):
    """An activity that answered the intake."""

    activity = internal(models.ForeignKey(Activity, models.PROTECT, related_name="+", help_text="Which activity."))
    at = internal(models.DateTimeField(help_text="When it was linked."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "activity"], name="response_once")]


class Assistance(IntakeRow):
    """The core team assisted with a referral to HELP: dated by the first time it did."""

    wall = Wall(
        Category.CONTACT_LOG,
        subjects=("intake_id",),
        unit="unit_id",
        triage=True,
        definers=("counts",),
        append_only=True,
    )

    tier = internal(models.CharField(max_length=10, choices=Tier, help_text="Tier of the team that assisted."))
    team = internal(models.ForeignKey(Team, models.PROTECT, related_name="+", help_text="The team that assisted."))
    at = internal(models.DateTimeField(help_text="When it first assisted."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake"], name="assistance_first_only")]
        indexes = [models.Index(fields=["tier", "at"], name="assistance_tier_at")]


@with_history
class IntakeClosing(IntakeRow):
    """An intake ended."""

    wall = replace(CHANGED_ON_DUTY, definers=("gate",))

    end = internal(models.CharField(max_length=10, choices=IntakeEnd, help_text="How."))
    same_as = internal(models.ForeignKey(Intake, models.PROTECT, null=True, related_name="+", help_text="The same as."))
    note = sensitive(SealedTextField(max_length=300, blank=True, of=("intake_id",), help_text="Anything to know."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who closed it."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake"], name="intakeclosing_once")]
        indexes = [models.Index(fields=["same_as"], name="intakeclosing_same_as")]
