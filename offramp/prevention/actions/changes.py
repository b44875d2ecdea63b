"""Change a row that two may change at once: refused for whoever did not see the last change, and audited by fields."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.audit.actions import record
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.prevention.models import Initiative, Problem, Response, WorkUnit


def check_version(*, now: int, read: int) -> None:
    """Refuse a change by somebody who did not see the last one."""
    if now != read:
        raise Refused(
            _("This was changed meanwhile."), ask=_("Look at what it says now, then send yours."), field="version"
        )


def change(
    *, row: Problem | Response | Initiative | WorkUnit, new: Mapping[str, object], verb: str, about: UUID | None,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """Set columns of a row, raise its version, and write down which fields changed."""
    changed = sorted(name.removesuffix("_id") for name, value in new.items() if getattr(row, name) != value)
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*(name.removesuffix("_id") for name in new), "version"])
    record(verb=verb, by=by, at=at, subject=row.pk, about=about, fields=changed)
