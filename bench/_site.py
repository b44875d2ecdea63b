"""A site to measure: the training city, swelled to a size, served by the product's own web processes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import Role

PROJECT = Path(__file__).resolve().parents[1]
SECRETS = {
    "SECRET_KEY": "for-benches-alone-0123456789-0123456789-0123456789-01",
    "DRAFT_KEY": "mWq7Jr8QJ1v0cV1yq0o2m6b9c3d8e4f5g6h7i8j9k0A=",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "HTTPS": "0",
    "EMAIL_URL": "consolemail://",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A running site and its database."""

    port: int
    database: str
    server: Server

    def owner(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.server.url(Role.OWNER, self.database), autocommit=True)


@contextmanager
def site(*, people: int, intakes: int, workers: int = 4) -> Iterator[Site]:
    """Serve the training city with this many people and open intakes more, until the block ends."""
    home = PROJECT / "build" / "bench"
    embedded = Embedded(home)
    server = embedded.start()
    try:
        name = f"bench_{people}_{intakes}"
        _build(server, name, people, intakes)
        port = _free_port()
        web = subprocess.Popen(
            [sys.executable, "-m", "offramp", "serve", "--bind", f"127.0.0.1:{port}"],
            env=_environment(server, name) | {"WEB_CONCURRENCY": str(workers)},
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            yield Site(port, name, server)
        finally:
            web.terminate()
            web.wait(timeout=30)
    finally:
        embedded.stop()


def _environment(server: Server, name: str) -> dict[str, str]:
    return {
        **os.environ,
        **server.environment(name),
        **SECRETS,
        "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
        "OFFRAMP_HOME": str(PROJECT / "build" / "bench"),
    }


def _build(server: Server, name: str, people: int, intakes: int) -> None:
    with psycopg.connect(server.url(Role.OWNER, "postgres"), autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        owner.execute(f'CREATE DATABASE "{name}"')
    for command in (["migrate", "--verbosity=0"], ["city"], ["collectstatic", "--noinput", "--verbosity=0"]):
        environment = _environment(server, name) | {"OFFRAMP_DB_ROLE": "owner"}
        subprocess.run(
            [sys.executable, "-m", "offramp", *command], env=environment, cwd=PROJECT, check=True, capture_output=True
        )
    with psycopg.connect(server.url(Role.OWNER, name), autocommit=True) as owner:
        owner.execute(MORE_PEOPLE, {"people": people})
        owner.execute(MORE_INTAKES, {"intakes": intakes})
        owner.execute("ANALYZE")


# Invented syllables make names that differ and sound alike in part, as real ones do.
MORE_PEOPLE = """
WITH who AS (SELECT id, (SELECT id FROM accounts_unit WHERE kind = 'help') AS unit FROM accounts_user LIMIT 1),
made AS (
  INSERT INTO people_person (id, unit_id, file_number, opened_at, opened_by_id)
  SELECT gen_random_uuid(), who.unit, 'B' || n, now(), who.id FROM who, generate_series(1, %(people)s) n
  RETURNING id, unit_id, opened_by_id, substr(file_number, 2)::int AS n
),
parts AS (SELECT
  ARRAY['Ma','Jo','Ta','Ri','Su','Ke','Lo','Ni','Pa','De','Wa','Yu','Be','Ga','Ho','Fi'] AS a,
  ARRAY['ren','seph','mika','dani','lette','vina','rold','shawn','tali','brin','cas','dora','nell'] AS b,
  ARRAY['Mc','Van','Ber','Kol','Sin','Okon','Wiley','Hart','Lam','Ngu','Pet','Rous','Duv','Kand','Zhar'] AS c,
  ARRAY['ski','yen','son','gh','kwo','field','bert','rov','man','elle','ades','ton','wa','ier'] AS d,
  ARRAY['ko','ra','lin','mo','sa','de','ti','vu','ne','ba','qui','ze'] AS e),
named AS (
  INSERT INTO people_name (id, person_id, unit_id, kind, text, is_main, added_at, added_by_id)
  SELECT gen_random_uuid(), made.id, unit_id, 'legal',
    a[1 + n %% 16] || b[1 + (n / 16) %% 13] || ' ' ||
    c[1 + (n * 7) %% 15] || e[1 + (n / 5) %% 12] || d[1 + (n / 3) %% 14],
    true, now(), opened_by_id FROM made, parts RETURNING id, person_id, unit_id, text
)
INSERT INTO people_searchkey (id, person_id, unit_id, name, folded, sounds, year)
SELECT gen_random_uuid(), person_id, unit_id, id, lower(unaccent(text)),
  ARRAY(SELECT DISTINCT dmetaphone(word) FROM unnest(string_to_array(lower(unaccent(text)), ' ')) word),
  1950 + (('x' || substr(md5(text), 1, 6))::bit(24)::int %% 55)
FROM named
"""

MORE_INTAKES = """
INSERT INTO triage_intake (id, unit_id, door, tier, team_id, branch_id, place, title, story, seen, urgency,
  on_scene_wanted, incident, person_name, caller, asked_at, asked_by_id, level, due_at, version)
SELECT gen_random_uuid(), t.unit_id, 'patrol_ask', t.tier, t.id, t.branch_id, 'At the corner ' || n,
  'Somebody sits in the cold, ask ' || n, '', ARRAY['cold'], 'today', false, '', '', '',
  now() - (n %% 2000) * interval '1 minute', (SELECT id FROM accounts_user ORDER BY username LIMIT 1),
  (ARRAY['now', 'today', 'days'])[1 + n %% 3], now() + ((n %% 3000) - 1000) * interval '1 minute', 1
FROM generate_series(1, %(intakes)s) n
JOIN LATERAL (SELECT * FROM accounts_team WHERE tier = 'branch' ORDER BY name OFFSET n %% 6 LIMIT 1) t ON true
"""


class Reader:
    """A browser without the drawing: it keeps cookies and sends forms."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> tuple[int, str]:
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode({**fields, **token}, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._keep(answer)
        return answer.status, answer.headers.get("Location", "") if answer.status in (302, 303) else text

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with suppress(OSError):
            Reader(port).get("/sign-in/")
            return
        time.sleep(0.2)
    raise RuntimeError("The web process did not answer in 90 s.")
