"""The sealer at work: a look about each second, until it is told to stop."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection

from offramp.audit.models import Block
from offramp.audit.rules import Keys
from offramp.audit.sealing.blocks import Sealer, last_block, only_one
from offramp.audit.sealing.heads import Heads

log = logging.getLogger(__name__)
SECONDS_BETWEEN = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
AWAY = (OperationalError, InterfaceError)
"""The database can't be reached: nothing is lost, what waits is sealed later."""


def seal_on(keys: Keys, heads: Heads, *, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
    """Seal until told to stop, and note the head each day and at the end. A second sealer waits for the first."""
    pause = FIRST_PAUSE
    while not stopping():
        try:
            if not only_one():
                _sleep(SECONDS_BETWEEN, stopping)
                continue
            sealer = Sealer(keys, clock=clock)
            while not stopping():
                for block in sealer.turn()[-1:]:
                    with _going_on():
                        heads.note_daily(block, at=clock())
                pause = FIRST_PAUSE
                _sleep(SECONDS_BETWEEN, stopping)
            with _going_on():
                _note_the_end(heads, clock)
        except AWAY as error:
            log.warning("the database is away: %s", type(error).__name__)
            connection.close()
            _sleep(pause, stopping)
            pause = min(pause * 2, LONGEST_PAUSE)


def seal_once(keys: Keys, heads: Heads, *, clock: Callable[[], datetime], patience: float) -> list[Block]:
    """Seal what is there now, and return the blocks. Raises TimeoutError where another sealer works, or where a
    transaction that began earlier stays open, for so many seconds."""
    deadline = time.monotonic() + patience
    sealer = Sealer(keys, clock=clock)
    while not only_one():
        _give_up_after(deadline, "Another sealer is at work.")
    while not (made := sealer.turn()) and sealer.waits:
        _give_up_after(deadline, "A transaction that is still open may yet write before what was to be sealed.")
    _note_the_end(heads, clock)
    return made


@contextmanager
def _going_on() -> Iterator[None]:
    """Let a head that can't be written stop nobody from sealing: the doctor tells that it is missing."""
    try:
        yield
    except OSError as error:
        log.error("the head could not be noted outside: %s", error)


def _note_the_end(heads: Heads, clock: Callable[[], datetime]) -> None:
    last = last_block()
    if last is not None:
        heads.note_last(last, at=clock())


def _give_up_after(deadline: float, why: str) -> None:
    if time.monotonic() > deadline:
        raise TimeoutError(why)
    time.sleep(0.1)


def _sleep(seconds: float, stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not stopping() and time.monotonic() < until:
        time.sleep(0.1)
