"""`offramp mailbox`: reads the program's mailbox as the database role `job`, and goes on with whatever comes."""

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.engagement import imap, mailbox


class Command(BaseCommand):
    """Keep every mail of the mailbox until told to stop; a mail in hand is finished first."""

    help = "Read the program's mailbox until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        parser.add_argument("--once", action="store_true", help="keep what is there now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the mailbox that IMAP_URL names."""
        if not settings.IMAP_URL:
            raise CommandError("IMAP_URL is not set: there is no mailbox to read.")
        address = imap.address_of(settings.IMAP_URL)
        if options["once"]:
            with imap.opened(address) as box:
                told = mailbox.read_folder(box, keep=mailbox.keep)
            self.stdout.write(f"{told.kept} kept, {told.left} left in the mailbox.")
            return
        told_to_stop: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda got, _frame: told_to_stop.append(got))
        mailbox.watch(address, stopping=lambda: bool(told_to_stop))
