"""A consent in one plain sentence: who will see what until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.consent.enums import FOR_OFFICERS, IN_PLAIN_WORDS, TO_SOMEBODY, Authority, Recipient
from offramp.consent.models import Consent, Disclosure
from offramp.consent.queries import LedgerLine
from offramp.directory.queries import agency_names
from offramp.kernel.clock import now


@dataclass(frozen=True, slots=True)
class InWords:
    """A consent as a list says it. recipient: the agency's name today, somebody's then, or nothing for the officers."""

    consent: Consent
    recipient: str
    what: str
    first_day: str
    last_day: str
    ends_soon: bool = False
    silent: str = ""
    """Who has not said yet that they know it was taken back."""
    untold: tuple[UUID, SafeString] | None = None
    """The notice to pass on where somebody around them is still to be told, and the token of its form."""


def in_words(
    consents: Sequence[Consent],
    silent: Mapping[UUID, Sequence[str]] | None = None,
    untold: Mapping[UUID, tuple[UUID, SafeString]] | None = None,
) -> list[InWords]:
    """Return consents as a list says them, with the names of all agencies in one query."""
    agencies = {consent.agency_id for consent in consents if consent.agency_id}
    names = agency_names(agencies, localtime(now()).date()) if agencies else {}
    return [
        InWords(
            consent,
            names[consent.agency_id] if consent.agency_id else consent.named,
            capfirst(listed(plain_words(consent.categories, consent.recipient))),
            day(consent.starts_at),
            last_day(consent.ends_at),
            consent.ends_within(now(), days=settings.CONSENT_WARNING_DAYS),
            listed((silent or {}).get(consent.pk, [])),
            (untold or {}).get(consent.pk),
        )
        for consent in consents
    ]


def who_sees_what(
    *,
    kind: str,
    recipient: str,
    name: str,
    categories: Iterable[str],
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
) -> str:
    """Say what a consent opens. recipient: the name of the agency or of somebody, nothing for the officers."""
    told = {
        "from": day(starts_at),
        "until": last_day(ends_at),
        "agency": recipient,
        "name": name,
        "what": listed(plain_words(categories, kind)),
        "purpose": purpose.rstrip(". "),
    }
    if kind == Recipient.SOMEBODY:
        return (
            _(
                "From %(from)s until %(until)s, %(agency)s may be told this about %(name)s, and no more: %(what)s."
                " It is for this: %(purpose)s."
            )
            % told
        )
    if recipient:
        return (
            _(
                "From %(from)s until %(until)s, %(agency)s may see what you send them about %(name)s: %(what)s."
                " It is for this: %(purpose)s."
            )
            % told
        )
    return (
        _(
            "From %(from)s until %(until)s, the HELP officers on the care team of %(name)s see this too: %(what)s."
            " It is for this: %(purpose)s."
        )
        % told
    )


def words_for(kind: str) -> Mapping[Category, Any]:
    """Return the words in which a kind of recipient is offered what may be shared."""
    return TO_SOMEBODY if kind == Recipient.SOMEBODY else IN_PLAIN_WORDS


def plain_words(categories: Iterable[str], kind: str = Recipient.AGENCY) -> list[str]:
    """Return categories as they are said to the person, of what a kind of recipient may be shown or told."""
    chosen = set(categories)
    return [str(words) for category, words in words_for(kind).items() if Category(category) in chosen]


def left_out(categories: Iterable[str], kind: str) -> list[str]:
    """Return what stays closed, as it is said to the person. What officers see without consent is not closed."""
    chosen = set(categories)
    closed = FOR_OFFICERS if kind == Recipient.OFFICERS else IN_PLAIN_WORDS
    if kind == Recipient.SOMEBODY:
        chosen.add(Category.IDENTITY)  # whoever is around them knows their name
    return plain_words(category for category in IN_PLAIN_WORDS if category in closed and category not in chosen)


def listed(words: Sequence[str]) -> str:
    """Join words as one says them: one, another and a third."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def day(moment: datetime) -> str:
    """Return the day of a moment."""
    return date_format(localtime(moment), "j F Y")


def last_day(ends_at: datetime) -> str:
    """Return the last day on which something holds that ends at this moment."""
    return day(ends_at - timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the ledger as a page says it. recipient: a name. by: who disclosed it."""

    line: Disclosure | LedgerLine
    recipient: str
    what: str
    ground: str
    by: str


def disclosed(rows: Sequence[Disclosure]) -> list[Told]:
    """Return what left the unit as a list says it, with the names of all agencies in one query."""
    return _told(rows, [row.agency_id for row in rows], [row.by.name for row in rows])


def in_words_of_ledger(lines: Sequence[LedgerLine], names: Mapping[UUID, str]) -> list[Told]:
    """Return lines of the register as a list says them. names: of the staff who disclosed."""
    return _told(lines, [line.agency for line in lines], [names.get(line.by, "") for line in lines])


def _told(rows: Sequence[Disclosure | LedgerLine], agencies: Sequence[UUID | None], by: Sequence[str]) -> list[Told]:
    names = agency_names({key for key in agencies if key}, localtime(now()).date()) if any(agencies) else {}
    return [
        Told(
            row,
            names[agency] if agency else row.recipient,
            capfirst(listed(_labels(row.categories))),
            str(Authority(row.authority).label),
            who,
        )
        for row, agency, who in zip(rows, agencies, by, strict=True)
    ]


def _labels(categories: Iterable[str]) -> list[str]:
    """Return categories as staff call them, also of what nobody is asked about: messages about a referral."""
    chosen = set(categories)
    return [str(IN_PLAIN_WORDS.get(category, category.label)) for category in Category if category in chosen]
