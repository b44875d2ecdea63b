"""`offramp city`: fill an empty database with the training city."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.config.city import loading
from offramp.kernel.clock import now


class Command(BaseCommand):
    """Load the invented population, its agencies, staff and years of work. Nobody in it is real."""

    help = "Fill an empty database with the training city."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are accounts already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, and say how long that took. Never beside anybody's real data."""
        if not loading.is_empty():
            if options["if_empty"]:
                return
            raise CommandError("There are accounts in this database already. The training city needs an empty one.")
        began = time.monotonic()
        rows = loading.fill(now())
        self.stdout.write(f"The training city: {rows:,} rows in {time.monotonic() - began:.1f} s.")
