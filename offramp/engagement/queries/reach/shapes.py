"""What the page, the PDF and the workbook are all made from: the same tables with the same numbers."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | None
"""Words, a number, or None where it is not known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number on top, with what it counts. None: it is not known."""

    key: str
    label: str
    value: int | float | None
    definition: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what it counts. The first cell of a row is its name, the others are numbers."""

    key: str
    title: str
    definition: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def largest(self) -> float:
        """Return the largest number in the first column of numbers, for bars."""
        return max((float(row[1] or 0) for row in self.rows if not isinstance(row[1], str)), default=0.0)


@dataclass(frozen=True, slots=True)
class Report:
    """The annual report. until: the last day it counts, which is today in a year that is not over."""

    year: int
    until: date
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
