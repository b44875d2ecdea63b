"""Headings of a table that sort by a link, so that they work without a script and can be sent to someone."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as its page declares it: its key in `?sort=`, and its words."""

    key: str
    label: str | Promise
    numeric: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A heading ready to be drawn: `direction` is ascending, descending or empty."""

    label: str | Promise
    url: str
    direction: str
    numeric: bool


def sort_of(request: HttpRequest, *headings: Heading, default: str) -> str:
    """Return the key to sort by, with a minus for descending; what no heading offers is as the default."""
    asked = request.GET.get("sort", default)
    return asked if asked.removeprefix("-") in {h.key for h in headings if h.sortable} else default


def columns(request: HttpRequest, *headings: Heading, default: str) -> list[Column]:
    """Return the headings with their links: each sorts by itself, and the other way when it already does."""
    current = sort_of(request, *headings, default=default)
    return [_column(request, heading, current) for heading in headings]


def _column(request: HttpRequest, heading: Heading, current: str) -> Column:
    if not heading.sortable:
        return Column(heading.label, "", "", heading.numeric)
    direction = {heading.key: "ascending", f"-{heading.key}": "descending"}.get(current, "")
    query = request.GET.copy()
    query["sort"] = f"-{heading.key}" if current == heading.key else heading.key
    for place in ("after", "before"):
        query.pop(place, None)
    return Column(heading.label, f"?{query.urlencode()}", direction, heading.numeric)
