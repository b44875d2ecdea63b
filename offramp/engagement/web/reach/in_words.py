"""What the pages of reach need to show their tables."""

from collections.abc import Sequence

from django import template

from offramp.engagement.queries.reach import Cell, Table
from offramp.engagement.web.reach.paper import shown as in_words
from offramp.ui.web.tables import Column

register = template.Library()


@register.simple_tag
def headings_of(table: Table) -> list[Column]:
    """Return the headings of a table: the first of names, the others of numbers."""
    return [Column(name, "", "", numeric=place > 0) for place, name in enumerate(table.columns)]


@register.filter
def cells(table: Table, row: Sequence[Cell]) -> list[tuple[str, str]]:
    """Return a row as pairs of a column's name and what stands there."""
    return [(name, in_words(cell)) for name, cell in zip(table.columns, row, strict=True)]


@register.simple_tag
def shown(cell: Cell) -> str:
    """Return a number as people read it."""
    return in_words(cell)
