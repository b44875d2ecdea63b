"""`offramp setup FILE`: a service's branches, units, teams, agencies and first administrator, from one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from offramp.areas.queries import training_city
from offramp.config.founding.apply import Founding
from offramp.config.founding.plan import CannotBe, read_plan
from offramp.desk.web.accounts.acts import password_address
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused


class Command(BaseCommand):
    """Make what the file says, or put it right. Run it again after each change of the file: it is safe."""

    help = "Make or change branches, units, teams, agencies and the first administrator as a file says."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        parser.add_argument("file", type=Path, help="see docs/guide/service.toml")
        parser.add_argument("--check", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Follow the file whole or not at all."""
        if training_city():
            raise CommandError("This database holds the training city. Use one of your own.")
        try:
            founding = Founding(read_plan(options["file"].read_text("utf-8")), at=now())
            founding.apply(only_say=options["check"])
        except (OSError, UnicodeDecodeError) as unread:
            raise CommandError(f"{options['file']} can't be read: {unread}") from unread
        except CannotBe as wrong:
            raise CommandError("\n".join(["Nothing was done:", *wrong.problems])) from wrong
        except Refused as refused:
            raise CommandError(f"Nothing was done: {refused}") from refused
        except IntegrityError as twice:
            raise CommandError(f"Nothing was done: two would be called the same. {twice}") from twice
        for line in founding.done or ["All is as the file says."]:
            self.stdout.write(line)
        for line in founding.left_out():
            self.stdout.write(f"Kept, though the file does not have it: {line}")
        if options["check"]:
            self.stdout.write("Only said, not done.")
        elif founding.new_administrator:
            address = f"{settings.SITE_URL}{password_address(founding.new_administrator)}"
            days = settings.PASSWORD_RESET_TIMEOUT // 86_400
            self.stdout.write(f"They set their password here, within {days} days: {address}")
