"""Forms that change a care team."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.casework.web.forms.offering import users
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import User


class AddSeat(forms.Form):
    action = "casework.seat"
    user = forms.Picked(label=_("Who?"), choices=[], coerce=UUID)
    is_lead = forms.Yes(label=_("They lead the care team from now on"), required=False)
    reason = forms.Text(label=_("Why?"), required=False)

    def __init__(self, *args: Any, staff: "Iterable[User]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(user=[("", _("Choose somebody")), *users(staff)])


class TakeSeat(forms.Form):
    action = "casework.take-seat"
    reason = forms.Text(label=_("Why?"), help_text=_("The care team reads this."))


class Cover(forms.Form):
    action = "casework.cover"
    reason = forms.Text(label=_("Why do you step in?"), help_text=_("The care teams and the navigator read this."))
    until = forms.Day(label=_("Until which day?"), past=False)


class EndCover(forms.Form):
    action = "casework.end-cover"


class EndSeat(forms.Form):
    action = "casework.end-seat"
    reason = forms.Text(label=_("Why?"), help_text=_("They read this on their desk."), required=False)
