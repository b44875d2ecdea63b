"""Accepted events as the rules of the roster see them, and who could go to one."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from offramp.engagement.enums import HOLDING, Course
from offramp.engagement.models import Assignment, Invitation, Need
from offramp.engagement.queries.members import candidates_for
from offramp.engagement.rules import places as rules
from offramp.engagement.rules.rostering import Candidate, Occasion, Where, why_not
from offramp.kernel.identity import Viewer


def need_of(invitation: Invitation, row: Need | None) -> Need:
    """Return what an event needs: as it was written down, else as a rule, not kept."""
    if row is not None:
        return row
    usual = rules.needed(invitation.kind, invitation.expected)
    return Need(
        invitation=invitation, unit_id=invitation.unit_id, at_least=usual.at_least, at_most=usual.at_most,
        courses=list(usual.courses),
    )  # fmt: skip


def occasions(rows: Collection[Invitation]) -> dict[UUID, Occasion]:
    """Return events as the rules see them, each with what it needs and who holds a place at it."""
    needs = {need.invitation_id: need for need in Need.objects.filter(invitation__in=rows)}
    held = defaultdict(set)
    holding = Assignment.objects.filter(invitation__in=rows, place__in=HOLDING)
    for event, member in holding.values_list("invitation", "member"):
        held[event].add(member)
    return {row.pk: _occasion(row, need_of(row, needs.get(row.pk)), held[row.pk]) for row in rows}


def candidates_at(viewer: Viewer, event: Occasion, *, only: Collection[UUID] | None = None) -> list[Candidate]:
    """Return who is on the roster of members, with all that the rules ask about them for one event."""
    return candidates_for(
        viewer, starts_at=event.span.starts_at, ends_at=event.span.ends_at, uncounted=[event.id], only=only
    )


def could_go(viewer: Viewer, event: Occasion) -> list[Candidate]:
    """Return the members who qualify for an event, are free then, and hold no place at it."""
    return [one for one in candidates_at(viewer, event) if one.id not in event.members and not why_not(event, one)]


def _occasion(row: Invitation, need: Need, members: Iterable[UUID]) -> Occasion:
    return Occasion(
        id=row.pk, starts_at=row.starts_at, minutes=row.minutes, where=_where(row), languages=row.languages,
        communities=row.organisation.communities if row.organisation else (),
        courses=[Course(course) for course in need.courses], at_least=need.at_least, at_most=need.at_most,
        organisation=row.organisation_id, members=frozenset(members),
    )  # fmt: skip


def _where(row: Invitation) -> Where:
    return Where(row.neighbourhood_id, row.neighbourhood.branch_id if row.neighbourhood else None)
