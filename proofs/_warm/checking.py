"""The plugin that lets everybody through each check of the application, one at a time, with row security off."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from proofs._warm import checks
from proofs._warm.hook import change_on_import
from proofs._warm.session import Outcome, Warm, say

MOST = 60
SECONDS = 3600.0
ROUTES = "the audience of "
LEFT_OUT = "{} audiences of allauth's routes are left out: its views ask for a sign-in by themselves, whatever ours do."

OPEN_ALL = """
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', t.tablename);
  END LOOP;
END $$
"""


@dataclass(frozen=True, slots=True)
class Check:
    """A check that can be off."""

    name: str
    words: str

    @property
    def place(self) -> str:
        return self.name

    def __str__(self) -> str:
        return f"{self.name}: {self.words}"

    def break_it(self) -> None:
        checks.off = self.name

    def mend(self) -> None:
        checks.off = ""


def every_check() -> Iterator[Check]:
    """Return each check that was found in the source, and the audience of each route of ours not for everybody."""
    wanted = tuple(os.environ.get("OFFRAMP_CHECKS", "").split(","))
    found = dict(checks.known) | {f"{ROUTES}{name}": "" for name in not_for_everybody() if not is_of_allauth(name)}
    return (Check(name, words) for name, words in sorted(found.items()) if name.startswith(wanted))


def not_for_everybody() -> list[str]:
    """Return the names of the routes that are not for everybody."""
    from offramp.config import matrix

    return [name for name, each in matrix.ROUTES.items() if not each.public]


def is_of_allauth(route: str) -> bool:
    """Say whether allauth answers there. Its own `login_required` turns away whoever is not signed in.

    Those routes are for everybody with an account, so our audience turns away nobody else: without it, no test fails.
    The names of our own routes begin with their room and a colon.
    """
    return ":" not in route


def seen() -> dict[str, bool]:
    """Take what was passed through since the last time."""
    found = dict(checks.passed)
    checks.passed.clear()
    return found


def tell(outcome: Outcome) -> None:
    """Say what was found."""
    kinds = {"audiences of routes": True, "checks in the source": False}
    for kind, is_route in kinds.items():
        missing = [name for name in (*outcome.unreached, *outcome.unnoticed) if name.startswith(ROUTES) is is_route]
        found = [name for name in outcome.found if name.startswith(ROUTES) is is_route]
        say(f"{kind.capitalize()} that let everybody through: {len(found)} / {len(found) + len(missing)} found.")
        for name in missing:
            why = "nobody passes through" if name in outcome.unreached else "not found"
            say(f"  {why}: {name} {checks.known.get(name, '')}")
    say(LEFT_OUT.format(sum(map(is_of_allauth, not_for_everybody()))))
    if outcome.late:
        say("Time was up: not all were tried.")


class Checking(Warm):
    """Opens the database, and ends with an error where something was not found."""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        from offramp.kernel.embedded import Server
        from tests import databases

        usual = databases.clone

        def clone(server: Server, name: str, source: str) -> None:
            usual(server, name, source)
            with databases.as_owner(server, name) as connection:
                connection.execute(OPEN_ALL)

        databases.clone = clone

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        super().pytest_runtestloop(session)
        session.testsfailed = len(self.outcome.unreached) + len(self.outcome.unnoticed) + self.outcome.late
        return True


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Checking(seen, every_check, tell, most=MOST, seconds=SECONDS))


change_on_import(lambda name: name.startswith("offramp.") and ".migrations" not in name, checks.mark)
