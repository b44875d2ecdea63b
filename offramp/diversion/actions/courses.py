"""Lead a young person through a program: take it on, hand it on, review, learn the needs, check in, end, follow up."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, MeasuresCategory, Permission, Role, Stream
from offramp.access.queries import require
from offramp.accounts.queries import staff_of
from offramp.audit import actions as audit
from offramp.diversion import queries, rules
from offramp.diversion.actions.administering import administered, check_willing, noted, own
from offramp.diversion.actions.meetings import call_off_what_is_planned, let_lead
from offramp.diversion.enums import AskedFor, CheckedIn, Heard, Outcome, Purpose, Said, Since, Who
from offramp.diversion.models import (
    Agreeing,
    CheckIn,
    Course,
    Ending,
    FollowUp,
    Needs,
    Review,
    StepDone,
    TakenOn,
)
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from offramp.kernel.turns import one_at_a_time

M = MeasuresCategory


@transaction.atomic
def take_on(*, course: UUID, by: Actor, at: datetime) -> TakenOn:
    """Take on what waits for its program: its purpose is administering the case, and it opens the record for that."""
    require(by, Permission.MEASURE_ADMINISTER)
    waiting = _waiting(course)
    one_at_a_time(what="diversion", about=waiting.measure_id)
    holder = queries.holder_of(waiting.measure_id)
    if holder is not None:
        raise Refused(_("It was taken on already."), ask=_("Ask whoever has it to hand it on."))
    return _to(waiting, by.user, by, at)


@transaction.atomic
def hand_on(*, measure: UUID, officer: UUID, by: Actor, at: datetime) -> TakenOn:
    """Hand a case on to another youth officer: it is open to them from now on, and closed to who had it."""
    held = administered(measure=measure, category=M.MEASURE, by=by, at=at, may_have_ended=True)
    if officer == by.user or not staff_of(by.home, [Role.YOUTH_OFFICER], at=at).filter(pk=officer).exists():
        raise Refused(_("Choose another youth officer of the unit."), field="officer")
    course = Course.objects.get(measure=held)
    let_lead(measure=held, officer=officer, by=by, at=at)
    end_grants(founded_on=TakenOn.objects.filter(measure=held).latest("at", "pk").pk, basis=Basis.ADMINISTERING, at=at)
    return _to(course, officer, by, at, handing_on=True)


def _waiting(course: UUID) -> Course:
    found = Course.objects.filter(pk=course).first()
    if found is None:
        raise NotPermitted(_("This is not open to you."))
    return found


def _to(course: Course, officer: UUID, by: Actor, at: datetime, *, handing_on: bool = False) -> TakenOn:
    """Write who has a case now, and open it to them; the row is written before the one who hands on loses sight."""
    taken = TakenOn(measure_id=course.measure_id, unit_id=course.unit_id, officer_id=officer, by_id=by.user, at=at)
    grant(
        party=officer,
        stream=Stream.MEASURES,
        subject=course.measure_id,
        categories=rules.OPENS[Purpose.ADMINISTERING],
        basis=Basis.ADMINISTERING,
        founded_on=taken.pk,
        starts_at=at,
    )
    taken.save(force_insert=True)
    verb = "measures.handed_on" if handing_on else "measures.taken_on"
    audit.record(verb=verb, by=by, at=at, subject=taken.pk, about=course.measure_id)
    return taken


@transaction.atomic
def review(*, measure: UUID, is_taken: bool, words: str, by: Actor, at: datetime) -> Review:
    """Say whether the program takes it, and why; where it does not, the way ends here."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    rules.check_written(words, field="words")
    if Review.objects.filter(measure=held).exists():
        raise Refused(_("It was reviewed already."), ask=_("Look at what was said."))
    made = Review.objects.create(**own(held=held, by=by, at=at), is_taken=is_taken, words=words.strip())
    noted(verb="reviewed", held=held, subject=made.pk, by=by, at=at, fields=("is_taken", "words"))
    if not is_taken:
        _end(measure, Outcome.DECLINED, words, by, at)
    return made


