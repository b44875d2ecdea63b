"""Keeps the embedded server up while somebody needs it. The last to leave stops it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from offramp.kernel.embedded.server import Embedded, Server


@contextmanager
def in_use(embedded: Embedded) -> Iterator[Server]:
    """Start the server where it is down, and stop it afterwards unless another process still uses it.

    A server that was started without a lease is left running. The kernel lets go of the lock of a killed process,
    so nobody is counted for ever.
    """
    embedded.home.mkdir(parents=True, exist_ok=True)
    leased = embedded.home / "pg.leased"
    with (embedded.home / "pg.users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        if not embedded.running():
            leased.touch()
        try:
            yield embedded.start()
        finally:
            if _is_last(users.fileno()) and leased.exists():
                embedded.stop()
                leased.unlink()


def _is_last(users: int) -> bool:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
