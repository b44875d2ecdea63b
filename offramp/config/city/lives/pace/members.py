"""The members of PACE before they go anywhere: steps towards joining, trainings and their ends, days away."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.conf import settings

from offramp.config.city.ground.members import MemberPlan, roster
from offramp.config.city.ground.names import SURNAMES
from offramp.config.city.ground.staff import PACE_FOUNDED
from offramp.config.city.moments import ZONE, Dice, day_of, local
from offramp.engagement.enums import Course, Standing
from offramp.engagement.rules.members import WARN_DAYS, last_day

FOR_ALL: Final = (Course.EMPATHY, Course.BIAS, Course.HISTORIC_TRAUMA, Course.ANTI_RACISM)
LAPSES: Final = 30
"""Who let a training end so many days ago, or fewer, has not renewed it."""
ENDS_SOON: Final = ("nguyen", Course.BIAS, 12)
"""Whose training ends in so many days."""
EVENING: Final = (time(17), time(22))
MORNING: Final = (time(8), time(12))


@dataclass(frozen=True, slots=True)
class Done:
    """A training done on a day, and the last day it holds."""

    course: Course
    done_on: date
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody can't come, once."""

    starts_at: datetime
    ends_at: datetime
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Weekly:
    """When somebody can't come, in every week."""

    weekday: int
    starts: time
    ends: time
    first_on: date


