"""Pure checks of casework: who may change a care team, how a case moves, what a goal and a note need."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Role
from offramp.casework.enums import HEALTH_AREAS, Area, ClosureOutcome, Phase, PursuitKind, SupporterKind, Verdict
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from offramp.people.enums import Status

if TYPE_CHECKING:
    from offramp.casework.models import Seat
    from offramp.consent.models import Consent

SITS = frozenset({Role.HELP_OFFICER, Role.NAVIGATOR, Role.HELP_SUPERVISOR})
"""Roles that others seat on a care team. A navigator lead sits there by cover alone."""
READS_HEALTH = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD})
ON_THE_WAY = (Phase.STABILISE, Phase.TRANSITION, Phase.FOLLOW_UP)
FURTHEST_AHEAD = timedelta(days=5 * 365)
MOST_NOTE = 20_000
FEWEST_WORDS = 4
"""How many words a reason of danger to life has at least, so that it is one. Ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupporterTerms:
    """Who somebody around a person is, how to reach them, what for, and from when until when."""

    kind: SupporterKind
    name: str
    place: str = ""
    reach: str = ""
    what_for: str = ""
    often: str = ""
    starts_on: date
    until_on: date | None = None
    tells_health: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PursuitTerms:
    """What a person takes part in, where, with whom, at which times, and from when until when."""

    kind: PursuitKind
    what: str
    place: str = ""
    with_whom: str = ""
    times: str = ""
    starts_on: date
    until_on: date | None = None
    tells_health: bool = False


def check_may_seat(*, works_with: bool, supervises: bool) -> None:
    """Refuse who may not seat anybody: the team may, whoever triages, and the supervisor."""
    if not (works_with or supervises):
        raise NotPermitted(
            _("You are not working with this person."), ask=_("Ask someone on their care team to add you.")
        )


def check_cover(*, reason: str, until: date, today: date, most: int) -> None:
    """Refuse to cover without a reason, for a day that has passed, or for more than `most` days ahead."""
    if not reason.strip():
        raise Refused(_("Say why you cover."), ask=_("The care teams and the privacy officer read it."), field="reason")
    if until < today:
        raise Refused(_("That day has passed."), ask=_("Choose a later last day."), field="until")
    if until > today + timedelta(days=most):
        last = date_format(today + timedelta(days=most), "j F Y")
        raise Refused(
            _("A cover ends after %(most)s days at the latest.") % {"most": most},
            ask=_("Choose %(last)s or a day before it. If it takes longer, cover again then.") % {"last": last},
            field="until",
        )


def check_somebody_to_cover(people: Collection[UUID]) -> None:
    """Refuse to cover where nothing opens: nobody of one's own agency, or nobody with whom one doesn't sit already."""
    if not people:
        raise Refused(
            _("There is nobody here for whom you could step in."),
            ask=_("They sit on no care team that you don't know already."),
        )


def check_can_sit(role: str | None) -> None:
    """Refuse to seat somebody who holds no office of the unit that works with people."""
    if role not in SITS:
        raise Refused(
            _("They do not work with people in this unit."), ask=_("Choose an officer or a navigator."), field="user"
        )


def check_not_seated(*, is_seated: bool) -> None:
    """Refuse a second seat of one user."""
    if is_seated:
        raise Refused(_("They are on this care team already."), field="user")


HANDS_ON: Mapping[str, frozenset[str]] = {
    Role.NAVIGATOR_LEAD: frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD}),
    Role.HELP_SUPERVISOR: frozenset({Role.HELP_OFFICER, Role.HELP_SUPERVISOR}),
}
"""Whose people somebody hands to a colleague, and to whom: navigators' by their lead, officers' by the supervisor."""


