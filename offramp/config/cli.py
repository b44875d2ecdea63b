"""The command line: `offramp` and `python -m offramp`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Carry out the command that was typed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offramp.config.settings")
    execute_from_command_line(sys.argv)
