"""Letters as they come written, in the language of who invites; the coordinator changes them before they go."""

from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from offramp.engagement.enums import Outcome, Verdict
from offramp.engagement.models import Concern, Invitation, Inviter
from offramp.engagement.queries import lead_days


def letter(verdict: Verdict, invitation: Invitation, inviter: Inviter | None) -> str:
    """Return the letter for a decision, ready to be changed."""
    with translation.override(inviter.language if inviter else "en"):
        return _framed(_body(verdict), _words(invitation, inviter))


def _framed(body: str, words: dict[str, object]) -> str:
    return f"{_('Dear %(name)s,') % words}\n\n{body % words}\n\n{_('With respect, %(unit)s') % words}"


def _words(invitation: Invitation, inviter: Inviter | None) -> dict[str, object]:
    return {
        "name": inviter.name if inviter else "",
        "event": invitation.title or invitation.get_kind_display(),
        "day": date_format(localtime(invitation.starts_at), "l j F Y"),
        "later": date_format(localdate(invitation.received_at) + timedelta(days=lead_days()), "j F Y"),
        "lead": lead_days(),
        "unit": settings.OFFRAMP["PACE_NAME"],
    }


def answer_letter(concern: Concern, inviter: Inviter | None) -> str:
    """Return the letter that tells a community what became of what they said. The answer stands as it was written."""
    with translation.override(inviter.language if inviter else "en"):
        words = {"name": inviter.name if inviter else "", "unit": settings.OFFRAMP["PACE_NAME"]}
        told = _("We did:") if concern.outcome == Outcome.DID else _("We couldn't, because:")
        return "\n\n".join(
            [
                _("Dear %(name)s,") % words,
                f"{_('You said:')}\n{concern.text}",
                f"{told}\n{concern.answer}",
                _("Does this answer it? Only you can say so: tell us on your page."),
                _("With respect, %(unit)s") % words,
            ]
        )


def _body(verdict: Verdict) -> str:
    """Return what the letter says; in a function, since the language is known only when it is written."""
    return {
        Verdict.ACCEPT: _(
            "thank you for inviting us to %(event)s on %(day)s. We will be glad to come. If anything changes, "
            "tell us on your page."
        ),
        Verdict.ASK: _(
            "thank you for inviting us to %(event)s on %(day)s. Before we can say yes we would like to know one thing:"
        ),
        Verdict.OFFER: _(
            "thank you for inviting us to %(event)s on %(day)s. We ask for %(lead)s days, so that members who know "
            "your language and your community can come. For this day we can't promise that. What we can offer instead: "
            "a later date, from %(later)s on."
        ),
        Verdict.DECLINE: _(
            "thank you for inviting us to %(event)s on %(day)s. We are sorry that we can't come this time. Please "
            "invite us again: the earlier we know, the better we can be there."
        ),
        Verdict.PASS_ON: _(
            "thank you for inviting us to %(event)s on %(day)s. Others can do this better than we can, and we have "
            "passed your invitation on to them. They will write to you."
        ),
    }[verdict]


def letter_of_joining(invitation: Invitation, stays: Invitation, inviter: Inviter | None) -> str:
    """Return the letter that an invitation is answered together with another one, ready to be changed."""
    with translation.override(inviter.language if inviter else "en"):
        body = _(
            "thank you for inviting us to %(event)s on %(day)s. We have another invitation to the same event, and "
            "answer both together: number %(number)s. There is nothing more you need to do."
        )
        return _framed(body, _words(invitation, inviter) | {"number": stays.number})


def letter_of_new_link(invitation: Invitation, inviter: Inviter | None) -> str:
    """Return the letter that brings the address of a new page, ready to be changed."""
    with translation.override(inviter.language if inviter else "en"):
        body = _(
            "the page of your invitation to %(event)s on %(day)s has a new address, which you find below. The old "
            "address opens nothing any more. Please keep the new one for yourself."
        )
        return _framed(body, _words(invitation, inviter))
