"""The plugin that makes mistakes in `access`, `consent` and `audit`, one at a time, and looks whether a test fails."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofs._warm import mutants
from proofs._warm.hook import change_on_import
from proofs._warm.mutants import Mutant
from proofs._warm.session import Outcome, Warm, say
from proofs._warm.verdict import MANY, WANTED, failings, percent, without_line

ROOMS = ("access", "consent", "audit")
SEED, MOST = 20261122, 400
SECONDS = 3600.0
PROJECT = Path(__file__).resolve().parents[2]
EXPLAINED = Path(__file__).with_name("survivors.toml")


def sample() -> Iterator[Mutant]:
    """Return the seeded mutants, in the order of their modules."""
    every = [each for name, path in modules() for each in mutants.mutants_of(name, path)]
    say(f"{len(every)} mutants can be made in {', '.join(ROOMS)}; {MANY} of them with seed {SEED}.")
    chosen = random.Random(SEED).sample(every, min(MANY, len(every)))
    return iter(chosen)


def modules() -> list[tuple[str, Path]]:
    return mutants.modules(PROJECT / "offramp", *ROOMS)


def seen() -> dict[str, bool]:
    """Take which functions were entered since the last time."""
    found = dict(mutants.entered)
    mutants.entered.clear()
    return found


def explained() -> dict[str, str]:
    """Return why some mutants change nothing that anybody could see, by their names without the line."""
    return {each["mutant"]: each["why"] for each in tomllib.loads(EXPLAINED.read_text()).get("equivalent", ())}


def tell(outcome: Outcome) -> None:
    """Say how many were killed, explain who survived, and say what the run fails by."""
    survived, why = [*outcome.unreached, *outcome.unnoticed], explained()
    for name in survived:
        say(f"  survived: {name}\n    {why.get(without_line(name), 'not explained')}")
    say(f"{len(outcome.found)} / {outcome.tried} mutants killed, {percent(outcome):.1f} %, of {WANTED} % wanted.")
    known = sum(without_line(name) in why for name in survived)
    say(f"{len(survived)} survived, {known} of them explained as changing nothing that can be seen.")
    if outcome.late:
        say(f"The hour was up: {outcome.tried} of {MANY} were tried.")
    for failing in failings(outcome, why):
        say(f"FAILS: {failing}")


class Mutating(Warm):
    """Ends with an error where too few were tried, too many survive, or one does and nobody says why."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        super().pytest_runtestloop(session)
        session.testsfailed = int(any(failings(self.outcome, explained())))
        return True


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Mutating(seen, sample, tell, most=MOST, seconds=SECONDS))


change_on_import({name for name, _ in modules()}.__contains__, mutants.watch)
