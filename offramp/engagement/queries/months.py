"""A month to be rostered, read at once, and the proposals for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import HOLDING, Progress, State
from offramp.engagement.models import Assignment, Invitation, Proposal
from offramp.engagement.queries.inviting import invitations
from offramp.engagement.queries.members import candidates_for
from offramp.engagement.queries.members.base import members
from offramp.engagement.queries.members.base import shown as members_shown
from offramp.engagement.queries.occasions import occasions
from offramp.engagement.rules.explaining import Judged, in_words
from offramp.engagement.rules.months import Month, Place
from offramp.engagement.rules.proposals import MONTHS_AHEAD, Line, Shortage, Stood, changed_since, is_taken
from offramp.kernel.identity import Viewer

STALLED_AFTER = timedelta(minutes=2)
EARLIER = 12
NEARLY = 0.0001


@dataclass(frozen=True, slots=True)
class Now:
    """A month as it stands: its events, the facts for the rules, and how each event stands."""

    invitations: dict[UUID, Invitation]
    month: Month
    stands: dict[UUID, Stood]


@dataclass(frozen=True, slots=True)
class Going:
    """A member in a proposal, in words: whether they had the place, and what speaks for and against them."""

    name: str
    points: int
    why: list[str]
    why_not: list[str]
    is_new: bool = False
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    """An event of a proposal, in words."""

    invitation: Invitation
    going: list[Going]
    next_best: list[Going]
    leaves: list[str]
    missing: int
    lacking: list[str]
    changed: list[str]
    is_taken: bool

    @property
    def changes_something(self) -> bool:
        """Return whether it would ask or take off anybody, and nothing stands against that."""
        return not self.is_taken and not self.changed and (bool(self.leaves) or any(one.is_new for one in self.going))


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal in words, with what changed since."""

    proposal: Proposal
    lines: list[ShownLine]
    new_events: int

    @property
    def is_stale(self) -> bool:
        """Return whether something changed since it was made."""
        return bool(self.new_events) or any(line.changed for line in self.lines)

    @property
    def changes_something(self) -> bool:
        """Return whether taking it over would do anything."""
        return any(line.changes_something for line in self.lines)


def month_now(viewer: Viewer, month: date, *, at: datetime) -> Now:
    """Return a month's accepted events that lie ahead, with the members and the places that stand."""
    first, end = _borders(month)
    rows = list(invitations().filter(state=State.ACCEPTED, starts_at__gt=at, starts_at__gte=first, starts_at__lt=end))
    rows.sort(key=lambda row: (row.starts_at, row.pk))
    for row in rows:
        viewer.show(row.pk, EngagementCategory.EVENTS, stream=Stream.ENGAGEMENT)
    events = occasions(rows)
    standing = {
        Place(event, member): locked
        for event, member, locked in Assignment.objects.filter(invitation__in=rows, place__in=HOLDING).values_list(
            "invitation", "member", "locked"
        )
    }
    locked = frozenset(place for place, is_locked in standing.items() if is_locked)
    members = candidates_for(viewer, starts_at=first, ends_at=end, uncounted=list(events))
    found = Month(list(events.values()), members, frozenset(standing), locked)
    stands = {row.pk: Stood.of(events[row.pk], version=row.version, locked=locked) for row in rows}
    return Now({row.pk: row for row in rows}, found, stands)


def months_ahead(*, at: datetime) -> list[tuple[date, int]]:
    """Return this month and those that can be rostered, each with how many accepted events lie ahead in it."""
    months = [timezone.localdate(at).replace(day=1)]
    for _month in range(MONTHS_AHEAD):
        months.append(_next(months[-1]))
    end = _borders(months[-1])[1]
    counted = dict.fromkeys(months, 0)
    rows = Invitation.objects.filter(state=State.ACCEPTED, starts_at__gt=at, starts_at__lt=end)
    for starts_at in rows.values_list("starts_at", flat=True):
        counted[timezone.localdate(starts_at).replace(day=1)] += 1
    return list(counted.items())