def check_hands_on(by: Actor, *, of: Collection[str], to: Collection[str], is_employed_with: bool) -> None:
    """Refuse to hand on somebody's people who is not one's own staff, or to somebody who does other work.

    of, to: the roles they hold in the unit. is_employed_with: whether one agency, or none, employs the actor and whom
    they hand on for.
    """
    theirs = HANDS_ON.get(by.role, frozenset())
    if not theirs & set(of) or not is_employed_with:
        raise NotPermitted(_("You do not hand on their people."), ask=_("Their own lead or supervisor does."))
    if not theirs & set(to):
        raise Refused(_("They do other work."), ask=_("Choose somebody of the same work."), field="to")


def seat_to_hand_on(seat: "Seat | None", *, to: UUID) -> "Seat":
    """Return the seat in which a colleague takes over; refuse where there is none any more, or it is their own."""
    if seat is None:
        raise Refused(_("They have left this care team already."), ask=_("Somebody may have just done it."))
    if seat.user_id == to:
        raise Refused(_("They have these people already."), ask=_("Choose a colleague."), field="to")
    return seat


def check_may_end_seat(*, works_with: bool, supervises: bool) -> None:
    """Refuse who may not end a seat: the team may, whoever triages, and the supervisor."""
    if not (works_with or supervises):
        raise NotPermitted(_("You are not working with this person."))


def check_seat_lasts(ends_at: datetime | None, *, at: datetime) -> None:
    """Refuse to end a seat twice."""
    if ends_at is not None and ends_at <= at:
        raise Refused(_("They have left this care team already."))


def check_somebody_stays(*, others: int, has_open_case: bool) -> None:
    """Refuse to leave an open case with nobody."""
    if has_open_case and not others:
        raise Refused(
            _("Nobody else is on this care team, and the case is open."),
            ask=_("Add somebody first, or close the case."),
        )


def check_can_accept(*, has_open_case: bool, status: str) -> None:
    """Refuse a second open case, and one for somebody of whom nobody is to be reminded."""
    if status == Status.DECEASED:
        raise Refused(_("This person is recorded as deceased."), ask=_("If that is wrong, correct their status first."))
    if status == Status.DECLINED:
        raise Refused(
            _("It is recorded that this person declined help."),
            ask=_("If they want it now, set their status to active first."),
        )
    if has_open_case:
        raise Refused(_("This person is in case management already."), ask=_("Open their record to see the case."))


def check_open(closed_at: datetime | None) -> None:
    """Refuse to change a closed case."""
    if closed_at is not None:
        raise Refused(_("This case is closed."), ask=_("If they come back, accept them anew."))


def check_can_move(*, now_in: str, to: str) -> None:
    """Refuse a phase that is no other one on the way; a case closes by its closing alone."""
    if to not in ON_THE_WAY:
        raise Refused(_("A case is closed with an outcome."), ask=_("Choose “Close the case”."), field="phase")
    if to == now_in:
        raise Refused(_("The case is in this phase already."), ask=_("Somebody may have just moved it."), field="phase")


def check_kept(*, kept_before: datetime | None, kept_at: datetime, at: datetime) -> None:
    """Refuse a first appointment noted twice, or kept in the future."""
    if kept_before is not None:
        raise Refused(_("The first appointment was noted as kept already."))
    if kept_at > at:
        raise Refused(_("That time is still to come."), ask=_("Note it when it was kept."), field="kept_at")


def check_can_close(*, outcome: str, status: str) -> None:
    """Refuse to close a case by a death that is not recorded: only the record stops every reminder."""
    if outcome == ClosureOutcome.DECEASED and status != Status.DECEASED:
        raise Refused(
            _("Their death is not recorded yet."),
            ask=_("Record it under “Status” first: that stops every reminder."),
            field="outcome",
        )


def check_goal(*, words: str, confidence: int | None) -> None:
    """Refuse a goal without words, or a confidence off the scale."""
    if not words.strip():
        raise Refused(_("Write the goal as they say it."), field="words")
    if confidence is not None and not 0 <= confidence <= 10:
        raise Refused(_("Choose a number from 0 to 10."), field="confidence")


