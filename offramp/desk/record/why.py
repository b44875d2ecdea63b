"""Why somebody can see a part of a record, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Basis, Category, Role

Seen = Mapping[Category, frozenset[Basis]]
OFFICERS = frozenset({Role.HELP_OFFICER, Role.HELP_SUPERVISOR})


def why(seen: Seen, categories: Iterable[Category], *, seated_at: datetime | None) -> str:
    """Return the reasons for which a reader sees these categories, or an empty text where they see none.

    seated_at: since when the reader sits on the care team.
    """
    bases = {basis for category in categories for basis in seen.get(category, frozenset())}
    return " ".join(_said(basis, seated_at) for basis in Basis if basis in bases)


def _said(basis: Basis, seated_at: datetime | None) -> str:
    if basis is Basis.CARE_TEAM and seated_at:
        day = date_format(localtime(seated_at), "j F Y")
        return _("You are on the care team since %(day)s.") % {"day": day}
    reasons = {
        Basis.UNIT: _("You belong to the unit that has this file."),
        Basis.TRIAGE: _("You are triaging an intake about this person."),
        Basis.CARE_TEAM: _("You are on the care team."),
        Basis.CONSENT: _("The person agreed that the officers on the care team see this."),
        Basis.BREAK_GLASS: _("You opened it because of danger to life; it is reviewed."),
        Basis.ACCESS_REQUEST: _("An access request is open."),
    }
    return reasons.get(basis, str(basis.label) + ".")
