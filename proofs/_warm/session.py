"""Run each test once and note what it passes through; then break one thing at a time, and run what goes there."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest
from _pytest.runner import runtestprotocol

SECONDS = 60.0
"""For how long a test may run. One that breaks may never end."""


class Broken(Protocol):
    """Something that can be broken: its name, the place that a test passes through, and how it is broken and mended."""

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> str: ...

    def break_it(self) -> None: ...

    def mend(self) -> None: ...


@dataclass(slots=True)
class Watched:
    """A test that passes while nothing is broken: how long it takes, and what it passes through."""

    item: pytest.Item
    seconds: float
    places: Mapping[str, bool]
    """Each place, and whether it refused something there."""


@dataclass(slots=True)
class Outcome:
    """What was tried, and which test found it; what nobody passes through, and what nobody noticed."""

    found: dict[str, str] = field(default_factory=dict)
    unreached: list[str] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)
    late: bool = False
    """Time was up before all was tried."""

    @property
    def tried(self) -> int:
        return len(self.found) + len(self.unreached) + len(self.unnoticed)


class Warm:
    """The plugin that takes over the running of the tests."""

    def __init__(
        self,
        seen: Callable[[], dict[str, bool]],
        broken: Callable[[], Iterable[Broken]],
        tell: Callable[[Outcome], None],
        *,
        most: int,
        seconds: float,
    ) -> None:
        """seen: takes what the last test passed through. most: how many tests are asked about one thing at most."""
        self.seen, self.broken, self.tell, self.most, self.seconds = seen, broken, tell, most, seconds
        self.outcome = Outcome()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed and not session.config.option.continue_on_collection_errors:
            raise session.Interrupted("tests could not be collected")
        watched = list(self._watch(session.items))
        say(f"{len(watched)} of {len(session.items)} tests pass while nothing is broken.")
        self.outcome, until = Outcome(), time.monotonic() + self.seconds
        for each in self.broken():
            if time.monotonic() > until:
                self.outcome.late = True
                break
            self._try(each, watched, self.outcome)
        self.tell(self.outcome)
        run(session.items[0], is_last=True)  # lets go of what the session holds
        return True

    def _watch(self, items: list[pytest.Item]) -> Iterator[Watched]:
        for item in items:
            self.seen()
            began = time.monotonic()
            passed = run(item)
            if passed:
                yield Watched(item, time.monotonic() - began, self.seen())
            else:
                say(f"  fails while nothing is broken: {item.nodeid}")

    def _try(self, each: Broken, watched: list[Watched], outcome: Outcome) -> None:
        passing = [test for test in watched if each.place in test.places]
        if not passing:
            outcome.unreached.append(each.name)
            say(f"  nobody passes through: {each.name}")
            return
        # Where nothing was refused, nobody can notice that nothing is.
        # The tests of that room come first, and the quick ones.
        room = f"tests/{each.place.removeprefix('offramp.').partition('.')[0]}/"
        passing = sorted(
            (test for test in passing if test.places[each.place]),
            key=lambda test: (room not in test.item.nodeid, test.seconds),
        )
        left = iter(passing[: self.most])
        while test := _first_to_fail(each, left):
            # It counts if the same test passes again once that is mended.
            if run(test.item):
                outcome.found[each.name] = test.item.nodeid
                say(f"  found: {each.name} by {test.item.nodeid}")
                return
            say(f"  fails, broken or mended: {test.item.nodeid}")
        outcome.unnoticed.append(each.name)
        say(f"  NOT FOUND: {each.name}, by {min(len(passing), self.most)} of {len(passing)} tests")


def _first_to_fail(each: Broken, left: Iterator[Watched]) -> Watched | None:
    each.break_it()
    try:
        return next((test for test in left if not run(test.item)), None)
    finally:
        each.mend()


def run(item: pytest.Item, *, is_last: bool = False) -> bool:
    """Say whether a test passes. What the session holds stays for the next one, whichever that is."""
    session: Any = item.session
    with _no_longer_than(SECONDS):
        reports = runtestprotocol(item, log=False, nextitem=None if is_last else session)
    broken = [report for report in reports if not report.passed]
    if broken and os.environ.get("OFFRAMP_WHY"):
        say(str(broken[0].longrepr)[-1500:])
    return not broken


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    def late(*_: Any) -> None:
        raise TimeoutError("the test took too long")

    usual = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


def say(line: str) -> None:
    """Print a line now, past what pytest captures."""
    print(line, file=sys.__stdout__, flush=True)
