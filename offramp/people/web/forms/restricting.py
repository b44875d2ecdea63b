"""Forms around restricted files."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Closeness
from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import User


class RestrictFile(forms.Form):
    action = "person.restrict"
    keeps_draft = True
    closeness = forms.Choice(label=_("Why?"), choices=Closeness.choices, coerce=Closeness, rows=True)
    reason = forms.Text(label=_("In your words"), max_length=300, help_text=_("Those named read it."))
    named = forms.Choices(
        label=_("Who goes on with this file?"),
        choices=(),
        coerce=UUID,
        help_text=_("You are named too. At least one navigator. To everybody else there is no such file."),
    )

    def __init__(self, *args: Any, staff: "Iterable[User]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(named=[(str(user.pk), user.name) for user in staff])


class NameOnFile(forms.Form):
    action = "person.name-on-file"
    user = forms.Picked(label=_("Who else goes on with it?"), choices=(), coerce=UUID)

    def __init__(self, *args: Any, staff: "Iterable[User]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer(user=[("", _("Choose somebody")), *((str(user.pk), user.name) for user in staff)])


class NameSuccessor(NameOnFile):
    action = "person.name-successor"
    user = forms.Picked(label=_("Which supervisor goes on with it?"), choices=(), coerce=UUID)


class Once(forms.Form):
    """One press, without a field."""

    action = "person.restriction"


class SettleTwin(forms.Form):
    action = "person.settle-twin"
    words = forms.Text(label=_("What came of it?"), max_length=300)
