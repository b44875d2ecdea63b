"""What communities ask of PACE: what the coordinator owes an answer, and where members are going."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.desk.queries.waiting import Waiting
from offramp.engagement.enums import State
from offramp.engagement.queries import (
    accepted_ahead,
    been_to,
    briefs_ready,
    debriefs_due,
    mails_waiting,
    not_released,
    overdue_concerns,
    overdue_promises,
    own_member,
    places_of_mine,
    unanswered,
    understaffed,
    untold,
    waiting,
)
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.engagement.models import Invitation


def to_answer(viewer: Viewer) -> list[Waiting]:
    """Return the invitations that wait, each with the day an answer was promised for.

    Where the coordinator asked and nothing came back, it is the others' turn: it has no button.
    """
    return [
        Waiting(
            _named(row),
            reverse("engagement:invitation", args=[row.pk]),
            row.answer_by,
            _in_words(row),
            _("Answer") if row.state == State.RECEIVED else "",
        )
        for row in (line.invitation for line in waiting(viewer))
    ]


def overdue(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what was promised to communities and is late: their concerns, and what a member promised them."""
    today = timezone.localdate(at)
    return [
        *(
            Waiting(
                row.text, reverse("engagement:concern", args=[row.pk]), row.due_on,
                f"{row.invitation.organisation_name} · {row.owner_name}", _("Answer"),
            )
            for row in overdue_concerns(viewer, today=today)
        ),
        *_promises(viewer, at=at),
    ]  # fmt: skip


def to_tell(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what a member owes: a debrief the day after an event, a promise; and the brief of what is next."""
    return [
        *(
            Waiting(
                row.title or str(row.get_kind_display()), reverse("engagement:brief", args=[row.pk]), row.starts_at,
                row.organisation_name, _("Read the brief"),
            )
            for row in briefs_ready(viewer, at=at)
        ),
        *(
            Waiting(
                row.title or str(row.get_kind_display()), reverse("engagement:debrief", args=[row.pk]),
                timezone.localdate(row.starts_at) + timedelta(days=1), row.organisation_name, _("Debrief"),
            )
            for row in debriefs_due(viewer, at=at)
        ),
        *_promises(viewer, at=at, made_by=viewer.id),
    ]  # fmt: skip


def been(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return where a member was, the latest first, each with the way to what was told of it."""
    return [
        Waiting(
            row.title or str(row.get_kind_display()), reverse("engagement:visit", args=[row.pk]),
            detail=row.organisation_name, clock=date_format(timezone.localtime(row.starts_at), "D j M"),
        )
        for row in been_to(viewer, at=at)
    ]  # fmt: skip


def _promises(viewer: Viewer, *, at: datetime, made_by: UUID | None = None) -> list[Waiting]:
    return [
        Waiting(
            _("Promised: %(text)s") % {"text": row.text}, reverse("engagement:visit", args=[row.invitation_id]),
            row.due_on, row.invitation.organisation_name, _("Keep it"),
        )
        for row in overdue_promises(viewer, today=timezone.localdate(at), made_by=made_by)
    ]  # fmt: skip


def ahead(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what is accepted and lies ahead, the nearest first, each with the way to its invitation."""
    return _listed(viewer, at=at, is_open=True)


def events(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what is accepted and lies ahead for members, who open no invitation."""
    return _listed(viewer, at=at, is_open=False)


def to_staff(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what the roster asks of the coordinator: too few come, no answer yet, not released."""
    few, silent = _("%(coming)s of %(least)s come"), _("%(name)s has not answered")
    held = _("%(name)s is not released")
    return [
        *(
            _on_roster(row, few % {"coming": stands.coming, "least": stands.need.at_least})
            for row, stands in understaffed(viewer, at=at)
        ),
        *(_on_roster(row.invitation, silent % {"name": row.user.name}) for row in unanswered(viewer, at=at)),
        *(_on_roster(row.invitation, held % {"name": row.user.name}) for row in not_released(viewer, at=at)),
    ]


def in_the_mailbox() -> list[Waiting]:
    """Return one line for all mails that wait to be looked at."""
    count = mails_waiting()
    title = ngettext("%(count)d mail to look at", "%(count)d mails to look at", count) % {"count": count}
    return [Waiting(title, reverse("engagement:mails"), action=_("Look"))] if count else []


def not_told(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the events of which nobody told how they were, though it is time, each with the way to tell it."""
    return [
        Waiting(
            _named(row), reverse("engagement:debrief", args=[row.pk]),
            clock=date_format(timezone.localtime(row.starts_at), "D j M"),
        )
        for row in untold(viewer, at=at)
    ]  # fmt: skip


def asked_of_me(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what a member is asked: to come, or to take over from a colleague."""
    member = own_member(viewer)
    mine = places_of_mine(viewer, member, at=at) if member else None
    if mine is None:
        return []
    asks = [(row.invitation, _("We ask you to come")) for row in mine.asked]
    offers = [
        (swap.invitation, _("%(name)s offers you their place") % {"name": swap.user.name}) for swap in mine.offers
    ]
    return [
        Waiting(_named(row), reverse("engagement:my-events"), row.starts_at, words, _("Answer"))
        for row, words in (*asks, *offers)
    ]


def _on_roster(row: "Invitation", words: str) -> Waiting:
    return Waiting(_named(row), reverse("engagement:roster", args=[row.pk]), row.starts_at, words, _("Roster"))


def _named(row: "Invitation") -> str:
    return f"{row.organisation_name}: {row.title or row.get_kind_display()}"


def _listed(viewer: Viewer, *, at: datetime, is_open: bool) -> list[Waiting]:
    return [
        Waiting(
            row.title or str(row.get_kind_display()),
            reverse("engagement:invitation", args=[row.pk]) if is_open else "",
            detail=" · ".join(
                [date_format(timezone.localtime(row.starts_at), "H:i"), row.place, row.organisation_name]
            ),
            clock=date_format(timezone.localtime(row.starts_at), "D j M"),
        )
        for row in accepted_ahead(viewer, cursor="", at=at).rows
    ]


def _in_words(row: "Invitation") -> str:
    day = date_format(timezone.localtime(row.starts_at), "l j F, H:i")
    return " · ".join([day, row.place, *([str(row.get_state_display())] if row.state != State.RECEIVED else [])])
