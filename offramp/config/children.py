"""Processes that the supervisor starts, watches, starts again and ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from offramp.kernel.embedded.process import command_line

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
GRACE_SECONDS = 25.0


class Child:
    """One `offramp` command kept alive. It runs in a group of its own, so that it ends with all it started."""

    def __init__(self, name: str, arguments: list[str], *, environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.arguments = arguments
        self.environment = dict(environment)
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._again_at = 0.0

    @property
    def pid(self) -> int | None:
        """Return the process's id, also after it has ended."""
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        """Return how the process ended, or None while it runs."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Start the command. What it prints goes to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "offramp", *self.arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        self._started = time.monotonic()

    def watch(self, say: Callable[[str], None]) -> None:
        """Start the command again if it ended: at once the first time, then after longer and longer pauses."""
        if self._process is None or self._process.poll() is None:
            return
        now = time.monotonic()
        if not self._again_at:
            _signal_group(self._process.pid, signal.SIGKILL)
            self._pause = FIRST_PAUSE if now - self._started > STEADY_SECONDS else self._pause
            self._again_at = now + self._pause
            say(f"The {self.name} ended (code {self._process.returncode}). Starting it again; its log: {self.log}")
        if now >= self._again_at:
            self._again_at = 0.0
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            self.start()


def end(pids: Iterable[int]) -> None:
    """End whole groups of processes: asked first, and after a while made to."""
    left = [pid for pid in pids if _signal_group(pid, signal.SIGTERM)]
    deadline = time.monotonic() + GRACE_SECONDS
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [pid for pid in left if _group_lives(pid)]
    for pid in left:
        _signal_group(pid, signal.SIGKILL)


def left_behind(pids: Iterable[int]) -> list[int]:
    """Return those groups that an earlier run of ours left. A number that another program got since isn't one."""
    return [pid for pid in pids if _group_lives(pid) and (not command_line(pid) or "offramp" in command_line(pid))]


def _group_lives(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    return _signal_group(pid, 0)


def _signal_group(pid: int, number: int) -> bool:
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
