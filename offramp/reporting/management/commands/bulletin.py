"""`offramp bulletin`: the six published counters of a period."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.areas.queries import branches
from offramp.kernel.errors import Refused
from offramp.reporting.queries import Figure, bulletin


class Command(BaseCommand):
    """Print the bulletin, as words or as JSON. Read-only."""

    help = "Print the six counters from one day to another, both included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="from_on", type=a_day, required=True, metavar="DAY", help="like 2021-01-04")
        parser.add_argument("--to", dest="to_on", type=a_day, required=True, metavar="DAY", help="like 2024-06-30")
        parser.add_argument("--branch", metavar="CODE", help="only the team of this branch")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures; a known failure is one sentence."""
        branch = the_branch(options["branch"]) if options["branch"] else None
        try:
            figures = bulletin(options["from_on"], options["to_on"], branch)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print(figures, as_json=options["json"])

    def _print(self, figures: list[Figure], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({figure.key: figure.count for figure in figures}, indent=2))
        for figure in figures:
            if not as_json:
                self.stdout.write(f"{'—' if figure.count is None else figure.count:>7}  {figure.label}")
            if figure.untold:
                self.stderr.write(f"{figure.label}: {figure.untold}")


def the_branch(code: str) -> UUID:
    """Return a branch by its short name or its name, in any case."""
    known = list(branches())
    for branch in known:
        if code.lower() in (branch.code, branch.name.lower()):
            return branch.pk
    raise CommandError(f"There is no branch “{code}”. Known: {', '.join(each.code for each in known) or 'none yet'}.")


def a_day(text: str) -> date:
    """Return a day written like 2024-06-30."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day. Write it like 2024-06-30.") from error
