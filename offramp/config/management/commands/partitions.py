"""`offramp partitions`: makes the partitions of this month and the next ones, as the owner."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from offramp.kernel.clock import now
from offramp.kernel.partitions import add_months


class Command(BaseCommand):
    """Cut the logs by month ahead of time. `offramp migrate` does it too; by itself it belongs on a monthly timer."""

    help = "Make the partitions of this month and the next ones."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, and name it."""
        try:
            made = add_months(connection, at=now())
        except OperationalError as error:
            raise CommandError(f"A table is busy, and nothing of it was moved ({error}). Try again.") from error
        if options["verbosity"]:
            self.stdout.write("".join(f"Made {name}.\n" for name in made) or "Nothing was missing.", ending="")
