"""The product as it runs: a web process of its own, on a clone of the training city."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests import databases
from tests.mail import Sink, taking_mail

SETTINGS = "offramp.config.settings"
PATIENCE = 60
"""Seconds a web process may take to answer on a machine that does other things too."""


@dataclass(frozen=True, slots=True)
class Live:
    """A running web process and the database behind it."""

    address: str
    database: str
    server: Server
    mail: Sink
    environment: dict[str, str]


@contextmanager
def running(server: Server, database: str) -> Iterator[Live]:
    """Serve a clone of the training city until the block ends."""
    databases.clone(server, database, databases.template(server, city=True))
    databases.run_offramp(server, database, "collectstatic", "--noinput", "--verbosity=0", settings=SETTINGS)
    port, mail_port = _free_port(), _free_port()
    environment = {
        **os.environ,
        **server.environment(database, roles=[Role.APP, Role.JOB]),
        **databases.SECRETS,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "WEB_CONCURRENCY": "1",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("COVERAGE_PROCESS_CONFIG", None)  # a measured server answers half as fast
    command = [sys.executable, "-m", "offramp", "serve", "--bind", f"127.0.0.1:{port}"]
    log = databases.HOME / f"{database}.log"
    with taking_mail(mail_port) as mail, _kept_up(command, environment, log) as web:
        _wait_for(web, port, log)
        yield Live(f"http://127.0.0.1:{port}", database, server, mail, environment)
    databases.remove(server, database)


@contextmanager
def working(live: Live) -> Iterator[None]:
    """Have a worker do the jobs until the block ends."""
    environment = {**live.environment, "OFFRAMP_DB_ROLE": Role.JOB}
    log = databases.HOME / f"{live.database}_work.log"
    with _kept_up([sys.executable, "-m", "offramp", "work"], environment, log):
        yield


@contextmanager
def _kept_up(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=environment, cwd=databases.PROJECT, stdout=written, stderr=written)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(web: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise RuntimeError(f"The web process ended:\n{log.read_text()}")
        with suppress(OSError):
            with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/sign-in/")
                connection.getresponse().read()
            return
        time.sleep(0.1)
    raise RuntimeError(f"The web process did not answer:\n{log.read_text()}")