@dataclass(slots=True)
class Career:
    """A member as the roster knows them: their steps, trainings, absences, and how often they like to go.

    since: when they were first written down.
    """

    plan: MemberPlan
    since: datetime
    steps: list[tuple[Standing, datetime]]
    trainings: list[Done]
    away: list[Away] = field(default_factory=list)
    weekly: list[Weekly] = field(default_factory=list)
    wished_load: int = 2
    remind_hours: tuple[int, ...] = ()
    supervisor: str = ""

    @property
    def username(self) -> str:
        return self.plan.username

    @property
    def supervisor_email(self) -> str:
        return f"supervisor.{self.username}@offramp.example"

    @property
    def approved_at(self) -> datetime | None:
        """When they joined, if they have."""
        return dict(self.steps).get(Standing.APPROVED)

    @property
    def helped_at(self) -> datetime:
        """When it was written down that they helped, at an event before; later than any, where it was not."""
        return dict(self.steps).get(Standing.HELPED, datetime.max.replace(tzinfo=UTC))

    @property
    def is_helper(self) -> bool:
        """Whether they have not joined."""
        return self.approved_at is None

    def goes(self, at: datetime) -> bool:
        """Return whether they are a member at a moment."""
        joined, left = self.approved_at, self.plan.left_on
        return joined is not None and joined < at and (left is None or at < local(left))

    def holds(self, course: Course, on: date) -> bool:
        """Return whether a training of theirs holds on a day."""
        return any(
            one.course == course and one.done_on <= on and (one.expires_on is None or on <= one.expires_on)
            for one in self.trainings
        )

    def warned(self, done: Done, today: date) -> int | None:
        """Return the warning that went out last about a training, in days before its end: none once it was renewed."""
        if done.expires_on is None:
            return None
        renewed = (one.done_on for one in self.trainings if one.course == done.course and one.done_on > done.done_on)
        left = (done.expires_on - min(renewed, default=today)).days
        return next((days for days in sorted(WARN_DAYS) if left <= days), None)

    def is_free(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Return whether they said nothing against it."""
        return not any(one.starts_at < ends_at and starts_at < one.ends_at for one in self.away) and not any(
            one.first_on <= day_of(starts_at)
            and one.weekday == day_of(starts_at).weekday()
            and local_time(starts_at) < one.ends
            and one.starts < local_time(ends_at)
            for one in self.weekly
        )


def local_time(at: datetime) -> time:
    """Return what the city's clocks show at a moment."""
    return at.astimezone(ZONE).time()


def careers(now: datetime, seed: str) -> dict[str, Career]:
    """Return everybody on the roster by username: the same for the same moment and seed."""
    return {plan.username: _career(Dice(f"{seed} member {plan.username}"), plan, now) for plan in roster(day_of(now))}


def _career(dice: Dice, plan: MemberPlan, now: datetime) -> Career:
    since = local(plan.helped_on, 8)
    steps = [(standing, at) for standing, at in _steps(dice, plan) if at < now]
    taken = dict(steps)
    trained = taken.get(Standing.TRAINED, since if plan.is_founder else None)
    career = Career(plan, since, steps, _trainings(dice, plan, day_of(trained), day_of(now)) if trained else [])
    career.wished_load = dice.one((1, 2, 2, 2, 3, 3, 4))
    career.supervisor = f"Sgt. {dice.one(SURNAMES)}"
    career.remind_hours = dice.one(((24,), (24, 1), (168, 24), ()))
    if plan.left_on is None and plan.username != ENDS_SOON[0]:
        _absences(dice, career, day_of(now))
    return career


def _steps(dice: Dice, plan: MemberPlan) -> list[tuple[Standing, datetime]]:
    """Return the steps of somebody: they help within weeks, then each comes some time after the one before.

    The founders were members when the roster was first written down.
    """
    day = plan.helped_on
    if plan.is_founder:
        return [(Standing.APPROVED, local(day, 8))]
    taken: list[tuple[Standing, datetime]] = []
    day += timedelta(days=dice.randint(24, 30))
    for standing in Standing:
        day += timedelta(days=dice.randint(8, 20))
        taken.append((standing, dice.hour_of(day)))
        if standing == plan.standing:
            break
    return taken


def _trainings(dice: Dice, plan: MemberPlan, first: date, today: date) -> list[Done]:
    """Return the trainings of somebody: the first in the days before they were called trained, then each in time."""
    courses = FOR_ALL if plan.standing == Standing.APPROVED else FOR_ALL[:2]
    days = [max(first - timedelta(days=1 + place), PACE_FOUNDED) for place in range(len(courses))]
    done = [one for course, day in zip(courses, days, strict=True) for one in _renewed(dice, plan, course, day, today)]
    if plan.is_instructor:
        done.append(Done(Course.LINC_INSTRUCTOR, days[0], None))
    return done


def _renewed(dice: Dice, plan: MemberPlan, course: Course, day: date, today: date) -> list[Done]:
    """Return a training and each time it was renewed, before it ended."""
    username, soon, days = ENDS_SOON
    if (plan.username, course) == (username, soon):
        return _ending(course, day, today + timedelta(days=days))
    done = [held(course, day)]
    while (ends := done[-1].expires_on) and ends < (plan.left_on or today) - timedelta(days=LAPSES):
        done.append(held(course, ends - timedelta(days=dice.randint(5, 200))))
    return done


def _ending(course: Course, first: date, ends: date) -> list[Done]:
    """Return a training since a day that was renewed each time a month early, so that it ends on another."""
    length = held(course, first).expires_on or first
    step = length - first
    done, day = list[Done](), ends - step
    while day > first:
        done.append(Done(course, day, day + step))
        day -= step - timedelta(days=30)
    return [held(course, first), *reversed(done)]


def held(course: Course, done_on: date) -> Done:
    """Return a training done on a day, with the last day it holds."""
    return Done(course, done_on, last_day(course, done_on, months=settings.PACE_TRAINING_MONTHS))


def _absences(dice: Dice, career: Career, today: date) -> None:
    if dice.maybe(0.6):
        starts, ends = dice.one((EVENING, EVENING, MORNING))
        career.weekly.append(Weekly(dice.randint(0, 6), starts, ends, day_of(career.since)))
    for _each in range(dice.randint(1, 3)):
        first = today + timedelta(days=dice.randint(-300, 60))
        if first > day_of(career.since) + timedelta(days=9):
            last, said = first + timedelta(days=dice.randint(2, 15)), min(first, today) - timedelta(days=7)
            career.away.append(Away(local(first), local(last), local(said, 20)))
