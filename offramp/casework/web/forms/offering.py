"""Give a field the choices that the reader has."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from offramp.ui.web import forms

if TYPE_CHECKING:
    from offramp.accounts.models import User


def offer(form: forms.Form, name: str, pairs: Iterable[tuple[Any, Any]], *, empty: Any = None) -> None:
    """Give a field of a form its choices, with an empty first line where `empty` says one."""
    first = [] if empty is None else [("", empty)]
    cast(forms.Choice, form.fields[name]).choices = [*first, *pairs]


def users(found: "Iterable[User]") -> list[tuple[str, str]]:
    """Return users as choices."""
    return [(str(user.pk), user.name) for user in found]
