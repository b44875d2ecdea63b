"""Each policy is opened, one at a time, with nothing behind it; whoever has no business there must find the opening.

The application's checks are off: it is SQL that asks, as the runtime role, for somebody with an identity. Apart from
that, the comparison of the wall with its source must name the policy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from offramp.access.enums import Role
from offramp.access.wall import differences
from offramp.accounts.models import Posting, User
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.wall.sabotage.scene import COMMANDS, Scene, Statement, as_runtime, asked, execute, refused, taken_back

# What a role reads without any row of a grant or of its unit: the logs and the reviews of the privacy officer.
BY_ROLE_ALONE = {Role.PRIVACY_OFFICER}


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as the database tells it."""

    table: str
    name: str
    command: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name} ({self.command})"

    @property
    def commands(self) -> Sequence[str]:
        return COMMANDS if self.command == "ALL" else (self.command,)

    def open(self) -> None:
        """Let everything through, for everybody."""
        reads = "" if self.command == "INSERT" else " USING (true)"
        writes = "" if self.command in ("SELECT", "DELETE") else " WITH CHECK (true)"
        execute(f'ALTER POLICY "{self.name}" ON "{self.table}" TO PUBLIC{reads}{writes}')


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody with an office elsewhere and no grant; or nobody."""

    who: str
    user: UUID | None = None
    posting: UUID | None = None


@dataclass(slots=True)
class Found:
    """How many were tried, and which were not found."""

    tried: int = 0
    missed: list[str] = field(default_factory=list)

    def note(self, what: object, *, found: bool) -> None:
        self.tried += 1
        if not found:
            self.missed.append(str(what))

    def __str__(self) -> str:
        return f"{self.tried - len(self.missed)} / {self.tried} found"


def policies() -> list[Policy]:
    """Return every policy of the database."""
    rows = asked("SELECT tablename, policyname, cmd FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2")
    return [Policy(*(str(value) for value in row)) for row in rows]


def strangers(scene: Scene) -> list[Stranger]:
    """Return nobody, and somebody of each role who has nothing to do with any row."""
    found = [Stranger("nobody")]
    for role in Role:
        if role in BY_ROLE_ALONE:
            continue
        user = User.objects.create(username=f"stranger {role}", name="A Stranger", joined_at=now())
        agency = new_id() if role is Role.AGENCY_WORKER else None
        unit = None if agency else scene.elsewhere
        posting = Posting.objects.create(user=user, role=role, unit=unit, agency=agency, starts_at=now())
        found.append(Stranger(role, user.pk, posting.pk))
    return found


def attack(scene: Scene, who: Stranger, table: str, commands: Iterable[str] = COMMANDS) -> Iterator[str]:
    """Return each command by which a stranger reaches a row of a table: none, while the policies stand."""
    for command in commands:
        with as_runtime(who.user, who.posting):
            if not refused(*_statement(scene, table, command)):
                yield command


def _statement(scene: Scene, table: str, command: str) -> Statement:
    """Return a statement that needs no other policy than its command's own: it reads nothing of what it changes."""
    if command == "SELECT":
        return f'SELECT 1 FROM "{table}"', []
    if command == "DELETE":
        return f'DELETE FROM "{table}"', []
    if command == "UPDATE":
        return scene.touching(table)
    return scene.adding(table, scene.another(table, scene.row(table)))


def reached(scene: Scene, who: Iterable[Stranger]) -> list[str]:
    """Return what strangers reach while every policy stands: nothing."""
    return [
        f"{each.who}: {command} {table}"
        for each in who
        for table in scene.tables
        for command in attack(scene, each, table)
    ]


def open_each(scene: Scene, who: Sequence[Stranger], wanted: Iterable[Policy]) -> Found:
    """Open policies, one at a time, and see whether a stranger finds it."""
    found = Found()
    for policy in wanted:
        with taken_back():
            policy.open()
            found.note(policy, found=any(any(attack(scene, each, policy.table, policy.commands)) for each in who))
    return found


def compare_each(wanted: Iterable[Policy]) -> Found:
    """Open policies, one at a time, and see whether the comparison with the source names it."""
    found, before = Found(), set(differences(connection))
    for policy in wanted:
        with taken_back():
            policy.open()
            told = [line for line in differences(connection) if line not in before]
        found.note(policy, found=any(f"policy {policy.table} {policy.name} " in line for line in told))
    return found
