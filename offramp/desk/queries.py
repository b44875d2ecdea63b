"""What waits for somebody, gathered from the rooms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from offramp.access.enums import Role
from offramp.accounts.queries import past_postings_of
from offramp.directory.queries import agency_names
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.accounts.models import Posting, User

HOUR = timedelta(hours=1)
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: its clock or its level, what it is, and the page where it is done."""

    title: str
    url: str
    due_at: datetime | date | None = None
    detail: str = ""
    action: str = ""
    level: str = ""

    @property
    def due_moment(self) -> datetime | None:
        """Return when it is late: a day's promise is late when the day is over."""
        if self.due_at is None or isinstance(self.due_at, datetime):
            return self.due_at
        return timezone.make_aware(datetime.combine(self.due_at, time.max))


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk: a greeting, one sentence on what is late, and what waits."""

    greeting: str
    today: datetime
    summary: str
    waiting: list[Waiting] = field(default_factory=list)


def desk_of(viewer: Viewer, name: str, *, at: datetime) -> Desk:
    """Return the desk of whoever reads, in their role."""
    waiting = oldest_first([])
    return Desk(greeting(name, at=at), timezone.localtime(at), summary_of(waiting, at=at), waiting)


def oldest_first(lines: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits, oldest promise first; what has no clock comes last."""
    return sorted(lines, key=lambda line: (line.due_moment or LAST, line.title))


def greeting(name: str, *, at: datetime) -> str:
    """Return a greeting by the hour: by rank and last name, or by first name where there is no rank."""
    hour = timezone.localtime(at).hour
    words = name.split()
    called = f"{words[0]} {words[-1]}" if words[0].endswith(".") else words[0]
    if hour < 5 or hour >= 18:
        return gettext("Good evening, %(name)s") % {"name": called}
    if hour < 12:
        return gettext("Good morning, %(name)s") % {"name": called}
    return gettext("Good afternoon, %(name)s") % {"name": called}


def summary_of(waiting: Iterable[Waiting], *, at: datetime) -> str:
    """Say how many promises are late and how many are due within the hour."""
    due = [line.due_moment for line in waiting if line.due_moment]
    late = sum(moment < at for moment in due)
    soon = sum(at <= moment < at + HOUR for moment in due)
    said = []
    if late:
        said.append(ngettext("%(n)d promise is late.", "%(n)d promises are late.", late) % {"n": late})
    if soon:
        said.append(ngettext("%(n)d is due within the hour.", "%(n)d are due within the hour.", soon) % {"n": soon})
    return " ".join(said) or gettext("Nothing is late.")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the administrator's list shows it."""

    account: "User"
    offices: str
    teams: str


def account_rows(accounts: "Iterable[User]", *, at: datetime) -> list[AccountRow]:
    """Return accounts with their offices and teams in words; the rows must come with both prefetched."""
    found = list(accounts)
    employers = {posting.agency for user in found for posting in user.postings.all() if posting.agency}
    agencies = agency_names(employers, timezone.localdate(at))
    return [
        AccountRow(
            account=user,
            offices=", ".join(_office_words(posting, agencies) for posting in user.postings.all()),
            teams=", ".join(membership.team.name for membership in user.memberships.all()),
        )
        for user in found
    ]


@dataclass(frozen=True, slots=True)
class PastOffice:
    """An office somebody no longer holds."""

    role: str
    starts_at: datetime
    ends_at: datetime | None


def past_offices(user: UUID, *, at: datetime) -> list[PastOffice]:
    """Return the last twenty offices a user no longer holds, the last ended first."""
    return [
        PastOffice(str(Role(held.role).label), held.starts_at, held.ends_at)
        for held in past_postings_of(user, at=at)[:20]
    ]


def _office_words(posting: "Posting", agencies: Mapping[UUID, str]) -> str:
    role = str(Role(posting.role).label)
    agency = agencies.get(posting.agency) if posting.agency else None
    return f"{role} ({agency})" if agency else role
