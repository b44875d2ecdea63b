"""Why somebody can see a part of a record, in words: the basis, since when, until when, and what it stands on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Basis, Category, Role
from offramp.access.queries import Ground

if TYPE_CHECKING:
    from offramp.casework.models import Seat

Seen = Mapping[Category, frozenset[Basis]]
OFFICERS = frozenset({Role.HELP_OFFICER, Role.HELP_SUPERVISOR})
# What lasts for hours is told with the time of day.
OF_HOURS = frozenset({Basis.BREAK_GLASS, Basis.INCIDENT})
ORDER = {basis: place for place, basis in enumerate(Basis)}


def why(grounds: Iterable[Ground], categories: Iterable[Category], *, seats: "Mapping[UUID, Seat]") -> str:
    """Return the reasons for which a reader sees these categories, or an empty text where they see none.

    seats: the reader's own seats on the care team, by their ids.
    """
    asked = frozenset(categories)
    held = [ground for ground in grounds if ground.categories & asked]
    held.sort(key=lambda ground: (ORDER[ground.basis], ground.since))
    return " ".join(dict.fromkeys(_said(ground, seats.get(ground.founded_on)) for ground in held))


def span(basis: Basis, since: datetime, until: datetime | None) -> str:
    """Return from when until when a ground holds, in words."""
    style = "j F Y, H:i" if basis in OF_HOURS else "j F Y"
    said = {"since": date_format(localtime(since), style)}
    if until is None:
        return _("since %(since)s") % said
    return _("since %(since)s, until %(until)s") % {**said, "until": date_format(localtime(until), style)}


def _said(ground: Ground, seat: "Seat | None") -> str:
    when = span(ground.basis, ground.since, ground.until)
    if ground.basis is Basis.UNIT:
        return _("You belong to %(unit)s, which has this file, %(when)s.") % {"unit": ground.place, "when": when}
    if ground.basis is Basis.CARE_TEAM and seat and seat.covers:
        return _("You cover for %(who)s on the care team %(when)s.") % {"who": seat.covers.name, "when": when}
    if ground.basis is Basis.CARE_TEAM and seat and seat.seated_by_id != seat.user_id:
        words = _("You are on the care team %(when)s; %(who)s added you.")
        return words % {"when": when, "who": seat.seated_by.name}
    reasons = {
        Basis.TRIAGE: _("You are triaging an intake about this person %(when)s."),
        Basis.CARE_TEAM: _("You are on the care team %(when)s."),
        Basis.CONSENT: _("The person agreed that the officers on the care team see this, %(when)s."),
        Basis.BREAK_GLASS: _("You opened it because of danger to life, %(when)s; it is reviewed."),
        Basis.ACCESS_REQUEST: _("You asked to see this and were allowed to, %(when)s."),
    }
    return reasons.get(ground.basis, f"{ground.basis.label}, %(when)s.") % {"when": when}
