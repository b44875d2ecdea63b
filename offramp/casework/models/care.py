"""Care teams, cases, goals in the person's own words, notes, the way to long-term programs."""

from dataclasses import replace

from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.enums import Tier
from offramp.accounts.models import Team, User
from offramp.casework.enums import Area, CheckIn, ClosureOutcome, GoalOutcome, Phase, StepOutcome
from offramp.directory.models import Service
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.history import with_history
from offramp.kernel.models import tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import PersonRow

PLAN = Wall(Category.PLAN, subjects=("person_id",), unit="unit_id")
BY_ROW = Wall(subjects=("person_id",), unit="unit_id")
ADDED_TO_PLAN, ADDED_BY_ROW = replace(PLAN, append_only=True), replace(BY_ROW, append_only=True)
# The supervisor sees who sits on the unit's care teams, and changes that, without a seat of their own.
SUPERVISED = "(SELECT wall_role()) = 'help_supervisor'"


@with_history
class Seat(PersonRow):
    """A user sits on a person's care team from then until then; the seat founds their grant.

    Whoever sat there knows their own seat afterwards too: so they are told that it ended.
    """

    wall = Wall(
        Category.PLAN,
        subjects=("person_id",),
        unit="unit_id",
        author="user_id",
        triage=True,
        triage_while=SUPERVISED,
        definers=("gate",),
        ended_by="gate",
    )

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who."))
    is_lead = internal(models.BooleanField(default=False, help_text="The one whose word counts first."))
    starts_at = internal(models.DateTimeField(help_text="From when."))
    ends_at = internal(
        models.DateTimeField(null=True, help_text="Until when; empty while they sit. A cover's is set when it begins.")
    )
    reason = personal(SealedTextField(max_length=200, blank=True, help_text="Why they joined or were asked to."))
    seated_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who seated them."))
    covers = internal(
        models.ForeignKey(
            User, models.PROTECT, null=True, related_name="+", help_text="The navigator for whom a lead covers."
        )
    )
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who ended it."))
    end_reason = personal(SealedTextField(max_length=200, blank=True, help_text="Why it ended."))

    class Meta:
        indexes = [models.Index(fields=["user", "person"], name="seat_user_person")]
        constraints = [
            tied("seat_end_has_who_and_when", "ends_at", "ended_by"),
            models.UniqueConstraint(
                fields=["person", "user"], condition=models.Q(ends_at__isnull=True), name="seat_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(covers__isnull=True) | models.Q(ends_at__isnull=False), name="seat_cover_has_an_end"
            ),
        ]


@with_history
class Case(PersonRow):
    """A person was accepted into case management."""

    wall = Wall(Category.PLAN, subjects=("person_id",), unit="unit_id", definers=("counts", "gate"))

    team = internal(models.ForeignKey(Team, models.PROTECT, related_name="+", help_text="The team that accepted."))
    tier = internal(models.CharField(max_length=10, choices=Tier, help_text="Tier of that team on that day."))
    accepted_at = internal(models.DateTimeField(help_text="When."))
    accepted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who accepted."))
    reason = personal(SealedTextField(max_length=300, blank=True, help_text="Why case management."))

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="case_person"),
            models.Index(fields=["accepted_at"], name="case_at"),
        ]


class PhaseChange(PersonRow):
    """A case entered a phase."""

    wall = ADDED_TO_PLAN

    case = internal(models.ForeignKey(Case, models.PROTECT, related_name="phases", help_text="Which case."))
    phase = personal(models.CharField(max_length=10, choices=Phase, help_text="Which phase."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who said so."))

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="phasechange_case_at")]


@with_history
class Goal(PersonRow):
    """What the person wants, in their own words."""

    wall = BY_ROW

    category = internal(models.CharField(max_length=20, choices=Category, help_text="Plan, or health if it tells so."))
    words = personal(SealedTextField(max_length=300, help_text="The goal, as they say it."))
    area = personal(models.CharField(max_length=15, choices=Area, help_text="The part of life it is in."))
    confidence = personal(
        models.PositiveSmallIntegerField(null=True, help_text="How sure they are, 0 to 10, if asked.")
    )
    target_on = personal(models.DateField(null=True, help_text="By when, if they say."))
    set_at = internal(models.DateTimeField(help_text="When it was set."))
    set_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it down."))
    outcome = personal(models.CharField(max_length=15, choices=GoalOutcome, blank=True, help_text="How it ended."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When it ended."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who ended it."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="goal_person")]
        constraints = [tied("goal_end_has_who_and_when", "ended_at", "ended_by")]


