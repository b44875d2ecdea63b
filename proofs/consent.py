"""Consents, grants, seats, teams and withdrawals at random, against a model: what readers see, in queries and in SQL.

The model says in fifty lines what the wall is for. Hypothesis takes steps through the public actions, and lets days
go by; after each, readers look, once through the application's queries and once in plain SQL as the runtime role.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any, ClassVar
from uuid import UUID

import psycopg
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bench._site import Stored, create, drop, make, own_server
from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Category
from offramp.access.queries import grants_in_force, readable
from offramp.accounts.actions import change_teams
from offramp.accounts.models import User
from offramp.casework.actions import end_seat, seat, set_goal
from offramp.casework.enums import Area
from offramp.casework.queries import goals_of, notes_of
from offramp.consent.actions import record_consent, record_not_now, withdraw_consent
from offramp.consent.queries import not_now_of
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.roles import Role as DatabaseRole
from offramp.people.queries import self_description_of, sightings_of
from offramp.referrals.actions import send_referral
from offramp.referrals.queries import inbox
from offramp.triage.actions import claim, close_intake, link_person, release_claim
from offramp.triage.enums import IntakeEnd
from tests.cast import Cast, make_cast
from tests.config.city_replay import ask_the_replay_for_the_time
from tests.conftest import acting_as
from tests.consent.scene import Scene, a_scene, for_officers, terms
from tests.consent.scene import seat as seat_for_good
from tests.referrals.scene import PACKET
from tests.triage.scenes import an_ask

STEPS = 100_000
STEPS_A_RUN = 5_000
AT_ONCE = 2
TEMPLATE = "proof_consent"
STEPS_A_WALK = 50
C = Category
HAND = "core_navigator"
"""Sits on every care team for good: the one who asks for consents, and takes them back."""
SITTERS = ("officer", "colleague", "navigator", "other_navigator")
READERS = (*SITTERS, "supervisor", "worker", "other_worker", "constable", "privacy")
TEAMS = ("downtown_team", "west_team")
AGENCIES = {"worker": "shelter", "other_worker": "clinic"}

# Where a row of each category lies, for whoever asks in SQL. Nothing else is asked of the application here.
SEEN = """
SELECT person_id, 'identity' FROM people_name UNION SELECT person_id, 'profile' FROM people_selfdescription
UNION SELECT person_id, 'whereabouts' FROM people_sighting UNION SELECT person_id, 'safety' FROM people_safetycard
UNION SELECT person_id, category FROM casework_goal UNION SELECT person_id, category FROM casework_note
UNION SELECT person_id, 'consent' FROM consent_notnow
"""
RECEIVED = "SELECT count(*) FROM referrals_referral"
MOST_IN_AN_INBOX = 26
IN_ROWS = {C.IDENTITY, C.PROFILE, C.WHEREABOUTS, C.SAFETY, C.PLAN, C.SUPPORT_NOTES, C.HEALTH, C.CONSENT}


OFFICER, NAVIGATOR = {C.IDENTITY, C.SAFETY, C.CONTACT_LOG}, {C.IDENTITY, C.SAFETY}
OF_THE_UNIT = {
    "officer": OFFICER,
    "colleague": OFFICER,
    "supervisor": OFFICER,
    "navigator": NAVIGATOR,
    "other_navigator": NAVIGATOR,
}
ON_THE_CASE = {
    "officer": {C.WHEREABOUTS, C.PLAN},
    "colleague": {C.WHEREABOUTS, C.PLAN},
    "navigator": set(C),
    "other_navigator": set(C),
}


@dataclass
class Agreed:
    """One consent: to the officers on the care team, or to an agency; sent: a referral went out under it."""

    person: int
    recipient: str
    categories: set[Category]
    starts: datetime
    ends: datetime
    withdrawn: bool = False
    sent: bool = False

    def stands(self, at: datetime) -> bool:
        return not self.withdrawn and self.starts <= at < self.ends


@dataclass
class Model:
    """Who sees what of whom: the unit its part, the team of the case the rest, officers more by consent."""

    at: datetime
    seats: set[tuple[str, int]] = field(default_factory=set)
    works_in: set[tuple[str, str]] = field(default_factory=set)
    triages: set[tuple[str, int]] = field(default_factory=set)
    consents: list[Agreed] = field(default_factory=list)

    def sees(self, who: str, person: int) -> set[Category]:
        seen = set(OF_THE_UNIT.get(who, ()))
        is_seated = (who, person) in self.seats
        if is_seated or any((who, team) in self.works_in for team, about in self.triages if about == person):
            seen |= ON_THE_CASE.get(who, set())
        if is_seated and who in ("officer", "colleague"):
            agreed = [each for each in self.consents if each.person == person and each.recipient == "officers"]
            seen |= {category for each in agreed if each.stands(self.at) for category in each.categories}
        return seen

    def receives(self, who: str) -> int:
        """Return how many referrals the worker of an agency sees."""
        return sum(each.sent and each.stands(self.at) for each in self.consents if each.recipient == AGENCIES.get(who))


@dataclass(frozen=True, slots=True)
class World:
    """The cast with two people in care, on whose teams sits nobody but the hand."""

    cast: Cast
    people: list[UUID]

    def user(self, who: str) -> User:
        found = getattr(self.cast, who)
        assert isinstance(found, User)
        return found


class Walk(RuleBasedStateMachine):
    """One walk from the world as it was founded; its transaction is rolled back at the end."""

    world: ClassVar[World]
    taken: ClassVar[int] = 0
    looked: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.model = Model(now())
        self.model.works_in = {
            ("officer", "downtown_team"),
            ("navigator", "downtown_team"),
            ("colleague", "west_team"),
            ("other_navigator", "west_team"),
        }
        self.seats: dict[tuple[str, int], UUID] = {}
        self.intakes: dict[tuple[str, int], UUID] = {}
        self.kept: list[UUID] = []
        self.turn = zip(cycle(READERS), cycle([0, 0, 1, 1]), cycle(QUERIES.items()), strict=False)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @rule(who=st.sampled_from(SITTERS), person=st.sampled_from([0, 1]))
    def sit_down_or_get_up(self, who: str, person: int) -> None:
        at, place = self.later(), (who, person)
        with acting_as(self.world.cast.supervisor, at=at) as by:
            if place in self.seats:
                end_seat(seat=self.seats.pop(place), by=by, at=at)
                self.model.seats.discard(place)
            else:
                about, user = self.world.people[person], self.world.user(who).pk
                self.seats[place] = seat(person=about, user=user, reason="Knows them", by=by, at=at).pk
                self.model.seats.add(place)

    @rule(team=st.sampled_from(TEAMS), person=st.sampled_from([0, 1]), gives_back=st.booleans())
    def triage_or_stop(self, team: str, person: int, gives_back: bool) -> None:
        at, what = self.later(), (team, person)
        cast = self.world.cast
        if what not in self.intakes:
            self.intakes[what] = an_ask(cast, acting_as, at=at).pk
            with acting_as(cast.supervisor, at=at) as by:
                link_person(intake=self.intakes[what], person=self.world.people[person], by=by, at=at)
                claim(intake=self.intakes[what], team=getattr(cast, team).pk, is_going=False, by=by, at=at)
            self.model.triages.add(what)
            return
        with acting_as(cast.supervisor, at=at) as by:
            if gives_back:
                release_claim(intake=self.intakes.pop(what), by=by, at=at)
            else:
                close_intake(intake=self.intakes.pop(what), end=IntakeEnd.NOT_FOUND, by=by, at=at)
        self.model.triages.discard(what)

    @rule(who=st.sampled_from(SITTERS), teams=st.sets(st.sampled_from(TEAMS)))
    def work_in(self, who: str, teams: set[str]) -> None:
        at = self.later()
        keys = [getattr(self.world.cast, team).pk for team in teams]
        with acting_as(self.world.cast.administrator, at=at) as by:
            change_teams(user=self.world.user(who).pk, teams=keys, by=by, at=at)
        self.model.works_in = {pair for pair in self.model.works_in if pair[0] != who} | {(who, team) for team in teams}

    @rule(team=st.sampled_from(TEAMS))
    def dissolve(self, team: str) -> None:
        for who in SITTERS:
            if (who, team) in self.model.works_in:
                self.work_in(who, {other for other in TEAMS if (who, other) in self.model.works_in} - {team})

    @rule(
        person=st.sampled_from([0, 1]),
        recipient=st.sampled_from(["officers", *AGENCIES.values()]),
        told=st.sets(st.sampled_from([C.PROFILE, C.SUPPORT_NOTES, C.HEALTH]), min_size=1),
        waits=st.sampled_from([0, 0, 3]),
        days=st.integers(1, 60),
    )
    def agree(self, person: int, recipient: str, told: set[Category], waits: int, days: int) -> None:
        at = self.later()
        starts = at + timedelta(days=waits)
        scene = Scene(self.world.cast, acting_as, self.world.people[person])
        dated = {"starts_at": starts, "ends_at": starts + timedelta(days=days)}
        if recipient == "officers":
            said = for_officers(scene, *told, **dated)
        else:
            told = {C.IDENTITY, C.PLAN, C.HEALTH}
            said = terms(scene, agency=getattr(self.world.cast, recipient).pk, categories=told, **dated)
        with acting_as(self.world.user(HAND), at=at) as by:
            self.kept.append(record_consent(person=scene.person, terms=said, by=by, at=at).pk)
        self.model.consents.append(Agreed(person, recipient, told, said.starts_at, said.ends_at))

    @precondition(lambda self: self.kept)
    @rule(place=st.integers(0, 1 << 16))
    def withdraw(self, place: int) -> None:
        at, place = self.later(), place % len(self.kept)
        agreed = self.model.consents[place]
        is_over = agreed.withdrawn or agreed.ends <= at
        assert is_over == self.refused(lambda by: withdraw_consent(consent=self.kept[place], by=by, at=at), at)
        agreed.withdrawn = True

    @precondition(lambda self: any(each.recipient != "officers" for each in self.model.consents))
    @rule(place=st.integers(0, 1 << 16))
    def send(self, place: int) -> None:
        at = self.later()
        sendable = [n for n, each in enumerate(self.model.consents) if each.recipient != "officers" and not each.sent]
        if not sendable:
            return
        place = sendable[place % len(sendable)]
        agreed, cast = self.model.consents[place], self.world.cast
        service = cast.beds if agreed.recipient == "shelter" else cast.detox

        def sending(by: Actor) -> object:
            return send_referral(
                person=self.world.people[agreed.person],
                agency=service.agency_id,
                service=service.pk,
                hoped_for="A place",
                consent=self.kept[place],
                items=PACKET,
                by=by,
                at=at,
            )

        assert self.refused(sending, at) != agreed.stands(at)
        agreed.sent = agreed.stands(at)

    @rule(days=st.integers(1, 30))
    def let_days_go_by(self, days: int) -> None:
        self.model.at += timedelta(days=days)

    @invariant()
    def one_more_looks(self) -> None:
        """Compare what the next reader sees of everybody in SQL, and of one person in queries, with the model."""
        who, number, (query, brings) = next(self.turn)
        user, people, at = self.world.user(who), self.world.people, self.later()
        type(self).taken += 1
        with acting_as(user, at=at) as by:
            viewer, person = Viewer(by), people[number]
            in_sql = {(about, category) for about, category in rows(SEEN) if about in people}
            told = set(readable(by, subject=person, unit=self.world.cast.help.pk, at=at))
            shown = query(viewer, person)
            received = (rows(RECEIVED)[0][0], len(inbox(viewer, at=at))) if who in AGENCIES else (0, 0)
        seen = [self.model.sees(who, each) for each in range(len(people))]
        expected = {(about, category) for about, each in zip(people, seen, strict=True) for category in each & IN_ROWS}
        assert in_sql == expected, f"{who} in SQL: {in_sql ^ expected}"
        assert told == seen[number], f"{who} by the gate: {told ^ seen[number]}"
        assert shown == seen[number] & brings, f"{who} in queries: {shown ^ (seen[number] & brings)}"
        sent = self.model.receives(who)
        assert received == (sent, min(sent, MOST_IN_AN_INBOX)), f"{who} receives {received} instead of {sent}"
        type(self).looked += 1

    def later(self) -> datetime:
        """Let a minute go by, for the wall too."""
        self.model.at += timedelta(minutes=1)
        rows("SELECT set_config('offramp.replay', %s, true)", self.model.at.isoformat())
        return self.model.at

    def refused(self, deed: Callable[[Actor], object], at: datetime) -> bool:
        """Let the hand do something, and say whether it was refused."""
        try:
            with acting_as(self.world.user(HAND), at=at) as by:
                deed(by)
        except Refused:
            return True
        return False


# What the application's queries bring of somebody, by category: one of them is asked at each look, in turn.
QUERIES: dict[Callable[[Viewer, UUID], set[str]], set[Category]] = {
    lambda viewer, person: {note.category for note in notes_of(viewer, person).rows}: {C.SUPPORT_NOTES, C.HEALTH},
    lambda viewer, person: {each.goal.category for each in goals_of(viewer, person)}: {C.PLAN},
    lambda viewer, person: {C.WHEREABOUTS for _ in sightings_of(viewer, person)[:1]}: {C.WHEREABOUTS},
    lambda viewer, person: {C.PROFILE} if self_description_of(viewer, person) else set(): {C.PROFILE},
    lambda viewer, person: {C.CONSENT for _ in not_now_of(viewer, person)}: {C.CONSENT},
}


def rows(query: str, *values: str) -> list[tuple[Any, ...]]:
    """Return what a statement finds, asked as the runtime role and whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())


