"""The years of PACE: near 200 events in 2019, as the program says; the rest is ours, fewer while people kept apart."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from offramp.config.city.ground.staff import PACE_FOUNDED
from offramp.config.city.lives.pace.story import LEAD_DAYS, Story, Turn, in_season, telling
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.words import invitations as words
from offramp.config.city.words.communities import Community, Occasion
from offramp.config.city.words.invitations import COMMUNITIES
from offramp.engagement.enums import Door, EventKind, Verdict

PERIODS: Final = (
    (date(2018, 4, 14), date(2018, 12, 31), 46),
    (date(2019, 1, 1), date(2019, 12, 31), 197),
    (date(2020, 1, 1), date(2020, 3, 14), 35),
    (date(2020, 3, 15), date(2020, 12, 31), 21),
    (date(2021, 1, 1), date(2021, 12, 31), 54),
    (date(2022, 1, 1), date(2022, 12, 31), 107),
    (date(2023, 1, 1), date(2023, 12, 31), 136),
    (date(2024, 1, 1), date(2024, 12, 31), 155),
    (date(2025, 1, 1), date(2025, 12, 31), 172),
)
"""From when until when, and how many invitations for those days were accepted."""
SINCE: Final = 184
"""How many are accepted in a whole year since."""
BESIDE: Final = ((Verdict.DECLINE, 0.14), (Verdict.PASS_ON, 0.05), (None, 0.05))
"""For each one accepted, how many ended otherwise; None is called off by who invites."""
NEW_TO_US: Final = ("Nour Prayer Centre", "Rivercity Girls' Wrestling")
"""Who never invited before."""
LATEST: Final = 4
"""In how many days before the present the last of them was, at the least."""
AT_WEEKENDS: Final = frozenset({EventKind.BARBECUE, EventKind.FESTIVAL, EventKind.CULTURAL})


def past(now: datetime, seed: str) -> Iterator[Story]:
    """Yield every invitation to an event that is over."""
    today = day_of(now)
    periods = [*PERIODS]
    while periods[-1][1] < today:
        year = periods[-1][1].year + 1
        periods.append((date(year, 1, 1), date(year, 12, 31), SINCE))
    for first, last, accepted in periods:
        for number, verdict in enumerate(_ends(seed, first, accepted)):
            story = _event(Dice(f"{seed} invitation {first} {number}"), number, first, last, verdict)
            if story.starts_at < now - timedelta(days=LATEST):
                yield story


def _ends(seed: str, first: date, accepted: int) -> list[Verdict | None]:
    ends: list[Verdict | None] = [Verdict.ACCEPT] * accepted
    for verdict, share in BESIDE:
        ends += [verdict] * round(share * accepted)
    Dice(f"{seed} ends {first}").shuffle(ends)
    return ends


def _event(dice: Dice, number: int, first: date, last: date, verdict: Verdict | None) -> Story:
    asking = [one for one in COMMUNITIES if one.asks_in(first.year) and one.name not in NEW_TO_US]
    community = asking[(number * 7 + first.year) % len(asking)]
    day, what = _day(dice, community, first, last)
    ahead = dice.randint(8, 18) if dice.maybe(0.15) else dice.randint(24, 60)
    came = dice.hour_of(max(day - timedelta(days=ahead), PACE_FOUNDED + timedelta(days=14)))
    story = telling(community, what, day, came)
    story.door = Door.PHONE if dice.maybe(0.12) else Door.PAGE
    story.turns = [_end(dice, story, verdict)]
    return story


def _day(dice: Dice, community: Community, first: date, last: date) -> tuple[date, Occasion]:
    """Return a day of the season of some event: at weekends what families come to, on weekdays what is taught."""
    day = dice.day_between(first, last)
    what = dice.one(in_season(community, day.month))
    is_weekend = day.weekday() >= 5
    if what.kind in AT_WEEKENDS and not is_weekend and dice.maybe(0.7):
        day += timedelta(days=5 - day.weekday())
    elif what.hour < 16 and what.kind not in AT_WEEKENDS and is_weekend:
        day -= timedelta(days=day.weekday() - dice.randint(1, 4))
    return min(max(day, first), last), what


def _end(dice: Dice, story: Story, verdict: Verdict | None) -> Turn:
    at = dice.days_after(story.at, 1, 4)
    is_short = (day_of(story.starts_at) - day_of(story.at)).days < LEAD_DAYS
    match verdict:
        case Verdict.ACCEPT:
            return Turn(at, verdict, reason=words.LATE_BUT_YES if is_short else "")
        case Verdict.DECLINE:
            return Turn(at, verdict, reason=dice.one(words.DECLINES))
        case Verdict.PASS_ON:
            return Turn(at, verdict, passed_to=dice.one(words.PASSED_TO))
        case _:
            return Turn(at)
