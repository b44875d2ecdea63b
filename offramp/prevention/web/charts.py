"""Calls month by month, as bars: those of the windows that are compared stand out."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from offramp.prevention.queries.calls import Series
from offramp.prevention.rules.windows import Window
from offramp.ui.web.charts import INK, SHADES, drawn, worded

Months = tuple[tuple[date, int | None], ...]
Windows = tuple[Window, ...]
STEP, HEIGHT = 15, 120
EACH = 3
"""Every third month has its name below it."""


def bars(series: Series, *, key: str, title: str, windows: Sequence[Window] = ()) -> SafeString:
    """Return a chart of a series. windows: before and after, whose months are deeper than the others."""
    return _drawn(tuple(series.months), tuple(windows), key, title, get_language() or "en")


@lru_cache(maxsize=64)
def _drawn(months: Months, windows: Windows, key: str, title: str, language: str) -> SafeString:
    """language: part of what is kept, since the words in the drawing are in it."""
    return drawn(_described(months, windows), key=key, title=title, told=_in_words(months))


def _in_words(months: Months) -> str:
    known = [(month, number) for month, number in months if number is not None]
    if not any(number for _month, number in known):
        return _("There was none.")
    most, number = max(known, key=lambda each: each[1])
    words = {
        "n": number_format(sum(each for _month, each in known), force_grouping=True), "months": len(known),
        "most": date_format(most, "F Y"), "number": number_format(number, force_grouping=True),
    }  # fmt: skip
    told = _("%(n)s calls in %(months)s months; the most, %(number)s, in %(most)s. The same in a table below.") % words
    gaps = len(months) - len(known)
    said = ngettext("Of %(n)d month no counts were imported.", "Of %(n)d months no counts were imported.", gaps)
    return f"{told} {said % {'n': gaps}}" if gaps else told


def _described(months: Months, windows: Windows) -> dict[str, Any]:
    """Return the chart in words of Vega-Lite: a bar for each month, the numbers to its left."""
    import altair as alt

    rows = [
        {"place": place, "n": number or 0, "shade": _shade(month, windows)}
        for place, (month, number) in enumerate(months)
    ]
    names = {place: _named(month) for place, (month, _number) in enumerate(months) if month.month % EACH == 1}
    shared: dict[str, Any] = {"labelColor": INK, "ticks": False, "domain": False, "grid": False, "title": None}
    chart = (
        alt.Chart({"values": rows}, width=alt.Step(STEP), height=HEIGHT, background="transparent")
        .mark_bar()
        .encode(
            x=alt.X("place:O", axis=alt.Axis(values=list(names), labelExpr=worded(names), labelAngle=0, **shared)),
            y=alt.Y("n:Q", axis=alt.Axis(tickCount=4, **shared)),
            color=alt.Color("shade:O", legend=None).scale(domain=list(range(len(SHADES))), range=list(SHADES)),
        )
        .configure_view(stroke=None)
    )
    described: dict[str, Any] = chart.to_dict()
    return described


def _shade(month: date, windows: Windows) -> int:
    """Return how deep a month's bar is: without windows all alike; else before, after, and faint what is neither."""
    if not windows:
        return 2
    return next((1 + 2 * place for place, each in enumerate(windows) if each.first <= month <= each.last), 0)


def _named(month: date) -> str:
    return f"{MONTHS_3[month.month]} {month:%y}".capitalize()
