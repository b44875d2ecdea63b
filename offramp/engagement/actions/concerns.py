"""What becomes of a concern: somebody takes it on, we answer, and the community says whether that answers it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.letters import send_letter
from offramp.engagement.enums import Outcome, Owner, Side, Stand
from offramp.engagement.letters import answer_letter
from offramp.engagement.models import Concern, Invitation, Inviter, Message, Promise, Theme
from offramp.engagement.queries import concerns as queries
from offramp.engagement.rules import concerns as rules
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def add_concern(*, invitation: UUID, text: str, by: Actor, at: datetime) -> Concern:
    """Let who invites write down a concern themselves, by their link."""
    rules.check_is_the_communitys(by)
    rules.check_text(text)
    row = Invitation.objects.get(pk=invitation)
    rules.check_not_too_many(Concern.objects.filter(invitation=row, heard_by__isnull=True).count())
    concern = Concern.objects.create(invitation=row, unit_id=row.unit_id, text=text.strip(), heard_at=at)
    record(verb="concern.written", by=by, at=at, subject=concern.pk, about=row.pk)
    return concern


@transaction.atomic
def take_on(
    *, concern: UUID, text: str, owner: Owner, owner_name: str, action: str, due_on: date | None, version: int,
    by: Actor, at: datetime,
) -> Concern:  # fmt: skip
    """Write down who takes a concern on, what they will do, and by when; its words too, to take a name out."""
    require(by, Permission.CONCERN_MANAGE)
    row = _read_as(concern, version, at=at)
    rules.check_text(text)
    rules.check_owner(owner, name=owner_name, action=action, due_on=due_on, today=timezone.localdate(at))
    new = {
        "text": text.strip(), "owner": owner, "owner_name": owner_name.strip(), "action": action.strip(),
        "due_on": due_on,
    }  # fmt: skip
    _change(row, new, verb="concern.taken_on", by=by, at=at)
    return row


@transaction.atomic
def link_to_theme(
    *, concern: UUID, name: str, also: Collection[UUID] = (), version: int, by: Actor, at: datetime
) -> Theme:
    """Put a concern, and others that are about the same, under a theme; a new one where none has that name."""
    require(by, Permission.CONCERN_MANAGE)
    row = _read_as(concern, version, at=at)
    rules.check_theme(name)
    theme = Theme.objects.filter(unit_id=row.unit_id, name__iexact=name.strip()).first()
    if theme is None:
        theme = Theme.objects.create(unit_id=row.unit_id, name=name.strip(), made_at=at)
        record(verb="theme.named", by=by, at=at, subject=theme.pk)
    for each in [row, *Concern.objects.select_for_update(of=("self",)).filter(pk__in=list(also)).order_by("pk")]:
        _change(each, {"theme": theme}, verb="concern.linked", by=by, at=at)
    return theme


@transaction.atomic
def answer_concern(*, concern: UUID, outcome: Outcome, answer: str, version: int, by: Actor, at: datetime) -> Concern:
    """Say what we did, or why we couldn't: on the community's page, and by a letter in their language."""
    require(by, Permission.CONCERN_MANAGE)
    row = _read_as(concern, version, at=at)
    rules.check_answer(outcome, answer, is_settled=row.answered_at is not None)
    new = {"outcome": outcome, "answer": answer.strip(), "told_at": at, "told_by_id": by.user}
    _change(row, new, verb="concern.told", by=by, at=at)
    inviter = Inviter.objects.filter(invitation=row.invitation_id).first()
    message = Message.objects.create(
        invitation_id=row.invitation_id, unit_id=row.unit_id, side=Side.PACE, written_by_id=by.user, written_at=at,
        text=answer_letter(row, inviter),
    )  # fmt: skip
    send_letter(invitation=row.invitation, message=message.pk)
    return row


@transaction.atomic
def call_answered(*, concern: UUID, version: int, by: Actor, at: datetime) -> Concern:
    """Let the community call a concern answered: nobody else can."""
    row = _judged(concern, version, by=by, at=at)
    _change(row, {"answered_at": at}, verb="concern.answered", by=by, at=at)
    return row


@transaction.atomic
def call_unanswered(*, concern: UUID, because: str, version: int, by: Actor, at: datetime) -> Concern:
    """Let the community say that what they were told does not answer it, and why: it is open again."""
    row = _judged(concern, version, by=by, at=at)
    rules.check_text(because, field="because")
    _change(row, {"reopened_at": at, "because": because.strip()}, verb="concern.reopened", by=by, at=at)
    return row


@transaction.atomic
def keep_promise(*, promise: UUID, by: Actor, at: datetime) -> Promise:
    """Write down that a promise was kept; twice is once. A member keeps their own, the coordinator any."""
    row = Promise.objects.select_for_update(of=("self",)).filter(pk=promise).first()
    if row is None:
        raise NotPermitted(_("This promise is a colleague's."), ask=_("Ask them, or the coordinator."))
    require(by, Permission.DEBRIEF_TELL if row.made_by_id == by.user else Permission.CONCERN_MANAGE)
    if row.kept_at is None:
        row.kept_at, row.kept_by_id = at, by.user
        row.save(update_fields=["kept_at", "kept_by"])
        record(verb="promise.kept", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


def _judged(concern: UUID, version: int, *, by: Actor, at: datetime) -> Concern:
    rules.check_is_the_communitys(by)
    row = _read_as(concern, version, at=at)
    rules.check_was_told(queries.stand_of(row) == Stand.TOLD)
    return row


def _read_as(concern: UUID, version: int, *, at: datetime) -> Concern:
    """Return a concern, locked, as it was read; refuse where another changed it meanwhile."""
    rows = queries.concerns(today=timezone.localdate(at)).select_for_update(of=("self",))
    row = rows.get(pk=concern)
    if row.version != version:
        raise Refused(
            _("This was changed meanwhile."), ask=_("Look at what it says now, then send yours."), field="version"
        )
    return row


def _change(row: Concern, new: Mapping[str, object], *, verb: str, by: Actor, at: datetime) -> None:
    changed = sorted(name.removesuffix("_id") for name, value in new.items() if getattr(row, name) != value)
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*(name.removesuffix("_id") for name in new), "version"])
    record(verb=verb, by=by, at=at, subject=row.pk, about=row.invitation_id, fields=changed)
