"""What happened at events and after: who was there, what was heard and promised, who took it on, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from offramp.config.city.lives.pace.roster import Going, Visit
from offramp.config.city.lives.pace.story import Story
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.words import heard as words
from offramp.config.city.words.heard import TROUBLES, Trouble
from offramp.engagement.enums import Door, EventKind, Mood

TELLING: Final = {
    EventKind.FORUM: 0.75, EventKind.DIALOGUE: 0.8, EventKind.LINC: 0.2, EventKind.PRESENTATION: 0.3,
    EventKind.PREVENTION: 0.35,
}  # fmt: skip
"""How often a concern is heard, by kind of event."""
ELSEWHERE: Final = 0.12
LATELY: Final = timedelta(days=150)
"""What was heard in these days may still wait for somebody."""
UNTOLD: Final = timedelta(days=3)
"""Events of these last days wait for their debrief."""
MOODS: Final = (Mood.WARM, Mood.WARM, Mood.FRIENDLY, Mood.FRIENDLY, Mood.FRIENDLY, Mood.RESERVED, Mood.TENSE)


@dataclass(slots=True)
class There:
    """Whether somebody was there, and for how many minutes."""

    going: Going
    attended: bool
    minutes: int | None


@dataclass(slots=True)
class Worry:
    """A concern on its way: heard, taken on, put under a theme, told, and what the community says to it."""

    text: str
    trouble: Trouble
    owned_at: datetime | None = None
    due_on: date | None = None
    told_at: datetime | None = None
    answered_at: datetime | None = None
    reopened_at: datetime | None = None


@dataclass(slots=True)
class Word:
    """A promise: what, by when, and when it was kept."""

    text: str
    due_on: date
    kept_at: datetime | None = None


@dataclass(slots=True)
class Bridge:
    """An introduction: to whom, what for, and whether they met, once that is known."""

    to: str
    about: str
    met: bool | None = None
    told_at: datetime | None = None


@dataclass(slots=True)
class Aftermath:
    """A debrief and what came of it. by: who told it."""

    visit: Visit
    by: Going
    at: datetime
    took_place: bool = True
    reach: int | None = None
    mood: str = ""
    cards: int | None = None
    note: str = ""
    there: list[There] = field(default_factory=list)
    worries: list[Worry] = field(default_factory=list)
    promises: list[Word] = field(default_factory=list)
    bridges: list[Bridge] = field(default_factory=list)

    @property
    def story(self) -> Story:
        return self.visit.story


def aftermaths(visits: Iterable[Visit], now: datetime, seed: str) -> list[Aftermath]:
    """Return what was told of the events that are over: not of each, and not of the very last."""
    told = []
    for number, visit in enumerate(visits):
        dice = Dice(f"{seed} after {number}")
        members = [one for one in visit.coming if one.career.goes(visit.story.starts_at)]
        if not members or visit.story.ends_at > now - UNTOLD or dice.maybe(0.04):
            continue
        told.append(_aftermath(dice, visit, members, now))
    return told


def _aftermath(dice: Dice, visit: Visit, members: list[Going], now: datetime) -> Aftermath:
    ends_at = visit.story.ends_at
    after = Aftermath(visit, dice.one(members), dice.minutes_after(ends_at, 20, 1500))
    if dice.maybe(0.02):
        after.took_place, after.note = False, words.NOT_HELD
        after.there = [There(going, False, None) for going in visit.coming]
        return after
    expected = visit.story.asked.expected or 30
    after.reach = round(expected * dice.uniform(0.5, 1.2)) if dice.maybe(0.94) else None
    after.mood, after.note = dice.one(MOODS), dice.one(words.NOTES)
    after.cards = dice.randint(0, max(2, expected // 4)) if dice.maybe(0.85) else None
    after.there = [_there(dice, going, visit.story.asked.minutes, after.by) for going in visit.coming]
    if dice.maybe(TELLING.get(EventKind(visit.story.asked.kind), ELSEWHERE)):
        after.worries = [_worry(dice, after, trouble, now) for trouble in dice.some(TROUBLES, 1, 2)]
    if dice.maybe(0.16):
        after.promises = [_promise(dice, after.at, now)]
    if dice.maybe(0.11):
        after.bridges = [_bridge(dice, after.at, now)]
    return after


def _there(dice: Dice, going: Going, minutes: int, by: Going) -> There:
    attended = going is by or dice.maybe(0.96)
    return There(going, attended, minutes + 15 * dice.randint(-1, 4) if attended and dice.maybe(0.9) else None)


def _worry(dice: Dice, after: Aftermath, trouble: Trouble, now: datetime) -> Worry:
    """Return a concern as far as it came by now: what is older is mostly answered, the rest waits somewhere."""
    worry = Worry(dice.one(trouble.said), trouble)
    owned_at, is_lately = dice.days_after(after.at, 1, 9), after.at > now - LATELY
    if owned_at > now or (is_lately and dice.maybe(0.05)):
        return worry
    worry.owned_at, worry.due_on = owned_at, day_of(owned_at) + timedelta(days=dice.randint(21, 60))
    told_at = dice.hour_of(worry.due_on + timedelta(days=dice.randint(-16, 6)))
    if told_at > now or (is_lately and dice.maybe(0.05)):
        return worry
    worry.told_at = told_at
    said_at = dice.days_after(told_at, 1, 25)
    if said_at > now or after.story.door == Door.PHONE or dice.maybe(0.05):
        return worry
    if is_lately and dice.maybe(0.12):
        worry.reopened_at = said_at
    else:
        worry.answered_at = said_at
    return worry


def _promise(dice: Dice, at: datetime, now: datetime) -> Word:
    word = Word(dice.one(words.PROMISES), day_of(at) + timedelta(days=dice.randint(7, 40)))
    kept_at = dice.hour_of(word.due_on + timedelta(days=dice.randint(-6, 3)))
    if at < kept_at < now and not (dice.maybe(0.5) and kept_at > now - timedelta(days=60)):
        word.kept_at = kept_at
    return word


def _bridge(dice: Dice, at: datetime, now: datetime) -> Bridge:
    bridge = Bridge(*dice.one(words.INTRODUCTIONS))
    told_at = dice.days_after(at, 10, 60)
    if told_at < now and dice.maybe(0.85):
        bridge.met, bridge.told_at = dice.maybe(0.75), told_at
    return bridge


def deskwork(told: list[Aftermath], now: datetime, *, who: str) -> None:
    """Give a member a promise that was due yesterday and one that is due soon, and the coordinator a late answer."""
    yesterday, soon = day_of(now) - timedelta(days=1), day_of(now) + timedelta(days=9)
    mine = [one for one in told if one.by.username == who and one.took_place and day_of(one.at) <= yesterday]
    if mine:
        mine[-1].promises = [Word(words.PROMISES[3], yesterday), Word(words.PROMISES[0], soon)]
    answered = [worry for one in told for worry in one.worries if worry.told_at and worry.told_at > now - LATELY]
    if answered:
        answered[-1].told_at = answered[-1].answered_at = answered[-1].reopened_at = None
