"""What the shell of every page shows: handed to the ui, which knows no rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Role
from offramp.access.queries import offices_of
from offramp.access.web.requests import IdentifiedRequest
from offramp.areas.queries import training_city
from offramp.kernel.clock import now
from offramp.ui.web.navigation import Account, NavItem, SearchBox

R = Role


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: a route, its words and its icon. The first five of a role make the bar on a phone."""

    route: str
    label: Any
    icon: str


DESK = Way("desk:home", _("My desk"), "layout-dashboard")
ASK = Way("triage:ask", _("Ask HELP"), "message-circle-question-mark")
MY_ASKS = Way("triage:mine", _("My asks"), "list-checks")
SAFETY = Way("people:look-up", _("How to approach"), "shield-alert")
QUEUE = Way("triage:queue", _("Queue"), "list")
MINE = Way("casework:mine", _("My people"), "heart-handshake")
VISITS = Way("activities:list", _("Visits"), "clipboard-list")
LOG_VISIT = Way("triage:log-visit", _("Log a visit"), "plus")
PEOPLE = Way("people:search", _("People"), "users")
REFERRALS = Way("referrals:sent", _("Referrals"), "send")
INBOX = Way("referrals:inbox", _("Referrals"), "inbox")
INVITATIONS = Way("engagement:inbox", _("Invitations"), "calendar-heart")
MONTHS = Way("engagement:months", _("Roster"), "calendar-range")
CONCERNS = Way("engagement:concerns", _("Concerns"), "message-circle-heart")
MY_EVENTS = Way("engagement:my-events", _("My events"), "calendar-check")
EVENTS = Way("engagement:events", _("Events"), "calendar-plus")
CALENDAR = Way("engagement:calendars", _("Calendar"), "calendar-days")
MEMBERS = Way("engagement:members", _("Members"), "users")
MY_PAGE = Way("engagement:me", _("My page"), "user-cog")
REACH = Way("engagement:reach", _("Reach"), "radar")
PROBLEMS = Way("prevention:problems", _("Problems"), "target")
HAND_OFFS = Way("prevention:hand-offs", _("Hand-offs"), "arrow-right-left")
CALLS = Way("prevention:calls", _("Calls"), "phone")
INITIATIVES = Way("prevention:initiatives", _("Calendar"), "calendar-days")
RESULTS = Way("prevention:results", _("Results owed"), "reply")
THEMES = Way("desk:themes", _("PACE themes"), "message-circle-heart")
WORK_UNITS = Way("prevention:work-units", _("Directory"), "network")
FIND_HELP = Way("directory:find", _("Find help"), "map-pin")
NUMBERS = Way("reporting:bulletin", _("Numbers"), "chart-column")
ACCOUNTS = Way("desk:accounts", _("Accounts"), "user-cog")
LOOKS = Way("desk:looks", _("Who looked"), "eye")
GLASS = Way("casework:glass-queue", _("Danger to life"), "siren")
RESTRICTED = Way("people:restricted", _("Restricted files"), "lock")
CHANGES = Way("desk:changes", _("What was done"), "scroll-text")
LEDGER = Way("consent:ledger", _("Disclosures"), "share-2")
AGREEMENTS = Way("consent:agreements", _("Agreements"), "handshake")
DEMANDS = Way("consent:demands", _("Legal demands"), "gavel")
CONSIDER = Way("diversion:consider", _("Before a charge"), "scale")
EARLIER = Way("diversion:look-up", _("Earlier measures"), "file-search")
CASES = Way("diversion:cases", _("Young people"), "sprout")
MEETINGS = Way("diversion:meetings", _("Meetings"), "users-round")
PROGRAMS = Way("diversion:programs", _("Programs"), "list-tree")
FAIRNESS = Way("diversion:fairness", _("Offered fairly?"), "chart-column-stacked")
PURPOSES = Way("diversion:purposes", _("Purposes stated"), "file-search")
OWN_REQUEST = Way("diversion:look-up", _("A young person asks"), "file-search")
WORKLOAD = Way("desk:workload", _("My navigators"), "users-round")
WHO_SEES_WHAT = Way("access:who-sees-what", _("Who may see what"), "shield-check")

