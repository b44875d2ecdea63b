"""`offramp french`: collect the words of public pages, compile their French and Arabic, or check that all is fresh."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.config.french import ARABIC, FRENCH, brought_up_to_date, compiled_of, missing, written


class Command(BaseCommand):
    """Keep locale/ at what the pages say. What has no translation is named, and left in English until it has."""

    help = "Bring the French and Arabic catalogues up to date and compile them; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail if a file is stale or a word has no French.")

    def handle(self, *args: Any, **options: Any) -> None:
        without = [word for language, path in _catalogues() for word in self._handle(language, path, options["check"])]
        if without:
            raise CommandError("\n".join(["These have no translation in offramp/locale:", *without]))

    def _handle(self, language: str, path: Path, check: bool) -> list[str]:
        catalog = brought_up_to_date(language)
        edited, compiled = written(catalog)
        if not check:
            path.write_bytes(edited)
            compiled_of(path).write_bytes(compiled)
        elif (path.read_bytes(), compiled_of(path).read_bytes()) != (edited, compiled):
            raise CommandError("A catalogue is stale: run `offramp french`.")
        return [f"{language}: {word}" for word in missing(catalog)]


def _catalogues() -> tuple[tuple[str, Path], ...]:
    return (("fr", FRENCH), ("ar", ARABIC))