def check_same_version(*, seen: int, now: int) -> None:
    """Refuse a change made on what somebody else has changed meanwhile."""
    if seen != now:
        raise Refused(
            _("Somebody changed this meanwhile."),
            ask=_("What it says now is shown above. What you wrote is still here: send it again to put it in place."),
        )


def check_goes_on(ended_at: datetime | None, *, what: str) -> None:
    """Refuse to change a goal, step or follow-up that has ended. what: the sentence to say."""
    if ended_at is not None:
        raise Refused(what, ask=_("Somebody may have just done it."))


def check_promise(*, words: str, due_at: datetime | None, at: datetime, reads_it: bool) -> None:
    """Refuse a step without words, promised for the past or for too far ahead, or by who may not read it."""
    if not words.strip():
        raise Refused(_("Write what will be done."), field="words")
    check_due(due_at, at=at)
    if not reads_it:
        raise Refused(
            _("Whose word this is could not read it: the step tells of health."),
            ask=_("Choose a navigator, or add a step of its own that tells nothing, such as “Drive at 10:00”."),
            field="promised_by",
        )


def check_due(due_at: datetime | None, *, at: datetime) -> None:
    """Refuse a promise for the past, or for later than anybody can keep in mind."""
    if due_at is None:
        return
    if due_at < at:
        raise Refused(_("That time has passed."), ask=_("Choose a later one."), field="due_at")
    if due_at > at + FURTHEST_AHEAD:
        raise Refused(_("That is more than five years away."), ask=_("Look at the year."), field="due_at")


def check_note(*, text: str, category: str, source: str) -> None:
    """Refuse an empty note, one that is too long, and health without its source."""
    if category not in (Category.SUPPORT_NOTES, Category.HEALTH):
        raise Refused(_("Choose what the note tells."), field="category")
    if not text.strip():
        raise Refused(_("Write the note."), field="text")
    if len(text) > MOST_NOTE:
        raise Refused(_("Use at most 20,000 characters."), ask=_("Write the rest as a second note."), field="text")
    if category == Category.HEALTH and not source.strip():
        raise Refused(_("Say who told it, and on what authority you keep it."), field="source")


def check_promiser(promised_by: UUID, team: Collection[UUID]) -> None:
    """Refuse a promise in the name of somebody who is not on the care team."""
    if promised_by not in team:
        raise Refused(
            _("Whose word this is must be on the care team."), ask=_("Add them to the team first."), field="promised_by"
        )


def category_of(area: str, *, tells_health: bool = False) -> Category:
    """Return the category of a goal in an area, or of a step that is said to tell of health by itself."""
    return Category.HEALTH if tells_health or area in {str(health) for health in HEALTH_AREAS} else Category.PLAN


def is_health(area: str) -> bool:
    """Say whether an area of life tells of health by its mere name."""
    return category_of(area) == Category.HEALTH


def areas_open_to(role: str) -> list[Area]:
    """Return the areas in which a role writes goals: those of health are for navigators."""
    return [area for area in Area if role in READS_HEALTH or not is_health(area)]


def is_before(phase: str, other: Phase) -> bool:
    """Say whether a phase comes before another on the way."""
    return phase in ON_THE_WAY and ON_THE_WAY.index(Phase(phase)) < ON_THE_WAY.index(other)


def check_in_danger(*, reason: str, knows_them: bool, opens_more: bool) -> None:
    """Refuse to open more of a file because of danger to life: of a stranger, of what is open, without the danger."""
    if not knows_them:
        raise NotPermitted(_("There is nothing here that you may open."))
    if not opens_more:
        raise Refused(
            _("You see all of this already."), ask=_("Go back to the record: nothing more opens because of danger.")
        )
    if len(reason.split()) < FEWEST_WORDS:
        raise Refused(
            _("Say in a few words what the danger is."),
            ask=_("Who is in danger, of what, and what you need to know now."),
            field="reason",
        )


