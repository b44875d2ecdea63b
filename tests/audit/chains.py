"""A chain of sealed rows in a database of the test's own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from offramp.audit.actions import record, record_look
from offramp.audit.rules import Keys
from offramp.audit.sealing.heads import Head, Heads
from offramp.audit.sealing.verifying import Proof, verify
from offramp.audit.sealing.watch import seal_once
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.identity import PUBLIC, Viewer
from offramp.kernel.ids import new_id
from offramp.kernel.roles import Role
from tests.conftest import connected_as

KEYS = Keys("the key of the tests' seal, held by nobody else")


class Chain:
    """The logs of one database, and their sealer."""

    def __init__(self, server: Server, database: str, folder: Path) -> None:
        self.server = server
        self.database = database
        self.heads = Heads(folder, KEYS)
        self.rows: list[UUID] = []

    def write(self, count: int) -> list[UUID]:
        """Write audit rows, as the application does, and return their ids."""
        return [record(verb="test.done", by=PUBLIC, at=now(), fields=[f"f{number}"]).pk for number in range(count)]

    def look(self, subjects: int) -> None:
        """Write the read log of a response that showed so many people."""
        viewer = Viewer(PUBLIC)
        for _ in range(subjects):
            viewer.show(new_id(), "identity")
        record_look(viewer=viewer, route="people:record", at=now())

    def seal(self, keys: Keys = KEYS) -> int:
        """Seal what is there, as the sealer's role, and return how many blocks that made."""
        with self.sealing():
            return len(seal_once(keys, Heads(self.heads.path.parent, keys), clock=now, patience=5))

    def verify(self, keys: Keys = KEYS, *, heads: Iterable[Head] | None = None, start: int = 1) -> Proof:
        """Verify, as the sealer's role."""
        with self.sealing():
            return verify(keys, heads=heads, start=start)

    @contextmanager
    def sealing(self) -> Iterator[None]:
        """Be the sealer's role."""
        with connected_as(self.server.url(Role.SEAL, self.database)):
            yield
