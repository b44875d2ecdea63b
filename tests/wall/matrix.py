"""The matrix: each route, each method, each kind of actor, each relation to a person; and what came of asking."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.test import Client

from tests.cast import Cast
from tests.wall.asking import Way, address, answers, ask, ids, leaks, told, ways, words_in
from tests.wall.person import Whole
from tests.wall.relations import ACTORS, STANDS, Actor, Reader, Relation, pairs, reader_in, standing

METHODS = ("GET", "POST")
BACKEND = "django.contrib.auth.backends.ModelBackend"
SEED = 20261122
NAMES_NOTHING = "its address names no row, so it has no id of nothing and none that is malformed"


@dataclass(frozen=True, slots=True)
class Combination:
    """One request to be made."""

    actor: Actor
    relation: Relation
    way: Way
    method: str


@dataclass(slots=True)
class Outcome:
    """What came of asking: how many requests, what each was answered, what was wrong, and which routes were open."""

    asked: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """Places of the words that stood in any answer."""

    def lines(self) -> list[str]:
        """Return the figures in words."""
        answers_given = ", ".join(f"{many} {words}" for words, many in sorted(self.said.items()))
        reasons = [f"  {many} left out: {reason}" for reason, many in sorted(self.left_out.items())]
        return [
            f"{self.asked} requests: {answers_given}.",
            *reasons,
            f"{len(self.wrong)} answered otherwise than the rules say, {len(self.leaked)} told what they may not.",
            *self.wrong[:40],
            *self.leaked[:40],
        ]


def combinations() -> tuple[list[Combination], Counter[str]]:
    """Return every combination that can be, and how many can't for each written reason."""
    found: list[Combination] = []
    reasons: Counter[str] = Counter()
    for way in ways():
        for relation, (actors, reason) in STANDS.items():
            for actor in ACTORS:
                if actor not in actors:
                    reasons[reason] += len(METHODS)
                elif relation in (Relation.GONE, Relation.MALFORMED) and not way.names_somebody:
                    reasons[NAMES_NOTHING] += len(METHODS)
                else:
                    found += [Combination(actor, relation, way, method) for method in METHODS]
    return found, reasons


def sample(most: int) -> list[Combination]:
    """Return some combinations, the same each time: each route and each actor in each relation at least once."""
    every, _ = combinations()
    random.Random(SEED).shuffle(every)
    chosen: list[Combination] = []
    ways_left, pairs_left = {way.name for way in ways()}, set(pairs())
    rest: list[Combination] = []
    for each in every:
        if each.way.name in ways_left or (each.actor, each.relation) in pairs_left:
            ways_left.discard(each.way.name)
            pairs_left.discard((each.actor, each.relation))
            chosen.append(each)
        else:
            rest.append(each)
    return [*chosen, *rest[: max(0, most - len(chosen))]]


def ask_all(wanted: Iterable[Combination], cast: Cast, whole: Whole) -> Outcome:
    """Make each request as its reader, and compare the answer with what the rules say."""
    outcome = Outcome()
    by_reader: dict[tuple[Actor, Relation], list[Combination]] = {}
    for each in wanted:
        by_reader.setdefault((each.actor, each.relation), []).append(each)
    for (actor, relation), theirs in by_reader.items():
        reader = reader_in(actor, relation, cast, whole)
        with standing(reader, cast, whole):
            _ask_as(reader, relation, theirs, cast, whole, outcome)
    return outcome


def _ask_as(
    reader: Reader, relation: Relation, wanted: list[Combination], cast: Cast, whole: Whole, outcome: Outcome
) -> None:
    client, known = Client(), ids(reader, cast, whole)
    if reader.user:
        client.force_login(reader.user, backend=BACKEND)
    cookies = client.cookies.output(header="", sep=";")
    for each in wanted:
        client.cookies = SimpleCookie(cookies)  # signing out is taken back too
        response = ask(client, each.method, address(each.way, reader, relation, known))
        answer, text = told(response), words_in(response)
        outcome.asked += 1
        outcome.said[str(answer)] += 1
        outcome.seen.update(mark.place for mark in whole.marks.found_in(text))
        where = f"{each.method} {each.way.name} as {reader.actor}, {relation}: {response.status_code}"
        if answer not in answers(each.way, reader, relation, each.method):
            outcome.wrong.append(where)
        outcome.leaked += [f"{where} tells {mark.place}" for mark in leaks(each.way, reader, whole, text)]


def unseen(outcome: Outcome, whole: Whole) -> Iterator[str]:
    """Return the places of words that nobody saw anywhere."""
    return (place for place in whole.marks.made if place not in outcome.seen)
