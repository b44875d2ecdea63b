"""One automatic answer to a mail that asks for us: for what is missing, and only once (RFC 3834)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.engagement.actions.mails import note_asked_back
from offramp.engagement.enums import Doubt
from offramp.engagement.models import Mail
from offramp.engagement.queries import mails as queries
from offramp.engagement.rules import mail_proposing as proposing
from offramp.engagement.rules import mail_sorting as sorting
from offramp.kernel.clock import now

MOST_A_DAY = 3
"""Automatic answers to one address: a program that answers ours can't keep us talking."""


@app.task(name="engagement.ask_back", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def ask_back(*, mail: str) -> None:
    """Ask who sent a mail for what it does not say, in its language; nothing where they were asked before."""
    at = now()
    act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)
    key = UUID(mail)
    message_id = sorting.our_id("asked", key, host=queries.mail_host())
    sender = Mail.objects.filter(pk=key).values_list("sender", flat=True).first()
    if not sender or queries.asked_back_lately(sender, at=at) >= MOST_A_DAY:
        return
    row = note_asked_back(mail=key, message_id=message_id, at=at)
    if row:
        with translation.override(proposing.written_in(row.text)):
            _letter(row, message_id).send()


def _letter(row: Mail, message_id: str) -> EmailMessage:
    questions = proposing.lacking(row.read_as)
    lines = "\n".join(f"- {_question(name, row.read_as.get(name, {}))}" for name in questions)
    answered = [*row.refers_to, row.message_id] if row.message_id else row.refers_to
    headers = {
        "Message-ID": message_id, "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All",
        "Precedence": "auto_reply",
    }  # fmt: skip
    if row.message_id:
        headers |= {"In-Reply-To": row.message_id, "References": " ".join(answered[-10:])}
    tagged = sorting.tagged(queries.mailbox(), "m", row.pk)
    subject = sorting.bare_subject(row.subject)[:150] or _("Your mail")
    return EmailMessage(
        subject=f"Re: {subject}",
        body=_("Thank you for your mail. A person will read it. Before they can answer, please tell us:")
        + f"\n\n{lines}\n\n"
        + _("Just answer this mail. It was written by a program, and it is the only one you will get from it.")
        + "\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.sender],
        reply_to=[tagged] if tagged else None,
        headers=headers,
    )


def _question(name: str, field: Mapping[str, Any]) -> str:
    """Return what to ask for one field: which of two, where it can be read as two."""
    if name == "day":
        return _which_day(field)
    return {
        "organisation_name": _("Which organisation or group invites?"),
        "starts": _("At what time does it begin? For example 14:00."),
        "ends": _("At what time does it end? For example 16:30."),
        "place": _("Where is it? The name of the place, and its address."),
    }[name]


def _which_day(field: Mapping[str, Any]) -> str:
    choices = [date_format(date.fromisoformat(choice), "l j F Y") for choice in field.get("choices", [])]
    said = {"said": str(field.get("said", ""))[:120], "days": _(" or ").join(choices)}
    match field.get("doubt"):
        case Doubt.EITHER_DAY:
            return _("You write “%(said)s”. Which day is it: %(days)s?") % said
        case Doubt.NO_SUCH_DAY:
            return _("You write “%(said)s”, and there is no such day in the calendar. Which day is it?") % said
        case Doubt.PAST:
            return _("You write “%(said)s”, and that day has passed: %(days)s. Which day is it?") % said
        case Doubt.WEEKDAY:
            return _("You write “%(said)s”, and the weekday and the date do not fit. Which day is it?") % said
        case _doubt:
            return _("On which day is it? For example 5 June 2027.")