@with_history
class Step(PersonRow):
    """One step to a goal, promised by somebody for a day.

    Of a step that tells of health, whoever may see the plan alone sees through a function that something is due.
    """

    wall = Wall(subjects=("person_id",), unit="unit_id", definers=("gate",))

    category = internal(models.CharField(max_length=20, choices=Category, help_text="Plan, or health if it tells so."))
    goal = internal(models.ForeignKey(Goal, models.PROTECT, related_name="steps", help_text="The goal it serves."))
    words = personal(SealedTextField(max_length=300, help_text="What will be done."))
    due_at = personal(models.DateTimeField(null=True, help_text="When it is promised for."))
    promised_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Whose word it is."))
    made_at = internal(models.DateTimeField(help_text="When it was promised."))
    outcome = personal(models.CharField(max_length=10, choices=StepOutcome, blank=True, help_text="What came of it."))
    done_at = internal(models.DateTimeField(null=True, help_text="When it was done or missed."))
    done_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who said so."))

    class Meta:
        indexes = [
            models.Index(fields=["goal"], name="step_goal"),
            models.Index(
                fields=["promised_by", "due_at"], condition=models.Q(done_at__isnull=True), name="step_open_promises"
            ),
        ]
        constraints = [tied("step_end_has_who_and_when", "done_at", "done_by")]


class Note(PersonRow):
    """What was told to a navigator. Closed to officers, whatever their rank."""

    wall = ADDED_BY_ROW

    category = internal(models.CharField(max_length=20, choices=Category, help_text="Support notes, or health."))
    text = sensitive(SealedTextField(max_length=20000, help_text="The note."))
    source = sensitive(
        SealedTextField(max_length=120, blank=True, help_text="For health: who said so, on what authority.")
    )
    written_at = internal(models.DateTimeField(help_text="When."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        indexes = [models.Index(fields=["person", "-written_at"], name="note_person_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category__in=[Category.SUPPORT_NOTES, Category.HEALTH]),
                name="note_is_support_or_health",
            ),
        ]


@with_history
class Transition(PersonRow):
    """The hand-over to a long-term program. It is done when the first appointment there was kept."""

    wall = BY_ROW

    category = internal(models.CharField(max_length=20, choices=Category, help_text="Plan, or health if it tells so."))
    case = internal(models.ForeignKey(Case, models.PROTECT, related_name="transitions", help_text="Which case."))
    service = personal(models.ForeignKey(Service, models.PROTECT, related_name="+", help_text="To which program."))
    at = internal(models.DateTimeField(help_text="When it began."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who handed over."))
    first_kept_at = personal(models.DateTimeField(null=True, help_text="When the first appointment there was kept."))
    first_kept_noted_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who noted that.")
    )

    class Meta:
        constraints = [tied("transition_kept_has_who_and_when", "first_kept_at", "first_kept_noted_by")]


@with_history
class FollowUp(PersonRow):
    """A promise to ask how somebody is doing, so many days after the warm hand-over."""

    wall = replace(PLAN, definers=("gate",))

    case = internal(models.ForeignKey(Case, models.PROTECT, related_name="follow_ups", help_text="Which case."))
    day = internal(models.PositiveSmallIntegerField(help_text="Days after the hand-over: 30, 60, 90 or 180."))
    due_on = personal(models.DateField(help_text="The day to ask."))
    promised_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Whose word it is."))
    found = personal(models.CharField(max_length=12, choices=CheckIn, blank=True, help_text="How they are doing."))
    done_at = internal(models.DateTimeField(null=True, help_text="When somebody asked."))
    done_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who asked."))

    class Meta:
        indexes = [
            models.Index(
                fields=["promised_by", "due_on"],
                condition=models.Q(done_at__isnull=True),
                name="followup_open_promises",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "day"], name="followup_each_day_once"),
            tied("followup_done_has_who_and_when", "done_at", "done_by"),
        ]


class Closure(PersonRow):
    """A case ended, with an outcome. While there is none, it is open."""

    wall = Wall(Category.PLAN, subjects=("person_id",), unit="unit_id", definers=("gate",), append_only=True)

    case = internal(models.OneToOneField(Case, models.PROTECT, related_name="closure", help_text="Which case."))
    outcome = personal(models.CharField(max_length=15, choices=ClosureOutcome, help_text="How it ended."))
    words = personal(SealedTextField(max_length=500, blank=True, help_text="In the person's own words, if they will."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who closed it."))
