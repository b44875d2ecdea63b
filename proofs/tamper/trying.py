"""Tries to alter sealed rows unseen, on a database to which Django connects as the superuser."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.audit.actions import record, record_look
from offramp.audit.models import Block
from offramp.audit.rules import Keys
from offramp.audit.sealing.blocks import Sealer, hash_of, last_block
from offramp.audit.sealing.heads import Head
from offramp.audit.sealing.rows import highest_position
from offramp.audit.sealing.telling import in_words
from offramp.audit.sealing.verifying import verify
from offramp.kernel.clock import now
from offramp.kernel.identity import PUBLIC, Actor, ActorKind, Viewer
from offramp.kernel.ids import new_id

LOOKS = 60
SHORT = 25
"""Rows in a block of the short chain."""
CHANGES = {
    "audit_entry": (
        "verb = verb || 'x'",
        "role = role || 'x'",
        "at = at + interval '1 microsecond'",
        "actor = gen_random_uuid()",
        "about = gen_random_uuid()",
        "subject = gen_random_uuid()",
        "fields = fields || '{x}'::varchar[]",
        "position = position - 1",
    ),
    "audit_look": ("reader = gen_random_uuid()", "route = route || 'x'", "at = at - interval '1 day'"),
    "audit_looksubject": (
        "subject = gen_random_uuid()",
        "categories = '{}'",
        "bases = '{consent}'",
        "look = gen_random_uuid()",
    ),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed row."""

    table: str
    id: UUID
    position: int
    at: datetime


@dataclass
class Tally:
    """How many tries of each kind there were, and after how many of them the altered rows were named."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def is_whole(self) -> bool:
        return self.tried == self.found

    def told(self) -> str:
        """Return it in a line."""
        kinds = ", ".join(f"{kind} {self.found[kind]}/{self.tried[kind]}" for kind in self.tried)
        return f"{self.found.total()} of {self.tried.total()} found and named ({kinds})"


def changed(rows: Sequence[Sealed], dice: random.Random) -> list[UUID]:
    """Change one column of a row."""
    row = dice.choice(rows)
    write(f"UPDATE {row.table} SET {dice.choice(CHANGES[row.table])} WHERE id = '{row.id}'")
    return [row.id]


def deleted(rows: Sequence[Sealed], dice: random.Random) -> list[UUID]:
    """Delete up to three rows."""
    gone = dice.sample(rows, dice.randint(1, 3))
    for row in gone:
        write(f"DELETE FROM {row.table} WHERE id = '{row.id}'")
    return [row.id for row in gone]


def put_in(rows: Sequence[Sealed], dice: random.Random) -> list[UUID]:
    """Put a copy of a row into the place of another."""

    row, place, key = dice.choice(rows), dice.choice(rows).position, new_id()
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, row.table)]
    taken = {"id": f"'{key}'", "position": str(place)}
    write(
        f"INSERT INTO {row.table} ({', '.join(columns)})"
        f" SELECT {', '.join(taken.get(column, column) for column in columns)} FROM {row.table} WHERE id = '{row.id}'"
    )
    return [key]


def swapped(rows: Sequence[Sealed], dice: random.Random) -> list[UUID]:
    """Let two rows of a log change places, or times and authors."""
    tables = Counter(row.table for row in rows)
    table = dice.choice([table for table in tables if tables[table] > 1])
    one, other = dice.sample([row for row in rows if row.table == table], 2)
    contents = ["at", "actor" if table == "audit_entry" else "reader"]
    columns = ["position"] if one.at == other.at else dice.choice([["position"], contents])
    settings = ", ".join(f"{column} = b.{column}" for column in columns)
    pairs = f"(('{one.id}'::uuid, '{other.id}'::uuid), ('{other.id}', '{one.id}'))"
    write(f"UPDATE {table} a SET {settings} FROM {table} b WHERE (a.id, b.id) IN {pairs}")
    return [one.id, other.id]


KINDS: dict[str, Callable[[Sequence[Sealed], random.Random], list[UUID]]] = {
    "changed": changed,
    "deleted": deleted,
    "put in": put_in,
    "swapped": swapped,
}


def one_by_one(keys: Keys, *, tries: int, start: int, seed: str = "one by one") -> Tally:
    """Tamper time and again with what is sealed from block `start` on, as a superuser, and undo it each time."""
    tally, dice, rows = Tally(), random.Random(seed), sealed_from(start)
    for number in range(tries):
        kind = list(KINDS)[number % len(KINDS)]
        with undone():
            altered = KINDS[kind](rows, dice)
            named = {one.row for one in verify(keys, start=start).breaks}
        tally.tried[kind] += 1
        tally.found[kind] += named.issuperset(altered)
    return tally


def all_at_once(keys: Keys, *, tries: int, seed: str = "all at once") -> Tally:
    """Tamper with so many places in everything that is sealed, then look once."""
    tally, dice, rows = Tally(), random.Random(seed), sealed_from(1)
    dice.shuffle(rows)
    size = len(rows) // tries
    with undone():
        altered = []
        for number in range(tries):
            kind = list(KINDS)[number % len(KINDS)]
            altered.append((kind, KINDS[kind](rows[number * size : (number + 1) * size], dice)))
        named = {one.row for one in verify(keys).breaks}
    for kind, ids in altered:
        tally.tried[kind] += 1
        tally.found[kind] += named.issuperset(ids)
    return tally


def not_proven(keys: Keys) -> list[str]:
    """Do what can't be seen, and what the head from outside makes seen; return what was said, one line each."""
    last = last_block()
    assert last is not None
    head = Head(1, last.number, hash_of(last).hex(), is_ours=True)
    with undone():
        row = record(verb="test.done", by=PUBLIC, at=now())
        write(f"UPDATE audit_entry SET verb = 'x.y' WHERE id = '{row.pk}'")
        unsealed = verify(keys, start=last.number)
        write(f"DELETE FROM audit_block WHERE number = {last.number}")
        for table in CHANGES:
            write(f"DELETE FROM {table} WHERE position > {last.after}", some=False)
        start = last.number - 1
        without, with_head = verify(keys, start=start), verify(keys, start=start, heads=[head])
        assert Block.objects.count() == start
    assert (unsealed.broken, without.broken, with_head.broken) == (0, 0, 1)
    assert "Not proven: what is not sealed yet, now 1 row." in in_words(unsealed)
    assert "Not proven: that no end was cut off." in in_words(without)
    return [
        "A row that was not sealed yet was changed: not found, and it is said that it can't be.",
        "The end was cut off, rows and block: not found without the head from outside, and that is said.",
        f"With the head: {with_head.breaks[0].told()}",
    ]


