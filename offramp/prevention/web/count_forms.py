"""The forms of counts: a file of them, which area and types are shown, what is held against what."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offramp.kernel.clock import now
from offramp.prevention.queries.calls import areas, areas_by_name, call_types
from offramp.prevention.rules.counts import read_counts
from offramp.prevention.rules.windows import Window
from offramp.prevention.web.forms import NO_NAMES, key
from offramp.ui.web import forms

MEGABYTES = 5
SHOWN = 10
"""So many wrong lines are named at once."""


class Import(forms.Form):
    """Counts of calls, as a file or as lines."""

    action = "calls.import"
    file = django_forms.FileField(
        label=_("A file of counts (CSV)"), required=False, allow_empty_file=True,
        widget=django_forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=_("Columns: area, type, number, and month (2026-03), week (its Monday) or day."),
    )  # fmt: skip
    lines = forms.LongText(
        label=_("Or its lines"), required=False, rows=8, max_length=1_000_000,
        help_text=_("Numbers only. Rows of single calls, names, addresses and other columns are not taken."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the counts, and name each line that is wrong."""
        data = super().clean() or self.cleaned_data
        text = self._text()
        if text is None or "lines" in self.errors:
            return data
        read = read_counts(text, areas_by_name(), today=timezone.localdate(now()))
        for problem in read.problems[:SHOWN]:
            self.add_error("lines", problem)
        if len(read.problems) > SHOWN:
            self.add_error("lines", _("And %(n)d more lines.") % {"n": len(read.problems) - SHOWN})
        return {**data, "period": read.period, "counts": read.counts}

    def _text(self) -> str | None:
        """Return what is to be read, or note why there is nothing."""
        file = self.cleaned_data.get("file")
        if file is None:
            if not self.cleaned_data.get("lines"):
                self.add_error("file", _("Choose a file, or put its lines below."))
                return None
            return str(self.cleaned_data["lines"])
        if file.size > MEGABYTES * 1024 * 1024:
            self.add_error("file", _("The file is larger than %(n)d MB. Divide it.") % {"n": MEGABYTES})
            return None
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("This is no text in UTF-8. Save it as CSV in UTF-8 and choose it again."))
            return None


class Shown(forms.Form):
    """Which area's calls are shown, and of which types."""

    says_optional = False
    area = forms.Picked(label=_("Area"), choices=(), empty=_("Choose an area"))
    types = forms.Choices(label=_("Types of calls"), choices=(), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.offer(area=area_choices(_("Choose an area")), types=[(each, each) for each in call_types()])


class Assess(forms.Form):
    """Before and after, in the target and an area like it."""

    action = "problem.assess"
    where = forms.Picked(label=_("Target: where something was done"), choices=())
    comparison = forms.Picked(
        label=_("Comparison: an area like it where nothing was done"), choices=(), help_text=_("As alike as you find.")
    )
    beside = forms.Picked(
        label=_("Beside the target"), choices=(), required=False, help_text=_("To see whether calls moved there.")
    )
    call_types = forms.Choices(label=_("Calls that count"), choices=())
    before_first = forms.Day(label=_("Before: first day"))
    before_last = forms.Day(label=_("Before: last day"))
    after_first = forms.Day(label=_("After: first day"))
    after_last = forms.Day(label=_("After: last day"))
    note = forms.LongText(
        label=_("What else changed in that time"), required=False, rows=3, max_length=2000, help_text=NO_NAMES
    )
    layout = (
        forms.Group(_("Areas"), "where", "comparison", "beside"),
        forms.Group(
            _("Windows"), ("before_first", "before_last"), ("after_first", "after_last"),
            hint=_("Equal in length, best the same months, without the time of the response."),
        ),
        forms.Group(_("Calls"), "call_types", "note"),
    )  # fmt: skip

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer(
            where=area_choices(_("Choose an area")), comparison=area_choices(_("Choose an area")),
            beside=area_choices(_("None")), call_types=[(each, each) for each in call_types()],
        )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return what was typed as the action takes it."""
        data = self.cleaned_data
        return {
            "target": UUID(data["where"]), "comparison": UUID(data["comparison"]), "beside": key(data["beside"]),
            "call_types": data["call_types"], "before": Window(data["before_first"], data["before_last"]),
            "after": Window(data["after_first"], data["after_last"]), "note": data["note"],
        }  # fmt: skip


def area_choices(empty: Any) -> list[tuple[str, Any]]:
    """Return every area to choose from, after a line that is none."""
    return [("", empty), *((str(area.key), area.in_full) for area in areas())]
