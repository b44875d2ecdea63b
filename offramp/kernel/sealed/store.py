"""The key store: one small table in a database of its own, with backups that live shorter.

Each change is committed at once, apart from the transaction of whoever asks: a key is there before the first row that
is sealed with it, and destroying one can't be rolled back.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _

from offramp.kernel.errors import Refused
from offramp.kernel.sealed.cipher import NotOurs, Wrapping, new_key

TABLE = """
CREATE TABLE IF NOT EXISTS subject_key (
  subject uuid PRIMARY KEY,
  wrapped bytea,
  made_at timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
)
"""
HELD = "SELECT subject, wrapped FROM subject_key WHERE wrapped IS NOT NULL"
KEPT_SECONDS = 2.0
"""How long a process remembers a key: so long after its destruction elsewhere a text may still open here."""
KEPT_AT_MOST = 1_000
PATIENCE = 5
"""How many seconds the store may take to answer; one that hangs is as one that is down."""
ANSWERED_SECONDS = 1.0
"""For how long a process takes it that the store is there, or away, as it was."""


class KeyStoreAway(Exception):
    """The key store can't be reached. Nothing sealed is shown or written until it is back."""


class Destroyed(Refused):
    """The subject's key was destroyed: what was sealed with it is gone for ever, and nothing more is written."""


