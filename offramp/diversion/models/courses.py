"""A young person's way through a program: taken on, reviewed, met, agreed, supported, completed, followed up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import MeasuresCategory as M
from offramp.accounts.models import Unit, User
from offramp.areas.models import Branch
from offramp.diversion.enums import CheckedIn, Heard, HowItWent, ItemTurn, MeetingKind, Outcome, Part, Said, Since
from offramp.diversion.models.base import OF, MeasureRow, behind
from offramp.diversion.models.programs import ItemKind, Program, ProgramStep
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.sealed import SealedTextField


class Course(MeasureRow):
    """A referral or a sanction waits for its program to take it on. It names nobody."""

    wall = behind(M.QUEUE, unit="unit_id", counted=True)

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit of the program."))
    program = internal(models.ForeignKey(Program, models.PROTECT, related_name="+", help_text="To which program."))
    branch = internal(models.ForeignKey(Branch, models.PROTECT, related_name="+", help_text="From which branch."))

    class Meta:
        indexes = [models.Index(fields=["unit", "at"], name="course_unit_at")]
        constraints = [models.UniqueConstraint(fields=["measure"], name="course_one_each")]


class TakenOn(MeasureRow):
    """An officer took it on. The newest row says who has it; it founds that officer's grant."""

    wall = behind(M.QUEUE, unit="unit_id")

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit of the program."))
    officer = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who has it now."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["measure", "-at"], name="takenon_measure_at"),
            models.Index(fields=["officer"], name="takenon_officer"),
        ]


class Review(MeasureRow):
    """The program looked at it: it takes it, or not."""

    wall = behind(M.PROGRAM)

    is_taken = personal(models.BooleanField(help_text="The program takes it."))
    words = sensitive(SealedTextField(of=OF, max_length=2000, help_text="Why, and what was weighed."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure"], name="review_one_each")]


class Needs(MeasureRow):
    """What the young person needs, and what they are good at. The newest row counts."""

    wall = behind(M.PROGRAM)

    needs = sensitive(SealedTextField(of=OF, max_length=4000, help_text="What they and their family need."))
    strengths = sensitive(
        SealedTextField(of=OF, max_length=4000, blank=True, help_text="What they are good at and like.")
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="needs_measure")]


class StepDone(MeasureRow):
    """A step that is ticked off by hand is done."""

    wall = behind(M.PROGRAM)

    step = internal(models.ForeignKey(ProgramStep, models.PROTECT, related_name="+", help_text="Which step."))
    words = sensitive(SealedTextField(of=OF, max_length=1000, blank=True, help_text="How it was."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "step"], name="stepdone_once")]


class CheckIn(MeasureRow):
    """The constable spoke with the young person while the agreement runs."""

    wall = behind(M.PROGRAM)

    how = personal(models.CharField(max_length=10, choices=CheckedIn, help_text="How, or that they did not come."))
    words = sensitive(SealedTextField(of=OF, max_length=2000, help_text="How it goes."))

    class Meta:
        ordering = ["-at", "pk"]
        indexes = [models.Index(fields=["measure", "-at"], name="checkin_measure_at")]


