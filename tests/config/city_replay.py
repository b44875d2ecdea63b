"""Carry out scripts of the training city through the public actions, each step as its actor and at its moment.

The wall asks the database what time it is. In the clone that is replayed it asks the replay instead, so that a
posting, a seat or a consent of 2022 is in force in 2022, and row security holds each step as it would have then.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in, posting_to_act_in
from offramp.casework.models import FollowUp
from offramp.config.city.ground.build import Ground
from offramp.config.city.script import Life, Step, resolved
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from offramp.kernel.sealed import SealedTextField
from offramp.referrals.models import CallBack
from offramp.triage.models import Intake
from offramp.triage.queries import suggestion_for

Owner = psycopg.Connection[tuple[Any, ...]]
CLOCK = """
CREATE FUNCTION replay_clock() RETURNS timestamptz LANGUAGE sql STABLE SET search_path = pg_catalog
AS $$ SELECT coalesce(NULLIF(current_setting('offramp.replay', true), '')::timestamptz, statement_timestamp()) $$
"""
FUNCTIONS = """
SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public' AND p.prosrc LIKE '%statement_timestamp()%' AND p.proname <> 'replay_clock'
"""
POLICIES = """
SELECT tablename, policyname, qual, with_check FROM pg_policies
WHERE qual LIKE '%statement_timestamp()%' OR with_check LIKE '%statement_timestamp()%'
"""


def ask_the_replay_for_the_time(owner: Owner) -> None:
    """Let functions and policies of the wall ask the replay what time it is."""
    owner.execute(CLOCK)
    for (source,) in owner.execute(FUNCTIONS).fetchall():
        owner.execute(_with_clock(source))
    for table, name, using, check in owner.execute(POLICIES).fetchall():
        statement = f'ALTER POLICY "{name}" ON "{table}"'
        statement += f" USING ({_with_clock(using)})" if using else ""
        owner.execute(statement + (f" WITH CHECK ({_with_clock(check)})" if check else ""))


def _with_clock(source: str) -> str:
    return source.replace("statement_timestamp()", "replay_clock()")


@contextmanager
def as_owner(server: Server, database: str) -> Iterator[BaseDatabaseWrapper]:
    """Give Django a connection to a database as its owner."""
    password = psycopg.conninfo.conninfo_to_dict(server.url(Role.OWNER, database))
    login = {"USER": password["user"], "PASSWORD": password["password"], "NAME": database}
    connections.databases["owner"] = {**connections.databases["default"], **login}
    try:
        yield connections["owner"]
    finally:
        connections["owner"].close()
        del connections["owner"]
        del connections.databases["owner"]


def replay(ground: Ground, lives: Iterable[Life]) -> None:
    """Carry out lives through the public actions, as the runtime role."""
    for life in lives:
        known: dict[str, UUID] = {}
        for step in life.steps:
            key = _take(step, ground.users[step.by], known)
            if step.gives:
                known[step.gives] = key


@transaction.atomic
def _take(step: Step, user: UUID, known: dict[str, UUID]) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('offramp.replay', %s, true)", [step.at.isoformat()])
    posting = posting_to_act_in(user, chosen=None, at=step.at)
    assert posting is not None
    set_identity(user, posting.pk)
    arguments = {name: resolved(value, known, _came_along) for name, value in step.arguments.items()}
    if step.verb == "triage.decide_level" and arguments["level"] is None:
        arguments["level"] = suggestion_for(Intake.objects.get(pk=str(arguments["intake"]))).level
    made = _action(step.verb)(**arguments, by=actor_in(posting, at=step.at), at=step.at)
    if made is None:
        return user
    return made if isinstance(made, UUID) else made.pk


def _action(verb: str) -> Callable[..., Any]:
    room, _, name = verb.partition(".")
    action: Callable[..., Any] = getattr(import_module(f"offramp.{room}.actions"), name)
    return action


def _came_along(what: str, key: UUID, day: int) -> UUID:
    if what == "follow_up":
        return FollowUp.objects.get(case=key, day=day).pk
    return CallBack.objects.get(referral=key).pk


ASIDE = {"id", "file_number", "number", "digest", "uid"}
"""What is made anew each time, or follows from a key that is, and stands for nothing else."""


def rows_of(owner: Owner, tables: Iterable[str]) -> dict[str, list[str]]:
    """Return the rows of each table as text, sorted: a key stands for what its own row says, as a short digest."""
    found = {table: [_opened(table, row) for (row,) in owner.execute(_all_of(table))] for table in tables}
    told = _Told({row["id"]: (table, row) for table, rows in found.items() for row in rows if table != SEARCH_KEYS})
    return {table: sorted(told.words(row) for row in rows) for table, rows in found.items()}


SEARCH_KEYS = "people_searchkey"
"""Its rows bear the keys of the names they were made from."""


def _opened(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its sealed texts opened: the same words are sealed to other bytes in every row."""
    [model] = [model for model in apps.get_models() if model._meta.db_table == table]
    held = model(pk=UUID(row["id"])) if "id" in row else model()
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedTextField):
            for name in field.of:
                setattr(held, name, UUID(row[name]) if row[name] else None)
            row[str(field.column)] = field.opened(held, bytes.fromhex(row[str(field.column)].removeprefix("\\x")))
    return row


def _all_of(table: str) -> sql.Composed:
    # The place of a log row says in which order things were written here, which a city does all at once.
    aside = sql.SQL(" - 'position'" if table.startswith("audit_") else "")
    return sql.SQL("SELECT to_jsonb(t){} FROM {} t").format(aside, sql.Identifier(table))


class _Told:
    """Rows as words, in which other rows stand as digests of their own words."""

    def __init__(self, rows: dict[str, tuple[str, dict[str, Any]]]) -> None:
        self.rows = rows
        self.digests: dict[str, str] = {}

    def words(self, row: dict[str, Any]) -> str:
        fields = {field: self._said(value) for field, value in sorted(row.items()) if field not in ASIDE}
        return json.dumps(fields, ensure_ascii=False)

    def _said(self, value: Any) -> Any:
        if not isinstance(value, str) or value not in self.rows:
            return value
        if value not in self.digests:
            table, row = self.rows[value]
            self.digests[value] = f"{table} {hashlib.sha256(self.words(row).encode()).hexdigest()[:8]}"
        return self.digests[value]
