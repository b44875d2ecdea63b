"""`offramp demo`: starts everything, keeps it up, ends all of it."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from offramp.config.supervisor import answers
from offramp.kernel.embedded import Embedded
from offramp.kernel.embedded.process import command_line, postmaster
from offramp.kernel.roles import Role
from proofs import kill
from tests.config.processes import Demo, clean_environment, left_of, offramp, unused_port

pytestmark = [
    pytest.mark.timeout(300),  # a first start loads the training city
    pytest.mark.xdist_group("supervisor"),  # which is made once
]


class Host:
    """A folder prepared once, and the demo that serves it while tests look on."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = unused_port()
        self._demo: Demo | None = None

    def demo(self) -> Demo:
        """Return the running demo, started if the last test ended it."""
        if self._demo is None or self._demo.process.poll() is not None:
            self._demo = self.start("--port", str(self.port))
            assert f":{self.port}/" in self._demo.hears("Offramp runs at")
        return self._demo

    def start(self, *arguments: str) -> Demo:
        """Start another demo of this folder, once the running one has ended."""
        self.end()
        return Demo(self.home, *arguments, environment=clean_environment(self.home))

    def end(self) -> None:
        if self._demo is not None and self._demo.process.poll() is None:
            self._demo.stop()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made = Host(tmp_path_factory.mktemp("demo"))
    made.demo()
    yield made
    made.end()


def test_the_doctor_finds_all_well_as_soon_as_the_first_start_serves(host: Host) -> None:
    host.demo()
    examined = offramp(host.home, "doctor")
    assert (examined.returncode, examined.stdout.count("ok ")) == (0, len(examined.stdout.splitlines()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_it_started(host: Host, number: signal.Signals) -> None:
    demo = host.demo()
    assert answers(host.port)
    assert demo.stop(number) == 0
    assert left_of(host.home) == []
    assert not answers(host.port)


def test_a_second_start_keeps_the_data_and_skips_the_preparation(host: Host) -> None:
    host.demo().stop()
    with_words(host.home, "CREATE TABLE kept AS SELECT 'still here' AS word")
    demo = host.demo()
    assert with_words(host.home, "SELECT word FROM kept") == [("still here",)]
    assert not any("Preparing" in line for line in demo.said)


def test_a_taken_port_leads_to_the_next_free_one_and_it_says_so(host: Host) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = host.start("--port", str(port))
        used = int(demo.hears(f"Port {port} is taken; using").rstrip(".\n").rsplit(" ", 1)[1])
        assert f":{used}/" in demo.hears("Offramp runs at")
        assert answers(used)
        demo.stop()


def test_a_killed_web_is_started_again_and_it_says_so(host: Host) -> None:
    demo = host.demo()
    os.kill(child(demo, "offramp serve"), signal.SIGKILL)
    demo.hears("The web ended (code -9). Starting it again")
    eventually(lambda: answers(host.port))


def test_a_killed_database_is_started_again_and_it_says_so(host: Host) -> None:
    demo = host.demo()
    pid = postmaster(host.home / "pg")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    demo.hears("The database ended. Starting it again.")
    eventually(lambda: postmaster(host.home / "pg") not in (None, pid))
    assert with_words(host.home, "SELECT 1") == [(1,)]
    eventually(lambda: answers(host.port))


def test_what_a_killed_supervisor_left_behind_is_ended_by_the_next_start(host: Host) -> None:
    host.demo().stop(signal.SIGKILL)
    assert left_of(host.home) != []
    assert host.demo().stop() == 0
    assert left_of(host.home) == []


def test_what_was_acknowledged_survives_the_end_of_everything_at_once(host: Host) -> None:
    host.end()
    load = kill.prove(host.demo, home=host.home, port=host.port, writes=24)
    assert len(load.acknowledged) >= 24


def test_a_second_demo_of_the_same_folder_is_refused_in_one_sentence(host: Host) -> None:
    host.demo()
    second = offramp(host.home, "demo")
    assert (second.returncode, second.stderr) == (
        2,
        "offramp: The demo of this folder runs already. Stop it first, or use it.\n",
    )


def test_the_demo_never_fills_a_server_that_was_named(tmp_path: Path) -> None:
    refused = offramp(tmp_path, "demo", DATABASE_URL="postgresql://db.example/real")
    assert (refused.returncode, refused.stderr) == (
        2,
        "offramp: The demo keeps a database of its own, and fills it. Unset DATABASE_URL first.\n",
    )


def test_the_web_does_not_start_without_its_database(tmp_path: Path) -> None:
    refused = offramp(tmp_path, "serve")
    assert (refused.returncode, refused.stderr) == (
        2,
        "offramp: The database is not running. Start all of it with `offramp demo`, or set DATABASE_URL.\n",
    )


def test_a_fresh_demo_forgets_what_was_kept_and_can_be_stopped_while_it_prepares(host: Host) -> None:
    host.demo().stop()
    with_words(host.home, "CREATE TABLE forgotten (word text)")
    demo = host.start("--fresh", "--port", str(host.port))
    demo.hears("Preparing")
    assert demo.stop() == 0
    assert left_of(host.home) == []
    assert with_words(host.home, "SELECT to_regclass('forgotten')") == [(None,)]


def child(demo: Demo, name: str) -> int:
    pids = json.loads((demo.home / "demo.json").read_text())
    return next(int(pid) for pid in pids if name in command_line(pid))


def with_words(home: Path, query: str) -> list[tuple[object, ...]]:
    """Run SQL as the owner, with the server up."""
    embedded = Embedded(home)
    was_running = embedded.running()
    with psycopg.connect(embedded.start().url(Role.OWNER)) as connection:
        cursor = connection.execute(query.encode())
        rows = cursor.fetchall() if cursor.description else []
    if not was_running:
        embedded.stop()
    return rows


def eventually(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)
