"""A proposal for a month as it is kept: each event as it stood and as it would be, so that changes since are told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.engagement.rules.explaining import Filled, Judged
from offramp.engagement.rules.months import Month, Place
from offramp.engagement.rules.reasons import Code, Reason
from offramp.engagement.rules.rostering import Occasion
from offramp.kernel.errors import Refused

MONTHS_AHEAD: Final = 12


@dataclass(frozen=True, slots=True)
class Stood:
    """How an event stood when a proposal was made: its version, its need, who had a place, and whose was locked."""

    version: int
    at_least: int
    at_most: int
    courses: tuple[str, ...]
    members: frozenset[UUID]
    locked: frozenset[UUID]

    @classmethod
    def of(cls, event: Occasion, *, version: int, locked: Collection[Place]) -> Self:
        """Return how an event stands now."""
        return cls(
            version, event.at_least, event.at_most, tuple(sorted(event.courses)), event.members,
            frozenset(place.member for place in locked if place.occasion == event.id),
        )  # fmt: skip

    @property
    def need(self) -> tuple[object, ...]:
        """Return what the event needs."""
        return self.at_least, self.at_most, self.courses


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a proposal."""

    invitation: UUID
    stood: Stood
    chosen: tuple[Judged, ...]
    next_best: tuple[Judged, ...]

    @property
    def members(self) -> frozenset[UUID]:
        """Return who would have a place."""
        return frozenset(one.member for one in self.chosen)

    @property
    def comes(self) -> frozenset[UUID]:
        """Return who would be asked."""
        return self.members - self.stood.members

    @property
    def leaves(self) -> frozenset[UUID]:
        """Return who would lose their place."""
        return self.stood.members - self.members

    @classmethod
    def of(cls, filled: Filled, stood: Stood) -> Self:
        """Return an event as the proposal has it."""
        return cls(filled.occasion, stood, filled.chosen, filled.next_best)

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        stood = self.stood
        return {
            "invitation": str(self.invitation), "version": stood.version, "at_least": stood.at_least,
            "at_most": stood.at_most, "courses": list(stood.courses), "stood": sorted(map(str, stood.members)),
            "locked": sorted(map(str, stood.locked)), "chosen": [one.kept() for one in self.chosen],
            "next_best": [one.kept() for one in self.next_best],
        }  # fmt: skip

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was kept."""
        stood = Stood(
            kept["version"], kept["at_least"], kept["at_most"], tuple(kept["courses"]),
            frozenset(map(UUID, kept["stood"])), frozenset(map(UUID, kept["locked"])),
        )  # fmt: skip
        chosen, next_best = (tuple(Judged.read(one) for one in kept[name]) for name in ("chosen", "next_best"))
        return cls(UUID(kept["invitation"]), stood, chosen, next_best)


@dataclass(frozen=True, slots=True)
class Shortage:
    """An event that lacks members: how many, and how many could not come for which reason."""

    invitation: UUID
    missing: int
    lacking: tuple[tuple[Code, int], ...]

    @classmethod
    def of(cls, filled: Filled) -> Self:
        """Return what an event lacks."""
        return cls(filled.occasion, filled.missing, filled.lacking)

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {"invitation": str(self.invitation), "missing": self.missing, "lacking": [list(x) for x in self.lacking]}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was kept."""
        lacking = tuple((Code(code), number) for code, number in kept["lacking"])
        return cls(UUID(kept["invitation"]), kept["missing"], lacking)


def changed_since(line: Line, month: Month, now: Mapping[UUID, Stood]) -> list[str]:
    """Return what became otherwise since an event was proposed, in words; nothing where the line still holds.

    now: how the events of the month stand.
    """
    stands = now.get(line.invitation)
    if stands is None:
        return [_("The event is no longer accepted, or it has begun.")]
    found = []
    if stands.version != line.stood.version:
        found.append(_("The invitation was changed."))
    if stands.need != line.stood.need:
        found.append(_("What it needs was changed."))
    if (stands.members, stands.locked) != (line.stood.members, line.stood.locked):
        found.append(_("A place was given, locked or given up."))
    return [*found, *_cannot_go(line, month)]


def is_taken(line: Line, now: Mapping[UUID, Stood]) -> bool:
    """Return whether the places at an event are as they were proposed."""
    stands = now.get(line.invitation)
    return stands is not None and stands.members == line.members


def check_month(month: date, *, today: date) -> None:
    """Refuse a month that is over, or too far ahead to know who is free."""
    first = today.replace(day=1)
    if month.day != 1 or month < first:
        raise Refused(_("That month is over."), ask=_("Choose this one, or one ahead."), field="month")
    if (month.year - first.year) * 12 + month.month - first.month > MONTHS_AHEAD:
        raise Refused(_("That is more than a year away."), ask=_("Choose a nearer month."), field="month")


def check_is_ready(progress: str, ready: Collection[str]) -> None:
    """Refuse to take over what is not worked out."""
    if progress not in ready:
        raise Refused(
            _("This proposal is not ready."), ask=_("Wait until it is worked out, or propose the month anew.")
        )


def check_still_holds(changed: Collection[str]) -> None:
    """Refuse to take over what was proposed before something changed."""
    if changed:
        raise Refused(
            _("Something changed since this was proposed: %(what)s") % {"what": " ".join(changed)},
            ask=_("Propose the month anew: places that stand are kept where they can be."),
        )


def check_free_now(name: str, bars: Collection[Reason]) -> None:
    """Refuse to ask somebody who still holds the place that the proposal moves them from."""
    if bars:
        raise Refused(
            _("%(name)s: %(why)s") % {"name": name, "why": " ".join(bar.words for bar in bars)},
            ask=_("Take over the event they move from first, or the whole proposal."),
        )


def _cannot_go(line: Line, month: Month) -> list[str]:
    names = {one.id: one.name for one in month.candidates}
    found = []
    for member in sorted(line.comes):
        if member not in names:
            found.append(_("Somebody who was chosen is no longer on the roster."))
            continue
        bars = month.bars[Place(line.invitation, member)]
        found += [_("%(name)s: %(why)s") % {"name": names[member], "why": bar.words} for bar in bars]
    return found
