"""A young person's way through a program: which step is next, and what each needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.diversion.enums import (
    AGREED_BY_ALL,
    COMES_BY,
    ENDS_AN_ITEM,
    HowItWent,
    Identity,
    ItemTurn,
    MeetingKind,
    Outcome,
    Part,
    Said,
    StepKind,
)
from offramp.diversion.rules.clocks import last_day
from offramp.kernel.days import midnight
from offramp.kernel.errors import Refused
from offramp.kernel.text import folded

FOLLOW_UP_EARLY = timedelta(days=14)
"""How long before its day a follow-up may be written down. Ours."""


class OneStep(Protocol):
    """A step as the program has it."""

    pk: UUID
    kind: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a page shows it. state: done, current, or empty while it is ahead."""

    pk: UUID
    kind: str
    label: str
    detail: str
    state: str


def steps_of(steps: Iterable[OneStep], *, done: Collection[str], by_hand: Collection[UUID], ended: bool) -> list[Step]:
    """Return the steps of a program in order; the first that is not done is the current one, until it ended.

    done: kinds of steps that the record shows as done. by_hand: steps that were ticked off.
    """
    found: list[Step] = []
    is_next = not ended
    for step in steps:
        is_done = step.pk in by_hand if step.kind == StepKind.OTHER else step.kind in done
        state = "done" if is_done else "current" if is_next else ""
        is_next = is_next and is_done
        found.append(Step(step.pk, step.kind, step.name, step.words, state))
    return found


def eighteen_on(born: date) -> date:
    """Return the day on which somebody turns eighteen; who was born on 29 February, on 1 March."""
    day = last_day(born, 18 * 12)
    return day if day.day == born.day else day + timedelta(days=1)


def check_written(words: str, *, field: str) -> None:
    """Refuse empty words where they are the record."""
    if not words.strip():
        raise Refused(_("Nothing is written here yet."), ask=_("Say it in a few words."), field=field)


def check_not_ended(outcome: str) -> None:
    """Refuse to go on with what has ended."""
    if outcome:
        raise Refused(
            _("This has ended: %(how)s.") % {"how": Outcome(outcome).label},
            ask=_("What is done later is written down as a follow-up."),
        )


def check_willing(*, all_agree: bool) -> None:
    """Refuse to go on where somebody who is asked has not said yes: a no stops it, until it is another answer."""
    if not all_agree:
        raise Refused(
            _("Not all who are asked have agreed."),
            ask=_(
                "Ask them, and write down what each says under “Somebody was asked to agree”. Where it stays a no,"
                " write down that it ended so."
            ),
        )


def check_not_called_off(how: str) -> None:
    """Refuse to agree on anything in a meeting that did not take place."""
    if how == HowItWent.CALLED_OFF:
        raise Refused(_("This meeting was called off."), ask=_("Plan another one."))


def check_can_meet(kind: str, *, parts: Sequence[str], prepared: int) -> None:
    """Refuse to write down a meeting as held without those it is for; a circle, before everybody is prepared."""
    missing = [part for part in (Part.FACILITATOR, Part.YOUNG_PERSON) if part not in parts]
    if missing:
        raise Refused(
            _("Not all of those are named who must be there: %(who)s.")
            % {"who": ", ".join(str(part.label) for part in missing)},
            ask=_("Add who takes part first."),
        )
    if kind == MeetingKind.CIRCLE and prepared < len(parts):
        raise Refused(
            _("A circle is held only with people who were prepared for it."),
            ask=_("Prepare each of them first, or hold an agreement meeting."),
        )


def check_chose(part: str, name: str, *, choices: Sequence[tuple[str, str]]) -> None:
    """Refuse to bring somebody who was harmed, or who speaks for them, into a meeting that they did not choose.

    choices: the name of each who was harmed, with what they chose last. Another name comes for one of them.
    """
    if part not in COMES_BY:
        return
    own = {choice for called, choice in choices if folded(called) == folded(name)}
    if not (own or {choice for _name, choice in choices}) & COMES_BY[part]:
        raise Refused(
            _("Nobody who was harmed chose this."),
            ask=_("Write down what they choose first. They owe nobody a meeting."),
            field="part",
        )


def check_item(*, words: str, has_hours: bool, hours: int | None, due_on: date, today: date) -> None:
    """Refuse an item that says too little to be done or checked."""
    check_written(words, field="words")
    if has_hours and not hours:
        raise Refused(_("This kind is counted in hours."), ask=_("Say how many."), field="hours")
    check_ahead(due_on, today=today, field="due_on")


