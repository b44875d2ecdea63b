"""`offramp dictionary`: write docs/dictionary.md anew, or check that it is fresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.config.dictionary import dictionary
from offramp.kernel.database import PROJECT


class Command(BaseCommand):
    help = "Write docs/dictionary.md from the models; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail if the page differs from the models.")

    def handle(self, *args: Any, **options: Any) -> None:
        page, made = PROJECT / "docs" / "dictionary.md", dictionary()
        if not options["check"]:
            page.parent.mkdir(exist_ok=True)
            page.write_text(made)
        elif not page.exists() or page.read_text() != made:
            raise CommandError("docs/dictionary.md is stale: run `offramp dictionary`.")
