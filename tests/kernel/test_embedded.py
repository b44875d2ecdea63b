"""The embedded server: started, found, killed, brought back."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from offramp.kernel.embedded import Embedded, EmbeddedFailed, in_use
from offramp.kernel.embedded.process import postmaster
from offramp.kernel.roles import ATTRIBUTES, KEYS, Role, faults


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Embedded]:
    server = Embedded(tmp_path / "home")
    yield server
    server.stop()


def test_what_was_written_is_there_after_a_stop_and_a_start(embedded: Embedded) -> None:
    write(embedded.start().url(Role.OWNER), "kept")
    embedded.stop()
    assert not embedded.running()
    assert read(embedded.start().url(Role.OWNER)) == ["kept"]


def test_every_role_signs_in_and_nobody_else(embedded: Embedded) -> None:
    server = embedded.start()
    users = {role: value(server.url(role), "SELECT current_user") for role in Role}
    assert users == {role: role.login for role in Role}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url(Role.APP).replace("offramp_app:", "offramp_app:x"))


def test_only_the_backup_role_may_bypass_row_security_and_nobody_is_a_superuser(embedded: Embedded) -> None:
    with psycopg.connect(embedded.start().url(Role.APP)) as connection:
        rows = connection.execute(
            "SELECT rolname, rolbypassrls FROM pg_roles WHERE rolname LIKE 'offramp%' AND NOT rolsuper"
        ).fetchall()
        assert dict(rows) == {name: name == Role.BACKUP.login for name in (*ATTRIBUTES, KEYS)}
        assert faults(connection) == []


def test_the_backup_role_reads_all_and_writes_nothing(embedded: Embedded) -> None:
    server = embedded.start()
    write(server.url(Role.OWNER), "kept")
    assert read(server.url(Role.BACKUP)) == ["kept"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        write(server.url(Role.BACKUP), "changed")


def test_letters_beyond_ascii_are_letters_to_the_database(embedded: Embedded) -> None:
    assert value(embedded.start().url(Role.APP), "SELECT lower('ÉÇŁ') || to_tsvector('simple', 'Zoë')::text") == (
        "éçł'zoë':1"
    )


def test_killed_outright_it_comes_back_with_what_was_committed(embedded: Embedded) -> None:
    write(embedded.start().url(Role.OWNER), "committed")
    pid = postmaster(embedded.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert read(embedded.start().url(Role.OWNER)) == ["committed"]
    assert postmaster(embedded.data) not in (None, pid)


def test_another_program_with_the_number_of_a_dead_server_is_not_taken_for_it(embedded: Embedded) -> None:
    embedded.start()
    embedded.stop()
    (embedded.data / "postmaster.pid").write_text(f"{os.getpid()}\n{embedded.data}\n")
    assert not embedded.running()
    assert value(embedded.start().url(Role.APP), "SELECT 1") == 1


def test_a_second_start_finds_the_running_server(embedded: Embedded) -> None:
    first = embedded.start()
    pid = postmaster(embedded.data)
    assert Embedded(embedded.home).start().url(Role.APP) == first.url(Role.APP)
    assert postmaster(embedded.data) == pid


def test_it_keeps_its_port_where_that_is_free(embedded: Embedded) -> None:
    port = embedded.start().port
    embedded.stop()
    assert embedded.start().port == port


def test_its_address_is_known_before_it_first_runs(embedded: Embedded) -> None:
    foretold = [embedded.server().url(Role.APP), Embedded(embedded.home).server().url(Role.APP)]
    assert foretold == [embedded.start().url(Role.APP)] * 2


def test_a_taken_port_is_left_to_its_holder(embedded: Embedded) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", embedded.server().port))
        holder.listen()
        assert embedded.start().port != holder.getsockname()[1]
        assert value(embedded.server().url(Role.APP), "SELECT 1") == 1


def test_a_folder_too_deep_for_a_socket_is_served_on_loopback(tmp_path: Path) -> None:
    embedded = Embedded(tmp_path / ("d" * 60) / ("e" * 60) / "home with a space")
    server = embedded.start()
    assert server.host == "127.0.0.1"
    assert value(server.url(Role.APP), "SELECT 1") == 1
    embedded.stop()


def test_erasing_it_starts_anew_with_the_same_passwords(embedded: Embedded) -> None:
    before = embedded.start().url(Role.OWNER)
    write(before, "gone")
    embedded.erase()
    after = embedded.start().url(Role.OWNER)
    assert psycopg.conninfo.conninfo_to_dict(after)["password"] == psycopg.conninfo.conninfo_to_dict(before)["password"]
    assert value(after, "SELECT to_regclass('words')") is None


def test_the_last_to_leave_stops_the_server(embedded: Embedded) -> None:
    with in_use(embedded):
        use_elsewhere(embedded)
        assert embedded.running()
    assert not embedded.running()


def test_a_server_started_to_stay_is_left_running_by_those_who_only_use_it(embedded: Embedded) -> None:
    embedded.start()
    use_elsewhere(embedded)
    assert embedded.running()


def test_where_it_can_not_become_unprivileged_it_starts_for_an_ordinary_user_and_tells_root_what_to_do(
    embedded: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.home.mkdir(mode=0o700)
    monkeypatch.setattr("shutil.which", {"unshare": None}.get)
    try:
        told = value(embedded.start().url(Role.APP), "SELECT 'started'")
    except EmbeddedFailed as failure:
        told = str(failure).splitlines()[0]
    home = embedded.home
    assert told == (
        "started"
        if os.geteuid()
        else "PostgreSQL could not make its data folder. It must not run as root, user namespaces are off here, "
        f"and nobody may not enter {home}. Start Offramp as an ordinary user."
    )


def use_elsewhere(embedded: Embedded) -> None:
    script = (
        "import sys; from pathlib import Path; from offramp.kernel.embedded import Embedded, EmbeddedFailed, in_use\n"
        "with in_use(Embedded(Path(sys.argv[1]))): pass"
    )
    subprocess.run([sys.executable, "-c", script, str(embedded.home)], check=True, timeout=60)


def write(url: str, word: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def read(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words").fetchall()]


def value(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
