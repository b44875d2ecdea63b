"""The server's process: found by the file it keeps in its data folder, never by its name alone."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from offramp.kernel.starting import CannotStart


class EmbeddedFailed(CannotStart):
    """The embedded server could not be started. The message says why, with the end of its log."""


def run(command: list[str], *, user: int | None) -> str:
    """Run a program to its end, as another user where one is given. Return what it complained of, if it failed."""
    try:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    except PermissionError as error:
        reason = "" if user is None else f" PostgreSQL refuses to run as root, and user {user} can't go there."
        raise EmbeddedFailed(f"{error}.{reason} Start Offramp as an ordinary user.") from error
    return (result.stderr.strip() or result.stdout.strip() or "It failed.") if result.returncode else ""


def postmaster(data: Path) -> int | None:
    """Return the id of the live server process of a data folder, or None."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if str(data) in command_line(pid) else None


def end(data: Path, signals: Iterable[signal.Signals], seconds: float) -> None:
    """Send each signal in turn, and wait up to `seconds` after each, until the server is gone."""
    pid = postmaster(data)
    for number in signals:
        if pid is None:
            return
        os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while _alive(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not _alive(pid):
            return


def _alive(pid: int) -> bool:
    # A child that has ended but was not waited for still answers to signals.
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    return bool(command_line(pid))


def command_line(pid: int) -> str:
    """Return how a process was started; nothing where there is none, or it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except FileNotFoundError:
        pass
    if Path("/proc/self").exists():
        return ""
    listed = subprocess.run(["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False)
    return listed.stdout.strip()
