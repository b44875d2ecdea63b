"""`offramp work`: the worker that does background jobs, as the database role `job`."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run one worker until it is told to stop; a job in hand is finished first."""

    help = "Do background jobs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the worker. Its listener holds a connection of its own, so never lead it through a pooler."""
        call_command("procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "20")
