"""PACE's themes as numbers, for whoever works on what troubles a place: never who said what."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.kernel.identity import Viewer

SMALLEST_SHOWN = 5
"""As in `engagement.definers`: of fewer it tells no number."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme: how many concerns, from how many events (None: fewer than five), and where most were heard."""

    theme: UUID
    name: str
    concerns: int | None
    events: int | None
    branch: UUID | None

    @property
    def in_words(self) -> str:
        """Return both numbers as people read them."""
        few = _("fewer than %(n)d") % {"n": SMALLEST_SHOWN}
        told = {"concerns": self.concerns or few, "events": self.events or few}
        return _("Concerns: %(concerns)s. Events: %(events)s.") % told


def themes_counted(viewer: Viewer) -> list[ThemeCount]:
    """Return each theme that holds a concern, with its numbers: the most first, then by name."""
    require(viewer.actor, Permission.THEME_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT theme, name, concerns, events, branch FROM engagement_themes()")
        found = [ThemeCount(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: (-(each.concerns or 0), each.name))


def theme_counted(viewer: Viewer, theme: UUID) -> ThemeCount | None:
    """Return one theme with its numbers, or None where there is none."""
    return next((each for each in themes_counted(viewer) if each.theme == theme), None)
