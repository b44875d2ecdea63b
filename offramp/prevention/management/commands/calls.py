"""`offramp calls`: import counts of calls from a file, as a prevention officer."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from offramp.access.actions import set_identity
from offramp.access.queries import actor_in, posting_to_act_in
from offramp.accounts.queries import accounts
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.prevention.actions.assessments import import_counts
from offramp.prevention.queries.calls import areas_by_name
from offramp.prevention.rules.counts import read_counts


class Command(BaseCommand):
    """Import a file of counts. If one line is wrong nothing is taken, and each wrong line is named."""

    help = "Import counts of calls by area, type and month, week or day (CSV in UTF-8)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the prevention officer in whose name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say how many counts; a known failure is one sentence for each wrong line."""
        at = now()
        by = actor_named(options["by"])
        read = read_counts(text_of(options["file"]), areas_by_name(), today=timezone.localdate(at))
        if read.problems or read.period is None:
            raise CommandError("\n".join(read.problems))
        try:
            file = import_counts(period=read.period, counts=read.counts, by=by, at=at)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{file.counts} counts, {file.first_on} to {file.last_on}.")


def actor_named(username: str) -> Actor:
    """Return a user as the one who acts, in the database's eyes too."""
    user = accounts(text=username, at=now()).filter(username=username).first()
    held = posting_to_act_in(user.pk, chosen=None, at=now()) if user else None
    if user is None or held is None:
        raise CommandError(f"Nobody with an office signs in as “{username}”.")
    set_identity(user.pk, held.pk)
    return actor_in(held, at=now())


def text_of(file: Path) -> str:
    """Return the text of a file."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8. Save it as CSV in UTF-8.") from error
