"""Starts, finds and stops the embedded server of one home folder."""

import fcntl
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from offramp.kernel.embedded import process
from offramp.kernel.embedded.binaries import NOBODY, Binaries, drops_to_nobody
from offramp.kernel.embedded.process import EmbeddedFailed
from offramp.kernel.roles import ATTRIBUTES, KEYS, Role, creation, key_store_creation, memberships
from offramp.kernel.secrets_file import SecretsFile

SUPERUSER = "postgres"
DATABASE = "offramp"
START_SECONDS = 60
SOCKET_PATH_LIMIT = 103  # macOS's; Linux allows 107
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """Where an embedded server listens, and how each role signs in."""

    host: str
    port: int
    passwords: SecretsFile

    def url(self, role: Role, database: str = DATABASE) -> str:
        """Return a role's address of a database on this server."""
        return self._url(role.login, database)

    def superuser_url(self, database: str = "postgres") -> str:
        """Return the superuser's address, for making roles and for tests of what only a superuser can break."""
        return self._url(SUPERUSER, database)

    def environment(self, database: str = DATABASE, *, roles: Iterable[Role] = Role) -> dict[str, str]:
        """Return the settings that lead another process to this server, as if it were an installed one.

        roles: whose addresses it is given.
        """
        names = {role: f"{role.upper()}_DATABASE_URL" for role in Role} | {Role.OWNER: "DATABASE_URL"}
        return {names[role]: self.url(role, database) for role in roles} | {"KEYSTORE_URL": self.keys_url()}

    def keys_url(self) -> str:
        """Return the address of the key store, a database of its own that no other role may open."""
        return self._url(KEYS, KEYS)

    def _url(self, login: str, database: str) -> str:
        password = self.passwords.get(login, lambda: secrets.token_urlsafe(24))
        where = urlencode({"host": self.host, "port": self.port})
        return f"postgresql://{login}:{quote(password)}@/{quote(database)}?{where}"


