"""What the coordinator does with an invitation: decide, and write to who invites."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement import rules
from offramp.engagement.actions.letters import send_letter
from offramp.engagement.enums import LEADS_TO, Instead, Side, Verdict
from offramp.engagement.models import Decision, Invitation, Message, Organisation
from offramp.engagement.queries import notice_of
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
    again: bool = False,
    by: Actor,
    at: datetime,
) -> Decision:
    """Decide about an invitation and write to who invites.

    version: the invitation as it was read; where another decided or who invites changed it meanwhile, it is refused.
    again: decide anew what was settled. The organisation is written down at its first accepted invitation.
    """
    require(by, Permission.INVITATION_DECIDE)
    row = _read_as(invitation, version)
    if not again:
        rules.check_open(row.state)
    notice = notice_of(row)
    rules.check_decision(verdict, reason=reason, letter=letter, instead=instead, passed_to=passed_to, notice=notice)
    decision = Decision.objects.create(
        invitation=row, unit_id=row.unit_id, verdict=verdict, reason=reason.strip(), instead=sorted(instead),
        passed_to=passed_to.strip(), decided_by_id=by.user, decided_at=at,
    )  # fmt: skip
    row.state, row.version = LEADS_TO[verdict], row.version + 1
    if row.organisation_id is None and verdict == Verdict.ACCEPT:
        row.organisation = _organisation(row, at)
    row.save(update_fields=["state", "version", "organisation"])
    _write(row, letter, by=by, at=at)
    record(verb=f"invitation.{verdict}", by=by, at=at, subject=row.pk)
    return decision


@transaction.atomic
def write_to_organiser(*, invitation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Write to who invites, without deciding anything."""
    require(by, Permission.INVITATION_DECIDE)
    row = Invitation.objects.get(pk=invitation)
    if not text.strip():
        raise Refused(_("Nothing is written yet."), ask=_("Write what you want to say."), field="text")
    return _write(row, text, by=by, at=at)


@transaction.atomic
def note_mailed(*, message: UUID, at: datetime) -> str:
    """Note that a message goes out by e-mail and return its text; nothing where it went out before."""
    row = Message.objects.select_for_update(of=("self",)).filter(pk=message, mailed_at__isnull=True).first()
    if row is None:
        return ""
    row.mailed_at = at
    row.save(update_fields=["mailed_at"])
    return row.text


def _write(row: Invitation, text: str, *, by: Actor, at: datetime) -> Message:
    message = Message.objects.create(
        invitation=row, unit_id=row.unit_id, side=Side.PACE, written_by_id=by.user, written_at=at, text=text.strip()
    )
    send_letter(invitation=row, occasion="message", message=message.pk)
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


def _organisation(row: Invitation, at: datetime) -> Organisation:
    """Return the organisation of that name, written down now if it is new."""
    found, _made = Organisation.objects.get_or_create(
        unit_id=row.unit_id, name=row.organisation_name.strip(),
        defaults={"known_since": at, "neighbourhood_id": row.neighbourhood_id},
    )  # fmt: skip
    return found
