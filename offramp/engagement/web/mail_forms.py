"""The forms beside a mail: an invitation as the mail seems to ask for it, each field with the sentence that says so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.engagement.enums import Doubt, EventKind
from offramp.engagement.web.forms import ByPhone
from offramp.ui.web import forms


class FromMail(ByPhone):
    """A mail becomes an invitation, as the coordinator read it."""

    action = "mail.accept"

    def __init__(self, *args: Any, read: Mapping[str, Mapping[str, Any]], **options: Any) -> None:
        values = {name: field["value"] for name, field in read.items()}
        options["initial"] = {**options.get("initial", {}), **values}
        super().__init__(*args, **options)
        for name, field in read.items():
            if name in self.fields:
                self.fields[name].help_text = hint(name, field)


class SetAside(forms.Form):
    action = "mail.set_aside"
    reason = forms.Text(label=gettext_lazy("Why?"), max_length=300, required=False)


class PutTo(forms.Form):
    action = "mail.put"
    invitation = forms.Picked(label=gettext_lazy("Invitation"), choices=[])


class TakeUp(forms.Form):
    action = "mail.take_up"


def hint(name: str, field: Mapping[str, Any]) -> str:
    """Return the sentence a field was read from, and what is not sure about it."""
    said = _("“%(said)s”") % {"said": field["said"]}
    doubt = Doubt(field["doubt"]).label if field["doubt"] else ""
    choices = ", ".join(_in_words(name, choice) for choice in field["choices"]) if doubt else ""
    return " ".join(str(part) for part in (said, doubt, choices) if part)


def _in_words(name: str, choice: str) -> str:
    if name == "day":
        return date_format(date.fromisoformat(choice), "l j F Y")
    return str(EventKind(choice).label) if name == "kind" else choice