def check_not_restricted(named: "Collection[str]") -> None:
    """Refuse to open more of a restricted file: whoever knows of it is told whom to call. named: who else is on it."""
    if named:
        raise Refused(
            _("This file is restricted: danger to life opens no more of it."),
            ask=_("Call who is named on it: %(named)s. Or page the navigator on call.") % {"named": ", ".join(named)},
        )


def check_not_running(until_at: datetime | None) -> None:
    """Refuse to open a file a second time while the first time runs."""
    if until_at is not None:
        until = date_format(localtime(until_at), "H:i")
        raise Refused(
            _("You have opened this file already: it is open to you until %(until)s.") % {"until": until},
            ask=_("Go back to the record. When it has ended and the danger has not, open it again."),
        )


def check_runs(*, ended_at: datetime | None, until_at: datetime, at: datetime) -> None:
    """Refuse to end what has ended."""
    if ended_at is not None or until_at <= at:
        raise Refused(_("It has ended already."), ask=_("Nothing more of the file is open to you because of danger."))


def check_review(*, words: str, follow_up: str, verdict: str) -> None:
    """Refuse a verdict without its reason, and a use that was not justified without what follows from it."""
    if len(words.split()) < FEWEST_WORDS:
        raise Refused(_("Say in a few words why."), ask=_("The opener and the care team read it."), field="words")
    if verdict == Verdict.NOT_JUSTIFIED and not follow_up.strip():
        raise Refused(
            _("Say what follows from it."),
            ask=_("Who is spoken to, and whether the person is told."),
            field="follow_up",
        )


def check_not_reviewed(by_whom: str | None) -> None:
    """Refuse to judge a use twice. by_whom: the name of who did."""
    if by_whom is not None:
        raise Refused(
            _("%(who)s has judged this one meanwhile.") % {"who": by_whom},
            ask=_("What you wrote is still here; their verdict stands on the page of this use."),
        )


def check_supporter(terms: SupporterTerms) -> None:
    """Refuse somebody around a person without a name, or with days that can't be."""
    if not terms.name.strip():
        raise Refused(_("Write who it is."), ask=_("A first name will do, or “the office”."), field="name")
    _check_days(terms.starts_on, terms.until_on)


def check_pursuit(terms: PursuitTerms) -> None:
    """Refuse something to take part in without a word on what it is, or with days that can't be."""
    if not terms.what.strip():
        raise Refused(_("Write what it is."), field="what")
    _check_days(terms.starts_on, terms.until_on)


def _check_days(starts_on: date, until_on: date | None) -> None:
    if until_on and until_on < starts_on:
        raise Refused(_("It ends before it begins."), ask=_("Choose a later last day."), field="until_on")


def check_line(*, words: str, on: date, today: date) -> None:
    """Refuse an empty line on how it goes, and one of a day to come."""
    if not words.strip():
        raise Refused(_("Write in a line how it goes."), field="words")
    if on > today:
        raise Refused(_("That day is still to come."), ask=_("Write it when it was."), field="on")


def check_why_it_ended(reason: str) -> None:
    """Refuse to end something around a person without a word on why."""
    if not reason.strip():
        raise Refused(_("Write in a few words why it ended."), field="reason")


def told_under(consent: "Consent | None", *, plan: bool) -> "Consent":
    """Return the consent under which somebody is told something; refuse what none in force allows."""
    ask = _("Ask for their consent first, or a guardian's.")
    if consent is None:
        raise Refused(_("They may be told nothing: no consent names them."), ask=ask, field="told")
    if plan and Category.PLAN not in consent.categories:
        raise Refused(_("They may be told that you work together, and no more."), ask=ask, field="told")
    return consent


def category_around(terms: SupporterTerms | PursuitTerms) -> Category:
    """Return what somebody or something around a person tells: the plan, or health where it is said to."""
    return Category.HEALTH if terms.tells_health else Category.PLAN
