"""`offramp audit verify`: proves that the logs are as they were sealed, or names where they are not."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.audit.sealing.heads import read_heads
from offramp.audit.sealing.telling import as_data, in_words
from offramp.audit.sealing.verifying import verify
from offramp.config.seals import keys


class Command(BaseCommand):
    """Compare every sealed row with its block, every block with its neighbours and its code."""

    help = "Prove that the logs are as they were sealed. The exit code is 1 where they are not."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        parser.add_argument("what", choices=["verify"], help="verify: compare everything with its seal")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--heads", type=Path, metavar="FILE", help="the heads noted outside the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, and say what was found and what can't be proven."""
        ring, file = keys(), options["heads"]
        try:
            proof = verify(ring, heads=read_heads(file, ring) if file else None)
        except OSError as error:
            raise CommandError(f"The heads in {file} can't be read: {error.strerror}.") from error
        said = json.dumps(as_data(proof), indent=2) + "\n" if options["json"] else in_words(proof)
        self.stdout.write(said, ending="")
        if proof.broken:
            raise SystemExit(1)