def founded() -> World:
    """Write the cast and two people into the database; each has something in every category, and the hand's care."""
    cast, people = make_cast(at=now()), []
    for _ in range(2):
        scene = a_scene(cast, acting_as)
        for user in (cast.navigator, cast.officer):
            leave(user, scene.person)
        with acting_as(cast.supervisor):
            seat_for_good(scene, cast.core_navigator)
        with acting_as(cast.core_navigator) as by:
            set_goal(person=scene.person, words="A door that locks", area=Area.HOUSING, by=by, at=now())
            record_not_now(person=scene.person, by=by, at=now())
        people.append(scene.person)
    return World(cast, people)


def leave(user: User, person: UUID) -> None:
    """End the seat that a scene gives."""
    with acting_as(user) as by:
        for held in grants_in_force(by, [person], at=now()):
            end_grants(founded_on=held.founded_on, basis=Basis.CARE_TEAM, at=now())


def drive(*, steps: int, number: int = 0) -> None:
    """Walk at random until this many steps are taken, and say how many looks agreed with the model."""
    with transaction.atomic():
        Walk.world = founded()
    chosen = settings(
        max_examples=steps // STEPS_A_WALK + 3,
        stateful_step_count=STEPS_A_WALK,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    Walk.taken = Walk.looked = 0
    run_state_machine_as_test(seed(number)(Walk), settings=chosen)
    print(f"{Walk.taken} steps, {Walk.looked} looks in queries and in SQL, {Walk.taken - Walk.looked} disagreements.")


def run() -> None:
    """Take all steps, in runs that begin with different numbers, two at a time, each on a database of its own."""
    with own_server() as server, psycopg.connect(server.url(DatabaseRole.OWNER, "postgres"), autocommit=True) as owner:
        drop(owner, TEMPLATE)
        make(owner, server, TEMPLATE, "template1", ["migrate", "--verbosity=0"])
        with psycopg.connect(server.url(DatabaseRole.OWNER, TEMPLATE), autocommit=True) as owned:
            ask_the_replay_for_the_time(owned)
        # A walk may end before its last step, where nothing is left to do: one more run than asked makes up for it.
        names = [f"{TEMPLATE}_{number}" for number in range(STEPS // STEPS_A_RUN + 1)]
        for name in names:
            drop(owner, name)
            create(owner, name, TEMPLATE)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            taken = 0
            for said in pool.map(lambda number: _run(Stored(server, names[number]), number), range(len(names))):
                taken += int(said.split()[0])
                print(said, flush=True)
        print(f"{taken} steps in all.")
        for name in (*names, TEMPLATE):
            drop(owner, name)


def _run(stored: Stored, number: int) -> str:
    statement = f"from proofs.consent import drive; drive(steps={STEPS_A_RUN}, number={number})"
    return stored.python(statement, role=DatabaseRole.APP).strip()
