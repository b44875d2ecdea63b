"""Widgets: native controls, and choices as pills."""

from typing import Any

from django import forms

DAY = "%Y-%m-%d"
MOMENT = "%Y-%m-%dT%H:%M"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format=DAY)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MOMENT)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class Pills(forms.RadioSelect):
    """One of a few: all in sight, no list to open. `rows` puts each on its own line."""

    template_name = "ui/widgets/choices.html"
    rows = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["rows"] = self.rows
        return context


class ManyPills(forms.CheckboxSelectMultiple):
    """Some of a few."""

    template_name = "ui/widgets/choices.html"
    rows = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["rows"] = self.rows
        return context


class YesInput(forms.CheckboxInput):
    """One box to tick, with its sentence beside it."""

    template_name = "ui/widgets/yes.html"
    words: Any = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = self.words
        return context
