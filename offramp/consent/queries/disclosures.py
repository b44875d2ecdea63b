"""What of a person left the unit: for whoever works with them, and as a register for the privacy officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.consent.enums import Authority
from offramp.consent.models import Disclosure
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

PAGE = 25
REGISTER = 50


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One disclosure in the register: never its words. agency: empty where somebody else received it."""

    id: UUID
    at: datetime
    person: UUID
    categories: list[Category]
    authority: Authority
    agency: UUID | None
    recipient: str
    by: UUID


def disclosures_of(viewer: Viewer, person: UUID, *, cursor: str = "") -> Page[Disclosure]:
    """Return a page of what left the unit of a person, newest first, as far as the viewer may read it."""
    rows = Disclosure.objects.filter(person=person).select_related("by")
    page = page_of(rows, "-at", "-id", cursor=cursor, size=PAGE)
    if page.rows:
        viewer.show(person, Category.CONSENT)
    return page


def ledger(viewer: Viewer, *, about: UUID | None = None, before: UUID | None = None) -> list[LedgerLine]:
    """Return one page, and one more, of everything that left the unit, as it was written down, the latest first.

    about: of one person alone. before: the line the page begins after.
    """
    require(viewer.actor, Permission.LEDGER_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM consent_ledger(%s, %s, %s)", [about, before, REGISTER + 1])
        found = [
            LedgerLine(key, at, person, [Category(name) for name in names], Authority(authority), agency, recipient, by)
            for key, at, person, names, authority, agency, recipient, by in cursor.fetchall()
        ]
    for line in found[:REGISTER]:
        viewer.show(line.person, Category.CONSENT)
    return found
