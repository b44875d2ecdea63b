"""`offramp migrate`: extensions, then tables, then the months of the logs, then the wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.state import ModelState, ProjectState

from offramp.access import wall
from offramp.kernel.collecting import no_collecting
from offramp.kernel.database import create_extensions
from offramp.kernel.roles import missing
from offramp.kernel.sealed import key_store


class Command(migrate.Command):
    """Django's migrate, with what must stand before it and what must follow it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. The wall is applied only when every table is there: not for one app, a plan or a check."""
        looks_only = options["plan"] or options["check_unapplied"]
        if not looks_only:
            _look_for_roles()
            create_extensions(connection)
            key_store().prepare()
        with no_collecting(), new_ones_alone():  # of the tables as they were at each step
            super().handle(*args, **options)
        if not looks_only and not options["app_label"]:
            call_command("partitions", verbosity=0)
            wall.apply(connection)


def _look_for_roles() -> None:
    """A new version may bring a database role with it, which whoever migrates may not be able to make."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        absent = missing({name for (name,) in cursor.fetchall()})
    if absent:
        raise CommandError(f"The database has no role {', '.join(absent)}. Run `offramp roles` first.")


ADD: Final = "add_model"
ADD_USUALLY: Final = ProjectState.add_model


@contextmanager
def new_ones_alone() -> Iterator[None]:
    """Render a new table alone, until the block ends.

    Django renders with it all that it points to, and whatever is related to those: with us, nearly every table each
    time. Nothing there can change by it, and an empty database takes half the time.
    """
    setattr(ProjectState, ADD, _add_alone)
    try:
        yield
    finally:
        setattr(ProjectState, ADD, ADD_USUALLY)


def _add_alone(state: ProjectState, model: ModelState) -> None:
    rendered = vars(state).pop("apps", None)  # what isn't there is not rendered anew
    ADD_USUALLY(state, model)
    if rendered is not None:
        rendered.render_multiple([model])
        vars(state)["apps"] = rendered
