"""What rooms have waiting about people: lines whose words are made once the names are known, asked for together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.desk.queries.waiting import Waiting
from offramp.kernel.identity import Viewer
from offramp.people.queries import names_of, reminders_stopped


@dataclass(frozen=True, slots=True)
class Line:
    """A line about a person. `words` returns its title and its detail from what they are called."""

    person: UUID
    words: Callable[[str], tuple[str, str]]
    url: str
    due_at: datetime | date | None = None
    action: str = ""
    clock: str = ""
    reminds: bool = True
    """Whether it reminds of the person: what has to be known all the same does not."""


def told(viewer: Viewer, lines: Iterable[Line]) -> list[Waiting]:
    """Return the lines in words. Nobody is reminded of somebody who died, or who declined help."""
    found = list(lines)
    if not found:
        return []
    stopped = reminders_stopped({line.person for line in found})
    stand = [line for line in found if not line.reminds or line.person not in stopped]
    names = names_of(viewer, {line.person for line in stand})
    return [_told(line, names.get(line.person) or _("somebody")) for line in stand]


def _told(line: Line, name: str) -> Waiting:
    title, detail = line.words(name)
    return Waiting(title, line.url, line.due_at, detail, line.action, clock=line.clock)
