"""The logs in words, for the privacy officer: who looked and what was done, as ids and names of staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import categories_in_words, require, role_in_words
from offramp.accounts.queries import names_of_users
from offramp.audit.queries import LogSieve, entries, looks, random_looks, sealed_to, subjects_of
from offramp.desk.queries.pages import page_in_words
from offramp.desk.queries.sight import bases_in_words
from offramp.desk.queries.waiting import Waiting
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import page_of

if TYPE_CHECKING:
    from offramp.audit.models import Entry, Look, LookSubject

PAGE = 50
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """Of whom something was shown, what, and on which bases it was open."""

    subject: UUID
    categories: str
    bases: str = ""


@dataclass(frozen=True, slots=True)
class LookLine:
    """One response that showed somebody's data."""

    at: datetime
    who: str
    reader: UUID | None
    role: str
    route: str
    purpose: str
    shown: list[Shown]

    @property
    def page(self) -> str:
        """Return what the page is called."""
        return page_in_words(self.route)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One thing that was done, or refused."""

    at: datetime
    who: str
    actor: UUID | None
    role: str
    verb: str
    about: UUID | None
    fields: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of a log. `previous` and `next` are cursors, empty where there is none.

    sealed_to: when rows were sealed last; None where none was.
    """

    lines: list[LookLine] | list[EntryLine]
    previous: str = ""
    next: str = ""
    sealed_to: datetime | None = None


def looks_page(viewer: Viewer, sieve: LogSieve, *, cursor: str = "") -> LogPage:
    """Return a page of the read log, newest first."""
    require(viewer.actor, Permission.LOG_READ)
    page = page_of(looks(sieve), "-id", cursor=cursor, size=PAGE)
    return LogPage(_look_lines(page.rows), page.previous, page.next, sealed_to())


def looks_sample(viewer: Viewer, sieve: LogSieve) -> LogPage:
    """Return twenty looks at random, newest first."""
    require(viewer.actor, Permission.LOG_READ)
    found = sorted(random_looks(sieve, count=SAMPLE), key=lambda look: look.pk, reverse=True)
    return LogPage(_look_lines(found), sealed_to=sealed_to())


def entries_page(viewer: Viewer, sieve: LogSieve, *, cursor: str = "") -> LogPage:
    """Return a page of the audit log, newest first."""
    require(viewer.actor, Permission.LOG_READ)
    page = page_of(entries(sieve), "-id", cursor=cursor, size=PAGE)
    return LogPage(_entry_lines(page.rows), page.previous, page.next, sealed_to())


def _look_lines(found: "Iterable[Look]") -> list[LookLine]:
    rows = list(found)
    subjects = subjects_of(row.pk for row in rows)
    names = names_of_users(row.reader for row in rows if row.reader)
    return [
        LookLine(
            at=row.at,
            who=names.get(row.reader, "") if row.reader else "",
            reader=row.reader,
            role=role_in_words(row.role),
            route=row.route,
            purpose=row.purpose,
            shown=[_shown(subject) for subject in subjects.get(row.pk, [])],
        )
        for row in rows
    ]


def _shown(row: "LookSubject") -> Shown:
    return Shown(row.subject, categories_in_words(row.categories), bases_in_words(row.bases))


def _entry_lines(found: "Iterable[Entry]") -> list[EntryLine]:
    rows = list(found)
    names = names_of_users(row.actor for row in rows if row.actor)
    return [
        EntryLine(
            at=row.at,
            who=names.get(row.actor, "") if row.actor else "",
            actor=row.actor,
            role=role_in_words(row.role),
            verb=row.verb,
            about=row.about or row.subject,
            fields=", ".join(row.fields),
        )
        for row in rows
    ]


def refusals(viewer: Viewer, *, since: datetime) -> list[Waiting]:
    """Return who was refused what lately, and who asked for what is not there or not for them, newest first."""
    require(viewer.actor, Permission.LOG_READ)
    found = entries(LogSieve(what="access.refused", from_at=since)).order_by("-id")[:10]
    return [
        Waiting(
            title=line.who or _("Nobody signed in"),
            url=f"{reverse('desk:changes')}?who={line.actor}" if line.actor else reverse("desk:changes"),
            detail=" · ".join(part for part in (line.role, line.fields, _why(line.verb)) if part),
            clock=date_format(timezone.localtime(line.at), "j M, H:i"),
        )
        for line in _entry_lines(found)
    ]


def _why(verb: str) -> str:
    return _("not there, or not for them") if verb == "access.refused_missing" else ""
