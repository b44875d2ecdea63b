"""The period of a bulletin."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offramp.kernel.errors import Refused
from offramp.reporting.rules import check_period
from offramp.ui.web import forms


class Period(forms.Form):
    """From one day to another, both included."""

    from_on = forms.Day(label=_("From"))
    to_on = forms.Day(label=_("Until, that day included"))
    branch = forms.Hidden(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "from_on" in cleaned and "to_on" in cleaned:
            try:
                check_period(cleaned["from_on"], cleaned["to_on"])
            except Refused as refusal:
                self.refuse(refusal)
        return cleaned