@dataclass(frozen=True, slots=True)
class Change:
    """What of an item is agreed anew: its day, words, hours or helper; what is left empty stays as it is."""

    due_on: date | None = None
    words: str = ""
    hours: int | None = None
    helper: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing changes."""
        return not (self.due_on or self.words.strip() or self.hours or self.helper.strip())


def check_can_turn(turn: str, *, before: Collection[str], hours: int | None, words: str) -> None:
    """Refuse what can't become of an item: it ended already, or what is needed isn't said."""
    if ENDS_AN_ITEM & {*before}:
        raise Refused(_("This item has ended already."), ask=_("Agree on a new one if more is to be done."))
    if turn == ItemTurn.HOURS and not hours:
        raise Refused(_("How many hours were done?"), ask=_("Write down a number."), field="hours")
    if turn in (ItemTurn.CHANGED, ItemTurn.DROPPED, ItemTurn.NOT_DONE):
        check_written(words, field="words")


def check_change(change: Change, *, has_hours: bool, today: date) -> None:
    """Refuse a change that changes nothing, that lies behind, or that counts hours of what is not counted in them."""
    if change.is_empty:
        raise Refused(_("What is agreed now?"), ask=_("Write the new day, words, hours or who helps."), field="due_on")
    if change.due_on is not None:
        check_ahead(change.due_on, today=today, field="due_on")
    if change.hours and not has_hours:
        raise Refused(_("This kind is not counted in hours."), ask=_("Leave the hours empty."), field="new_hours")


def check_all_agreed(turn: str, agreed_by: Collection[str]) -> None:
    """Refuse to change or drop what was agreed without the young person, who agreed to it."""
    if turn in AGREED_BY_ALL and Part.YOUNG_PERSON not in agreed_by:
        raise Refused(
            _("What the young person agreed to is changed or dropped with their yes."),
            ask=_("Ask them, and tick off who agreed."),
            field="agreed_by",
        )


def check_can_end(outcome: str, *, items: int, still_open: int, words: str) -> None:
    """Refuse to call something completed that is not, and any other end without its reason."""
    if outcome == Outcome.COMPLETED and (still_open or not items):
        raise Refused(
            _("Completed means that each item of the agreement has ended."),
            ask=_("Write down what became of each, or choose another outcome."),
            field="outcome",
        )
    if outcome != Outcome.COMPLETED:
        check_written(words, field="words")


def follow_up_days(ended_on: date, months: Iterable[int], *, ends_at: datetime) -> dict[int, date]:
    """Return on which day each follow-up is due: those before the record closes. Later nobody could read it."""
    due = {each: last_day(ended_on, each) for each in sorted(months)}
    return {each: day for each, day in due.items() if midnight(day) < ends_at}


def may_follow_up(day: date, *, today: date) -> bool:
    """Say whether a follow-up that is due on a day may be written down by now."""
    return today >= day - FOLLOW_UP_EARLY


def check_can_follow_up(months: int, *, due: Mapping[int, date], done: Collection[int], today: date) -> None:
    """Refuse a follow-up that the program doesn't ask for, that was done, or whose time has not come."""
    if months not in due:
        raise Refused(_("The program asks for no such follow-up."), ask=_("Choose one of those listed."))
    if months in done:
        raise Refused(_("This follow-up is written down already."), ask=_("Look at what it says."))
    if not may_follow_up(due[months], today=today):
        raise Refused(
            _("It is too early for this follow-up: it is due on %(day)s.") % {"day": due[months].isoformat()},
            ask=_("Come back then. It stands on your desk."),
        )


def check_ahead(day: date, *, today: date, field: str) -> None:
    """Refuse a day that is over."""
    if day < today:
        raise Refused(_("That day is over."), ask=_("Choose a day that is ahead."), field=field)


def check_identities(identities: Collection[str]) -> None:
    """Refuse words that contradict each other."""
    if Identity.NOT_INDIGENOUS in identities and len(set(identities)) > 1:
        raise Refused(
            _("These words contradict each other."), ask=_("Ask how they want it written."), field="identities"
        )


def check_support_agreed(*, is_wanted: bool, guardian_said: str, words: str, decides_alone: bool = False) -> None:
    """Refuse to send anything to HELP without a yes, or with nothing to say.

    A guardian's no is heard too, until the young person is eighteen and decides alone.
    """
    if not is_wanted:
        return
    check_written(words, field="words")
    if guardian_said == Said.NO and not decides_alone:
        raise Refused(
            _("The parent or guardian says no."),
            ask=_("Talk with both of them. Nothing is sent until then."),
            field="guardian_said",
        )


def check_months(months: Collection[int]) -> None:
    """Refuse follow-ups that lie outside of two years, or more of them than anybody would keep."""
    if len(set(months)) > 6 or any(not 1 <= each <= 24 for each in months):
        raise Refused(
            _("Follow-ups are at most six, each after 1 to 24 months."),
            ask=_("Write numbers with commas, such as 3, 9, 12."),
            field="follow_up_months",
        )