WAYS: Final[Mapping[str, tuple[Way, ...]]] = {
    R.PATROL_OFFICER: (DESK, ASK, MY_ASKS, SAFETY, CONSIDER, EARLIER, FIND_HELP, WHO_SEES_WHAT),
    R.HELP_OFFICER: (DESK, QUEUE, MINE, PEOPLE, VISITS, FIND_HELP, NUMBERS, WHO_SEES_WHAT),
    R.NAVIGATOR: (DESK, QUEUE, MINE, PEOPLE, REFERRALS, VISITS, FIND_HELP, NUMBERS, WHO_SEES_WHAT),
    R.NAVIGATOR_LEAD: (DESK, WORKLOAD, MINE, REFERRALS, FIND_HELP, NUMBERS, WHO_SEES_WHAT),
    R.HELP_SUPERVISOR: (DESK, QUEUE, PEOPLE, VISITS, FIND_HELP, NUMBERS, WHO_SEES_WHAT),
    R.AGENCY_WORKER: (DESK, INBOX, MEETINGS, FIND_HELP, WHO_SEES_WHAT),
    R.PACE_COORDINATOR: (DESK, INVITATIONS, CALENDAR, MEMBERS, CONCERNS, MONTHS, REACH, WHO_SEES_WHAT),
    R.PACE_MEMBER: (DESK, MY_EVENTS, EVENTS, CALENDAR, MY_PAGE, WHO_SEES_WHAT),
    R.YOUTH_OFFICER: (DESK, CASES, CONSIDER, MEETINGS, EARLIER, PROGRAMS, FAIRNESS, HAND_OFFS, WHO_SEES_WHAT),
    R.ANALYST: (DESK, NUMBERS, PROBLEMS, CALLS, FAIRNESS, FIND_HELP, WHO_SEES_WHAT),
    R.PRIVACY_OFFICER: (
        *(DESK, GLASS, LOOKS, CHANGES, LEDGER, DEMANDS, AGREEMENTS, RESTRICTED),
        *(OWN_REQUEST, PURPOSES, FAIRNESS, WHO_SEES_WHAT),
    ),
    R.ADMINISTRATOR: (DESK, ACCOUNTS, PROGRAMS, WHO_SEES_WHAT),
    R.PREVENTION_OFFICER: (
        *(DESK, PROBLEMS, HAND_OFFS, CALLS, INITIATIVES),
        *(RESULTS, THEMES, WORK_UNITS, WHO_SEES_WHAT),
    ),
}
SHORTCUTS: Final[Mapping[str, tuple[Way, ...]]] = {
    R.PATROL_OFFICER: (ASK,),
    R.HELP_OFFICER: (LOG_VISIT,),
    R.NAVIGATOR: (LOG_VISIT,),
    R.HELP_SUPERVISOR: (LOG_VISIT,),
}
SEARCHERS: Final = frozenset({R.HELP_OFFICER, R.NAVIGATOR, R.HELP_SUPERVISOR})
ON_A_PHONE = 5


def items(request: HttpRequest) -> list[NavItem]:
    """Return the ways on of the role somebody works in."""
    ways = WAYS.get(cast(IdentifiedRequest, request).actor.role, ())
    return [_item(way, place, request.path) for place, way in enumerate(ways) if _address(way.route)]


def shortcuts(request: HttpRequest) -> list[NavItem]:
    """Return what a role does most, one press from every page; not on the page itself."""
    ways = SHORTCUTS.get(cast(IdentifiedRequest, request).actor.role, ())
    return [item for item in (_item(way, 0, request.path) for way in ways) if item.url and not item.current]


def _item(way: Way, place: int, path: str) -> NavItem:
    url = _address(way.route)
    current = path == url or (url != "/" and path.startswith(url))
    return NavItem(str(way.label), url, way.icon, current=current, desktop_only=place >= ON_A_PHONE)


def search(request: HttpRequest) -> SearchBox | None:
    """Return the search for people, for those whose work it is."""
    if cast(IdentifiedRequest, request).actor.role not in SEARCHERS or not _address("people:search"):
        return None
    return SearchBox(
        _address("people:search"), str(_("Find a person")), str(_("Name, nickname, birth year, file number"))
    )


def account(request: HttpRequest) -> Account | None:
    """Return who is signed in and in which office."""
    asked = cast(IdentifiedRequest, request)
    if not asked.user.is_authenticated:
        return None
    offices = offices_of(asked.user.pk, at=now())
    posting = asked.posting.pk if asked.posting else None
    held = next((office for office in offices if office.posting == posting), None)
    office = " · ".join(part for part in (held.role, held.teams or held.place) if part) if held else ""
    links = [NavItem(str(_("Your sign-in")), reverse("mfa_index"))]
    if len(offices) > 1:
        links.insert(0, NavItem(str(_("Change office")), reverse("access:posting")))
    return Account(asked.user.name, office, tuple(links), reverse("account_logout"))


def notices(request: HttpRequest) -> list[NavItem]:
    """Return what stands at the foot of every page."""
    if cast(IdentifiedRequest, request).posting is None:
        return [NavItem(str(_("Invite us to your event")), reverse("engagement:invite"))]
    return [NavItem(str(WHO_SEES_WHAT.label), reverse(WHO_SEES_WHAT.route))]


def is_training(request: HttpRequest) -> bool:
    """Tell whether this database holds the training city, where no one is real."""
    return training_city() is not None


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
