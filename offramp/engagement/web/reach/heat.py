"""The calendar heat map: events by week and day, drawn once for the same numbers, coloured by the page's own style."""

import json
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from django.utils.dates import MONTHS_AP, WEEKDAYS_ABBR
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from offramp.engagement.rules.reach import FULL

Days = tuple[tuple[date, int], ...]
STEP: Final = 15
INKS: Final = {f"#00000{n}": f"heat-{n}" for n in range(FULL + 1)} | {"#00000a": "heat-ink"}
"""Stand-ins in the drawing: each becomes a class, so that light, dark and print have colours of their own."""
SPOKEN: Final = re.compile(r' (?:aria-[a-z]+|role|font-family|class)="[^"]*"')


def heat_map(year: int, days: Days) -> SafeString:
    """Return the map of a year as SVG, with a title and a description in words."""
    return _drawn(year, days, get_language() or "en")


def warm() -> None:
    """Draw a first chart, which takes a second or two: when a process starts rather than when somebody waits."""
    _svg(2000, ())


def weeks_of(year: int, days: Days) -> list[tuple[date, list[int | None]]]:
    """Return the same numbers as a table: each week that has an event, by its Monday; None is outside the year."""
    counts = dict(days)
    weeks = sorted({_monday(day) for day, _n in days})
    return [(monday, [_count(counts, year, monday + timedelta(days=n)) for n in range(7)]) for monday in weeks]


@lru_cache(maxsize=64)
def _drawn(year: int, days: Days, language: str) -> SafeString:
    """language: part of what is kept, since the words in the drawing are in it."""
    title = escape(_("Events in %(year)s by week and day") % {"year": year})
    told = escape(_in_words(days))
    names = f'<title id="heat-title">{title}</title><desc id="heat-told">{told}</desc>'
    opening, rest = _svg(year, days).split(">", 1)
    # A drawing is one thing to a screen reader: it hears the title and the description, not four hundred squares.
    return mark_safe(f'{SPOKEN.sub("", opening)} role="img" aria-labelledby="heat-title heat-told">{names}{rest}')


def _in_words(days: Days) -> str:
    if not days:
        return _("There was none.")
    busiest, most = max(days, key=lambda each: each[1])
    words = {"n": sum(n for _day, n in days), "days": len(days), "busiest": f"{busiest:%Y-%m-%d}", "most": most}
    return _("%(n)s events on %(days)s days; the most, %(most)s, on %(busiest)s. The same in a table below.") % words


def _svg(year: int, days: Days) -> str:
    import vl_convert  # here and below: they take a second to load, and `warm` has it pass before anybody waits

    drawn = vl_convert.vegalite_to_svg(_described(year, dict(days)))
    opening, rest = drawn.split(">", 1)
    rest = SPOKEN.sub("", rest)
    for ink, name in INKS.items():
        rest = rest.replace(f'fill="{ink}"', f'class="{name}"')
    return f"{opening}>{rest}"


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
        "labelColor": "#00000a",
        "ticks": False,
        "domain": False,
        "title": None,
        "labelFontSize": 11,
    }
    chart = (
        alt.Chart({"values": rows}, width=alt.Step(STEP), height=alt.Step(STEP), background="transparent")
        .mark_rect()
        .encode(
            x=alt.X("week:O", axis=alt.Axis(values=list(months), labelExpr=_words(months), labelAngle=0, **shared)),
            y=alt.Y(
                "day:O", axis=alt.Axis(labelExpr=_words({n: str(name) for n, name in WEEKDAYS_ABBR.items()}), **shared)
            ),
            color=alt.Color("n:O", legend=None).scale(
                domain=list(range(FULL + 1)), range=[ink for ink in INKS if ink != "#00000a"]
            ),
        )
        .configure_view(stroke=None)
    )
    described: dict[str, Any] = chart.to_dict()
    return described


def _words(names: dict[int, str]) -> str:
    """Return an expression of Vega that turns a number into its name."""
    return f"({json.dumps(names, ensure_ascii=False)})[datum.value]"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _count(counts: dict[date, int], year: int, day: date) -> int | None:
    return counts.get(day, 0) if day.year == year else None
