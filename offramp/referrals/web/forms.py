"""What to send, the agency's answers, a reply, a call back."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.kernel.clock import now
from offramp.referrals.enums import DeclineReason
from offramp.referrals.packing import Offer
from offramp.referrals.rules import Item
from offramp.ui.web import forms

A_WEEK = timedelta(days=7)


class SendReferral(forms.Form):
    """What is hoped for, and what goes along: chosen piece by piece."""

    action = "referral.send"
    keeps_draft = True
    layout = (
        forms.Group(_("What is hoped for"), "hoped_for", "answer_by"),
        forms.Group(
            _("What goes along"), "items", "more", "more_tells", hint=_("They see what you choose, and nothing else.")
        ),
    )

    hoped_for = forms.Text(
        label=_("What do they hope for?"), help_text=_("One sentence, in their words if you can."), max_length=300
    )
    answer_by = forms.Day(label=_("Answer hoped for by"), past=False, required=False)
    items = forms.Choices(label=_("From the file"), rows=True, required=False)
    more = forms.LongText(label=_("Anything else they should know"), max_length=2000, required=False)
    more_tells = forms.Choice(label=_("What does that tell?"), help_text=_("If you wrote something."), required=False)

    def __init__(self, *args: Any, offers: Sequence[Offer], covered: Iterable[Category], **options: Any) -> None:
        options["initial"] = {"answer_by": localtime(now()).date() + A_WEEK}
        super().__init__(*args, **options)
        self.offers = offers
        self.offer(
            items=[(offer.key, f"{offer.item.label}: {offer.item.text}") for offer in offers],
            more_tells=[(category.value, category.label) for category in covered],
        )

    def clean(self) -> dict[str, Any]:
        """Ask what the words tell, where there are any: they go in no category by themselves."""
        data = super().clean() or {}
        if data.get("more") and not data.get("more_tells") and "more_tells" not in self.errors:
            self.add_error("more_tells", _("Choose what your words tell, so that they go only where they may."))
        return data

    def packet(self) -> list[Item]:
        """Return what was chosen, in the order of the form."""
        chosen = set(self.cleaned_data["items"])
        items = [offer.item for offer in self.offers if offer.key in chosen]
        if self.cleaned_data["more"]:
            tells = Category(self.cleaned_data["more_tells"])
            items.append(Item(tells, str(_("More")), self.cleaned_data["more"]))
        return items


class Accept(forms.Form):
    """The agency takes the person."""

    action = "referral.accept"


class Decline(forms.Form):
    """The agency does not take the person, and says why."""

    action = "referral.decline"
    reason = forms.Choice(label=_("Why?"), choices=DeclineReason)
    words = forms.LongText(label=_("In a few words"), max_length=2000, rows=2, required=False)


class Ask(forms.Form):
    """The agency asks before it answers."""

    action = "referral.ask"
    question = forms.LongText(label=_("What do you need to know?"), max_length=2000, rows=2)


class Reply(forms.Form):
    """The sender's side writes to the agency."""

    action = "referral.reply"
    keeps_draft = True
    text = forms.LongText(label=_("Your words to them"), max_length=2000, rows=3)


class Seen(forms.Form):
    """The sender has seen the answer."""

    action = "referral.seen"


class CallBack(forms.Form):
    """The sender's side calls a referral back."""

    action = "referral.call_back"


class Acknowledge(forms.Form):
    """The agency knows that a referral was called back."""

    action = "referral.acknowledge"


def carried(form: forms.Form, **said: str) -> SafeString:
    """Return all that a form holds as hidden fields, for a page that asks once more before it goes on."""
    fields = format_html_join("", "{}", ((form[name].as_hidden(),) for name in form.fields))
    return form.token + fields + format_html_join("", '<input type="hidden" name="{}" value="{}">', said.items())
