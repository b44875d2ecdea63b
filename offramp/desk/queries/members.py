"""What members of PACE need of the coordinator, and what a member's own trainings need of them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.desk.queries.waiting import Waiting
from offramp.engagement.queries import asking_to_join, closed_accounts, trainings_ending
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.engagement.models import Training

SHOWN: Final = 10
"""The desk shows the first of them; the roster shows all."""


def of_the_roster(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return who asks to join, and whose account was closed."""
    asking = [
        Waiting(
            _("%(name)s asks to join") % {"name": step.member.user.name},
            reverse("engagement:member", args=[step.member_id]),
            detail=date_format(timezone.localtime(step.taken_at), "j F Y"),
            action=_("Look"),
            clock=_("new"),
        )
        for step in asking_to_join(viewer)
    ]
    closed = [
        Waiting(
            _("%(name)s has no account any more") % {"name": row.user.name},
            reverse("engagement:member", args=[row.pk]),
            detail=_("Take them off the roster: places they hold stay until then."),
            action=_("Look"),
            clock=_("new"),
        )
        for row in closed_accounts(viewer)
    ]
    return [*asking, *closed]


def trainings(viewer: Viewer, *, at: datetime, mine: bool = False) -> list[Waiting]:
    """Return the trainings that end soon or ended, the earliest first: of everybody on the roster, or one's own."""
    return [
        Waiting(
            str(row.get_course_display()) if mine else f"{row.user.name}: {row.get_course_display()}",
            reverse("engagement:me") if mine else reverse("engagement:member", args=[row.member_id]),
            detail=_told(row, timezone.localdate(at)),
            clock=date_format(row.expires_on, "j M Y") if row.expires_on else "",
        )
        for row in trainings_ending(viewer, at=at, most=SHOWN)
    ]


def _told(row: "Training", today: date) -> str:
    left = (row.expires_on - today).days if row.expires_on else 0
    if left < 0:
        return _("It has ended.")
    if left == 0:
        return _("It ends today.")
    return ngettext("It ends in %(n)s day.", "It ends in %(n)s days.", left) % {"n": left}
