"""The product without its wall, for measuring alone: a role that no row security holds, and logs that nobody writes.

There is no such switch in the product. Run as a module, this serves it like `offramp serve` does, but without logs.
"""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType

import psycopg
from psycopg import sql

from bench._site import Stored
from offramp.kernel.roles import Role

LOGIN = "bench_without_wall"
LOGS = ("record", "record_look")


@dataclass(frozen=True, slots=True)
class Open(Stored):
    """A database whose application is held by no row security."""

    password: str = ""

    def environment(self, role: Role) -> dict[str, str]:
        """Return the environment of a process that may do what the application may, and sees every row."""
        where = self.server.url(Role.APP, self.database).split("@", 1)[1]
        return Stored.environment(self, role) | {"APP_DATABASE_URL": f"postgresql://{LOGIN}:{self.password}@{where}"}


@contextmanager
def without_row_security(stored: Stored) -> Iterator[Open]:
    """Make a role that bypasses row security, and may do what the application may, until the block ends."""
    password = secrets.token_hex(16)
    name, app = sql.Identifier(LOGIN), sql.Identifier(Role.APP.login)
    with psycopg.connect(stored.server.superuser_url(stored.database), autocommit=True) as superuser:
        superuser.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(name))
        superuser.execute(
            sql.SQL("CREATE ROLE {} LOGIN BYPASSRLS PASSWORD {} IN ROLE {}").format(name, sql.Literal(password), app)
        )
        try:
            yield Open(stored.server, stored.database, stored.home, password)
        finally:
            superuser.execute(sql.SQL("DROP ROLE {}").format(name))


@contextmanager
def unlogged() -> Iterator[None]:
    """Write neither audit nor read log until the block ends, wherever a module has taken their functions to itself."""
    actions = import_module("offramp.audit.actions")
    written = {getattr(actions, name) for name in LOGS}
    held = [
        (module, name, value)
        for module in list(sys.modules.values())
        for name, value in list(getattr(module, "__dict__", {}).items())
        if type(value) is FunctionType and value in written  # a lazy object would be made by isinstance
    ]
    for module, name, _value in held:
        setattr(module, name, _nothing)
    try:
        yield
    finally:
        for module, name, value in held:
            setattr(module, name, value)


def _nothing(**_said: object) -> None:
    """Take what would be written down, and write nothing."""


if __name__ == "__main__":
    import_module("offramp.config.wsgi")  # loads the application, as gunicorn would
    with unlogged():
        import_module("offramp.config.serving").serve(sys.argv[1:])
