"""The command line: `offramp` and `python -m offramp`. Our own commands, and every command of Django."""

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial
from importlib import import_module

import psycopg
from cryptography.fernet import Fernet
from django.core.management import execute_from_command_line
from django.db import OperationalError as DjangoOperationalError

from offramp.config.doctor import doctor
from offramp.config.environment import SettingsRefused, home
from offramp.config.measuring import run_from
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
    "dictionary",
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
    except (DjangoOperationalError, psycopg.OperationalError) as failure:
        leave([f"The database can't be used: {str(failure).strip()}", "Run `offramp doctor`: it names the cause."])


def leave(problems: list[str]) -> None:
    """Say what is wrong and end with exit code 2."""
    for problem in problems:
        print(f"offramp: {problem}", file=sys.stderr)
    sys.exit(2)


def show_help(arguments: list[str]) -> None:
    """List our own commands, then Django's; with a name, say how that one is used."""
    if not arguments:
        print("Offramp's own commands:\n")
        print("".join(f"  {name:<10}{words}\n" for name, words in HELP.items()))
    django_command(arguments)


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
    "bench": partial(run_from, "bench", "bench"),
    "demo": demo,
    "doctor": doctor,
    "help": show_help,
    "proof": partial(run_from, "proofs", "proof"),
    "roles": make_roles,
    "secret": secret,
    "serve": serve_here,
}
HELP: Mapping[str, str] = {
    "demo": "run everything here, with the training city",
    "serve": "serve the web pages",
    "work": "do background jobs",
    "bulletin": "count the six published counters of a period (--json)",
    "migrate": "bring tables and the wall up to date",
    "roles": "make the database's roles, or print the SQL",
    "doctor": "say what is wrong, and what to do (--json)",
    "secret": "print fresh secrets, as settings",
    "bench": "measure, and print a table",
    "proof": "run the long proofs",
}
