"""What the forms offer to choose from."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.areas.queries import branches, neighbourhoods


def branch_choices() -> list[tuple[str, str]]:
    """Return every branch, to choose one."""
    return [(str(branch.pk), branch.name) for branch in branches()]


def neighbourhood_choices() -> list[tuple[Any, Any]]:
    """Return every neighbourhood under its branch, to choose one."""
    grouped = groupby(neighbourhoods(), key=lambda row: row.branch.name)
    return [
        ("", _("Guess it from the place")),
        *((name, [(str(r.pk), r.name) for r in rows]) for name, rows in grouped),
    ]


def as_id(value: Any) -> UUID | None:
    """Return the id a control sent, or None where nothing was chosen."""
    return UUID(str(value)) if value else None
