"""`offramp seal`: the sealer of the logs, as the database role `seal`, which reads them and adds blocks."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.audit.sealing.telling import counted
from offramp.audit.sealing.watch import seal_on, seal_once
from offramp.config.seals import heads, keys
from offramp.kernel.clock import now

PATIENCE = 60.0


class Command(BaseCommand):
    """Seal what was written, about each second, until told to stop; then note the head outside."""

    help = "Seal the logs in blocks until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        parser.add_argument("--once", action="store_true", help="seal what is there now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal. It holds a lock of its session, so never lead it through a pooler."""
        if options["once"]:
            try:
                made = seal_once(keys(), heads(), clock=now, patience=PATIENCE)
            except TimeoutError as reason:
                raise CommandError(f"{reason} Nothing was sealed.") from reason
            rows = sum(sum(block.tables.values()) for block in made)
            self.stdout.write(f"{counted(rows, 'row')} sealed in {counted(len(made), 'block')}.")
            return
        told_to_stop: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda got, _frame: told_to_stop.append(got))
        seal_on(keys(), heads(), clock=now, stopping=lambda: bool(told_to_stop))
