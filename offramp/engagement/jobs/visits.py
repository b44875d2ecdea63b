"""The day before, each member is told that their brief is ready; after the day, a contact is forgotten."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import pace_unit, unit_of_kind
from offramp.engagement.actions.visits import forget_contacts, note_briefed
from offramp.engagement.queries import visits as queries
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor


@app.periodic(cron="7 * * * *")
@app.task(name="engagement.brief_all")
@transaction.atomic
def brief_all(timestamp: int) -> None:
    """Have each member briefed whose event is tomorrow, and contacts of days gone by forgotten."""
    at = datetime.fromtimestamp(timestamp, UTC)
    if unit_of_kind(UnitKind.PACE) is None:
        return
    clerk = _clerk(at)
    for assignment in queries.to_brief(at=at):
        app.configure_task("engagement.brief").defer(assignment=str(assignment.pk))
    forget_contacts(by=clerk, at=at)


@app.task(name="engagement.brief", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def brief(*, assignment: str) -> None:
    """Write to one member that their brief is ready: once, with the event's title and day and the page, and no more."""
    at = now()
    row = note_briefed(assignment=UUID(assignment), by=_clerk(at), at=at)
    if row is None:
        return
    event = row.invitation
    words = {
        "event": " ".join((event.title or event.get_kind_display()).split()),
        "day": date_format(timezone.localtime(event.starts_at), "l j F"),
    }
    address = settings.SITE_URL + reverse("engagement:brief", args=[event.pk])
    send_mail(
        subject=_("Your brief: %(event)s, %(day)s") % words,
        message=f"{_('Your brief for %(event)s on %(day)s is ready:') % words}\n{address}\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[row.user.email],
    )


def _clerk(at: datetime) -> Actor:
    return act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)
