"""The form of a consent, of "not now", and of taking a consent back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.consent.actions import ConsentTerms, DisclosureTerms
from offramp.consent.enums import IN_PLAIN_WORDS, Ability, Authority, Method, Recipient
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.ui.web import forms

HALF_A_YEAR = timedelta(days=182)


def plain_choices() -> list[tuple[str, str]]:
    """Return the categories to choose from, as they are said to the person."""
    return [(category.value, capfirst(str(words))) for category, words in IN_PLAIN_WORDS.items()]


class RecordConsent(forms.Form):
    """What the person agrees to, for one recipient, and how they said so."""

    action = "consent.record"
    keeps_draft = True
    layout = (
        forms.Group(_("Who decides"), "ability", "guardian", "capacity_finding", "present"),
        forms.Group(_("What they agree to"), "categories", "purpose", ("starts_at", "ends_at")),
        forms.Group(_("What you told them"), "acknowledged", "told_revocable"),
        forms.Group(_("How they said yes"), "method", "heard_by"),
    )

    ability = forms.Choice(label=_("Can they decide now?"), choices=Ability, rows=True)
    guardian = forms.Text(label=_("Name of the guardian or trustee, if one decides"), required=False)
    capacity_finding = forms.LongText(
        label=_("Why you find them able to decide"),
        help_text=_("Needed under 18: what they said or did that shows they understand."),
        max_length=500,
        rows=2,
        required=False,
    )
    present = forms.Text(
        label=_("Who was present"),
        help_text=_("Ask where no officer hears it."),
        max_length=300,
        required=False,
    )
    categories = forms.Choices(label=_("What may be seen"), rows=True)
    purpose = forms.Text(label=_("What it is for"), help_text=_("In their words, if you can."), max_length=300)
    starts_at = forms.Day(label=_("From"), help_text=_("The first day."))
    ends_at = forms.Day(label=_("Until"), help_text=_("The last day. Every consent ends."))
    acknowledged = forms.Yes(
        label=_("I told them why, what it may bring and what may go wrong, and they understand."),
        must=_("Tell them first, and make sure that they understand. Then tick this."),
    )
    told_revocable = forms.Yes(
        label=_("I told them that they can take it back on any day, and how."),
        must=_("Tell them first. Then tick this."),
    )
    method = forms.Choice(label=_("How"), choices=Method)
    heard_by = forms.Text(label=_("Who heard it, if they said it"), required=False)

    def __init__(
        self, *args: Any, agency: UUID | None, allowed: Iterable[str], may_be_minor: bool, **options: Any
    ) -> None:
        today = localtime(now()).date()
        options["initial"] = {"starts_at": today, "ends_at": today + HALF_A_YEAR}
        super().__init__(*args, **options)
        self.agency = agency
        plain = {category: words for category, words in IN_PLAIN_WORDS.items() if category in allowed}
        self.offer(categories=[(category.value, capfirst(words)) for category, words in plain.items()])
        if not may_be_minor:
            del self.fields["capacity_finding"]

    def said(self, at: datetime) -> ConsentTerms:
        """Return what the form says as the terms of a consent."""
        data = dict(self.cleaned_data)
        first, last = data.pop("starts_at"), data.pop("ends_at")
        return ConsentTerms(
            **{**data, "categories": [Category(name) for name in data["categories"]]},
            recipient=Recipient.AGENCY if self.agency else Recipient.OFFICERS,
            agency=self.agency,
            starts_at=at if first == localtime(at).date() else midnight(first),
            ends_at=midnight(last + timedelta(days=1)),
        )


class NotNow(forms.Form):
    """The person was asked, and said "not now"."""

    action = "consent.not_now"
    note = forms.Text(label=_("Anything they said about it"), max_length=300, required=False)


class Withdraw(forms.Form):
    """The person takes a consent back."""

    action = "consent.withdraw"
    words = forms.Text(label=_("What they said, if anything"), max_length=300, required=False)


class Know(forms.Form):
    """An officer knows that a consent was taken back."""

    action = "withdrawal.acknowledge"


class Disclose(forms.Form):
    """What was told of a person without their consent."""

    action = "disclosure.record"
    keeps_draft = True
    layout = (
        forms.Group(_("What went to whom"), "recipient", "categories", "told_at"),
        forms.Group(_("On what ground"), "authority", "words"),
    )

    recipient = forms.Text(
        label=_("Who received it"), help_text=_("The office or the person, and the place."), max_length=200
    )
    categories = forms.Choices(label=_("What was told"), rows=True, choices=plain_choices())
    told_at = forms.Moment(label=_("When"), ahead=False)
    authority = forms.Choice(
        label=_("On what ground"),
        choices=[(ground.value, ground.label) for ground in Authority if ground != Authority.CONSENT],
        rows=True,
    )
    words = forms.LongText(
        label=_("Why"),
        help_text=_("Which law, which danger, which order, and why no less would do."),
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {})["told_at"] = localtime(now())
        super().__init__(*args, **options)

    @property
    def said(self) -> DisclosureTerms:
        """Return what the form says as the terms of a disclosure."""
        data = self.cleaned_data
        return DisclosureTerms(
            **{**data, "categories": [Category(name) for name in data["categories"]]}
            | {"authority": Authority(data["authority"])}
        )


def carried(form: forms.Form, step: str) -> SafeString:
    """Return all that a form holds as hidden fields, for a page that asks once more before it goes on."""
    fields: Sequence[tuple[str]] = [(form[name].as_hidden(),) for name in form.fields]
    said = format_html('<input type="hidden" name="step" value="{}">', step)
    return form.token + format_html_join("", "{}", fields) + said
