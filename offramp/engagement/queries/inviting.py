"""Reads of invitations: as far as row security opens them to the coordinator, a member, or the link's holder."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import OPEN, Age, Priority, State
from offramp.engagement.languages import named
from offramp.engagement.models import Decision, Invitation, Inviter, Message
from offramp.engagement.rules import inviting as rules
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

E = EngagementCategory
PAGE = 25
WITH_THEM = timedelta(days=730)
NEARBY = timedelta(days=365)
NO_MORE_THAN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An invitation in a list, with its suggested place in the order."""

    invitation: Invitation
    weighed: rules.Weighed


def lead_days() -> int:
    """Return how many days before an event communities are asked to invite."""
    return int(settings.PACE_LEAD_DAYS)


def promise_for(starts_at: datetime, *, at: datetime) -> rules.Promise:
    """Return the honest answer to whoever invites at this moment."""
    return rules.promise(
        timezone.localdate(starts_at), today=timezone.localdate(at), lead=lead_days(),
        answer_days=int(settings.PACE_ANSWER_DAYS),
    )  # fmt: skip


def promise_of(invitation: Invitation) -> rules.Promise:
    """Return the honest answer who invites was given when they last said what it is about."""
    return promise_for(invitation.starts_at, at=invitation.described_at)


def languages_of(invitation: Invitation) -> str:
    """Return the languages spoken at an event, in words."""
    return named(invitation.languages)


def ages_of(invitation: Invitation) -> str:
    """Return the ages expected at an event, in words."""
    return ", ".join(str(Age(age).label) for age in invitation.ages)


def invitations() -> QuerySet[Invitation]:
    """Return every invitation that is open to whoever asks, with its place and organisation."""
    return Invitation.objects.select_related("organisation", "neighbourhood")


def waiting(viewer: Viewer) -> list[Line]:
    """Return what waits for a decision: the suggested order, then the day an answer was promised for."""
    rows = _with_history(invitations().filter(state__in=OPEN)).order_by("answer_by", "id")[:NO_MORE_THAN]
    order = {priority: place for place, priority in enumerate(Priority)}
    lines = [Line(row, weighed(row)) for row in shown(viewer, rows)]
    return sorted(lines, key=lambda line: order[line.weighed.priority])


def accepted_ahead(viewer: Viewer, *, cursor: str, at: datetime) -> Page[Invitation]:
    """Return a page of what was accepted and lies ahead, the nearest first."""
    rows = invitations().filter(state=State.ACCEPTED, starts_at__gte=at)
    return _page(viewer, rows, "starts_at", cursor=cursor)


def settled(viewer: Viewer, *, cursor: str, at: datetime) -> Page[Invitation]:
    """Return a page of what is over, declined, passed on or called off, the latest first."""
    rows = invitations().exclude(state__in=OPEN).exclude(state=State.ACCEPTED, starts_at__gte=at)
    return _page(viewer, rows, "-starts_at", cursor=cursor)


def invitation_for(viewer: Viewer, invitation: UUID) -> Invitation | None:
    """Return one invitation, or None where the viewer may not see it."""
    found = _with_history(invitations()).select_related("follows", "same_as").filter(pk=invitation).first()
    return shown(viewer, [found])[0] if found else None


def weighed(invitation: Invitation) -> rules.Weighed:
    """Return the suggested place in the order of an invitation that came with its history."""
    history = vars(invitation)
    return rules.weigh(
        visits=history["visits"], nearby=history["nearby"] if invitation.neighbourhood_id else None,
        languages=invitation.languages, notice=promise_of(invitation).notice,
    )  # fmt: skip


def invitation_of_link(viewer: Viewer) -> Invitation | None:
    """Return the one invitation that the link in use was made for, or None where the link stands no more."""
    found = invitations().filter(link=viewer.id).first() if viewer.id else None
    return shown(viewer, [found])[0] if found else None


def inviter_of(viewer: Viewer, invitation: UUID) -> Inviter | None:
    """Return who invited and how to reach them."""
    found = Inviter.objects.filter(invitation=invitation).first()
    if found:
        viewer.show(invitation, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found


def messages_about(viewer: Viewer, invitation: UUID) -> list[Message]:
    """Return what both sides wrote, in order."""
    found = list(Message.objects.filter(invitation=invitation).select_related("written_by"))
    if found:
        viewer.show(invitation, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found


def decisions_about(invitation: UUID) -> list[Decision]:
    """Return what was decided, in order, for the unit."""
    return list(Decision.objects.filter(invitation=invitation).select_related("decided_by"))


def same_event(viewer: Viewer, invitation: Invitation) -> list[Invitation]:
    """Return other invitations that seem to ask for the same event: the same day, and the name or the place alike."""
    day = timezone.localdate(invitation.starts_at)
    rows = invitations().filter(starts_at__date=day).exclude(pk=invitation.pk).exclude(state=State.CANCELLED)
    return [row for row in shown(viewer, rows[:NO_MORE_THAN]) if rules.seem_the_same(row, invitation)]


def earlier_ones(viewer: Viewer, invitation: Invitation) -> list[Invitation]:
    """Return the last five invitations by the same organisation before this one, the latest first."""
    rows = invitations().filter(organisation_name__iexact=invitation.organisation_name)
    return shown(viewer, rows.filter(starts_at__lt=invitation.starts_at).order_by("-starts_at")[:5])


def shown(viewer: Viewer, rows: "QuerySet[Invitation] | list[Invitation]") -> list[Invitation]:
    """Return these invitations, noted as shown to the viewer."""
    found = list(rows)
    for row in found:
        viewer.show(row.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def _page(viewer: Viewer, rows: QuerySet[Invitation], order: str, *, cursor: str) -> Page[Invitation]:
    page = page_of(rows, order, "id", cursor=cursor, size=PAGE)
    shown(viewer, page.rows)
    return page


def _with_history(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Add how often the organisation, and anybody in the neighbourhood, was accepted before this event."""
    before = Invitation.objects.filter(state=State.ACCEPTED, starts_at__lt=OuterRef("starts_at"))
    with_them = before.filter(
        organisation_name__iexact=OuterRef("organisation_name"), starts_at__gte=OuterRef("starts_at") - WITH_THEM
    )
    nearby = before.filter(neighbourhood=OuterRef("neighbourhood"), starts_at__gte=OuterRef("starts_at") - NEARBY)
    return rows.annotate(visits=_counted(with_them), nearby=_counted(nearby))


def _counted(rows: QuerySet[Invitation]) -> Coalesce:
    counted = rows.order_by().annotate(one=F("unit")).values("one").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
