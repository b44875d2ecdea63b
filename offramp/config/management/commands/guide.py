"""`offramp guide`: write the guide's generated pages anew, or check that they are fresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.config.guide import PAGES, unexplained
from offramp.kernel.database import PROJECT


class Command(BaseCommand):
    """Keep the guide's tables at what the code does."""

    help = "Write the generated pages of docs/guide; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail if a page differs from the code.")

    def handle(self, *args: Any, **options: Any) -> None:
        if unsaid := unexplained():
            raise CommandError(f"Settings and their meanings differ, see offramp/config/guide.py: {', '.join(unsaid)}")
        folder = PROJECT / "docs" / "guide"
        for name, make in PAGES.items():
            page, made = folder / name, make()
            if not options["check"]:
                page.write_text(made)
            elif not page.exists() or page.read_text() != made:
                raise CommandError(f"docs/guide/{name} is stale: run `offramp guide`.")
