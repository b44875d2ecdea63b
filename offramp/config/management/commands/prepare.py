"""`offramp prepare`: what the demo needs before it can be served."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from offramp.config import preparation
from offramp.config.city.loading import who_can_sign_in


class Command(BaseCommand):
    """Migrate, gather static files, load the training city, and note that it was done."""

    help = "Bring tables, static files and the training city up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out each step; all of them may be repeated."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        call_command("city", "--if-empty")
        preparation.done(settings.HOME, who_can_sign_in())
