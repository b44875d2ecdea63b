"""A young person in the care of the unit for young people: goals, who is around them, what a guardian agreed to."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from offramp.access.enums import Category
from offramp.activities.enums import Outcome
from offramp.casework.enums import SupporterKind
from offramp.casework.rules import PursuitTerms, SupporterTerms
from offramp.config.city.city import City
from offramp.config.city.ground.staff import YOUNG
from offramp.config.city.lives.contacts import close
from offramp.config.city.lives.numbers import telephone
from offramp.config.city.lives.persona import young_persona
from offramp.config.city.lives.referred import visit
from offramp.config.city.lives.scene import PATROL, Scene, scene
from offramp.config.city.moments import Dice, day_of, local
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.young import COUNSELLOR, STORIES, Story
from offramp.consent.enums import Ability, Method, Recipient
from offramp.consent.rules import ConsentTerms
from offramp.kernel.days import birthday
from offramp.triage.enums import Door, IntakeEnd, Seen, Urgency

AGES: Final = (14, 13, 17, 15, 17, 12)
"""How old each is, in the order of their stories. The third turns 18 in three weeks."""
TURNS_SOON, MENTOR_ENDS, MENTOR_QUIET, COUNSELLED, DECIDES_ALONE = 2, 0, 4, 0, 4
NAVIGATORS: Final = ("fortin", "poirier")
MET_AT: Final = "The school, in the counsellor's room"
ASKED: Final = ("A young person who asks for somebody who stays", "School and family asked together.")
OFFICER: Final = "baptiste"
ACCEPTED_BEFORE: Final = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Young:
    """A young person's life while its script is written."""

    city: City
    dice: Dice
    life: Life
    story: Story
    number: int
    by: str
    born_on: date
    person: Ref
    at: datetime

    def take(self, verb: str, at: datetime, gives: str = "", **arguments: Any) -> Ref:
        """Write down a step of the navigator's."""
        return self.life.step(verb, self.by, at, gives, **arguments)


def young_life(city: City, dice: Dice, key: str, number: int) -> Life:
    """Somebody between 12 and 17 is accepted, and people and things gather around them."""
    story, life, born_on = STORIES[number % len(STORIES)], Life(key), _born_on(city.now, number)
    asked = local(day_of(city.now - ACCEPTED_BEFORE) - timedelta(days=number), 10, 15)
    where = replace(scene(city, dice, asked, team=YOUNG, place=MET_AT), navigator=NAVIGATORS[number % 2])
    intake = refer_young(life, where, *ASKED, asked)
    by, met = where.navigator, asked + timedelta(days=1)
    life.step("triage.claim", by, asked + timedelta(hours=1), intake=intake, team=where.team, is_going=False)
    person = life.step("people.open_person", by, met, "person", **young_persona(dice, born_on, city.names_taken))
    written = visit(city, dice, life, where, intake, met, Outcome.HELPED, [person])
    young = Young(city, dice, life, story, number, by, born_on, person, written)
    _accepted(young)
    close(life, by, written + timedelta(minutes=20), intake, IntakeEnd.ACCEPTED)
    _goal(young)
    _around(young)
    _agreed(young)
    _lines(young)
    life.ends(city.now)
    return life


def refer_young(life: Life, where: Scene, title: str, story: str, at: datetime) -> Ref:
    """Patrol refers a young person to their unit."""
    return life.step(
        "triage.refer_to_help",
        PATROL[0],
        at,
        "intake",
        door=Door.FROM_PATROL,
        **where.whereabouts,
        title=title,
        story=story,
        seen=[Seen.ASKS_FOR_HELP],
        urgency=Urgency.DAYS,
        caller="",
        from_agency=None,
        team=where.team,
    )


def _born_on(now: datetime, number: int) -> date:
    """Return a birth date that makes them as old as their story says, or turns 18 in three weeks."""
    today, age = day_of(now), AGES[number % len(AGES)]
    if number == TURNS_SOON:
        return birthday(today + timedelta(days=21), -18)
    return birthday(today - timedelta(days=90 + 7 * number), -age)


def _accepted(young: Young) -> None:
    ground = young.city.ground
    young.take(
        "casework.accept_case",
        young.at + timedelta(minutes=10),
        "case",
        person=young.person,
        team=ground.teams[YOUNG],
        reason="School and family asked together for somebody who stays.",
        seats=[ground.users[OFFICER]],
    )
    told = young.at + timedelta(days=1)
    young.take("casework.write_note", told, person=young.person, text=young.story.told)


def _goal(young: Young) -> None:
    at, story = young.at + timedelta(minutes=30), young.story
    goal = young.take(
        "casework.set_goal",
        at,
        "goal",
        person=young.person,
        words=story.goal,
        area=story.area,
        confidence=young.dice.randint(3, 8),
        target_on=None,
    )
    by, due = young.city.ground.users[young.by], local(day_of(young.city.now) + timedelta(days=2), 10 + young.number)
    for number, words in enumerate(story.steps):
        minute = at + timedelta(minutes=5 + number)
        promise: dict[str, Any] = {"goal": goal, "words": words, "promised_by": by}
        step = young.take("casework.promise_step", minute, f"step {number}", due_at=due, **promise)
        if number == 0:
            young.take("casework.finish_step", young.at + timedelta(days=9), step=step, outcome="done")


