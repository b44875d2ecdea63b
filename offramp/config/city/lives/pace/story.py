"""One invitation as it went: who sent it and how, what it asks for, and what became of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from offramp.config.city.moments import Dice, local
from offramp.config.city.words.communities import Community, Occasion
from offramp.engagement.actions import AskedFor
from offramp.engagement.enums import Door, Verdict

COORDINATOR: Final = "bouchard"
LEAD_DAYS: Final = 21


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened to an invitation after it came: a decision; without a verdict, the organiser wrote or called off.

    text: the organiser's message, or what the coordinator adds to the letter that comes ready.
    """

    at: datetime
    verdict: Verdict | None = None
    text: str = ""
    reason: str = ""
    passed_to: str = ""


@dataclass(slots=True)
class Story:
    """One invitation: who sent it and how, what it asks for, and what became of it."""

    community: Community
    asked: AskedFor
    at: datetime
    door: Door = Door.PAGE
    turns: list[Turn] = field(default_factory=list)

    @property
    def email(self) -> str:
        return "" if self.door == Door.PHONE else self.community.address

    @property
    def phone(self) -> str:
        return "780-555-0142" if self.door == Door.PHONE else ""

    @property
    def starts_at(self) -> datetime:
        return self.asked.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.asked.minutes)

    @property
    def accepted_at(self) -> datetime | None:
        """When PACE said yes, where that still holds."""
        if not self.turns or self.turns[-1].verdict != Verdict.ACCEPT:
            return None
        return self.turns[-1].at


def in_season(community: Community, month: int) -> list[Occasion]:
    """Return what an organisation may hold in a month: anything, where nothing is of the season."""
    return [one for one in community.occasions if month in one.months] or list(community.occasions)


def story_of(dice: Dice, community: Community, day: date, at: datetime) -> Story:
    """Return an invitation by a community for some event of the season on a day, that came at a moment."""
    return telling(community, dice.one(in_season(community, day.month)), day, at)


def telling(community: Community, what: Occasion, day: date, at: datetime) -> Story:
    """Return an invitation by a community to one of its events."""
    asked = AskedFor(
        organisation_name=community.name, kind=what.kind, starts_at=local(day, what.hour), minutes=what.minutes,
        place=community.place, title=what.title, expected=what.expected, ages=[*what.ages],
        languages=[*community.languages], hoped_for=what.hoped_for, access_needs=what.access_needs,
        protocol=what.protocol, dress=community.dress, firearms=community.firearms, photographs=community.photographs,
    )  # fmt: skip
    return Story(community, asked, at)
