"""A real `offramp` process for the tests, and what it left behind."""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from offramp.kernel.database import PROJECT

ALL_SETTINGS = (
    "DATABASE_URL",
    "APP_DATABASE_URL",
    "JOB_DATABASE_URL",
    "SEAL_DATABASE_URL",
    "BACKUP_DATABASE_URL",
    "OFFRAMP_DB_ROLE",
)


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """Return this process's environment, led to another home folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ALL_SETTINGS}
    return {
        **kept,
        "OFFRAMP_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
        "PYTHONPATH": str(PROJECT),
        **more,
    }


def offramp(home: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "offramp", *arguments],
        env=clean_environment(home, **settings),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


class Demo:
    """A demo that runs while the test looks at it."""

    def __init__(self, home: Path, *arguments: str, environment: Mapping[str, str]) -> None:
        self.home = home
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "offramp", "demo", *arguments],
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def hears(self, words: str, seconds: float = 150) -> str:
        """Wait until a line says these words, and return it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                if self.process.poll() is not None:
                    break
                continue
            self.said.append(line)
            if words in line:
                return line
        self.stop()
        raise AssertionError(f"{words!r} was not said, but:\n{''.join(self.said)}")

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        self._reader.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


def left_of(home: Path) -> list[str]:
    """Return the command lines of all processes that were started for a home folder and still live."""
    mark = f"OFFRAMP_HOME={home}"
    if not Path("/proc/self/environ").exists():
        listed = subprocess.run(["ps", "axwwE", "-o", "command"], capture_output=True, text=True, check=True)
        return [line for line in listed.stdout.splitlines() if mark in line.split()]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def unused_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
