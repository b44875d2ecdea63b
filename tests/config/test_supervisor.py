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
from tests.config.processes import Demo, clean_environment, left_of, offramp, unused_port

pytestmark = pytest.mark.xdist_group("supervisor")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's folder, prepared once for all tests here."""
    folder = tmp_path_factory.mktemp("demo")
    demo = Demo(folder, "--port", str(unused_port()), environment=clean_environment(folder))
    demo.hears("The Offramp runs at")
    assert demo.stop() == 0
    return folder


@pytest.fixture
def running(home: Path) -> Iterator[tuple[Demo, int]]:
    """A demo that serves, and its port."""
    port = unused_port()
    demo = Demo(home, "--port", str(port), environment=clean_environment(home))
    demo.hears("The Offramp runs at")
    yield demo, port
    if demo.process.poll() is None:
        demo.stop()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_it_started(running: tuple[Demo, int], number: signal.Signals) -> None:
    demo, port = running
    assert answers(port)
    assert demo.stop(number) == 0
    assert left_of(demo.home) == []
    assert not answers(port)


def test_a_second_start_keeps_the_data_and_skips_the_preparation(home: Path) -> None:
    with_words(home, "CREATE TABLE kept AS SELECT 'still here' AS word")
    demo = Demo(home, "--port", str(unused_port()), environment=clean_environment(home))
    demo.hears("The Offramp runs at")
    assert with_words(home, "SELECT word FROM kept") == [("still here",)]
    demo.stop()
    assert not any("Preparing" in line for line in demo.said)


def test_a_taken_port_leads_to_the_next_free_one_and_it_says_so(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo = Demo(home, "--port", str(port), environment=clean_environment(home))
        used = int(demo.hears(f"Port {port} is taken; using").rstrip(".\n").rsplit(" ", 1)[1])
        assert f":{used}/" in demo.hears("The Offramp runs at")
        assert answers(used)
        demo.stop()


def test_a_killed_web_is_started_again_and_it_says_so(running: tuple[Demo, int]) -> None:
    demo, port = running
    os.kill(child(demo, "gunicorn"), signal.SIGKILL)
    demo.hears("The web ended (code -9). Starting it again")
    eventually(lambda: answers(port))


def test_a_killed_database_is_started_again_and_it_says_so(running: tuple[Demo, int]) -> None:
    demo, port = running
    pid = postmaster(demo.home / "pg")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    demo.hears("The database ended. Starting it again.")
    eventually(lambda: Embedded(demo.home).running())
    assert with_words(demo.home, "SELECT 1") == [(1,)]
    eventually(lambda: answers(port))


def test_what_a_killed_supervisor_left_behind_is_ended_by_the_next_start(running: tuple[Demo, int]) -> None:
    demo, port = running
    demo.stop(signal.SIGKILL)
    assert left_of(demo.home) != []
    again = Demo(demo.home, "--port", str(port), environment=clean_environment(demo.home))
    assert f":{port}/" in again.hears("The Offramp runs at")
    assert again.stop() == 0
    assert left_of(demo.home) == []


def test_a_second_demo_of_the_same_folder_is_refused_in_one_sentence(running: tuple[Demo, int]) -> None:
    demo, _ = running
    second = offramp(demo.home, "demo")
    assert (second.returncode, second.stderr) == (
        2,
        "offramp: The demo of this folder runs already. Stop it first, or use it.\n",
    )


def test_the_demo_never_fills_a_server_that_was_named(home: Path) -> None:
    refused = offramp(home, "demo", DATABASE_URL="postgresql://db.example/real")
    assert (refused.returncode, refused.stderr) == (
        2,
        "offramp: The demo keeps a database of its own, and fills it. Unset DATABASE_URL first.\n",
    )


def test_a_fresh_demo_forgets_what_was_kept(home: Path) -> None:
    with_words(home, "CREATE TABLE forgotten (word text)")
    demo = Demo(home, "--fresh", "--port", str(unused_port()), environment=clean_environment(home))
    demo.hears("Preparing")
    demo.hears("The Offramp runs at")
    assert with_words(home, "SELECT to_regclass('forgotten')") == [(None,)]
    demo.stop()


def test_the_web_does_not_start_without_its_database(home: Path) -> None:
    refused = offramp(home, "serve")
    assert (refused.returncode, refused.stderr) == (
        2,
        "offramp: The database is not running. Start all of it with `offramp demo`, or set DATABASE_URL.\n",
    )


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
