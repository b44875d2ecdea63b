"""Mails about places: a supervisor is asked, a colleague offered a swap, members written to that an event lacks some.

They name nobody: the page behind the link does.
"""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.access.queries import secret_of
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import pace_unit, unit_of_kind
from offramp.engagement.actions.releases import note_asked
from offramp.engagement.actions.staffing import note_appealed, warn_of_understaffed
from offramp.engagement.actions.swaps import note_offered
from offramp.engagement.enums import HOLDING
from offramp.engagement.models import Appeal, Invitation, Particulars, Release, Swap
from offramp.kernel.clock import now

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="engagement.ask_supervisor", retry=AGAIN)
@transaction.atomic
def ask_supervisor(*, release: str) -> None:
    """Ask a supervisor to release a member, once; nothing where none is known, or it is answered or over."""
    _as_clerk()
    row = Release.objects.select_related("assignment__invitation").get(pk=UUID(release))
    place = row.assignment
    known = Particulars.objects.filter(member=place.member_id).first()
    if row.answered_at is not None or place.place not in HOLDING or known is None or not known.supervisor_email:
        return
    if not note_asked(release=row.pk, at=now()):
        return
    _send(
        known.supervisor_email,
        _("Can they be released on %(day)s?") % {"day": _day(place.invitation)},
        _("One of your members would go to an event for %(unit)s: %(when)s. Who it is, and yes or no, in one press:")
        % {"unit": settings.OFFRAMP["PACE_NAME"], "when": _when(place.invitation)},
        reverse("engagement:release", args=[secret_of(row.link)]),
    )


@app.task(name="engagement.tell_of_swap", retry=AGAIN)
@transaction.atomic
def tell_of_swap(*, swap: str) -> None:
    """Tell a member, once, that a colleague offers them their place; nothing where the offer ended."""
    _as_clerk()
    row = Swap.objects.select_related("invitation", "to__user").get(pk=UUID(swap))
    if row.ended_at is None and note_offered(swap=row.pk, at=now()):
        _send(
            row.to.user.email,
            _("Can you take over on %(day)s?") % {"day": _day(row.invitation)},
            _("A colleague can't go to this event and offers you their place: %(when)s. Take it over, or say no:")
            % {"when": _when(row.invitation)},
            reverse("engagement:my-events"),
        )


@app.task(name="engagement.appeal", retry=AGAIN)
@transaction.atomic
def appeal(*, appeal: str) -> None:
    """Write to a member, once, that an event they could go to lacks members."""
    _as_clerk()
    row = Appeal.objects.select_related("invitation", "user").get(pk=UUID(appeal))
    if note_appealed(appeal=row.pk, at=now()):
        _send(
            row.user.email,
            _("Members are needed on %(day)s") % {"day": _day(row.invitation)},
            _("You qualify and are free: %(when)s. Sign up if you want to come:") % {"when": _when(row.invitation)},
            reverse("engagement:events"),
        )


@app.periodic(cron="11 * * * *")
@app.task(name="engagement.warn_of_understaffed")
def warn(timestamp: int) -> None:
    """Find, every hour, the events of the next seven days that lack members, and have members written to."""
    if unit_of_kind(UnitKind.PACE) is not None:
        warn_of_understaffed(at=datetime.fromtimestamp(timestamp, UTC))


def _as_clerk() -> None:
    act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())


def _day(event: Invitation) -> str:
    return date_format(localtime(event.starts_at), "l j F")


def _when(event: Invitation) -> str:
    starts = date_format(localtime(event.starts_at), "l j F Y, H:i")
    return _("%(starts)s, %(minutes)s minutes, %(place)s") % {
        "starts": starts, "minutes": event.minutes, "place": event.place,
    }  # fmt: skip


def _send(to: str, subject: str, text: str, path: str) -> None:
    """Send a mail; nothing to an account without an address: the page says it too."""
    if to:
        send_mail(
            subject=subject,
            message=f"{text}\n\n{settings.SITE_URL}{path}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[to],
        )
