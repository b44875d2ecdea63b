"""Invitations to PACE: the years of them, what is accepted and ahead, and what waits on the coordinator's desk."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from offramp.config.city.lives.pace.story import LEAD_DAYS, Story, Turn, story_of
from offramp.config.city.lives.pace.years import past
from offramp.config.city.moments import Dice, day_of, local
from offramp.config.city.words import invitations as words
from offramp.config.city.words.communities import Community
from offramp.config.city.words.invitations import COMMUNITIES
from offramp.engagement.enums import Door, Verdict

AHEAD: Final = (
    (6, "North Star"), (10, "Kopernik"), (13, "Aspen"), (19, "Lakewood"), (27, "Sewa"), (48, "Maison"),
    (7, "Baraka"), (9, "Tigrinya"), (12, "Casa"), (14, "Punjabi"), (15, "Sakihitowin"), (17, "Bayanihan"),
    (20, "Duggan"), (21, "Amis"), (22, "Kabul"), (24, "Golden"), (28, "Sunflower"), (33, "Terwillegar"),
    (36, "Urban"), (41, "Everest"), (45, "Al-Amal"), (52, "Shanti"),
)  # fmt: skip
"""In how many days the accepted events are, and whose."""
BY_MAIL: Final = 36
"""The event of that day was asked for by e-mail."""
LATELY: Final = ((9, "Sunflower"), (2, "Trung"), (1, "Callingwood"))
"""How many days ago the last events were, and whose."""


def stories(now: datetime, seed: str) -> list[Story]:
    """Return every invitation of the training city: the same for the same moment and seed."""
    dice = Dice(f"{seed} invitations")
    return [*past(now, seed), *_lately(dice, now), *_ahead(dice, now), *_waiting(dice, now)]


def named(who: str) -> Community:
    """Return the community whose name begins so."""
    return next(one for one in COMMUNITIES if one.name.startswith(who))


def _lately(dice: Dice, now: datetime) -> Iterator[Story]:
    for ago, who in LATELY:
        day = day_of(now) - timedelta(days=ago)
        yield _accepted(story_of(dice, named(who), day, local(day - timedelta(days=31), 9, 20)))


def _ahead(dice: Dice, now: datetime) -> Iterator[Story]:
    today = day_of(now)
    for number, (days, who) in enumerate(AHEAD):
        before = LEAD_DAYS + 9 if days < LEAD_DAYS else days + 7
        came = local(today + timedelta(days=days - before), 10, 7 * number % 60)
        story = story_of(dice, named(who), today + timedelta(days=days), came)
        story.door = Door.MAIL if days == BY_MAIL else Door.PAGE
        yield _accepted(story)


def _accepted(story: Story) -> Story:
    story.turns = [Turn(story.at + timedelta(days=1), Verdict.ACCEPT)]
    return story


def _waiting(dice: Dice, now: datetime) -> Iterator[Story]:
    """What waits: early enough, late, overdue, in French, answered back, asked, and by phone."""

    def came(who: str, in_days: int, ago: int, *turns: Turn, door: Door = Door.PAGE) -> Story:
        day = day_of(now) + timedelta(days=in_days)
        made = story_of(dice, named(who), day, now - timedelta(days=ago, hours=3))
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
