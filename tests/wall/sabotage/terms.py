"""Each term is left out of its policies, one at a time; whoever read the record while it stood must find that."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from offramp.access.enums import Operation
from offramp.access.wall.policies import open_when
from offramp.kernel.ids import new_id
from tests.wall.sabotage.cells import Stander, has_a_way, standers
from tests.wall.sabotage.plainly import plainly
from tests.wall.sabotage.policies import Found
from tests.wall.sabotage.scene import Row, Scene, Statement, as_runtime, execute, refused, taken_back

BY: dict[Operation, str] = {Operation.READ: "app_select", Operation.WRITE: "app_insert"}


@dataclass(slots=True)
class Outcome:
    """What was found; and what would make that worth nothing: open to nobody before, or open to somebody after."""

    found: Found = field(default_factory=Found)
    tables: set[str] = field(default_factory=set)
    never_open: list[str] = field(default_factory=list)
    open_when_over: list[str] = field(default_factory=list)


def leave_out_each(scene: Scene) -> Outcome:
    """Let each term of each table be over, then leave it out of the policy, and see who reads and writes."""
    outcome, people = Outcome(), standers(scene)
    for table, wall in scene.walls.items():
        for column in wall.terms:
            outcome.tables.add(table)
            for operation in Operation:
                who = [each for each in people if _may(scene, each, operation, table)]
                with taken_back():
                    _try(scene, table, column, operation, who, outcome)
    return outcome


def _may(scene: Scene, who: Stander, operation: Operation, table: str) -> bool:
    wall = scene.walls[table]
    cell = (str(who.role), str(operation), str(who.basis), str(wall.category))
    return cell in plainly() and has_a_way(wall, who, operation)


def _try(scene: Scene, table: str, column: str, operation: Operation, who: Sequence[Stander], outcome: Outcome) -> None:
    what = f"{table}.{column} ({operation})"
    row = _alone(scene, table)
    if not _opens(scene, table, row, operation, who):
        outcome.never_open.append(what)
    execute("DELETE FROM access_term WHERE subject = %s", [row[column]])
    over = {**scene.row("access_term"), "id": str(new_id()), "subject": row[column], "ends_at": "2026-01-02 09:00Z"}
    scene.put("access_term", over)
    if _opens(scene, table, row, operation, who):
        outcome.open_when_over.append(what)
    _leave_out(scene, table, column, operation)
    outcome.found.note(what, found=_opens(scene, table, row, operation, who))


def _alone(scene: Scene, table: str) -> Row:
    """Return a row that stands in its table alone, with a key of its own unless a grant names that."""
    execute(f'DELETE FROM "{table}"')
    row = scene.row(table)
    if "id" not in scene.walls[table].subjects:
        row["id"] = str(new_id())
    return row


def _opens(scene: Scene, table: str, row: Row, operation: Operation, who: Sequence[Stander]) -> bool:
    return any(_reaches(scene, table, row, operation, each) for each in who)


def _reaches(scene: Scene, table: str, row: Row, operation: Operation, who: Stander) -> bool:
    author = scene.walls[table].author
    theirs = {**row, author: str(who.user)} if author and who.user else row
    with taken_back():
        if operation is Operation.READ:
            scene.put(table, theirs)
        with as_runtime(who.user, who.posting, link=who.secret):
            statement: Statement = (
                (f'SELECT 1 FROM "{table}"', []) if operation is Operation.READ else scene.adding(table, theirs)
            )
            return not refused(*statement)


def _leave_out(scene: Scene, table: str, column: str, operation: Operation) -> None:
    wall = scene.walls[table]
    others = tuple(each for each in wall.terms if each != column)
    clause = "USING" if operation is Operation.READ else "WITH CHECK"
    condition = open_when(table, replace(wall, terms=others), str(operation))
    execute(f'ALTER POLICY "{BY[operation]}" ON "{table}" {clause} ({condition})')
