"""What every table has."""

from typing import TYPE_CHECKING, Any

from django.db import models

from offramp.kernel.data import internal
from offramp.kernel.ids import new_id
from offramp.kernel.values import Rows


class Row(models.Model):
    """A table of ours: its key is a UUIDv7 made by the application."""

    id = internal(models.UUIDField(primary_key=True, default=new_id, editable=False, help_text="Key of the row."))
    if not TYPE_CHECKING:
        objects = Rows()

    class Meta:
        abstract = True


def tied(name: str, *fields: str) -> models.CheckConstraint:
    """Return a constraint that these fields are all set or all empty: no who without a when."""
    empty: Any = models.Q(**{f"{field}__isnull": True for field in fields})
    filled: Any = models.Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(condition=empty | filled, name=name)
