"""Who goes to which event: asked or signed up, coming, unable to, dropped out; released by a supervisor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from offramp.config.city.lives.pace.members import Career, local_time
from offramp.config.city.lives.pace.story import Story
from offramp.config.city.moments import Dice, day_of
from offramp.engagement.enums import Course, Hours, How, Level, Place, Way
from offramp.engagement.rules.places import CALLS_FOR_RELEASE, needed

WAY: Final = timedelta(minutes=60)
"""Time between two events, so that nobody is late."""
SPEAKS: Final = {Level.FIRST: 5, Level.FLUENT: 4, Level.TALK: 2, Level.GREETINGS: 0}
OFFICE_ENDS: Final = time(16)
FILLED_DAYS: Final = 18
"""Events nearer than so many days have their members; later ones wait for the month to be proposed."""
R, U = How.REQUESTED, How.SIGNED_UP
COMING, NO_ANSWER, CANNOT = Place.CONFIRMED, Place.ASKED, Place.DECLINED
PLANNED: Final[Mapping[int, Mapping[str, Sequence[tuple[str, How, Place]]]]] = {
    -9: {"Sunflower": [("nguyen", R, COMING), ("zelenko", R, COMING)]},
    -2: {"Trung": [("nguyen", R, COMING), ("pham", R, COMING)]},
    -1: {"Callingwood": [("villanueva", R, COMING), ("nguyen", R, CANNOT)]},
    6: {"North": [("warsame", R, CANNOT), ("hashi", R, NO_ANSWER), ("youssef", R, NO_ANSWER)]},
    10: {"Kopernik": [("nguyen", R, COMING), ("zelenko", R, NO_ANSWER)]},
    12: {"Casa": [("castaneda", R, COMING), ("nguyen", R, NO_ANSWER)]},
    19: {"Lakewood": [("nguyen", U, Place.WISHED)]},
    27: {"Sewa": [("nguyen", R, NO_ANSWER), ("dhaliwal", R, COMING)]},
}
"""Whose place it is at events of these days and organisations: so that desks have something on them."""
OFFERED: Final = (7, "nguyen")
"""At the event of that day somebody offers their place to this member."""
HALF_A_YEAR: Final = timedelta(days=182)


@dataclass(slots=True)
class Going:
    """One member's place at an event: how they came to it, what they answered, whether they gave it up."""

    career: Career
    how: How
    asked_at: datetime
    place: Place = Place.ASKED
    answered_at: datetime | None = None
    way: Way = Way.PAGE
    confirmed_at: datetime | None = None
    """When the coordinator took up what they had signed up for."""
    hours: Hours = Hours.VOLUNTEERED
    dropped_at: datetime | None = None
    offered_to: str = ""
    """The colleague to whom they offered their place, without an answer yet."""
    offered_at: datetime | None = None
    released_at: datetime | None = None
    released: bool | None = None

    @property
    def username(self) -> str:
        return self.career.username

    @property
    def usual_hours(self) -> Hours:
        """What the hours are until the coordinator says otherwise."""
        return Hours.ON_DUTY if self.how == How.SIGNED_UP else self.hours

    @property
    def needs_release(self) -> bool:
        """Whether their supervisor is asked."""
        return self.hours in CALLS_FOR_RELEASE

    @property
    def came(self) -> bool:
        """Whether they hold the place to the end."""
        return self.place == Place.CONFIRMED


@dataclass(slots=True)
class Visit:
    """An accepted event: what it needs, and who goes."""

    story: Story
    at_least: int
    at_most: int
    courses: list[Course]
    needed_at: datetime
    going: list[Going] = field(default_factory=list)

    @property
    def coming(self) -> list[Going]:
        """Who is coming, in the order they were asked."""
        return [one for one in self.going if one.came]


def needed_for(story: Story, accepted_at: datetime) -> Visit:
    """Return what an accepted event needs, before anybody is asked."""
    usual = needed(story.asked.kind, story.asked.expected)
    return Visit(story, usual.at_least, usual.at_most, [*usual.courses], accepted_at + timedelta(minutes=25))


class Roster:
    """The events as they are filled, the earliest first, and what everybody holds already."""

    def __init__(self, careers: Iterable[Career], now: datetime) -> None:
        self.careers = list(careers)
        self.now = now
        self.held: dict[str, dict[date, list[Story]]] = {one.username: {} for one in self.careers}
        self.went: dict[str, list[datetime]] = {one.username: [] for one in self.careers}
        self.helping = [one for one in self.careers if not one.plan.is_founder]

    def free(self, visit: Visit) -> list[Career]:
        """Return who can go: a member by then, trained, not away, not elsewhere, not asked before."""
        story, asked = visit.story, {one.username for one in visit.going}
        return [
            one
            for one in self.careers
            if one.username not in asked
            and one.goes(visit.needed_at)
            and (one.plan.left_on is None or day_of(story.starts_at) < one.plan.left_on)
            and all(one.holds(course, day_of(story.starts_at)) for course in visit.courses)
            and self.can_be_there(one, story)
        ]

    def can_be_there(self, career: Career, story: Story) -> bool:
        """Return whether somebody is neither away nor elsewhere while an event lasts."""
        if not career.is_free(story.starts_at, story.ends_at):
            return False
        on_the_day = self.held[career.username].get(day_of(story.starts_at), ())
        return not any(
            other.starts_at < story.ends_at + WAY and story.starts_at < other.ends_at + WAY for other in on_the_day
        )

    def best(self, dice: Dice, visit: Visit) -> list[Career]:
        """Return who can go, the likeliest to be asked first: languages, communities, and who went less lately."""
        story = visit.story
        since = story.starts_at - HALF_A_YEAR

        def liking(one: Career) -> float:
            spoken = [SPEAKS[level] for language, level in one.plan.tongues
                      if language != "eng" and language in story.asked.languages]  # fmt: skip
            known = len(set(one.plan.communities) & set(story.community.speaks_for))
            lately = sum(at > since for at in self.went[one.username][-20:])
            return max(spoken, default=0) + 2 * known - 2.2 * lately / one.wished_load + 3 * dice.random()

        return sorted(self.free(visit), key=liking, reverse=True)

    def take(self, visit: Visit, going: Going) -> None:
        """Put somebody on the roster of an event."""
        visit.going.append(going)
        if going.place in (Place.CONFIRMED, Place.ASKED):
            story = visit.story
            self.held[going.username].setdefault(day_of(story.starts_at), []).append(story)
            self.went[going.username].append(story.starts_at)


