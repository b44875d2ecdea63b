"""Accounts in words, for the administrator's pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.queries import role_in_words
from offramp.accounts.queries import accounts_unfinished, coming_postings_of, past_postings_of
from offramp.desk.queries.waiting import Waiting
from offramp.directory.queries import agency_names

if TYPE_CHECKING:
    from offramp.accounts.models import Posting, User


MOST = 20
MOMENT = timedelta(microseconds=1)
"""An office that ends at a midnight has the day before as its last."""


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
class DatedOffice:
    """An office somebody no longer holds, or will hold."""

    posting: UUID
    role: str
    starts_at: datetime
    ends_at: datetime | None

    @property
    def last_at(self) -> datetime | None:
        """Return a moment of the last day, where it is known."""
        return self.ends_at - MOMENT if self.ends_at else None


def past_offices(user: UUID, *, at: datetime) -> list[DatedOffice]:
    """Return the last twenty offices a user no longer holds, the last ended first."""
    return [_dated(held) for held in past_postings_of(user, at=at)[:20]]


def coming_offices(user: UUID, *, at: datetime) -> list[DatedOffice]:
    """Return the offices a user will hold, the first to begin first."""
    return [_dated(held) for held in coming_postings_of(user, at=at)]


def _dated(held: "Posting") -> DatedOffice:
    return DatedOffice(held.pk, role_in_words(held.role), held.starts_at, held.ends_at)


def _office_words(posting: "Posting", agencies: Mapping[UUID, str]) -> str:
    role = role_in_words(posting.role)
    agency = agencies.get(posting.agency) if posting.agency else None
    return f"{role} ({agency})" if agency else role


def accounts_to_mend(*, at: datetime) -> list[Waiting]:
    """Return the open accounts that can't be used as they are: without an office, or never given a way to sign in."""
    found = []
    for user in accounts_unfinished(at=at)[:MOST]:
        lacks = _("No office") if not user.postings.all() else _("No password yet: give them a link")
        found.append(Waiting(user.name, reverse("desk:account", args=[user.pk]), None, lacks, _("Mend it")))
    return found
