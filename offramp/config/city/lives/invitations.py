"""Invitations to PACE: two years of them, what is accepted and ahead, and what waits on the coordinator's desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from offramp.config.city.moments import Dice, day_of, local
from offramp.config.city.words import invitations as words
from offramp.config.city.words.invitations import COMMUNITIES, Community
from offramp.engagement.actions import AskedFor
from offramp.engagement.enums import Door, Verdict

COORDINATOR: Final = "bouchard"
LEAD_DAYS: Final = 21
PAST: Final = {Verdict.ACCEPT: 45, Verdict.DECLINE: 7, Verdict.PASS_ON: 4, None: 4}
"""How the past invitations ended; None is called off by who invited."""
TWO_YEARS: Final = 730
NEW_TO_US: Final = ("Nour Prayer Centre", "Rivercity Girls' Wrestling")
"""Who never invited before."""
AHEAD: Final = (6, 10, 13, 19, 27, 48)
"""In how many days the accepted events are."""


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


def stories(now: datetime, seed: str) -> list[Story]:
    """Return every invitation of the training city: the same for the same moment and seed."""
    dice = Dice(f"{seed} invitations")
    return [*_past(dice, now), *_ahead(dice, now), *_waiting(dice, now)]


def _past(dice: Dice, now: datetime) -> Iterator[Story]:
    today = day_of(now)
    ends = [verdict for verdict, count in PAST.items() for _each in range(count)]
    dice.shuffle(ends)
    known = [one for one in COMMUNITIES if one.name not in NEW_TO_US]
    for number, verdict in enumerate(ends):
        day = dice.day_between(today - timedelta(days=TWO_YEARS), today - timedelta(days=4))
        ahead = dice.randint(8, 18) if dice.maybe(0.15) else dice.randint(24, 60)
        story = _story(dice, known[number % len(known)], day, dice.hour_of(day - timedelta(days=ahead)))
        story.turns = [_end(dice, story, verdict)]
        yield story


def _end(dice: Dice, story: Story, verdict: Verdict | None) -> Turn:
    at = dice.days_after(story.at, 1, 4)
    is_short = (day_of(story.asked.starts_at) - day_of(story.at)).days < LEAD_DAYS
    match verdict:
        case Verdict.ACCEPT:
            return Turn(at, verdict, reason=words.LATE_BUT_YES if is_short else "")
        case Verdict.DECLINE:
            return Turn(at, verdict, reason=dice.one(words.DECLINES))
        case Verdict.PASS_ON:
            return Turn(at, verdict, passed_to=dice.one(words.PASSED_TO))
        case _:
            return Turn(at)


def _ahead(dice: Dice, now: datetime) -> Iterator[Story]:
    today = day_of(now)
    for number, days in enumerate(AHEAD):
        before = LEAD_DAYS + 9 if days < LEAD_DAYS else days + 7
        came = today + timedelta(days=days - before)
        story = _story(dice, COMMUNITIES[2 * number + 1], today + timedelta(days=days), local(came, 10, 7 * number))
        story.turns = [Turn(story.at + timedelta(days=1), Verdict.ACCEPT)]
        yield story


def _waiting(dice: Dice, now: datetime) -> Iterator[Story]:
    """What waits: early enough, late, overdue, in French, answered back, asked, and by phone."""

    def came(who: str, in_days: int, ago: int, *turns: Turn, door: Door = Door.PAGE) -> Story:
        community = next(one for one in COMMUNITIES if one.name.startswith(who))
        made = _story(dice, community, day_of(now) + timedelta(days=in_days), now - timedelta(days=ago, hours=3))
        made.door, made.turns = door, list(turns)
        return made

    yield came("Nour", 44, 1)
    yield came("Rivercity", 12, 2)
    yield came("Lakewood", 33, 9)
    yield came("Maison", 40, 2)
    yield came(
        "Wahkohtowin", 37, 4,
        Turn(now - timedelta(days=3), Verdict.ASK, words.ASKED), Turn(now - timedelta(hours=20), text=words.ANSWERED),
    )  # fmt: skip
    yield came("Selam", 30, 3, Turn(now - timedelta(days=1), Verdict.ASK, words.ASKED))
    yield came("Garden", 29, 5, door=Door.PHONE)


def _story(dice: Dice, community: Community, day: date, at: datetime) -> Story:
    in_season = [one for one in community.occasions if day.month in one.months] or list(community.occasions)
    what = dice.one(in_season)
    asked = AskedFor(
        organisation_name=community.name, kind=what.kind, starts_at=local(day, what.hour), minutes=what.minutes,
        place=community.place, title=what.title, expected=what.expected, ages=[*what.ages],
        languages=[*community.languages], hoped_for=what.hoped_for, access_needs=what.access_needs,
        protocol=what.protocol, dress=community.dress, firearms=community.firearms, photographs=community.photographs,
    )  # fmt: skip
    return Story(community, asked, at)
