"""What every row about a young person's measure has. Rows are added and never changed; a correction is a newer row."""

from django.db import models

from offramp.access.enums import MeasuresCategory
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.kernel.data import internal
from offramp.kernel.models import Row

OF = ("measure_id",)
"""Under whose key the texts of such a row are sealed: each record's own."""


def behind(category: MeasuresCategory, *also: str, unit: str = "", counted: bool = False) -> Wall:
    """Return where such a row stands: opened for a purpose about its measure, and by nothing once its term is over.

    also: further columns a grant may name. counted: read by functions that return numbers alone.
    """
    return Wall(
        category,
        subjects=("measure_id", *also),
        terms=("measure_id",),
        unit=unit,
        author="by_id",
        append_only=True,
        definers=("gate", "counts") if counted else ("gate",),
    )


class Noted(Row):
    """A row that somebody wrote, at a moment."""

    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it."))

    class Meta:
        abstract = True


class MeasureRow(Noted):
    """A row about one measure."""

    measure = internal(
        models.ForeignKey("diversion.Measure", models.PROTECT, related_name="%(class)ss", help_text="About which.")
    )

    class Meta:
        abstract = True