class Embedded:
    """The server whose data live in `home`. One process starts it; any process may ask where it is.

    `durable=False` is for tests alone: it may lose what was committed when the machine stops.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.resolve()
        self.durable = durable
        self.data = home / "pg"
        self.log = home / "postgres.log"
        self.secrets = SecretsFile(home / "secrets.json")

    def server(self) -> Server:
        """Return where the server listens, or will listen once started."""
        return Server(self._socket_folder() or LOOPBACK, self._known_port() or self._choose_port(), self.secrets)

    def running(self) -> bool:
        """Say whether the server's process is there."""
        return process.postmaster(self.data) is not None

    def start(self) -> Server:
        """Start the server unless it runs already, and return where it listens.

        The first start makes the cluster, its roles and the database. After a crash the first attempts may be
        refused while orphaned processes end, so it is tried again for some seconds.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self._locked():
            deadline = time.monotonic() + START_SECONDS
            while failure := self._try_to_use(deadline):
                if time.monotonic() > deadline:
                    raise EmbeddedFailed(f"PostgreSQL does not answer. {failure}\n{self._log_tail()}")
                time.sleep(0.2)
        return self.server()

    def stop(self, seconds: float = 30) -> None:
        """End the server and wait until it is gone. Open connections are cut; nothing committed is lost."""
        with self._locked():
            process.end(self.data, (signal.SIGINT, signal.SIGQUIT), seconds)

    def erase(self) -> None:
        """Stop the server and remove its data. Passwords stay, so settings held elsewhere still fit."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "pg.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _try_to_use(self, deadline: float) -> str:
        # What runs may be about to end: it was killed a moment ago, or another process is stopping it.
        if not self.running():
            binaries = Binaries.find()
            if not (self.data / "PG_VERSION").exists():
                self._make_cluster(binaries)
            self._launch(binaries, deadline)
        try:
            self._make_roles(self.server())
        except psycopg.OperationalError as error:
            return str(error)
        return ""

    def _make_cluster(self, binaries: Binaries) -> None:
        locale = ["--locale=C.UTF-8", "--encoding=UTF8"]
        if binaries.version >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        draft = self.home / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password_file = self.home / "pg.password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.secrets.get(SUPERUSER, lambda: secrets.token_urlsafe(24)))
        options = [
            "--pgdata",
            str(draft),
            "--username",
            SUPERUSER,
            "--pwfile",
            str(password_file),
            "--auth=scram-sha-256",
        ]
        try:
            self._hand_over(draft, password_file)
            command = binaries.command("initdb", *options, *locale)
            failure = process.run(command, user=NOBODY if drops_to_nobody() else None)
        finally:
            password_file.unlink()
        if failure:
            raise EmbeddedFailed(f"PostgreSQL could not make its data folder.{self._why_not_as_root()}\n{failure}")
        draft.rename(self.data)

    def _launch(self, binaries: Binaries, deadline: float) -> None:
        run = self.home / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        self.log.touch(mode=0o600)
        self._hand_over(self.data, self.log, run)
        self._forget_stale_pid()
        while failure := self._start_once(binaries):
            if time.monotonic() > deadline:
                why = self._why_not_as_root()
                raise EmbeddedFailed(f"PostgreSQL did not start.{why} {failure}\nIts log ends:\n{self._log_tail()}")
            time.sleep(0.5)

    def _start_once(self, binaries: Binaries) -> str:
        port = _free_port(self._known_port())
        if port != self._known_port():
            self._draft_of_port(port).replace(self.home / "pg.json")
        # pg_ctl gives the server a session of its own: Ctrl-C in the terminal reaches us, and we end it last.
        command = binaries.command(
            "pg_ctl", "start", "--wait", f"--timeout={START_SECONDS}", "--silent", "--pgdata", str(self.data),
            "--log", str(self.log), "--options", shlex.join(self._options(port)),
        )  # fmt: skip
        return process.run(command, user=NOBODY if drops_to_nobody() else None)

    def _options(self, port: int) -> list[str]:
        settings = {
            "listen_addresses": LOOPBACK,
            "port": str(port),
            "unix_socket_directories": self._socket_folder(),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "jit": "off",
            # A failed statement or its row may hold what a person told a navigator.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _make_roles(self, server: Server) -> None:
        with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
            names = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            if KEYS not in names:
                for statement in key_store_creation(self.secrets.get(KEYS, lambda: secrets.token_urlsafe(24))):
                    connection.execute(statement)
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            missing, made = [name for name in ATTRIBUTES if name not in known], DATABASE in names
            if made and not missing:
                return
            owner = sql.Identifier(Role.OWNER.login)
            signing_in = {role.login for role in Role}
            for name in missing if made else ATTRIBUTES:
                password = self.secrets.get(name, lambda: secrets.token_urlsafe(24)) if name in signing_in else None
                connection.execute(creation(name, password))
            for statement in memberships(Role.OWNER.login):
                connection.execute(statement)
            if not made:
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), owner))

    def _hand_over(self, *paths: Path) -> None:
        if drops_to_nobody():
            for path in paths:
                os.chown(path, NOBODY, NOBODY)

    def _why_not_as_root(self) -> str:
        if not drops_to_nobody():
            return ""
        return (
            f" It must not run as root, user namespaces are off here, and nobody may not enter {self.home}."
            " Start Offramp as an ordinary user."
        )

    def _forget_stale_pid(self) -> None:
        # After a restart of the machine the number may belong to any other process; PostgreSQL would wait for it.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _socket_folder(self) -> str:
        folder = str(self.home / "run")
        return folder if len(os.fsencode(f"{folder}/.s.PGSQL.65535")) <= SOCKET_PATH_LIMIT else ""

    def _known_port(self) -> int | None:
        try:
            return int(json.loads((self.home / "pg.json").read_text())["port"])
        except (FileNotFoundError, KeyError, ValueError):
            return None

    def _choose_port(self) -> int:
        # Whoever asks first chooses: settings are read before the server runs, and must still fit afterwards.
        draft = self._draft_of_port(_free_port(None))
        try:
            os.link(draft, self.home / "pg.json")
        except FileExistsError:
            if self._known_port() is None:
                draft.replace(self.home / "pg.json")
        draft.unlink(missing_ok=True)
        return self._known_port() or self._choose_port()

    def _draft_of_port(self, port: int) -> Path:
        self.home.mkdir(parents=True, exist_ok=True)
        draft = self.home / f"pg.json.{os.getpid()}.{threading.get_ident()}"
        draft.write_text(json.dumps({"port": port}))
        return draft

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def _free_port(preferred: int | None) -> int:
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            # As PostgreSQL will: a port that only lingers after its last connection counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EmbeddedFailed("No free port on this machine's loopback address.")
