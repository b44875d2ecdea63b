"""Reads of calendars: what a member's says, when they are reminded, the events of some days with who goes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_current_timezone, localdate

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import HOLDING, Method, Place, State
from offramp.engagement.enums.calendars import Lead
from offramp.engagement.models import Assignment, Entry, Invitation, Member, Need, Particulars
from offramp.engagement.queries.occasions import need_of
from offramp.engagement.rules import calendar_days as days
from offramp.engagement.rules import calendars as rules
from offramp.engagement.rules.inviting import LONGEST_MINUTES
from offramp.kernel.identity import Viewer

E = EngagementCategory
KEPT = timedelta(days=90)
NO_MORE_THAN = 500


def reminders_of(member: UUID) -> list[int]:
    """Return how many hours before an event a member is reminded, the earliest first."""
    found = Particulars.objects.filter(member=member).values_list("remind_hours", flat=True).first()
    return sorted(set(found or []), reverse=True)


def particulars_of(viewer: Viewer) -> Particulars | None:
    """Return a member's own particulars, or None for whoever is none."""
    found = Particulars.objects.filter(user=viewer.id).first() if viewer.id else None
    if found:
        viewer.show(found.member_id, E.MEMBER, stream=Stream.ENGAGEMENT)
    return found


def entry_of_link(viewer: Viewer) -> Entry | None:
    """Return what the calendar of whoever holds the link in use was told; None where the link stands no more."""
    rows = Entry.objects.select_related("assignment", "user")
    found = rows.filter(assignment__link=viewer.id).first() if viewer.id else None
    if found:
        viewer.show(found.assignment_id, E.ROSTER, stream=Stream.ENGAGEMENT)
    return found


def feed_of_link(viewer: Viewer, *, at: datetime) -> list[Entry] | None:
    """Return the entries of the member whose feed the link in use is, from three months back; None where it ended."""
    if Member.objects.filter(left_at__isnull=True, user__is_active=True).first() is None:
        return None
    rows = Entry.objects.filter(starts_at__gte=at - KEPT).select_related("assignment")
    found = list(rows.order_by("starts_at", "id")[:NO_MORE_THAN])
    for entry in found:
        viewer.show(entry.member_id, E.ROSTER, stream=Stream.ENGAGEMENT)
    return found


def reminders_due(*, at: datetime) -> list[UUID]:
    """Return the entries of which a member who is coming is to be reminded now."""
    rows = Entry.objects.filter(method=Method.REQUEST, assignment__place=Place.CONFIRMED, starts_at__gt=at)
    near = list(rows.filter(starts_at__lte=at + timedelta(hours=max(Lead))).select_related("assignment"))
    wishes = Particulars.objects.filter(member__in={entry.member_id for entry in near})
    hours = dict(wishes.values_list("member", "remind_hours"))
    return [entry.pk for entry in near if reminder_for(entry, hours.get(entry.member_id, []), at=at) is not None]


def reminder_for(entry: Entry, remind: Collection[int], *, at: datetime) -> int | None:
    """Return the reminder of an event that is due now, in hours before; None where none is."""
    reminded = entry.assignment.reminded_hours
    return rules.reminder_due(remind, starts_at=entry.starts_at, reminded=reminded, since=entry.told_at, at=at)


def days_with_events(viewer: Viewer, span: days.Span, *, at: datetime) -> list[days.Day]:
    """Return the days of a span, each with the accepted events on it, who goes, and whether that is enough."""
    zone = get_current_timezone()
    events = _events(span)
    goers, needs = _goers(events), {need.invitation_id: need for need in Need.objects.filter(invitation__in=events)}
    placed = []
    for event in events:
        viewer.show(event.pk, E.EVENTS, E.ROSTER, stream=Stream.ENGAGEMENT)
        at_least = need_of(event, needs.get(event.pk)).at_least
        touched = days.touched(event, zone)
        for day in touched:
            placed.append((day, _shown(viewer, event, goers[event.pk], at_least, day=day, touched=touched)))
    return days.days_of(span, placed, today=localdate(at))


def _events(span: days.Span) -> list[Invitation]:
    """Return what was accepted, and what was changed since where members still go."""
    begins, ends = span.bounds(get_current_timezone())
    held = Assignment.objects.filter(invitation=OuterRef("pk"), place__in=HOLDING)
    goes_on = Q(state=State.ACCEPTED) | (Q(state__in=rules.TAKES_PLACE) & Exists(held))
    longest = timedelta(minutes=LONGEST_MINUTES)
    rows = Invitation.objects.filter(goes_on, starts_at__gte=begins - longest, starts_at__lt=ends)
    return list(rows.order_by("starts_at", "id")[:NO_MORE_THAN])


def _goers(events: list[Invitation]) -> dict[UUID, list[Assignment]]:
    found = defaultdict(list)
    rows = Assignment.objects.filter(invitation__in=events, place__in=HOLDING).select_related("user")
    for row in rows.order_by("user__name"):
        found[row.invitation_id].append(row)
    return found


def _shown(
    viewer: Viewer, event: Invitation, held: list[Assignment], at_least: int, *, day: date, touched: list[date]
) -> days.Shown:
    coming = sum(row.place == Place.CONFIRMED for row in held)
    zone = get_current_timezone()
    return days.Shown(
        event=event,
        starts=event.starts_at.astimezone(zone),
        ends=rules.ends_at(event).astimezone(zone),
        staffing=days.staffing(coming, len(held) - coming, at_least),
        at_least=at_least,
        goers=[days.Goer(row.user.name, row.place == Place.CONFIRMED) for row in held],
        is_own=any(row.user_id == viewer.id for row in held),
        began_before=day != touched[0],
        goes_on=day != touched[-1],
    )
