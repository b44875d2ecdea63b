"""Choices, numbers, and a box to tick."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offramp.ui.web.forms.widgets import ManyPills, Pills, YesInput

PICK_ONE = {"required": _("Choose one."), "invalid_choice": _("Choose one of those shown.")}
PICK_SOME = {
    "required": _("Choose at least one."),
    "invalid_choice": _("Choose among those shown."),
    "invalid_list": _("Choose among those shown."),
}


class Choice(forms.TypedChoiceField):
    """One of a few, as pills; `rows` puts each on its own line. For a long list use Picked."""

    def __init__(self, *, rows: bool = False, **options: Any) -> None:
        options.setdefault("widget", Pills())
        options["error_messages"] = {**PICK_ONE, **options.get("error_messages", {})}
        super().__init__(**options)
        if isinstance(self.widget, Pills):
            self.widget.rows = rows


class Picked(Choice):
    """One of many, as the browser's own list, with an empty first line."""

    def __init__(self, *, choices: Iterable[tuple[Any, Any]], empty: str | Promise = "", **options: Any) -> None:
        super().__init__(widget=forms.Select(), choices=[("", empty), *choices], **options)


class Choices(forms.TypedMultipleChoiceField):
    """Some of a few, as pills."""

    def __init__(self, *, rows: bool = False, **options: Any) -> None:
        options.setdefault("widget", ManyPills())
        options["error_messages"] = {**PICK_SOME, **options.get("error_messages", {})}
        super().__init__(**options)
        if isinstance(self.widget, ManyPills):
            self.widget.rows = rows


class Yes(forms.BooleanField):
    """A box to tick; its label is a whole sentence."""

    def __init__(self, *, must: str | Promise = "", **options: Any) -> None:
        options.setdefault("widget", YesInput())
        options.setdefault("required", bool(must))
        options.setdefault("error_messages", {})["required"] = must or _("Tick this before you go on.")
        super().__init__(**options)
        if isinstance(self.widget, YesInput):
            self.widget.words = self.label


class Number(forms.IntegerField):
    """A whole number within its bounds."""

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Any) -> None:
        options.setdefault("error_messages", {}).update(
            required=_("Write a number."), invalid=_("Write a whole number, in digits.")
        )
        super().__init__(min_value=None, max_value=None, **options)
        self.validators += [
            MinValueValidator(least, _("Write %(limit_value)s or more.")),
            MaxValueValidator(most, _("Write %(limit_value)s or less.")),
        ]
        self.widget.attrs.update(min=least, max=most, inputmode="numeric")
