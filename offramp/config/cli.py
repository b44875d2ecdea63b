"""The command line: `offramp` and `python -m offramp`. Our own commands, and every command of Django."""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from importlib import import_module

from cryptography.fernet import Fernet
from django.core.management import execute_from_command_line

from offramp.config.doctor import doctor
from offramp.config.environment import SettingsRefused, home
from offramp.config.roles import make_roles
from offramp.config.serving import serve
from offramp.config.supervisor import DemoRefused, demo
from offramp.kernel import database
from offramp.kernel.embedded import Embedded, EmbeddedFailed, NoPostgres, in_use
from offramp.kernel.roles import Role

ROLES: Mapping[str, Role] = {
    "work": Role.JOB,
    "procrastinate": Role.JOB,
    **dict.fromkeys(
        ["city", "dbshell", "doctor", "flush", "makemigrations", "migrate", "prepare", "showmigrations", "sqlmigrate"],
        Role.OWNER,
    ),
}
WITHOUT_DATABASE = {
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "version",
}
"""The commands for which the embedded server isn't started."""


def main() -> None:
    """Carry out the command that was typed. A known failure is one sentence and exit code 2, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offramp.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ.setdefault("OFFRAMP_DB_ROLE", ROLES.get(name, Role.APP))
    try:
        OURS.get(name, django_command)(sys.argv[2:])
    except SettingsRefused as refusal:
        leave(refusal.problems)
    except (DemoRefused, EmbeddedFailed, NoPostgres) as failure:
        leave([str(failure)])


def leave(problems: list[str]) -> None:
    """Say what is wrong and end with exit code 2."""
    for problem in problems:
        print(f"offramp: {problem}", file=sys.stderr)
    sys.exit(2)


def django_command(arguments: list[str]) -> None:
    """Run a management command. The embedded server is up while it runs."""
    alone = not database.is_embedded() or not sys.argv[1:] or sys.argv[1] in WITHOUT_DATABASE
    with nullcontext() if alone else in_use(Embedded(home())):
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])  # now that the server's port is known
        execute_from_command_line(sys.argv)


def serve_here(arguments: list[str]) -> None:
    """Turn this process into the web server. It doesn't start the database: nobody would stop it."""
    if database.is_embedded() and not Embedded(home()).running():
        leave(["The database is not running. Start all of it with `offramp demo`, or set DATABASE_URL."])
    import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    serve(arguments)


def secret(arguments: list[str]) -> None:
    """Print fresh secrets, as settings."""
    print(f"SECRET_KEY={secrets.token_urlsafe(50)}")
    print(f"DRAFT_KEY={Fernet.generate_key().decode()}")


OURS: Mapping[str, Callable[[list[str]], None]] = {
    "demo": demo,
    "doctor": doctor,
    "roles": make_roles,
    "secret": secret,
    "serve": serve_here,
}
