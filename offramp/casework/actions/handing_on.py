"""Hand one of somebody's people to a colleague before they leave: the seat, the lead, and what they promised."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Permission, Role
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.care_team import end_seat, seat, take_seat
from offramp.casework.actions.cover import cover_one
from offramp.casework.models import FollowUp, Seat, Step
from offramp.consent.actions import hold_who_sees
from offramp.kernel.days import midnight
from offramp.kernel.identity import Actor


@transaction.atomic
def hand_on(*, person: UUID, leaver: UUID, to: UUID, by: Actor, at: datetime) -> Seat:
    """Seat a colleague in somebody's place on a person's care team, and return the seat.

    By the navigators' lead for her agency's navigators, by the supervisor for officers. Whoever hands on sits down for
    as long as it takes, by their own right to cover, and gets up again: both are seen in the log and on the care team.
    """
    require(by, Permission.CARE_TEAM_CHANGE)
    of, taking = (queries.offices_in(user, unit=by.unit, at=at) for user in (leaver, to))
    rules.check_hands_on(
        by,
        of={held.role for held in of},
        to={held.role for held in taking},
        is_employed_with=by.agency in {held.agency for held in of},
    )
    hold_who_sees(person=person)
    covering = None if by.user in queries.sitting(person) else _sit_down(person, leaver, to, by, at)
    left = rules.seat_to_hand_on(queries.seats_in_force(person).filter(user=leaver).first(), to=to)
    taken = _seated(person, to, left, by, at)
    _pass_on(person, leaver, to)
    audit.record(verb="casework.handed_on", by=by, at=at, subject=left.pk, about=person, fields=["user", "promised_by"])
    end_seat(seat=left.pk, reason=_("Handed on"), by=by, at=at)
    if covering and covering.pk != taken.pk:
        end_seat(seat=covering.pk, reason=_("Handed on"), by=by, at=at)
    return taken


def _sit_down(person: UUID, leaver: UUID, to: UUID, by: Actor, at: datetime) -> Seat:
    reason = _("Hands on before a colleague leaves")
    if by.role == Role.NAVIGATOR_LEAD:
        if person not in queries.to_cover(leaver):
            rules.seat_to_hand_on(None, to=to)
        until = midnight(localdate(at) + timedelta(days=1))
        return cover_one(person=person, navigator=leaver, reason=reason, until=until, by=by, at=at)
    return take_seat(person=person, reason=reason, by=by, at=at)


def _seated(person: UUID, to: UUID, left: Seat, by: Actor, at: datetime) -> Seat:
    """Return the seat of whoever takes over: a new one, or the one they have, leading if the other did."""
    held = queries.seats_in_force(person).filter(user=to).first()
    if held is None:
        return seat(person=person, user=to, reason=_("Takes over"), is_lead=left.is_lead, by=by, at=at)
    if left.is_lead:
        queries.seats_in_force(person).filter(is_lead=True).update(is_lead=False)
        Seat.objects.filter(pk=held.pk).update(is_lead=True)
    return held


def _pass_on(person: UUID, leaver: UUID, to: UUID) -> None:
    for promised in (Step, FollowUp):
        mine = promised._default_manager.filter(person=person, promised_by=leaver, done_at__isnull=True)
        mine.update(promised_by=to)
