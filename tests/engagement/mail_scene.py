"""Mails as they come to the program's mailbox. Nobody here is real."""

from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import act_as_service, set_identity
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.engagement.actions.mails import keep_mail
from offramp.engagement.models import Mail
from offramp.kernel.clock import now

MAILBOX = "pace@example.org"
SENDER = "Halima Warsame <halima@example.org>"
ASKS = """Hello,

My name is Halima Warsame and I write on behalf of the Somali Mothers' Circle. We would like to invite you to our
summer barbecue on Saturday, {day} from 2 to 5 pm at the Wîhkwêntôwin Community Hall, 10220 102 Avenue.
About 80 people will come; most speak Somali.

Please call me at 780-555-0142.

Best regards,
Halima
"""


def mail(text: str = "Hello", **headers: Any) -> bytes:
    """Return a mail as it comes; a header given as None is left out."""
    made = EmailMessage()
    usual = {
        "From": SENDER, "To": MAILBOX, "Subject": "A question", "Date": format_datetime(now()),
        "Message-ID": f"<{uuid4().hex}@mail.example.org>",
    }  # fmt: skip
    for name, value in {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value is not None:
            made[name] = value
    made.set_content(text)
    return made.as_bytes()


def came(raw: bytes, *, is_whole: bool = True) -> Mail:
    """Have a mail come to the mailbox, and return it as it was kept."""
    with transaction.atomic():
        by = act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
        row = keep_mail(raw=raw, is_whole=is_whole, by=by, at=now())
        row.refresh_from_db()
        set_identity(None, None)
    return row


def asks_back() -> list[dict[str, str]]:
    """Return the automatic answers that are to be sent."""
    rows = ProcrastinateJob.objects.filter(task_name="engagement.ask_back").order_by("id")
    return [dict(job.args) for job in rows]