def add_short_chain(keys: Keys, *, rows: int) -> int:
    """Write rows of all three logs and seal them in small blocks; return the number of the first."""
    last = last_block()
    for number in range(rows):
        actor = Actor(ActorKind.USER, id=new_id(), role="navigator")
        record(verb="test.done", by=actor, at=now(), subject=new_id(), fields=[f"field{number}"])
        if number * LOOKS // rows != (number - 1) * LOOKS // rows:
            viewer = Viewer(actor)
            for _ in range(3):
                viewer.show(new_id(), "identity", "plan")
            record_look(viewer=viewer, route="people:record", at=now())
    Sealer(keys, clock=now, most_rows=SHORT).seal_upto(highest_position())
    return last.number + 1 if last else 1


def sealed_from(start: int) -> list[Sealed]:
    """Return every row that is sealed in the block of that number or a later one."""
    after, upto = Block.objects.get(number=start).after, Block.objects.order_by("number").values("upto").last()
    assert upto is not None
    found = []
    with connection.cursor() as cursor:
        for table in CHANGES:
            cursor.execute(
                f"SELECT id, position, at FROM {table} WHERE position > %s AND position <= %s ORDER BY position",
                [after, upto["upto"]],
            )
            found += [Sealed(table, *row) for row in cursor.fetchall()]
    return found


@contextmanager
def undone() -> Iterator[None]:
    """Let triggers sleep, and take back at the end whatever was done."""
    with transaction.atomic():
        write("SET LOCAL session_replication_role = replica", some=False)
        yield
        transaction.set_rollback(True)


def write(statement: str, *, some: bool = True) -> None:
    """Run a statement that does something."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount or not some, statement


def tell(*, tries: int, key: str) -> None:
    """Tamper in every way, print what came of it, and raise SystemExit where anything stayed unseen."""
    keys = Keys(key)
    start = add_short_chain(keys, rows=tries)
    alone, together = one_by_one(keys, tries=tries, start=start), all_at_once(keys, tries=tries)
    print(f"One by one, each undone before the next: {alone.told()}.")
    print(f"All at once, over everything that is sealed: {together.told()}.")
    for line in not_proven(keys):
        print(line)
    if not (alone.is_whole and together.is_whole):
        raise SystemExit("Something that was altered was not found.")
