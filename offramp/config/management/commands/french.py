"""`offramp french`: collect the words of the bilingual pages, compile their French, or check that both are fresh."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from offramp.config.french import FRENCH, brought_up_to_date, compiled_of, missing, written


class Command(BaseCommand):
    """Keep locale/fr at what the pages say. What has no French is named, and left in English until it has."""

    help = "Bring the French catalogue up to date and compile it; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail if a file is stale or a word has no French.")

    def handle(self, *args: Any, **options: Any) -> None:
        catalog = brought_up_to_date()
        edited, compiled = written(catalog)
        if not options["check"]:
            FRENCH.write_bytes(edited)
            compiled_of(FRENCH).write_bytes(compiled)
        elif (FRENCH.read_bytes(), compiled_of(FRENCH).read_bytes()) != (edited, compiled):
            raise CommandError("The French catalogue is stale: run `offramp french`.")
        if without := missing(catalog):
            raise CommandError("\n".join(["These have no French in offramp/locale/fr:", *without]))
