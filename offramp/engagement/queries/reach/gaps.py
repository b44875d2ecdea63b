"""Whom PACE does not reach: organisations, communities, neighbourhoods and languages; and whose hours it takes."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import EngagementCategory, Permission, Stream
from offramp.access.queries import require
from offramp.areas.queries import neighbourhoods
from offramp.engagement.enums import Hours, Level, Standing, State
from offramp.engagement.languages import NAMES
from offramp.engagement.models import Invitation, Organisation, Tongue
from offramp.engagement.queries.reach.asked import asked_for, lead_times
from offramp.engagement.queries.reach.events import AttendanceRow, attended, events_held, start_of
from offramp.engagement.queries.reach.shapes import Table
from offramp.engagement.rules import reach as rules
from offramp.engagement.rules.inviting import WIDELY_SPOKEN
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import not_shown

TALKS = (Level.TALK, Level.FLUENT, Level.FIRST)
"""From this level on a member can talk with people."""
NO_MORE_THAN = 100
REFUSED = Q(state__in=(State.DECLINED, State.PASSED_ON))


@dataclass(slots=True)
class Seen:
    """A group, a community or a neighbourhood: when we were last with it, and what it asked since a day."""

    name: str
    where: str = ""
    communities: tuple[str, ...] = ()
    is_known: bool = True
    groups: int = 1
    last_on: date | None = None
    events: int = 0
    asked: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """A branch with those of its neighbourhoods we were not in."""

    branch: str
    of: int
    without: list[Seen]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language: how often it is spoken where we were asked to come, and how many members can talk in it."""

    name: str
    asked: int
    events: int
    speakers: int

    @property
    def is_gap(self) -> bool:
        """Return whether it is asked for and no member can talk in it."""
        return self.asked > 0 and self.speakers == 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """Whom we did not reach since a day. Only the longest ago are listed; `without` of `of` is how many there are."""

    since: date
    without: int
    of: int
    organisations: list[Seen]
    communities: list[Seen]
    branches: list[Quiet]
    languages: list[Spoken]
    lead_times: Table
    hours: Table


def gaps(viewer: Viewer, *, months: int, at: datetime) -> Gaps:
    """Return whom we did not reach in so many months, in nine queries however long the history."""
    require(viewer.actor, Permission.ENGAGEMENT_READ)
    since = rules.months_before(timezone.localdate(at), months)
    start = start_of(since)
    groups = _groups(start, at)
    quiet = sorted((row for row in groups if not row.events), key=_longest_ago)
    return Gaps(
        since=since, without=len(quiet), of=len(groups), organisations=quiet[:NO_MORE_THAN],
        communities=sorted(_communities(groups), key=_longest_ago), branches=_branches(start, at),
        languages=_languages(start, at),
        lead_times=lead_times(asked_for(Invitation.objects.filter(received_at__gte=start))),
        hours=_hours(viewer, start, at),
    )  # fmt: skip


def _groups(start: datetime, at: datetime) -> list[Seen]:
    """Return every organisation, and every group that asked since and was never accepted."""
    found = {row.pk: row for row in Organisation.objects.select_related("neighbourhood")}
    seen = {key: Seen(row.name, str(row.neighbourhood or ""), tuple(row.communities)) for key, row in found.items()}
    named = {row.name.casefold(): seen[key] for key, row in found.items()}
    for key, last_at, events in _met("organisation", start, at):
        if key in seen:
            seen[key].last_on, seen[key].events = timezone.localdate(last_at), events
    asked = Invitation.objects.filter(received_at__gte=start).values_list("organisation", "organisation_name")
    for key, name, n, refused in asked.annotate(n=Count("pk"), refused=Count("pk", filter=REFUSED)):
        folded = name.strip().casefold()
        row = seen.get(key) or named.setdefault(folded, Seen(name, is_known=False))
        row.asked, row.refused = row.asked + n, row.refused + refused
    return list({id(row): row for row in [*seen.values(), *named.values()]}.values())


