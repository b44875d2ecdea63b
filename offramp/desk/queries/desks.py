"""Each role's desk, composed from the rooms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.enums import Role
from offramp.consent.queries import consents_of_age
from offramp.desk.queries import intakes, invitations, let_in, measures, members, problems, sources, young
from offramp.desk.queries.accounts import accounts_to_mend
from offramp.desk.queries.leaving import leavers
from offramp.desk.queries.lines import Line, told
from offramp.desk.queries.logs import refusals
from offramp.desk.queries.waiting import Load, Waiting, greeting, oldest_first, summary_of
from offramp.kernel.identity import Viewer
from offramp.reporting.queries import as_shown_to, bulletin

PROMISED: Final = gettext_lazy("What you promise, and what others ask of you, stands here with its clock.")
MANY = 20
"""What fills a team's bar. Ours: no caseload cap was ever published."""


@dataclass(frozen=True, slots=True)
class Way:
    """One act a desk offers at once."""

    label: str
    url: str
    icon: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A list beside what waits: a queue, one's asks. `more` leads to all of it."""

    title: str
    lines: list[Waiting]
    more: str = ""
    more_label: str = ""
    empty: str = ""


@dataclass(slots=True)
class Desk:
    """A desk: a greeting, one sentence on what is late, what waits, and what else this role looks at."""

    greeting: str
    today: datetime
    summary: str = ""
    waiting: list[Waiting] = field(default_factory=list)
    empty: str = ""
    ways: list[Way] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    figures: list[Any] = field(default_factory=list)

    @property
    def most(self) -> int:
        """Return how long the longest bar is: twenty, or more where a team has more."""
        return max([MANY, *(load.count for load in self.loads)])

    @property
    def high(self) -> int:
        """Return from where on a bar is high."""
        return self.most * 7 // 10


Compose = Callable[[Desk, Viewer, datetime], None]


def desk_of(viewer: Viewer, name: str, *, at: datetime) -> Desk:
    """Return the desk of whoever reads, in their role."""
    desk = Desk(greeting(name, at=at), timezone.localtime(at))
    DESKS[viewer.role](desk, viewer, at)
    desk.waiting = oldest_first(desk.waiting)
    desk.summary = summary_of(desk.waiting, at=at)
    return desk


