"""Letters to who invites, in their language, with the address of their page."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import set_identity
from offramp.access.queries import holder_of, secret_of
from offramp.engagement import queries
from offramp.engagement.actions import note_mailed, note_told
from offramp.engagement.enums import Notice
from offramp.engagement.models import Invitation
from offramp.engagement.queries import mails
from offramp.engagement.rules import mail_sorting as sorting
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer


@app.task(name="engagement.write", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def write(*, link: str, message: str) -> None:
    """Write to who invites, as the holder of their link would read it; nothing where the link was ended.

    message: what goes out; empty for the letter that the invitation came. Each goes once, however often this runs.
    """
    secret = secret_of(UUID(link))
    holder = holder_of(secret)
    if holder is None:
        return
    set_identity(None, None, link=secret)
    viewer = Viewer(holder)
    invitation = queries.invitation_of_link(viewer)
    inviter = queries.inviter_of(viewer, invitation.pk) if invitation else None
    if invitation is None or inviter is None or not inviter.email:
        return
    with translation.override(inviter.language):
        if message:
            text = note_mailed(message=UUID(message), at=now())
        else:
            text = _received(invitation) if note_told(inviter=inviter.pk, at=now()) else ""
        if not text:
            return
        where = _("Everything about it is on your page, for you alone:")
        address = settings.SITE_URL + reverse("engagement:by-link", args=[secret])
        tagged = sorting.tagged(mails.mailbox(), "i", invitation.pk)
        kind, key = ("message", UUID(message)) if message else ("received", invitation.pk)
        EmailMessage(
            subject=_("Your invitation %(number)s") % {"number": invitation.number},
            body=f"{text}\n\n{where}\n{address}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[inviter.email],
            reply_to=[tagged] if tagged else None,
            headers={"Message-ID": sorting.our_id(kind, key, host=mails.mail_host())},
        ).send()


def _received(invitation: Invitation) -> str:
    promise = queries.promise_of(invitation)
    words = {"days": promise.days, "lead": promise.lead, "by": date_format(promise.answer_by, "l j F Y")}
    if promise.notice == Notice.ENOUGH:
        return _("We have your invitation. You will hear from us by %(by)s.") % words
    return (
        _(
            "We have your invitation. The event is %(days)s days away; we ask for %(lead)s. You will hear from us by "
            "%(by)s what we can still offer: a later date, a member of the division nearby, material, or a "
            "talk by phone."
        )
        % words
    )
