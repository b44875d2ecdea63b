"""`offramp demo`: the database, the web, the worker and the sealer under one roof. Ctrl-C ends all of them."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offramp.config import preparation
from offramp.config.children import Child, end, left_behind
from offramp.config.environment import home
from offramp.kernel import database
from offramp.kernel.embedded import Embedded, in_use
from offramp.kernel.roles import Role
from offramp.kernel.starting import CannotStart

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 100
READY_SECONDS = 90


def demo(arguments: list[str]) -> None:
    """Run the demo until it is told to stop."""
    parser = ArgumentParser(prog="offramp demo")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the port to serve on, 8000 by default")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier demo kept, and start anew")
    options = parser.parse_args(arguments)
    if not database.is_embedded():
        raise CannotStart("The demo keeps a database of its own, and fills it. Unset DATABASE_URL first.")
    Demo(home()).run(options.port, fresh=options.fresh)


class Demo:
    """One running demo of a home folder."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.embedded = Embedded(folder)
        self.stopping = False
        self.children: list[Child] = []

    def run(self, wanted_port: int, *, fresh: bool) -> None:
        """Start everything, say where it is, and watch over it until a signal says stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        with self._alone():
            end(left_behind(self._recorded()))
            if fresh:
                self._forget()
            try:
                self._serve(wanted_port)
            finally:
                end(child.pid for child in self.children if child.pid)
                self._record()

    def _serve(self, wanted_port: int) -> None:
        say("Starting the database.")
        with in_use(self.embedded):
            if not self._prepared():
                return
            port = free_port(wanted_port)
            if port != wanted_port:
                say(f"Port {wanted_port} is taken; using {port}.")
            self._start("web", ["serve", "--bind", f"{LOOPBACK}:{port}"], Role.APP)
            self._start("worker", ["work"], Role.JOB)
            if any(os.environ.get(name) for name in ("IMAP_URL", "IMAP_URL_FILE")):
                self._start("mailbox", ["mailbox"], Role.JOB)
            served = self._wait_until_served(port)
            self._start("sealer", ["seal"], Role.SEAL)  # last: what was written while it wasn't there is sealed then
            if served:
                self._announce(port)
            while not self.stopping:
                self._watch()
            say("Stopping.")
            end(child.pid for child in self.children if child.pid)

    def _prepared(self) -> bool:
        """Bring tables, files and the training city up to date, unless nothing changed since the last time.

        The city's logs are sealed before anybody looks: whoever asks the doctor at once finds nothing that waits.
        """
        if preparation.is_current(self.home):
            return True
        say("Preparing tables, pages and the training city. The first time takes a minute.")
        self._finish("prepare", ["prepare"], Role.OWNER)
        self._finish("sealer", ["seal", "--once"], Role.SEAL)
        return not self.stopping

    def _finish(self, name: str, arguments: list[str], role: Role) -> None:
        """Run a part of the preparation to its end, or until told to stop."""
        if self.stopping:
            return
        child = self._start(name, arguments, role)
        while child.exit_code is None and not self.stopping:
            time.sleep(0.1)
        if child.exit_code:
            why = f"The preparation failed; make demo FRESH=1 starts anew. The end of {child.log}:"
            raise CannotStart(f"{why}\n{_tail(child.log)}")
        if child.exit_code == 0:
            self.children.remove(child)

    def _start(self, name: str, arguments: list[str], role: Role) -> Child:
        log = self.home / "log" / f"{name}.log"
        child = Child(name, arguments, environment=self._environment(role), log=log)
        self.children.append(child)
        child.start()
        self._record()
        return child

    def _wait_until_served(self, port: int) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while not self.stopping and time.monotonic() < deadline:
            if answers(port):
                return True
            self._watch()
        if not self.stopping:
            say(f"The web does not answer yet. Its log: {self.home / 'log' / 'web.log'}")
        return False

    def _watch(self) -> None:
        time.sleep(0.2)
        if not self.stopping and not self.embedded.running():
            say("The database ended. Starting it again.")
            port = self.embedded.server().port
            if self.embedded.start().port != port:
                # Its old port was taken meanwhile. The others read the new one when they start.
                end(child.pid for child in self.children if child.pid)
        for child in self.children:
            child.watch(say)
        self._record()

    def _announce(self, port: int) -> None:
        say(f"\nOfframp runs at http://localhost:{port}/\n")
        for line in preparation.who_can_sign_in(self.home):
            say(line)
        say("\nCtrl-C stops it. What you write is kept for next time; make demo FRESH=1 starts anew.")

    def _environment(self, role: Role) -> dict[str, str]:
        return {**os.environ, "OFFRAMP_DB_ROLE": role, "OFFRAMP_HOME": str(self.home)}

    def _forget(self) -> None:
        self.embedded.erase()
        for name in ("mail", "static", "log"):
            shutil.rmtree(self.home / name, ignore_errors=True)
        preparation.forget(self.home)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "demo.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart("The demo of this folder runs already. Stop it first, or use it.") from None
            yield

    def _record(self) -> None:
        pids = [child.pid for child in self.children if child.exit_code is None]
        text = json.dumps(pids)
        record = self.home / "demo.json"
        if not record.exists() or record.read_text() != text:
            record.write_text(text)

    def _recorded(self) -> list[int]:
        try:
            return [int(pid) for pid in json.loads((self.home / "demo.json").read_text())]
        except (FileNotFoundError, ValueError):
            return []

    def _stop(self, *_: object) -> None:
        self.stopping = True


def say(line: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next free one above it."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket() as probe:
            # As the web server will: a port that only lingers after its last connection counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    raise CannotStart(f"No port is free from {wanted} on. Name another: make demo PORT=9000")


def answers(port: int) -> bool:
    """Say whether the web answers on a port, without a fault of its own."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-12:])
