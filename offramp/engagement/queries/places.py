"""Reads of places at events: for the coordinator, for a member, for whoever comes by a link."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import HOLDING, Place, State
from offramp.engagement.models import Assignment, Entry, Invitation, Member, Need, Release, Swap, ToldOtherwise
from offramp.engagement.queries.inviting import invitations
from offramp.engagement.queries.members import candidates_for
from offramp.engagement.queries.occasions import candidates_at, need_of, occasions
from offramp.engagement.rules import places as rules
from offramp.engagement.rules.reasons import Code, Reason
from offramp.engagement.rules.rostering import Candidate, Occasion, Ranked, lasting, rank, why_not
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

E = EngagementCategory
PAGE = 25
AT_MOST = 100
STANDING = (*HOLDING, Place.WISHED)


@dataclass(frozen=True, slots=True)
class Line:
    """A member's place at an event, with what the rules say of it now, and the supervisor's answer."""

    place: Assignment
    ranked: Ranked | None
    release: Release | None
    offered_to: str
    told: str

    @property
    def why_not(self) -> tuple[Reason, ...]:
        """Return what stands against it now; whoever is not ranked any more has left."""
        return self.ranked.why_not if self.ranked else (Reason(Code.LEFT),)


@dataclass(frozen=True, slots=True)
class Roster:
    """An event's roster: what it needs, who stands where, and everybody else, ranked now."""

    need: Need
    coming: list[Line]
    asked: list[Line]
    wished: list[Line]
    gone: list[Line]
    can: list[Ranked]
    cannot: list[Ranked]

    @property
    def lacking(self) -> int:
        """Return how many are lacking who said yes."""
        return max(0, self.need.at_least - len(self.coming))

    @property
    def room(self) -> int:
        """Return how many more may be asked."""
        return max(0, self.need.at_most - len(self.coming) - len(self.asked))


@dataclass(frozen=True, slots=True)
class Staffing:
    """How an event stands: what it needs, who is coming for sure, and who holds a place."""

    need: Need
    coming: int
    held: int

    @property
    def is_understaffed(self) -> bool:
        return rules.is_understaffed(self.coming, self.need.at_least)

    @property
    def has_room(self) -> bool:
        return self.held < self.need.at_most


@dataclass(frozen=True, slots=True)
class Chance:
    """An event a member may sign up for, or why not."""

    invitation: Invitation
    staffing: Staffing
    why: tuple[Reason, ...]
    why_not: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        return not self.why_not and self.staffing.has_room


@dataclass(frozen=True, slots=True)
class Mine:
    """A member's events ahead: what they are asked, what they said yes to, what colleagues offer them."""

    asked: list[Assignment]
    coming: list[Assignment]
    wished: list[Assignment]
    offers: list[Swap]


def roster_of(viewer: Viewer, invitation: Invitation) -> Roster:
    """Return the roster of an event for the coordinator."""
    occasion = occasions([invitation])[invitation.pk]
    ranked = rank(occasion, candidates_at(viewer, occasion))
    lines = _lines(viewer, invitation, {one.candidate.id: one for one in ranked})
    standing = {line.place.member_id for line in lines if line.place.place in STANDING}
    rest = [one for one in ranked if one.candidate.id not in standing]
    return Roster(
        needed_at(invitation),
        coming=[line for line in lines if line.place.place == Place.CONFIRMED],
        asked=[line for line in lines if line.place.place == Place.ASKED],
        wished=[line for line in lines if line.place.place == Place.WISHED],
        gone=[line for line in lines if line.place.place not in STANDING],
        can=[one for one in rest if one.can_go], cannot=[one for one in rest if not one.can_go],
    )  # fmt: skip


def needed_at(invitation: Invitation) -> Need:
    """Return what an event needs, as it was said or as it is usual."""
    return need_of(invitation, Need.objects.filter(invitation=invitation).first())


def ranked_for(viewer: Viewer, invitation: Invitation, member: UUID) -> Ranked | None:
    """Return one member as they are ranked for an event now, or None where they are on no roster of members."""
    occasion = occasions([invitation])[invitation.pk]
    ranked = rank(occasion, candidates_at(viewer, occasion))
    return next((one for one in ranked if one.candidate.id == member), None)