def _around(young: Young) -> None:
    """School, mentor and guardian; for one of them a counsellor who tells of health, and a mentor who left."""
    story, since = young.story, day_of(young.at)
    name, place, what_for = story.school
    ends = day_of(young.city.now) + timedelta(days=10) if young.number == MENTOR_ENDS else None
    _supporter(young, "school", SupporterKind.SCHOOL, name, place=place, what_for=what_for)
    _supporter(young, "mentor", SupporterKind.MENTOR, story.mentor[0], often=story.mentor[1], until_on=ends)
    _supporter(young, "guardian", SupporterKind.GUARDIAN, story.guardian, what_for="Decides for them")
    if young.number == COUNSELLED:
        name, place, what_for = COUNSELLOR
        others: dict[str, Any] = {"place": place, "what_for": what_for, "tells_health": True}
        _supporter(young, "counsellor", SupporterKind.OTHER, name, **others)
        left = _supporter(young, "first mentor", SupporterKind.MENTOR, "Alma Vandal", often="Sundays")
        young.take("casework.end_supporter", young.at + timedelta(days=14), supporter=left, reason="Moved to Calgary.")
    kind, what, place, times = story.pursuit
    terms = PursuitTerms(kind=kind, what=what, place=place, times=times, starts_on=since)
    young.take("casework.add_pursuit", young.at + timedelta(days=2), "pursuit", person=young.person, terms=terms)


def _supporter(young: Young, label: str, kind: SupporterKind, name: str, **said: Any) -> Ref:
    reach = "" if kind == SupporterKind.MENTOR else telephone(young.dice)
    terms = SupporterTerms(kind=kind, name=name, reach=reach, starts_on=day_of(young.at), **said)
    at = young.at + timedelta(days=2, minutes=len(young.life.steps))
    return young.take("casework.add_supporter", at, label, person=young.person, terms=terms)


def _agreed(young: Young) -> None:
    """Their guardian agrees to what the mentor and the school may be told; one of seventeen agrees alone."""
    school, place, _ = young.story.school
    _consent(young, "mentor", young.story.mentor[0], {Category.IDENTITY, Category.PLAN}, "So that the mentor can help.")
    _consent(young, "school", f"{school}, {place}", {Category.IDENTITY}, "So that school calls us before anybody else.")


def _consent(young: Young, label: str, named: str, categories: set[Category], purpose: str) -> None:
    at, alone = young.at + timedelta(days=3, minutes=len(young.life.steps)), young.number == DECIDES_ALONE
    of_age = local(birthday(young.born_on, 18))
    decided: dict[str, Any] = {"ability": Ability.GUARDIAN, "guardian": young.story.guardian}
    if alone:
        found = "Says in his own words who learns what, and what he would do if it went wrong."
        decided = {"ability": Ability.ABLE, "capacity_finding": found}
    terms = ConsentTerms(
        categories=categories,
        purpose=purpose,
        recipient=Recipient.SOMEBODY,
        somebody=cast("UUID", Ref(label)),
        named=named,
        acknowledged=True,
        starts_at=at,
        ends_at=min(at + timedelta(days=365), of_age),
        told_revocable=True,
        method=Method.WRITTEN,
        present="The young person and their guardian",
        **decided,
    )
    young.take("consent.record_consent", at, person=young.person, terms=terms)


def _lines(young: Young) -> None:
    """How it goes, every two weeks; of one mentor nobody has written for six."""
    with_mentor, in_pursuit = young.story.goes
    last = timedelta(days=42 if young.number == MENTOR_QUIET else 4)
    for number, ago in enumerate((last + timedelta(days=14), last)):
        at = young.city.now - ago
        words = with_mentor if number else "They met for the first time, and want to meet again."
        line: dict[str, Any] = {"on": day_of(at), "words": words}
        young.take("casework.note_with_supporter", at, supporter=Ref("mentor"), **line)
    at = young.city.now - timedelta(days=6)
    young.take("casework.note_in_pursuit", at, pursuit=Ref("pursuit"), on=day_of(at), words=in_pursuit)


def young_adult(course_life: Life, by: str, person: Ref, at: datetime) -> None:
    """Somebody in a case of HELP has a mentor and something they take part in too."""
    mentor = SupporterTerms(
        kind=SupporterKind.MENTOR, name="Ida Lindqvist", often="Sundays, a walk", starts_on=day_of(at)
    )
    course_life.step("casework.add_supporter", by, at, "mentor", person=person, terms=mentor)
    kind, what, place, times = STORIES[0].pursuit
    printing = PursuitTerms(kind=kind, what=what, place=place, times=times, starts_on=day_of(at))
    course_life.step("casework.add_pursuit", by, at + timedelta(minutes=2), "pursuit", person=person, terms=printing)
