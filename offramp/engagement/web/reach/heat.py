"""The calendar heat map: events by week and day, drawn once for the same numbers, coloured by the page's own style."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.dates import MONTHS_AP, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offramp.engagement.rules.reach import FULL
from offramp.ui.web.charts import INK, SHADES, drawn, worded

Days = tuple[tuple[date, int], ...]
STEP = 15


def heat_map(year: int, days: Days) -> SafeString:
    """Return the map of a year as SVG, with a title and a description in words."""
    return _drawn(year, days, get_language() or "en")


@lru_cache(maxsize=64)
def _drawn(year: int, days: Days, language: str) -> SafeString:
    """language: part of what is kept, since the words in the drawing are in it."""
    title = _("Events in %(year)s by week and day") % {"year": year}
    return drawn(_described(year, dict(days)), key="heat", title=title, told=_in_words(days))


def warm() -> None:
    """Draw a first chart, which takes a second or two: when a process starts rather than when somebody waits."""
    heat_map(2000, ())


def weeks_of(year: int, days: Days) -> list[tuple[date, list[int | None]]]:
    """Return the same numbers as a table: each week that has an event, by its Monday; None is outside the year."""
    counts = dict(days)
    weeks = sorted({_monday(day) for day, _n in days})
    return [(monday, [_count(counts, year, monday + timedelta(days=n)) for n in range(7)]) for monday in weeks]


def _in_words(days: Days) -> str:
    if not days:
        return _("There was none.")
    busiest, most = max(days, key=lambda each: each[1])
    words = {"n": sum(n for _day, n in days), "days": len(days), "busiest": f"{busiest:%Y-%m-%d}", "most": most}
    return _("%(n)s events on %(days)s days; the most, %(most)s, on %(busiest)s. The same in a table below.") % words


def _described(year: int, counts: dict[date, int]) -> dict[str, Any]:
    """Return the chart in words of Vega-Lite: a square for each day, its week across, its day of the week down."""
    import altair as alt

    first = _monday(date(year, 1, 1))
    every = (date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
    rows = [
        {"week": (day - first).days // 7, "day": day.weekday(), "n": min(counts.get(day, 0), FULL)} for day in every
    ]
    months = {(date(year, month, 7) - first).days // 7: str(MONTHS_AP[month]) for month in range(1, 13)}
    shared: dict[str, Any] = {
        "labelColor": INK,
        "ticks": False,
        "domain": False,
        "title": None,
        "labelFontSize": 11,
    }
    chart = (
        alt.Chart({"values": rows}, width=alt.Step(STEP), height=alt.Step(STEP), background="transparent")
        .mark_rect()
        .encode(
            x=alt.X("week:O", axis=alt.Axis(values=list(months), labelExpr=worded(months), labelAngle=0, **shared)),
            y=alt.Y(
                "day:O", axis=alt.Axis(labelExpr=worded({n: str(name) for n, name in WEEKDAYS_ABBR.items()}), **shared)
            ),
            color=alt.Color("n:O", legend=None).scale(domain=list(range(FULL + 1)), range=list(SHADES)),
        )
        .configure_view(stroke=None)
    )
    described: dict[str, Any] = chart.to_dict()
    return described


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _count(counts: dict[date, int], year: int, day: date) -> int | None:
    return counts.get(day, 0) if day.year == year else None
