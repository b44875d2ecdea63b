"""Pure checks of problems, findings, responses, hand-offs and results: what must be said, and in which order."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.kernel.errors import NotPermitted, Refused
from offramp.prevention.enums import Ending, Reply, Source, Stage

ORDER = tuple(Stage)


def check_words(text: str, *, field: str) -> None:
    """Refuse what has no words."""
    if not text.strip():
        raise Refused(_("Nothing is written yet."), ask=_("Write one sentence."), field=field)


def check_where(*, branch: UUID | None, neighbourhood: UUID | None, place: str) -> None:
    """Refuse a problem that is nowhere."""
    if not (branch or neighbourhood or place.strip()):
        raise Refused(_("Where is it?"), ask=_("Choose a neighbourhood or write the place in words."), field="place")


def check_raised(sources: Collection[Source], *, who: Mapping[Source, str]) -> None:
    """Refuse a problem that nobody raised, or that a group raised which is not named: its result could not go back."""
    if not sources:
        raise Refused(_("Who or what raised it?"), ask=_("Choose at least one."), field="sources")
    for source in (Source.RESIDENTS, Source.OFFICERS):
        if source in sources and not who.get(source, "").strip():
            raise Refused(
                _("Which group is it?"), ask=_("Name the organisation or office, so that the result can go back."),
                field=str(source),
            )  # fmt: skip


def check_move(now: Stage, to: Stage, *, note: str, has_findings: bool, has_responses: bool, has_result: bool) -> None:
    """Refuse a stage a problem stands in already, one for which its ground is missing, and going back without why."""
    if now == to:
        raise Refused(_("It stands there already."), ask=_("Look at the page again."))
    if ORDER.index(to) < ORDER.index(now):
        check_words(note, field="note")
        return
    if to == Stage.CLOSED and not has_result:
        check_words(note, field="note")
    if to == Stage.RESPONSE and not has_findings:
        raise Refused(_("Nothing is found out yet."), ask=_("Write down at least one thing that is known."))
    if to == Stage.ASSESSMENT and not has_responses:
        raise Refused(_("Nothing is done about it yet."), ask=_("Write down at least one action."))


def check_is_open(stage: Stage) -> None:
    """Refuse to work on a closed problem."""
    if stage == Stage.CLOSED:
        raise Refused(_("This problem is closed."), ask=_("Move it back to a stage first, and say why."))


def check_days(first: date, last: date, *, field: str) -> None:
    """Refuse days that end before they begin."""
    if last < first:
        raise Refused(_("The last day is before the first."), ask=_("Look at both days."), field=field)


def check_is_running(*, is_ended: bool) -> None:
    """Refuse to change or end an action that has ended."""
    if is_ended:
        raise Refused(_("This action has ended already."), ask=_("Look at the page again."))


def check_ending(ending: str, *, why: str) -> None:
    """Refuse an ending that is none, and to drop an action without why."""
    if ending not in Ending:
        raise Refused(_("Was it done, or dropped?"), ask=_("Choose one of the two."), field="ending")
    if ending == Ending.DROPPED:
        check_words(why, field="why")


def check_name_is_free(*, is_taken: bool) -> None:
    """Refuse a name that another work unit has."""
    if is_taken:
        raise Refused(_("Another has this name."), ask=_("Change that one, or write another name."), field="name")


def check_hand_off(*, takes: bool, due_on: date, today: date) -> None:
    """Refuse to hand something to a work unit that takes nothing or is no more, or by a day gone by."""
    if not takes:
        raise Refused(
            _("This work unit takes no hand-offs."), ask=_("Choose another, or call them."), field="work_unit"
        )
    if due_on < today:
        raise Refused(_("That day has passed."), ask=_("Choose today or a later day."), field="due_on")


def check_answers_for(*, answers_itself: bool) -> None:
    """Refuse to answer in the stead of a work unit whose own people sign in."""
    if answers_itself:
        raise NotPermitted(_("This work unit answers for itself."), ask=_("Ask somebody of that unit to answer."))


def check_reply(reply: str, *, reason: str, told_by: str, is_answered: bool, by_themselves: bool) -> None:
    """Refuse a second answer, a no without why, and an answer somebody else passes on without saying whose it is."""
    check_waits(is_answered=is_answered)
    if reply not in (Reply.ACCEPTED, Reply.DECLINED):
        raise Refused(_("Do they take it?"), ask=_("Choose yes or no."), field="reply")
    if reply == Reply.DECLINED:
        check_words(reason, field="reason")
    if not by_themselves and not told_by.strip():
        raise Refused(_("Who said so?"), ask=_("Write the office that answered."), field="told_by")


def check_waits(*, is_answered: bool) -> None:
    """Refuse to answer a hand-off, or to take it back, that was answered or taken back already."""
    if is_answered:
        raise Refused(_("This was answered or taken back already."), ask=_("Look at the page again."))


def check_can_be_told(*, has_result: bool, is_told: bool) -> None:
    """Refuse to bring back what has no result yet, or whose latest result was brought back."""
    if not has_result:
        raise Refused(_("There is no result to bring back yet."), ask=_("Wait until it is assessed."))
    if is_told:
        raise Refused(_("This was brought back already."), ask=_("Look at the page again."))


def check_areas(target: UUID, comparison: UUID, beside: UUID | None, *, branch_of: Mapping[UUID, UUID]) -> None:
    """Refuse areas of which one is another or lies in it: the same calls would stand on both sides.

    branch_of: the branch of each neighbourhood.
    """
    if comparison == target:
        raise Refused(
            _("This is the target itself."), ask=_("Choose an area like it where nothing was done."), field="comparison"
        )
    if _overlap(target, comparison, branch_of):
        raise Refused(
            _("Of this area and the target one lies in the other: what was done there was done here too."),
            ask=_("Choose an area like it where nothing was done."), field="comparison",
        )  # fmt: skip
    if beside and (_overlap(beside, target, branch_of) or _overlap(beside, comparison, branch_of)):
        raise Refused(_("This area is counted already."), ask=_("Choose one next to the target."), field="beside")


def _overlap(one: UUID, other: UUID, branch_of: Mapping[UUID, UUID]) -> bool:
    return one == other or branch_of.get(one) == other or branch_of.get(other) == one


def check_not_cut(cut: int, *, field: str) -> None:
    """Refuse a window that cuts through counts: of a month that is half inside nobody knows the half."""
    if cut:
        raise Refused(
            _("These days cut through a count that is kept for a whole week or month."),
            ask=_("Begin and end where a count begins and ends."), field=field,
        )  # fmt: skip


def check_any_is_kept(*, is_kept: bool, field: str) -> None:
    """Refuse to count where no counts were imported at all."""
    if not is_kept:
        raise Refused(_("No counts of calls are kept here yet."), ask=_("Import them first."), field=field)


def check_is_known(gap: str, *, field: str) -> None:
    """Refuse a window of which not all calls are known: a gap is no zero. gap: what is missing, as a sentence."""
    if gap:
        raise Refused(
            gap, ask=_("Choose other days, or import them first: a line with 0 where there were none."), field=field
        )


def check_is_between(begun_on: Collection[date], *, before: date, after: date) -> None:
    """Refuse windows between which nothing was begun, where it is known when something was: they show no response.

    before: the last day of before. after: the first of after.
    """
    if begun_on and not any(before < day <= after for day in begun_on):
        raise Refused(
            _("No action about this problem began between before and after."),
            ask=_("Choose a before that is over when an action begins, and an after that begins once it has."),
            field="before_last",
        )


def check_types(types: Collection[str]) -> None:
    """Refuse to count no type of call."""
    if not types:
        raise Refused(_("Which calls?"), ask=_("Choose at least one type."), field="call_types")


def check_has_counts(number: int) -> None:
    """Refuse a file without counts."""
    if not number:
        raise Refused(_("There is no count in it."), ask=_("Look at the file."), field="lines")


def check_one_period(other: str) -> None:
    """Refuse counts of days of which the same calls are kept by another length of time: they would count twice."""
    if other:
        said = _("For %(other)s the same days are kept by another length of time, and would count twice.")
        raise Refused(said % {"other": other}, ask=_("Import counts by the same length of time."), field="lines")


def check_can_have_a_result(is_assessed: bool) -> None:
    """Refuse a result before it is known what came of the problem."""
    if not is_assessed:
        raise Refused(_("It is not assessed yet."), ask=_("Move the problem to assessment first."))