class _Impatient(psycopg.Connection[Any]):
    """A connection on which no answer is waited for longer than that, whether or not the server still lives."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        return super().wait(gen, interval, timeout=timeout or PATIENCE + 1)


class KeyStore:
    """Keys by subject, behind one address."""

    def __init__(self, url: str, secrets: Sequence[str]) -> None:
        self.url, self.wrapping = url, Wrapping(secrets)
        self._here = threading.local()
        self._known: dict[UUID, tuple[float, bytes | None]] = {}
        self._answered = (0.0, False)

    def is_there(self) -> bool:
        """Say whether the store answers, now or a moment ago."""
        until, answers = self._answered
        if until <= time.monotonic():
            try:
                with self._connection() as connection:
                    answers = connection.execute("SELECT true").fetchone() is not None
            except KeyStoreAway:
                answers = False
            self._answered = (time.monotonic() + ANSWERED_SECONDS, answers)
        return answers

    def prepare(self) -> None:
        """Make the table, where it isn't there."""
        with self._connection() as connection:
            connection.execute(TABLE)

    def key_of(self, subject: UUID) -> bytes | None:
        """Return a subject's key; None where it was destroyed, or there never was one."""
        known = self._known.get(subject)
        if known and known[0] > time.monotonic():
            return known[1]
        with self._connection() as connection:
            row = connection.execute("SELECT wrapped FROM subject_key WHERE subject = %s", [subject]).fetchone()
        return self._remember(subject, row[0] if row else None)

    def recall(self, subjects: Iterable[UUID]) -> None:
        """Have the keys of many subjects at hand for what follows, by one question to the store: for lists."""
        at = time.monotonic()
        wanted = [subject for subject in set(subjects) if self._known.get(subject, (0.0,))[0] <= at]
        for subject, wrapped in self._wrapped(wanted) if wanted else []:
            self._remember(subject, wrapped)

    def key_to_write(self, subject: UUID) -> bytes:
        """Return a subject's key, made and kept first where there is none; raise Destroyed where it was destroyed."""
        key = self.key_of(subject)
        if key is None:
            self.make([subject])
            key = self.key_of(subject)
        if key is None:
            raise Destroyed(
                _("What was told about this person was disposed of, so nothing more can be written here."),
                ask=_("Ask the privacy officer."),
            )
        return key

    def make(self, subjects: Iterable[UUID]) -> None:
        """Make a key for each subject that never had one."""
        rows = [(subject, self.wrapping.wrap(new_key(), subject)) for subject in set(subjects)]
        with self._connection() as connection, connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO subject_key (subject, wrapped) VALUES (%s, %s) ON CONFLICT (subject) DO NOTHING", rows
            )
        for subject, _wrapped in rows:
            self._known.pop(subject, None)

    @contextmanager
    def holding(self, subjects: Iterable[UUID]) -> Iterator[None]:
        """Have the keys of many subjects at hand until the block ends, made where there were none: for loading."""
        wanted = list(set(subjects))
        self.make(wanted)
        held = {
            subject: (float("inf"), self.wrapping.unwrap(bytes(wrapped), subject))
            for subject, wrapped in self._wrapped(wanted)
        }
        self._known.update(held)
        try:
            yield
        finally:
            for subject in held:
                self._known.pop(subject, None)

    def destroy(self, subject: UUID, *, at: datetime) -> bool:
        """Destroy a subject's key, and say whether there was one. What it sealed opens nowhere any more."""
        self._known.pop(subject, None)
        with self._connection() as connection:
            done = connection.execute(
                "UPDATE subject_key SET wrapped = NULL, destroyed_at = %s WHERE subject = %s AND wrapped IS NOT NULL"
                " RETURNING 1",
                [at, subject],
            ).fetchone()
        return done is not None

    def destroyed_at(self, subject: UUID) -> datetime | None:
        """Return when a subject's key was destroyed, or None where it wasn't."""
        with self._connection() as connection:
            row = connection.execute("SELECT destroyed_at FROM subject_key WHERE subject = %s", [subject]).fetchone()
        return row[0] if row else None

    def faults(self) -> list[str]:
        """Return what is wrong with the store: away, without its table, or holding keys that no secret opens."""
        try:
            with self._connection() as connection:
                rows = connection.execute(
                    "SELECT subject, wrapped FROM subject_key WHERE wrapped IS NOT NULL"
                ).fetchall()
        except KeyStoreAway:
            return ["The key store can't be reached."]
        except psycopg.Error as error:
            return [f"The key store can't be read ({type(error).__name__})."]
        shut = sum(not self._opens(bytes(wrapped), subject) for subject, wrapped in rows)
        return [f"{shut} of {len(rows)} keys are opened by none of the secrets."] if shut else []

    def _opens(self, wrapped: bytes, subject: UUID) -> bool:
        try:
            self.wrapping.unwrap(wrapped, subject)
        except NotOurs:
            return False
        return True

    def rewrap(self) -> int:
        """Wrap every key anew by the secret in use, and return how many. Safe to run again after a stop."""
        with self._connection() as connection:
            rows = connection.execute(HELD).fetchall()
            for subject, wrapped in rows:
                connection.execute(
                    "UPDATE subject_key SET wrapped = %s WHERE subject = %s AND wrapped = %s",
                    [self.wrapping.rewrap(bytes(wrapped)), subject, wrapped],
                )
        return len(rows)

    def close(self) -> None:
        """Forget the keys this process remembers, and end this thread's connection."""
        self._known.clear()
        self._answered = (0.0, False)
        self._give_up()

    def _wrapped(self, subjects: list[UUID]) -> list[tuple[UUID, bytes]]:
        with self._connection() as connection:
            return connection.execute(f"{HELD} AND subject = ANY(%s)", [subjects]).fetchall()

    def _remember(self, subject: UUID, wrapped: Any) -> bytes | None:
        key = self.wrapping.unwrap(bytes(wrapped), subject) if wrapped is not None else None
        if key is not None:
            at = time.monotonic()
            if len(self._known) >= KEPT_AT_MOST:
                self._known = {known: held for known, held in self._known.items() if held[0] > at}
            self._known[subject] = (at + KEPT_SECONDS, key)
        return key

    @contextmanager
    def _connection(self) -> Iterator["psycopg.Connection[Any]"]:
        """Lend this thread's connection; one that broke is given up, so that the next call opens another."""
        try:
            yield self._opened()
        except psycopg.OperationalError as error:
            self._give_up()
            raise KeyStoreAway(type(error).__name__) from error

    def _opened(self) -> "psycopg.Connection[Any]":
        held = getattr(self._here, "connection", None)
        if held is None or held.closed:
            held = _Impatient.connect(self.url, autocommit=True, connect_timeout=PATIENCE)
            held.execute(f"SET statement_timeout = '{PATIENCE}s'")
            self._here.connection = held
        return held

    def _give_up(self) -> None:
        held = getattr(self._here, "connection", None)
        if held is not None:
            held.close()
            self._here.connection = None


@cache
def _at(url: str, secrets: tuple[str, ...]) -> KeyStore:
    return KeyStore(url, secrets)


def key_store() -> KeyStore:
    """Return the key store of the settings."""
    return _at(str(settings.KEYSTORE_URL), tuple(settings.KEYSTORE_SECRETS))
