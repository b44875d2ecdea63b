"""The form of a consent, of "not now", and of taking a consent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category
from offramp.consent.actions import ConsentTerms, DisclosureTerms
from offramp.consent.enums import IN_PLAIN_WORDS, Ability, Authority, Method, Recipient
from offramp.consent.rules import Birth
from offramp.consent.web.sentence import words_for
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.ui.web import forms

HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class To:
    """Whom a consent names: an agency, somebody around the person, or the officers; and what may be opened to them."""

    recipient: Recipient
    allowed: Sequence[str]
    name: str = ""
    agency: UUID | None = None
    somebody: UUID | None = None

    @property
    def key(self) -> str:
        return str(self.agency or self.somebody or "officers")


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
        help_text=_(
            "Needed under 18, and where it is not known when they were born: what they said or did that shows they"
            " understand, or why you take them for an adult."
        ),
        max_length=500,
        rows=2,
        required=False,
    )
    present = forms.Text(
        label=_("Who was present"),
        help_text=_("Ask where no officer hears it. Were you alone with them, write “nobody else”."),
        max_length=300,
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

    def __init__(self, *args: Any, to: To, birth: Birth, **options: Any) -> None:
        today = localtime(now()).date()
        turns = birth.of_age_on if birth.of_age_on and today < birth.of_age_on else None
        last = min(today + HALF_A_YEAR, turns - timedelta(days=1)) if turns else today + HALF_A_YEAR
        options["initial"] = {"starts_at": today, "ends_at": last}
        super().__init__(*args, **options)
        self.to = to
        plain = {category: words for category, words in words_for(to.recipient).items() if category in to.allowed}
        self.offer(categories=[(category.value, capfirst(words)) for category, words in plain.items()])
        if birth.is_known and not birth.may_be_under_age(today):
            del self.fields["capacity_finding"]
        self._tell_of_age(birth, today)

    def _tell_of_age(self, birth: Birth, today: date) -> None:
        """Say beside the fields what the person's age asks for."""
        if not birth.is_known:
            self.fields["ability"].help_text = _(
                "It is not known when they were born. Write below why you take them for an adult, or why you find them"
                " able. For a guardian to decide, note their birth date, or about the year, under “Birth and languages”"
                " first."
            )
        elif birth.may_be_under(settings.CONSENT_FROM_AGE, today):
            self.fields["ability"].help_text = _("Under %(age)d only a guardian can agree.") % {
                "age": settings.CONSENT_FROM_AGE
            }
        if birth.of_age_on and today < birth.of_age_on:
            self.fields["ends_at"].help_text = _(
                "The last day. They turn 18 on %(day)s: what a guardian agrees to ends before it."
            ) % {"day": date_format(birth.of_age_on, "j F Y")}

    def said(self, at: datetime) -> ConsentTerms:
        """Return what the form says as the terms of a consent."""
        data = dict(self.cleaned_data)
        first, last = data.pop("starts_at"), data.pop("ends_at")
        return ConsentTerms(
            **{**data, "categories": [Category(name) for name in data["categories"]]},
            recipient=self.to.recipient,
            agency=self.to.agency,
            somebody=self.to.somebody,
            named=self.to.name if self.to.somebody else "",
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


class ToldThem(forms.Form):
    """Somebody around the person was told that they may be told no more."""

    action = "withdrawal.told_them"


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
