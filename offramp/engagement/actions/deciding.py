"""What the coordinator does with an invitation: decide, and write to who invites."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.letters import send_letter
from offramp.engagement.actions.releases import renew_releases
from offramp.engagement.actions.seats import need_at, remove_places
from offramp.engagement.enums import LEADS_TO, Instead, Side, State, Verdict
from offramp.engagement.models import Decision, Invitation, Message, Organisation
from offramp.engagement.queries import promise_of
from offramp.engagement.rules import inviting as rules
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def decide(
    *,
    invitation: UUID,
    verdict: Verdict,
    letter: str,
    version: int,
    reason: str = "",
    instead: Collection[Instead] = (),
    passed_to: str = "",
    by: Actor,
    at: datetime,
) -> Decision:
    """Decide about an invitation and write to who invites.

    version: the invitation as it was read; where another decided or who invites changed it meanwhile, it is refused.
    What is settled may be decided anew, not what was called off.
    The organisation is written down at its first accepted invitation.
    """
    require(by, Permission.INVITATION_DECIDE)
    row = _read_as(invitation, version)
    rules.check_can_decide(row.state)
    rules.check_decision(
        verdict, reason=reason, letter=letter, instead=instead, passed_to=passed_to, notice=promise_of(row).notice
    )
    decision = Decision.objects.create(
        invitation=row, unit_id=row.unit_id, verdict=verdict, reason=reason.strip(), instead=sorted(instead),
        passed_to=passed_to.strip(), decided_by_id=by.user, decided_at=at,
    )  # fmt: skip
    row.state, row.version, row.same_as = LEADS_TO[verdict], row.version + 1, None
    if row.organisation_id is None and verdict == Verdict.ACCEPT:
        row.organisation = _organisation(row, at)
    row.save(update_fields=["state", "version", "organisation", "same_as"])
    _follow(row, by=by, at=at)
    write_letter(row=row, text=letter, by=by, at=at)
    record(verb=f"invitation.{verdict}", by=by, at=at, subject=row.pk)
    return decision


@transaction.atomic
def write_to_organiser(*, invitation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Write to who invites, without deciding anything."""
    require(by, Permission.INVITATION_DECIDE)
    row = Invitation.objects.get(pk=invitation)
    rules.check_written(text)
    return write_letter(row=row, text=text, by=by, at=at)


def write_letter(*, row: Invitation, text: str, by: Actor, at: datetime) -> Message:
    """Put a letter on the page of who invites, and have it mailed to them."""
    message = Message.objects.create(
        invitation=row, unit_id=row.unit_id, side=Side.PACE, written_by_id=by.user, written_at=at, text=text.strip()
    )
    send_letter(invitation=row, message=message.pk)
    record(verb="invitation.answered", by=by, at=at, subject=message.pk, about=row.pk)
    return message


def _read_as(invitation: UUID, version: int) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    if row.version != version:
        raise Refused(
            _("This invitation was changed or decided meanwhile."), ask=_("Look at it again, then send yours."),
            field="version",
        )  # fmt: skip
    return row


def _follow(row: Invitation, *, by: Actor, at: datetime) -> None:
    """Let the roster follow: what it needs is written down, or nobody goes; what was moved is released anew."""
    if row.state == State.ACCEPTED:
        need_at(event=row)
        renew_releases(invitation=row.pk, at=at)
    elif row.state != State.ASKED:
        remove_places(invitation=row.pk, by=by, at=at)


def _organisation(row: Invitation, at: datetime) -> Organisation:
    """Return the organisation of that name, written down now if it is new."""
    found, _made = Organisation.objects.get_or_create(
        unit_id=row.unit_id, name=row.organisation_name.strip(),
        defaults={"known_since": at, "neighbourhood_id": row.neighbourhood_id},
    )  # fmt: skip
    return found