def place_for(viewer: Viewer, place: UUID) -> Line | None:
    """Return one place with the supervisor's answer, or None where the viewer may not see it."""
    rows = Assignment.objects.filter(pk=place).select_related("invitation__neighbourhood")
    row = rows.first()
    if row is None:
        return None
    return next(line for line in _lines(viewer, row.invitation, {}) if line.place.pk == place)


def staffing(rows: Collection[Invitation]) -> dict[UUID, Staffing]:
    """Return how events stand. Whom a supervisor did not release does not count as coming."""
    needs = {need.invitation_id: need for need in Need.objects.filter(invitation__in=rows)}
    refused = Release.objects.filter(invitation__in=rows, released=False).values("assignment")
    places = Assignment.objects.filter(invitation__in=rows, place__in=HOLDING)
    held, coming = _counted(places), _counted(places.filter(place=Place.CONFIRMED).exclude(pk__in=refused))
    return {
        row.pk: Staffing(need_of(row, needs.get(row.pk)), coming=coming[row.pk], held=held[row.pk]) for row in rows
    }  # fmt: skip


def understaffed(viewer: Viewer, *, at: datetime) -> list[tuple[Invitation, Staffing]]:
    """Return the accepted events of the next seven days to which fewer come than they need, the nearest first."""
    until = at + rules.WARN_AHEAD
    soon = invitations().filter(state=State.ACCEPTED, starts_at__gt=at, starts_at__lte=until)
    rows = list(soon.order_by("starts_at", "id")[:AT_MOST])
    stands = staffing(rows)
    lacking = [(row, stands[row.pk]) for row in rows if stands[row.pk].is_understaffed]
    for row, _stands in lacking:
        viewer.show(row.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    return lacking


def unanswered(viewer: Viewer, *, at: datetime) -> list[Assignment]:
    """Return whom we asked without an answer yet, the longest first."""
    rows = _ahead(Assignment.objects.filter(place=Place.ASKED), at=at).order_by("asked_at", "id")
    return _shown(viewer, rows[:AT_MOST])


def not_released(viewer: Viewer, *, at: datetime) -> list[Assignment]:
    """Return who said yes to an event ahead and is not released by their supervisor."""
    rows = _ahead(Assignment.objects.filter(place=Place.CONFIRMED, releases__released=False), at=at)
    return _shown(viewer, rows.order_by("invitation__starts_at", "id")[:AT_MOST])


def chances(viewer: Viewer, member: Member, *, cursor: str, at: datetime) -> tuple[list[Chance], Page[Invitation]]:
    """Return a page of accepted events ahead where a member has no place, with whether they could come."""
    mine = Assignment.objects.filter(member=member, place__in=STANDING).values("invitation")
    rows = invitations().filter(state=State.ACCEPTED, starts_at__gt=at).exclude(pk__in=mine)
    page = page_of(rows, "starts_at", "id", cursor=cursor, size=PAGE)
    events, stands = occasions(page.rows), staffing(page.rows)
    for row in page.rows:
        viewer.show(row.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    own = _oneself(viewer, member, events.values())
    return [_chance(row, events[row.pk], stands[row.pk], own) for row in page.rows], page


def event_ahead(viewer: Viewer, invitation: UUID, *, at: datetime) -> Invitation | None:
    """Return an accepted event that lies ahead, or None where there is none."""
    found = invitations().filter(pk=invitation, state=State.ACCEPTED, starts_at__gt=at).first()
    if found is not None:
        viewer.show(found.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def places_of_mine(viewer: Viewer, member: Member, *, at: datetime) -> Mine:
    """Return a member's events ahead, the nearest first."""
    rows = _ahead(Assignment.objects.filter(member=member, place__in=STANDING), at=at)
    found = _shown(viewer, rows.order_by("invitation__starts_at", "id")[:AT_MOST])
    return Mine(
        asked=[row for row in found if row.place == Place.ASKED],
        coming=[row for row in found if row.place == Place.CONFIRMED],
        wished=[row for row in found if row.place == Place.WISHED],
        offers=offers_to(viewer, member, at=at),
    )


def offers_to(viewer: Viewer, member: Member, *, at: datetime) -> list[Swap]:
    """Return the places colleagues offer a member, the nearest event first."""
    rows = Swap.objects.filter(to=member, ended_at__isnull=True, invitation__starts_at__gt=at)
    found = list(rows.select_related("invitation", "user").order_by("invitation__starts_at", "id")[:AT_MOST])
    for swap in found:
        viewer.show(swap.assignment_id, E.ROSTER, stream=Stream.ENGAGEMENT)
    return found


def my_place(viewer: Viewer, place: UUID) -> Assignment | None:
    """Return one's own place, with its event."""
    rows = Assignment.objects.filter(pk=place, user=viewer.id).select_related("invitation", "user")
    return next(iter(_shown(viewer, rows)), None)


def offer_for(viewer: Viewer, swap: UUID) -> Swap | None:
    """Return an offer made by, or to, whoever looks."""
    rows = Swap.objects.filter(Q(to__user=viewer.id) | Q(user=viewer.id), pk=swap)
    return rows.select_related("invitation", "user", "to__user").first()


def names_of_coming(viewer: Viewer, invitation: UUID) -> list[str]:
    """Return who is coming, with their rank, as colleagues call them: for who invites."""
    rows = Assignment.objects.filter(invitation=invitation, place=Place.CONFIRMED).order_by("user__name")
    names = list(rows.values_list("user__name", flat=True))
    if names:
        viewer.show(invitation, E.ROSTER, stream=Stream.ENGAGEMENT)
    return names


@dataclass(frozen=True, slots=True)
class Asked:
    """What a supervisor reads of an event: whose release, and when and where it is."""

    release: Release
    name: str
    entry: Entry
    is_open: bool

    @property
    def ends_at(self) -> datetime:
        return self.entry.starts_at + timedelta(minutes=self.entry.minutes)


def release_of_link(viewer: Viewer, *, at: datetime) -> Asked | None:
    """Return what a supervisor is asked behind the link in use, or None where the link stands no more."""
    row = Release.objects.filter(link=viewer.id).select_related("assignment__user").first() if viewer.id else None
    entry = Entry.objects.filter(assignment=row.assignment_id).first() if row else None
    if row is None or entry is None:
        return None
    viewer.show(row.assignment.member_id, E.ROSTER, stream=Stream.ENGAGEMENT)
    is_open = row.assignment.place in HOLDING and entry.starts_at > at
    return Asked(row, row.assignment.user.name, entry, is_open)


def _lines(viewer: Viewer, invitation: Invitation, ranked: dict[UUID, Ranked]) -> list[Line]:
    places = invitation.assignments.select_related("user", "invitation").order_by("user__name", "id")
    releases = {row.assignment_id: row for row in Release.objects.filter(invitation=invitation)}
    open_swaps = Swap.objects.filter(invitation=invitation, ended_at__isnull=True)
    offered = dict(open_swaps.values_list("assignment", F("to__user__name")))
    told = {}
    for place, member, text in ToldOtherwise.objects.filter(invitation=invitation).values_list(
        "assignment", "assignment__member", "text"
    ):
        viewer.show(member, E.MEMBER, stream=Stream.ENGAGEMENT)
        told[place] = text
    return [
        Line(row, ranked.get(row.member_id), releases.get(row.pk), offered.get(row.pk, ""), told.get(row.pk, ""))
        for row in _shown(viewer, places)
    ]


def _oneself(viewer: Viewer, member: Member, events: Collection[Occasion]) -> Candidate:
    """Return a member with the facts of all the days of these events. What they said no to stays open to them."""
    if not events:
        return Candidate(member.pk, member.user.name)
    first, last = min(one.span.starts_at for one in events), max(one.span.ends_at for one in events)
    [own] = candidates_for(viewer, starts_at=first, ends_at=last, only=[member.pk])
    return replace(own, declined=frozenset())


def _chance(row: Invitation, event: Occasion, stands: Staffing, own: Candidate) -> Chance:
    """Return an event as it stands to a member: without their load, which is another one in each month."""
    return Chance(row, stands, tuple(lasting(event, own, average=own.load_year)), why_not(event, own))


def _counted(rows: QuerySet[Assignment]) -> dict[UUID, int]:
    found: dict[UUID, int] = defaultdict(int)
    for event in rows.values_list("invitation", flat=True):
        found[event] += 1
    return found


def _ahead(rows: QuerySet[Assignment], *, at: datetime) -> QuerySet[Assignment]:
    return rows.filter(invitation__starts_at__gt=at).select_related("invitation", "user")


def _shown(viewer: Viewer, rows: Sequence[Assignment] | QuerySet[Assignment]) -> list[Assignment]:
    found = list(rows)
    for row in found:
        viewer.show(row.member_id, E.ROSTER, stream=Stream.ENGAGEMENT)
    return found