def proposals() -> list[Proposal]:
    """Return the last proposals, the latest first."""
    return list(Proposal.objects.select_related("asked_by").defer("chosen", "unfilled")[:EARLIER])


def proposal_for(proposal: UUID) -> Proposal | None:
    """Return one proposal, or None where it is not open to whoever asks."""
    return Proposal.objects.select_related("asked_by").filter(pk=proposal).first()


def is_at_work(proposal: Proposal, *, at: datetime) -> bool:
    """Return whether a proposal is waited for: it moved on not long ago."""
    waits = proposal.progress in (Progress.WAITING, Progress.RUNNING)
    return waits and at - proposal.moved_at < STALLED_AFTER


def gap_of(proposal: Proposal) -> float:
    """Return how far a proposal may be from the best there is, in per cent of the bound."""
    best, bound = proposal.best or 0.0, proposal.bound or 0.0
    gap = max(0.0, bound - best) / max(1.0, abs(bound))
    return 0.0 if gap < NEARLY else 100 * gap


def shown(viewer: Viewer, proposal: Proposal, *, at: datetime) -> Shown:
    """Return a proposal in words, beside how the month stands now."""
    now = month_now(viewer, proposal.month, at=at)
    viewer.show(proposal.pk, EngagementCategory.MEMBER, stream=Stream.ENGAGEMENT)
    lines = [Line.read(kept) for kept in proposal.chosen]
    short = {one.invitation: one for one in map(Shortage.read, proposal.unfilled)}
    told = _Told(now, _events_of(lines, now), _names_of(viewer, lines, now))
    found = [told.line(line, short.get(line.invitation)) for line in lines if line.invitation in told.events]
    return Shown(proposal, found, len(now.stands.keys() - {line.invitation for line in lines}))


class _Told:
    """What a proposal says, with the names of events and members."""

    def __init__(self, now: Now, events: dict[UUID, Invitation], names: dict[UUID, str]) -> None:
        self.now, self.events, self.names = now, events, names

    def line(self, line: Line, short: Shortage | None) -> ShownLine:
        taken = is_taken(line, self.now.stands)
        return ShownLine(
            invitation=self.events[line.invitation],
            going=[self._going(one, line) for one in line.chosen],
            next_best=[self._going(one, line) for one in line.next_best],
            leaves=sorted(self.names[member] for member in line.leaves),
            missing=short.missing if short else 0,
            lacking=[in_words(code, number) for code, number in short.lacking] if short else [],
            changed=[] if taken else changed_since(line, self.now.month, self.now.stands),
            is_taken=taken,
        )

    def _going(self, one: Judged, line: Line) -> Going:
        return Going(
            self.names[one.member], one.points, [reason.words for reason in one.why],
            [reason.words for reason in one.why_not], one.member in line.comes, one.member in line.stood.locked,
        )  # fmt: skip


def _events_of(lines: Collection[Line], now: Now) -> dict[UUID, Invitation]:
    """Return the events of a proposal, those too that are called off or over by now."""
    gone = [line.invitation for line in lines if line.invitation not in now.invitations]
    return now.invitations | (invitations().in_bulk(gone) if gone else {})


def _names_of(viewer: Viewer, lines: Collection[Line], now: Now) -> dict[UUID, str]:
    """Return the names of all who appear, those too who have left by now."""
    names = {one.id: one.name for one in now.month.candidates}
    judged = {one.member for line in lines for one in (*line.chosen, *line.next_best)}
    gone = (judged | {member for line in lines for member in line.leaves}) - names.keys()
    if gone:
        names |= _left(viewer, gone)
    return names


def _left(viewer: Viewer, gone: Collection[UUID]) -> dict[UUID, str]:
    found = members_shown(viewer, members().filter(pk__in=gone))
    return {row.pk: row.user.name for row in found}


def _borders(month: date) -> tuple[datetime, datetime]:
    """Return when a month begins by the city's clocks, and when the next one does."""
    zone = timezone.get_default_timezone()
    first, end = (datetime(day.year, day.month, 1, tzinfo=zone) for day in (month, _next(month)))
    return first, end


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
