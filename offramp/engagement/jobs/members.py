"""Warnings that a training ends: by mail to its member, each once."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import pace_unit, unit_of_kind
from offramp.engagement.actions.members import note_training_warned
from offramp.engagement.models import Training
from offramp.engagement.queries.members import training_to_warn, warnings_due
from offramp.kernel.clock import now


@app.periodic(cron="23 14 * * *")
@app.task(name="engagement.warn_of_trainings")
@transaction.atomic
def warn_of_trainings(timestamp: int) -> None:
    """Have each member written to, once a day, whose training comes to a day of warning."""
    at = datetime.fromtimestamp(timestamp, UTC)
    unit = unit_of_kind(UnitKind.PACE)
    if unit is None:
        return
    act_as_service(role=ServiceRole.PACE_CLERK, unit=unit.pk, at=at)
    for training, days in warnings_due(at=at):
        app.configure_task("engagement.warn_of_training").defer(training=str(training), days=days)


@app.task(name="engagement.warn_of_training", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def warn_of_training(*, training: str, days: int) -> None:
    """Write to a member that a training of theirs ends. days: which warning; each goes once, however often it runs."""
    at = now()
    act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)
    row = training_to_warn(UUID(training), at=at)
    if row is None or not note_training_warned(training=row.pk, days=days):
        return
    if row.user.is_active and row.user.email:
        with translation.override(row.user.language):
            send_mail(
                subject=_("Your training “%(course)s” ends soon") % {"course": row.get_course_display()},
                message=_words(row, today=localdate(at)),
                from_email=settings.DEFAULT_FROM_EMAIL,
                recipient_list=[row.user.email],
            )


def _words(row: Training, *, today: date) -> str:
    last = row.expires_on or today
    left = (last - today).days
    said = ngettext(
        "Your training “%(course)s” holds until %(day)s: that is %(left)s day from today.",
        "Your training “%(course)s” holds until %(day)s: that is %(left)s days from today.",
        left,
    ) % {"course": row.get_course_display(), "day": date_format(last, "l j F Y"), "left": left}
    after = _("After that day you can't be asked for events that need it. The coordinator knows the next course.")
    return f"{said}\n\n{after}\n\n{settings.SITE_URL}{reverse('engagement:me')}\n"
