"""The forms of links and of invitations that belong together."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.engagement.enums import WhyEnded
from offramp.engagement.models import Invitation, Inviter
from offramp.engagement.rules.linking import next_time
from offramp.engagement.web.forms import ByPhone, Invite, as_typed
from offramp.kernel.clock import now
from offramp.ui.web import forms


class Again(Invite):
    """Who invited before invites again, from what they wrote then."""

    action = "invitation.again"
    keeps_draft = False


class AgainByPhone(ByPhone):
    """The coordinator writes down that they invite again."""

    action = "invitation.again_by_phone"


class EndLink(forms.Form):
    """The coordinator ends a secret link, and sends a new one where there is an address."""

    action = "invitation.end_link"
    link = forms.Hidden()
    why = forms.Choice(label=_("Why?"), choices=WhyEnded.choices, rows=True)
    then = forms.Choice(
        label=_("And then?"), choices=[("renew", _("Send a new link")), ("end", _("No new link"))], rows=True
    )
    email = forms.Email(label=_("Send it to"), required=False)
    letter = forms.LongText(label=_("Letter to who invites"), max_length=5000, rows=8, required=False)

    def clean_link(self) -> UUID:
        """Return the link that was shown; an altered one is no link of anybody's."""
        try:
            return UUID(self.cleaned_data["link"])
        except ValueError:
            return UUID(int=0)


class Join(forms.Versioned):
    """The coordinator settles an invitation with another one for the same event."""

    action = "invitation.join"
    keeps_draft = True
    says_optional = False
    letter = forms.LongText(label=_("Letter to who invites"), max_length=5000, rows=8, required=False)


class TakeApart(forms.Form):
    action = "invitation.take_apart"


class Follows(forms.Form):
    action = "invitation.follows"


def as_typed_again(invitation: Invitation, inviter: Inviter | None) -> dict[str, Any]:
    """Return an earlier invitation as the form of a new one shows it: on the same day of the week, a year on."""
    typed = as_typed(invitation)
    day = next_time(typed["day"], today=timezone.localdate(now()))
    who = {name: getattr(inviter, name) for name in ("name", "email", "phone", "language")} if inviter else {}
    return {**typed, **who, "day": day}