def _navigator(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [*told(viewer, _on_care_teams(viewer, at)), *let_in.covers(viewer)]
    desk.empty = str(PROMISED)
    _with_the_team(desk, viewer)


def _lead(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [*told(viewer, _on_care_teams(viewer, at)), *let_in.covers(viewer)]
    desk.waiting += [*let_in.alone(viewer), *leavers(viewer, at=at)]
    desk.empty = str(PROMISED)
    desk.ways = _ways((_("My navigators"), "desk:workload", "users-round", "primary"))


def _on_care_teams(viewer: Viewer, at: datetime) -> list[Line]:
    of_age = consents_of_age(viewer, at + young.OF_AGE_AHEAD, at=at)
    return [
        *sources.promises(viewer, at=at),
        *sources.answers(viewer, at=at),
        *sources.consents(viewer, at=at, but={each.consent.pk for each in of_age}),
        *young.coming_of_age(of_age),
        *young.mentors(viewer, at=at),
        *sources.taken_back(viewer, at=at),
        *sources.safety_cards(viewer, at=at),
        *sources.seats(viewer, at=at),
        *sources.glass(viewer, at=at),
        *let_in.requests_to_answer(viewer, at=at),
        *let_in.own_requests(viewer, at=at),
    ]


def _officer(desk: Desk, viewer: Viewer, at: datetime) -> None:
    lines = [
        *sources.promises(viewer, at=at),
        *sources.seats(viewer, at=at),
        *sources.glass(viewer, at=at),
        *let_in.own_requests(viewer, at=at),
        *sources.withdrawals(viewer),
    ]
    desk.waiting = [*told(viewer, lines), *let_in.covers(viewer)]
    desk.empty = str(PROMISED)
    _with_the_team(desk, viewer)


def _supervisor(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [
        *intakes.unanswered(viewer, at=at),
        *intakes.claimed(viewer),
        *leavers(viewer, at=at),
        *told(
            viewer,
            [
                *sources.alone(viewer),
                *sources.promises(viewer, at=at),
                *sources.seats(viewer, at=at),
                *sources.glass(viewer, at=at),
                *let_in.requests_to_answer(viewer, at=at),
                *let_in.own_requests(viewer, at=at),
            ],
        ),
    ]
    desk.waiting += let_in.covers(viewer)
    desk.waiting += problems.to_answer(viewer)
    desk.empty = _("No ask is past its time without an answer.")
    desk.loads = intakes.loads(viewer)


def _with_the_team(desk: Desk, viewer: Viewer) -> None:
    """Add what one claimed, what is next in the queue, and how much each team has."""
    desk.waiting += intakes.claimed(viewer)
    desk.ways = _ways(
        (_("Log a call"), "triage:log", "phone", ""),
        (_("Log a visit"), "triage:log-visit", "plus", "primary"),
    )
    queue = Panel(
        _("Next in your team's queue"),
        intakes.next_in_queue(viewer),
        reverse("triage:queue"),
        _("Open the queue"),
        _("Nobody waits in your team's queue"),
    )
    desk.panels = [queue]
    desk.loads = intakes.loads(viewer)


def _patrol(desk: Desk, viewer: Viewer, at: datetime) -> None:
    still_open, done = intakes.asked(viewer)
    desk.waiting = [*still_open, *measures.to_decide_again()]
    desk.empty = _("When you ask HELP from a call, the ask stands here until it is answered.")
    desk.ways = _ways(
        (_("Ask HELP"), "triage:ask", "message-circle-question-mark", "primary"),
        (_("How to approach"), "people:look-up", "shield-alert", ""),
        (_("Before a charge"), "diversion:consider", "scale", ""),
    )
    desk.panels = [
        Panel(_("Answered lately"), done, reverse("triage:mine"), _("All my asks"), _("No answers yet")),
    ]


def _agency(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [*sources.sent_to_us(viewer, at=at), *measures.meetings(viewer, at=at)]
    desk.empty = _("When someone is referred to you, or a meeting is ahead, it stands here, the oldest promise first.")


def _coordinator(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [
        *invitations.overdue(viewer, at=at),
        *invitations.to_answer(viewer),
        *invitations.in_the_mailbox(),
        *invitations.to_staff(viewer, at=at),
        *members.of_the_roster(viewer, at=at),
        *problems.to_answer(viewer),
        *problems.results(viewer),
    ]
    desk.empty = _("When a community invites you, it stands here with the day you promised an answer for.")
    desk.ways = _ways((_("Write one down"), "engagement:write-down", "plus", ""))
    desk.panels = [
        Panel(
            _("Accepted, ahead"),
            invitations.ahead(viewer, at=at),
            f"{reverse('engagement:inbox')}?show=ahead",
            _("All of them"),
            _("Nothing is accepted that lies ahead"),
        ),
        Panel(
            _("Nobody told yet how it was"),
            invitations.not_told(viewer, at=at),
            empty=_("Of each event somebody told how it was"),
        ),
        Panel(
            _("Trainings that end"),
            members.trainings(viewer, at=at),
            reverse("engagement:members"),
            _("All members"),
            _("Every training holds for two months yet"),
        ),
    ]


def _member(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [*invitations.asked_of_me(viewer, at=at), *invitations.to_tell(viewer, at=at)]
    desk.empty = _("Nothing waits for you. Where PACE is going stands below.")
    desk.panels = [
        Panel(_("Where PACE is going"), invitations.events(viewer, at=at), empty=_("No event is ahead yet")),
        Panel(_("Where you were"), invitations.been(viewer, at=at), empty=_("You were at no event yet")),
        Panel(
            _("My trainings that end"),
            members.trainings(viewer, at=at, mine=True),
            reverse("engagement:me"),
            _("My page"),
            _("None of your trainings ends within two months"),
        ),
    ]


def _youth(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [
        *measures.referrals(),
        *measures.to_decide_again(),
        *measures.cases(viewer, at=at),
        *measures.meetings(viewer, at=at),
        *problems.to_answer(viewer),
    ]
    desk.empty = _("When an officer sends a young person to a program, or something of a case is due, it stands here.")
    desk.ways = _ways(
        (_("Before a charge"), "diversion:consider", "scale", ""),
        (_("My cases"), "diversion:cases", "sprout", "primary"),
    )


def _prevention(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [
        *problems.to_answer(viewer),
        *problems.actions_due(viewer, at=at),
        *problems.assessments(viewer, at=at),
        *problems.results(viewer),
    ]
    desk.empty = _("What is due on your problems, and what is handed to your unit, stands here with its clock.")
    desk.ways = _ways((_("New problem"), "prevention:problem-new", "plus", "primary"))
    desk.panels = [
        Panel(
            _("Handed over, and not answered yet"),
            problems.not_answered_yet(viewer),
            reverse("prevention:hand-offs"),
            _("All hand-offs"),
            _("Everything you handed over is answered"),
        ),
        Panel(
            _("Problems in work"),
            problems.in_work(viewer),
            reverse("prevention:problems"),
            _("All problems"),
            _("No problem is open"),
        ),
    ]


def _analyst(desk: Desk, viewer: Viewer, at: datetime) -> None:
    today = timezone.localdate(at)
    desk.figures = as_shown_to(viewer.role, bulletin(today - timedelta(days=29), today))


def _privacy(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.waiting = [*sources.glass_to_judge(viewer), *sources.legal_demands(viewer, at=at)]
    desk.waiting += sources.restricted(viewer, at=at) + let_in.covers_to_watch(viewer)
    desk.empty = _("No legal demand is due within a week, and no file was opened because of danger to life.")
    desk.ways = [
        Way(_("Review twenty looks at random"), reverse("desk:sample"), "dices"),
        Way(_("Who looked"), reverse("desk:looks"), "eye"),
        Way(_("What was done"), reverse("desk:changes"), "scroll-text"),
    ]
    desk.panels = [
        Panel(
            _("Refusals of the last seven days"),
            refusals(viewer, since=at - timedelta(days=7)),
            f"{reverse('desk:changes')}?what=access.refused",
            _("All refusals"),
            _("Nobody asked for what is not theirs."),
        )
    ]


def _administrator(desk: Desk, viewer: Viewer, at: datetime) -> None:
    desk.ways = [
        Way(_("New account"), reverse("desk:account-new"), "plus"),
        Way(_("All accounts"), reverse("desk:accounts"), "users"),
    ]
    desk.waiting = accounts_to_mend(at=at)
    desk.empty = _("Every open account has an office and a password.")


def _ways(*ways: tuple[str, str, str, str]) -> list[Way]:
    return [Way(label, reverse(route), icon, kind) for label, route, icon, kind in ways]


DESKS: Final[Mapping[str, Compose]] = {
    Role.NAVIGATOR: _navigator,
    Role.NAVIGATOR_LEAD: _lead,
    Role.HELP_OFFICER: _officer,
    Role.HELP_SUPERVISOR: _supervisor,
    Role.PATROL_OFFICER: _patrol,
    Role.AGENCY_WORKER: _agency,
    Role.PACE_COORDINATOR: _coordinator,
    Role.PACE_MEMBER: _member,
    Role.YOUTH_OFFICER: _youth,
    Role.PREVENTION_OFFICER: _prevention,
    Role.ANALYST: _analyst,
    Role.PRIVACY_OFFICER: _privacy,
    Role.ADMINISTRATOR: _administrator,
}