@transaction.atomic
def note_needs(*, measure: UUID, needs: str, strengths: str, by: Actor, at: datetime) -> Needs:
    """Write down what a young person needs and is good at; what was written before stays behind it."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    rules.check_written(needs, field="needs")
    made = Needs.objects.create(**own(held=held, by=by, at=at), needs=needs.strip(), strengths=strengths.strip())
    noted(verb="needs_noted", held=held, subject=made.pk, by=by, at=at, fields=("needs", "strengths"))
    return made


@transaction.atomic
def note_answer(
    *, measure: UUID, who: Who, asked_for: AskedFor, said: Said, heard: Heard, words: str = "", by: Actor, at: datetime
) -> Agreeing:
    """Write down what somebody said when asked to agree. A young person's consent taken back ends the program at once.

    What they say to being referred to HELP is apart from it, and is kept with that offer.
    """
    held = administered(measure=measure, category=M.MEASURE, by=by, at=at)
    if said == Said.NOT_ASKED:
        raise Refused(_("Ask first, and write down the answer."), field="said")
    made = Agreeing.objects.create(
        **own(held=held, by=by, at=at), who=who, asked_for=asked_for, said=said, heard=heard, words=words.strip()
    )
    noted(verb="answered", held=held, subject=made.pk, by=by, at=at, fields=("said",))
    if who == Who.YOUNG_PERSON and said == Said.WITHDRAWN:
        _end(measure, Outcome.WITHDREW, words or _("They took their consent back."), by, at)
    return made


@transaction.atomic
def tick_step(*, measure: UUID, step: UUID, words: str = "", by: Actor, at: datetime) -> StepDone:
    """Tick off a step that the program wants done by hand."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    if step not in queries.steps_by_hand(measure):
        raise Refused(_("This step is not ticked off by hand, or it is done."), ask=_("Look at the steps again."))
    made = StepDone.objects.create(**own(held=held, by=by, at=at), step_id=step, words=words.strip())
    noted(verb="step_done", held=held, subject=made.pk, by=by, at=at)
    return made


@transaction.atomic
def check_in(*, measure: UUID, how: CheckedIn, words: str, by: Actor, at: datetime) -> CheckIn:
    """Write down that one spoke with a young person, or that they did not come."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at)
    rules.check_written(words, field="words")
    made = CheckIn.objects.create(**own(held=held, by=by, at=at), how=how, words=words.strip())
    noted(verb="checked_in", held=held, subject=made.pk, by=by, at=at, fields=("how", "words"))
    return made


@transaction.atomic
def end_course(*, measure: UUID, outcome: Outcome, words: str = "", by: Actor, at: datetime) -> Ending:
    """End a young person's way through a program: completed, or not and why."""
    administered(measure=measure, category=M.MEASURE, by=by, at=at)
    items = queries.items_of(measure)
    still_open = sum(item.is_open for item in items)
    rules.check_can_end(outcome, items=len(items), still_open=still_open, words=words)
    if outcome == Outcome.COMPLETED:
        check_willing(measure=measure, at=at, to_items=True)
    return _end(measure, outcome, words, by, at)


def _end(measure: UUID, outcome: Outcome, words: str, by: Actor, at: datetime) -> Ending:
    held = administered(measure=measure, category=M.MEASURE, by=by, at=at)
    call_off_what_is_planned(measure=held, by=by, at=at)
    made = Ending.objects.create(**own(held=held, by=by, at=at), outcome=outcome, words=words.strip())
    noted(verb="ended", held=held, subject=made.pk, by=by, at=at, fields=("outcome",))
    return made


@transaction.atomic
def follow_up(*, measure: UUID, months: int, since: Since, words: str = "", by: Actor, at: datetime) -> FollowUp:
    """Write down what is known some months after the end."""
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at, may_have_ended=True)
    due = queries.follow_ups_due(measure)
    done = set(FollowUp.objects.filter(measure=held).values_list("months", flat=True))
    rules.check_can_follow_up(months, due=due, done=done, today=localtime(at).date())
    made = FollowUp.objects.create(**own(held=held, by=by, at=at), months=months, since=since, words=words.strip())
    noted(verb="followed_up", held=held, subject=made.pk, by=by, at=at, fields=("since",))
    return made