def visits(stories: Sequence[Story], careers: Iterable[Career], now: datetime, seed: str) -> list[Visit]:
    """Return every accepted event with who goes, the earliest first."""
    roster = Roster(careers, now)
    accepted = sorted((one for one in stories if one.accepted_at), key=lambda one: (one.starts_at, one.at))
    made = [needed_for(story, story.accepted_at) for story in accepted if story.accepted_at]
    for number, visit in enumerate(made):
        dice, days = Dice(f"{seed} roster {number}"), (day_of(visit.story.starts_at) - day_of(now)).days
        chosen = PLANNED.get(days, {}).get(visit.story.community.name.split()[0])
        if chosen is not None:
            _seat(roster, dice, visit, chosen)
        elif days < FILLED_DAYS:
            _fill(roster, dice, visit)
        if days == OFFERED[0]:
            _offer(roster, visit, OFFERED[1])
    return made


def _offer(roster: Roster, visit: Visit, to: str) -> None:
    """Let the first who is coming offer their place to somebody who could come."""
    if visit.coming and to in {one.username for one in roster.free(visit)}:
        visit.coming[0].offered_to, visit.coming[0].offered_at = to, roster.now - timedelta(hours=5)


def _seat(roster: Roster, dice: Dice, visit: Visit, chosen: Sequence[tuple[str, How, Place]]) -> None:
    """Give the places of an event to whom they were meant for, as far as they can go."""
    free = {one.username: one for one in roster.free(visit)}
    for username, how, place in chosen:
        if username in free:
            going = Going(free[username], how, dice.minutes_after(visit.needed_at, 5, 90), place)
            going.hours = _hours(dice, visit.story.starts_at)
            if how == How.REQUESTED and place != Place.ASKED:
                going.answered_at, going.way = dice.minutes_after(going.asked_at, 20, 900), Way.PAGE
            roster.take(visit, going)


def _fill(roster: Roster, dice: Dice, visit: Visit) -> None:
    """Ask until as many are coming as are needed; a helper of the division comes along to their first event."""
    wanted = min(visit.at_most, visit.at_least + dice.maybe(0.45))
    asked_at = dice.minutes_after(visit.needed_at, 5, 90)
    for career in roster.best(dice, visit)[: wanted + 4]:
        if len(visit.coming) >= wanted:
            break
        roster.take(visit, _asked(dice, career, asked_at, min(visit.story.starts_at, roster.now)))
        asked_at = dice.minutes_after(asked_at, 1, 9)
    _with_a_helper(roster, dice, visit)


def _asked(dice: Dice, career: Career, asked_at: datetime, until: datetime) -> Going:
    """Return the place of somebody: most are asked and come; some sign up; some can't, or give it up again."""
    how = How.SIGNED_UP if dice.maybe(0.3) else How.REQUESTED
    going = Going(career, how, asked_at, hours=_hours(dice, until))
    soonest = min(dice.minutes_after(asked_at, 20, 2600), until - timedelta(hours=3))
    if how == How.SIGNED_UP:
        going.place, going.confirmed_at = Place.CONFIRMED, soonest
    else:
        going.answered_at = soonest
        going.way = dice.choices([Way.PAGE, Way.LINK, Way.MAIL, Way.COORDINATOR], weights=[4, 4, 3, 1])[0]
        going.place = Place.DECLINED if dice.maybe(0.12) else Place.CONFIRMED
    if going.came and dice.maybe(0.04):
        _drop(dice, going, soonest, until)
    elif going.came and going.needs_release and dice.maybe(0.92):
        released_at = dice.minutes_after(soonest, 30, 2000)
        if released_at < until:
            going.released_at, going.released = released_at, True
    return going


def _drop(dice: Dice, going: Going, after: datetime, before: datetime) -> None:
    left = int((before - after).total_seconds() // 60)
    going.dropped_at = dice.minutes_after(after, left // 3, left - 30)
    going.place = Place.DROPPED


def _hours(dice: Dice, starts_at: datetime) -> Hours:
    if day_of(starts_at).weekday() < 5 and local_time(starts_at) < OFFICE_ENDS:
        return Hours.ON_DUTY
    return dice.one((Hours.VOLUNTEERED, Hours.VOLUNTEERED, Hours.OVERTIME))


def _with_a_helper(roster: Roster, dice: Dice, visit: Visit) -> None:
    """Bring somebody of a division along who has not helped yet, where there is room for them."""
    if not visit.coming or len(visit.coming) >= visit.at_most:
        return
    for career in roster.helping:
        if roster.went[career.username] or not career.since < visit.story.starts_at < career.helped_at:
            continue
        if not visit.courses and roster.can_be_there(career, visit.story):
            at = max(dice.minutes_after(visit.needed_at, 5000, 9000), career.since + timedelta(hours=26))
            if at < min(visit.story.starts_at, roster.now) - timedelta(hours=2):
                roster.take(visit, Going(career, How.BY_HAND, at, Place.CONFIRMED))
                return
