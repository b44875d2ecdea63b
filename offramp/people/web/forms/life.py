"""Forms of how somebody is, where they are found, how they are reached, how they describe themselves."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from offramp.areas.queries import neighbourhoods
from offramp.people.enums import ContactKind, Status
from offramp.people.web.forms.asking import AskingForm
from offramp.ui.web import forms


class SetStatus(AskingForm):
    action = "person.status"
    answer_words = _("They died. Stop every reminder about them.")
    answer_missing = _("This stops every reminder and takes them off every desk. Tick the box if you are sure.")
    layout = (forms.Group("", "how", "since", "reason", "answer"),)
    how = forms.Choice(label=_("How are they?"), choices=(), rows=True)
    since = forms.Moment(
        label=_("Since when"), required=False, ahead=False, help_text=_("Leave empty if it is since now.")
    )
    reason = forms.Text(
        label=_("What is known of it"), max_length=300, required=False,
        help_text=_("Of somebody who declines help, only that is kept: nothing written here."),
    )  # fmt: skip

    def __init__(self, *args: Any, statuses: list[Status], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer(how=[(status.value, status.label) for status in statuses])


class NoteSighting(forms.Form):
    action = "person.sighting"
    keeps_draft = True
    layout = (forms.Group("", "place", "neighbourhood", "company", "seen_at"),)
    place = forms.Text(label=_("Where"), help_text=_("As you would tell a colleague: “behind the library, east door”."))
    neighbourhood = forms.Picked(label=_("Neighbourhood"), choices=(), empty=_("Not known"), required=False)
    company = forms.Text(label=_("With whom"), required=False, help_text=_("Leave out names: “two others, a dog”."))
    seen_at = forms.Moment(label=_("When"), required=False, ahead=False, help_text=_("Leave empty if it is just now."))

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        known = [(str(row.pk), row.name) for row in neighbourhoods()]
        self.offer(neighbourhood=[("", _("Not known")), *known])

    def clean_neighbourhood(self) -> UUID | None:
        """Return the neighbourhood's key."""
        chosen = self.cleaned_data["neighbourhood"]
        return UUID(chosen) if chosen else None


class AddContact(forms.Form):
    action = "person.contact"
    kind = forms.Choice(label=_("How to reach them"), choices=ContactKind.choices, initial=ContactKind.PHONE)
    text = forms.Text(
        label=_("Number, address, or whom to ask"),
        help_text=_("“Front desk of the shelter, ask for the day worker” is good."),
    )


class DescribeSelf(forms.Form):
    action = "person.own_words"
    keeps_draft = True
    gender = forms.Text(label=_("Gender, in their own words"), max_length=80, required=False)
    identities = forms.LongText(
        label=_("How they describe where they belong, one a line"), rows=3, max_length=1000, required=False,
        help_text=_("Nation, community, culture, faith: only what they say themselves. Never guess, never ask twice."),
    )  # fmt: skip

    def clean_identities(self) -> list[str]:
        """Return one identity a line; each short enough to be one."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["identities"].splitlines() if line.strip()]
        if any(len(line) > 80 for line in lines):
            raise ValidationError(_("Use at most 80 characters a line."))
        return lines