def _communities(groups: list[Seen]) -> list[Seen]:
    """Return every community that an organisation speaks for; those of groups we do not know yet come as one."""
    members: defaultdict[str, list[Seen]] = defaultdict(list)
    for row in groups:
        for name in row.communities or (_("Not known yet"),):
            members[name].append(row)
    return [
        Seen(
            name, groups=len(rows), last_on=max((row.last_on for row in rows if row.last_on), default=None),
            events=sum(row.events for row in rows), asked=sum(row.asked for row in rows),
            refused=sum(row.refused for row in rows), is_known=any(row.communities for row in rows),
        )
        for name, rows in members.items()
    ]  # fmt: skip


def _branches(start: datetime, at: datetime) -> list[Quiet]:
    met = {key: (timezone.localdate(last_at), events) for key, last_at, events in _met("neighbourhood", start, at)}
    branches: defaultdict[str, list[Seen]] = defaultdict(list)
    for row in neighbourhoods():
        last_on, events = met.get(row.pk, (None, 0))
        branches[row.branch.name].append(Seen(row.name, last_on=last_on, events=events))
    return [
        Quiet(name, len(rows), sorted((row for row in rows if not row.events), key=_longest_ago))
        for name, rows in branches.items()
    ]


def _languages(start: datetime, at: datetime) -> list[Spoken]:
    asked: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for codes in Invitation.objects.filter(received_at__gte=start).values_list("languages", flat=True):
        asked.update(codes)
    for codes in events_held(at).filter(starts_at__gte=start).values_list("languages", flat=True):
        events.update(codes)
    able = Tongue.objects.filter(level__in=TALKS, member__left_at=None, member__standing=Standing.APPROVED)
    with not_shown("who speaks a language is counted, and nobody named"):
        speakers = dict(able.order_by().values_list("language").annotate(Count("member", distinct=True)))
    spoken = [
        Spoken(str(NAMES.get(code, code)), asked[code], events[code], speakers.get(code, 0))
        for code in {*asked, *events, *speakers} - WIDELY_SPOKEN
    ]
    return sorted(spoken, key=lambda row: (not row.is_gap, -row.asked, row.name))


def _hours(viewer: Viewer, start: datetime, at: datetime) -> Table:
    rows = attended(events_held(at).filter(starts_at__gte=start))
    by_member: defaultdict[UUID, list[AttendanceRow]] = defaultdict(list)
    for row in rows:
        by_member[row[0]].append(row)
    for member in by_member:
        viewer.show(member, EngagementCategory.ROSTER, stream=Stream.ENGAGEMENT)
    lines = sorted((_of_member(found) for found in by_member.values()), key=lambda line: (-line[4], line[0]))
    return Table(
        "hours", _("Hours by member"),
        _("Events they were at since then. Hours as told afterwards; where nobody told, none."),
        (_("Member"), *(str(kind.label) for kind in Hours), _("Events"), _("Events without hours told")),
        tuple(lines),
    )  # fmt: skip


def _of_member(rows: list[AttendanceRow]) -> tuple[str, float, float, float, int, int]:
    duty, over, free = (rules.hours_of(row[3] for row in rows if row[2] == kind) for kind in Hours)
    return (rows[0][1], duty, over, free, len(rows), sum(row[3] is None for row in rows))


def _met(by: str, start: datetime, at: datetime) -> list[tuple[UUID, datetime, int]]:
    """Return for each organisation or neighbourhood when we were last there, and how often since a day."""
    since = Count("pk", filter=Q(starts_at__gte=start))
    return list(events_held(at).order_by().values_list(by).annotate(last_at=Max("starts_at"), since=since))


def _longest_ago(row: Seen) -> tuple[bool, date, str]:
    """Order by the last contact, never first; then by name."""
    return (row.last_on is not None, row.last_on or date.min, row.name)