class Ending(MeasureRow):
    """How it ended. Whoever may read what was decided reads this too."""

    wall = behind(M.MEASURE, counted=True)

    outcome = personal(models.CharField(max_length=15, choices=Outcome, help_text="Completed, or why not."))
    words = sensitive(SealedTextField(of=OF, max_length=2000, blank=True, help_text="The reason, in words."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure"], name="ending_one_each")]


class FollowUp(MeasureRow):
    """What is known some months after the end."""

    wall = behind(M.PROGRAM, counted=True)

    months = internal(models.PositiveSmallIntegerField(help_text="After how many months."))
    since = personal(models.CharField(max_length=15, choices=Since, help_text="Whether something new happened."))
    words = sensitive(SealedTextField(of=OF, max_length=1000, blank=True, help_text="How they are."))

    class Meta:
        ordering = ["months"]
        constraints = [models.UniqueConstraint(fields=["measure", "months"], name="followup_once_each")]


class SupportOffer(MeasureRow):
    """HELP was offered, and with their yes one ask was sent there. Nothing else of the measure went, or came back.

    That it was offered, and what they said to it, is for who has the case: no purpose of the police opens it.
    """

    wall = behind(M.PROGRAM)

    is_wanted = personal(models.BooleanField(help_text="They wanted it, and it was sent."))
    guardian_said = personal(
        models.CharField(
            max_length=10, choices=Said, default=Said.NOT_ASKED, help_text="What a parent or guardian said to it."
        )
    )
    heard = personal(models.CharField(max_length=10, choices=Heard, default=Heard.ORAL, help_text="How they said it."))
    words = sensitive(
        SealedTextField(of=OF, max_length=2000, blank=True, help_text="What HELP was told, word for word.")
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="supportoffer_measure")]


class Meeting(MeasureRow):
    """An agreement meeting or a circle is planned. What is said there is for who takes part in it."""

    wall = behind(M.PROGRAM, "id")

    kind = personal(models.CharField(max_length=10, choices=MeetingKind, help_text="Which kind."))
    planned_at = personal(models.DateTimeField(help_text="When it is."))
    place = personal(SealedTextField(of=OF, max_length=200, help_text="Where."))

    class Meta:
        ordering = ["planned_at", "pk"]
        indexes = [models.Index(fields=["measure"], name="meeting_measure")]


class MeetingRow(MeasureRow):
    """A row of one meeting."""

    meeting = internal(models.ForeignKey(Meeting, models.PROTECT, related_name="%(class)ss", help_text="Of which."))

    class Meta:
        abstract = True


class MeetingOver(MeetingRow):
    """A meeting was held, or called off."""

    wall = behind(M.PROGRAM, "meeting_id")

    how = personal(models.CharField(max_length=10, choices=HowItWent, help_text="Held, or called off."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting"], name="meetingover_one_each")]


class Participant(MeetingRow):
    """Somebody takes part in a meeting. It founds the grant of whoever has an account here."""

    wall = behind(M.CONFERENCE, "meeting_id")

    user = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Their account, where any.")
    )
    name = personal(SealedTextField(of=OF, max_length=100, help_text="Their name."))
    part = personal(models.CharField(max_length=12, choices=Part, help_text="As what they come."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting"], name="participant_meeting")]


class TakenOut(MeetingRow):
    """Somebody takes part no longer: named by mistake, or another leads it now. It ended what their part opened."""

    wall = behind(M.CONFERENCE, "meeting_id")

    participant = internal(models.ForeignKey(Participant, models.PROTECT, related_name="+", help_text="Who."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant"], name="takenout_once")]


class Preparation(MeetingRow):
    """Somebody was prepared for a meeting: what it is, what will be asked, that they may leave at any time."""

    wall = behind(M.CONFERENCE, "meeting_id")

    participant = internal(models.ForeignKey(Participant, models.PROTECT, related_name="+", help_text="Who."))
    words = sensitive(
        SealedTextField(of=OF, max_length=2000, blank=True, help_text="What they worry about or wish for.")
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting"], name="preparation_meeting")]


class MeetingNote(MeetingRow):
    """What was said in a meeting, for its participants alone."""

    wall = behind(M.CONFERENCE, "meeting_id")

    words = sensitive(SealedTextField(of=OF, max_length=4000, help_text="What was said."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting"], name="meetingnote_meeting")]


class Item(MeetingRow):
    """One thing the young person agreed to do."""

    wall = behind(M.PROGRAM, "meeting_id")

    kind = personal(models.ForeignKey(ItemKind, models.PROTECT, related_name="+", help_text="Which kind."))
    words = sensitive(SealedTextField(of=OF, max_length=500, help_text="What exactly."))
    hours = personal(models.PositiveSmallIntegerField(null=True, help_text="How many hours, where counted."))
    due_on = personal(models.DateField(help_text="By which day."))
    proof = personal(SealedTextField(of=OF, max_length=200, help_text="How it is shown that it is done."))
    helper = personal(SealedTextField(of=OF, max_length=100, blank=True, help_text="Who helps with it."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="item_measure")]


class ItemEvent(MeetingRow):
    """Something became of an item. A change says what is agreed from now on; what was before stays in what it was."""

    wall = behind(M.PROGRAM, "meeting_id")

    item = internal(models.ForeignKey(Item, models.PROTECT, related_name="events", help_text="Of which."))
    turn = personal(models.CharField(max_length=10, choices=ItemTurn, help_text="What became of it."))
    hours = personal(models.PositiveSmallIntegerField(null=True, help_text="Hours done this time."))
    due_on = personal(models.DateField(null=True, help_text="The new day, where it was changed."))
    words = sensitive(SealedTextField(of=OF, max_length=1000, blank=True, help_text="How it was, or why."))
    new_words = sensitive(
        SealedTextField(of=OF, max_length=500, blank=True, help_text="What exactly now, where it was changed.")
    )
    new_hours = personal(
        models.PositiveSmallIntegerField(null=True, help_text="How many hours now, where it was changed.")
    )
    new_helper = personal(
        SealedTextField(of=OF, max_length=100, blank=True, help_text="Who helps now, where it was changed.")
    )
    agreed_by = personal(
        ArrayField(
            models.CharField(max_length=12, choices=Part), default=list, help_text="Who agreed, to a change or an end."
        )
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["item"], name="itemevent_item")]
