"""What communities ask of PACE: what the coordinator owes an answer, and where members are going."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.desk.queries.waiting import Waiting
from offramp.engagement.enums import State
from offramp.engagement.queries import accepted_ahead, waiting
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.engagement.models import Invitation


def to_answer(viewer: Viewer) -> list[Waiting]:
    """Return the invitations that wait, each with the day an answer was promised for.

    Where the coordinator asked and nothing came back, it is the others' turn: it has no button.
    """
    return [
        Waiting(
            f"{row.organisation_name}: {row.title or row.get_kind_display()}",
            reverse("engagement:invitation", args=[row.pk]),
            row.answer_by,
            _in_words(row),
            _("Answer") if row.state == State.RECEIVED else "",
        )
        for row in (line.invitation for line in waiting(viewer))
    ]


def ahead(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what is accepted and lies ahead, the nearest first, each with the way to its invitation."""
    return _listed(viewer, at=at, is_open=True)


def events(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return what is accepted and lies ahead for members, who open no invitation."""
    return _listed(viewer, at=at, is_open=False)


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
