"""The command line: `offramp` and `python -m offramp`. Our own commands, and every command of Django."""

import os
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from importlib import import_module

import psycopg

from offramp.config.environment import SettingsRefused, home
from offramp.kernel import database
from offramp.kernel.collecting import no_collecting
from offramp.kernel.embedded import Embedded, in_use
from offramp.kernel.roles import Role
from offramp.kernel.starting import CannotStart

OURS: Mapping[str, tuple[str, str]] = {
    "demo": ("offramp.config.supervisor:demo", "run everything here, with the training city"),
    "serve": ("offramp.config.serving:serve", "serve the web pages"),
    "work": ("", "do background jobs"),
    "mailbox": ("", "read PACE's mailbox, and what comes (--once)"),
    "calls": ("", "import counts of calls from a file (--by)"),
    "bulletin": ("", "count the six published counters of a period (--json)"),
    "migrate": ("", "bring tables and the wall up to date"),
    "seal": ("", "seal the logs in blocks (--once)"),
    "audit": ("", "prove that the logs are as they were sealed (verify)"),
    "keys": ("", "wrap the keys of sealed text anew (rewrap), or destroy one (destroy)"),
    "partitions": ("", "make the logs' partitions of this month and the next ones"),
    "setup": ("", "make branches, units, teams, agencies as a file says (--check)"),
    "city": ("", "fill an empty database with the training city"),
    "roles": ("offramp.config.roles:make_roles", "make the database's roles, or print the SQL"),
    "doctor": ("offramp.config.doctor:doctor", "say what is wrong, and what to do (--json)"),
    "secret": ("offramp.config.secret:secret", "print fresh secrets, as settings"),
    "bench": ("offramp.config.measuring:bench", "measure, and print a table"),
    "proof": ("offramp.config.measuring:proof", "run the long proofs"),
}
"""Our own commands: the function that carries each out, and what it does. Without one it is one of Django's kind.

They are named, not imported: the supervisor and its children start faster without what they don't need.
"""
ROLES: Mapping[str, Role] = {
    "work": Role.JOB,
    "mailbox": Role.JOB,
    "procrastinate": Role.JOB,
    "seal": Role.SEAL,
    "audit": Role.SEAL,
    **dict.fromkeys(["city", "doctor", "migrate", "partitions", "prepare", "setup"], Role.OWNER),
    **dict.fromkeys(["dbshell", "flush", "makemigrations", "showmigrations", "sqlmigrate"], Role.OWNER),
}
GOING_ON = {"serve", "work", "mailbox", "seal"}
"""The commands that run as long as the service does. None of them may hold the owner's address."""
WITHOUT_DATABASE = {
    "--help",
    "--version",
    "check",
    "collectstatic",
    "compilemessages",
    "dictionary",
    "french",
    "guide",
    "help",
    "makemessages",
    "version",
}
"""The commands for which the embedded server isn't started."""


def main() -> None:
    """Carry out the command that was typed. A known failure is one sentence and exit code 2, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offramp.config.settings")
    name, *arguments = sys.argv[1:] or ["help"]
    os.environ.setdefault("OFFRAMP_DB_ROLE", ROLES.get(name, Role.APP))
    try:
        run(name, arguments)
    except SettingsRefused as refusal:
        leave(refusal.problems)
    except CannotStart as failure:
        leave([str(failure)])
    except Exception as failure:
        if not isinstance(failure.__cause__ or failure, psycopg.OperationalError):
            raise
        leave([f"The database can't be used: {str(failure).strip()}", "Run `offramp doctor`: it names the cause."])


def run(name: str, arguments: list[str]) -> None:
    """Carry out one command: ours by its function, any other as Django's."""
    if name in GOING_ON and database.is_named(Role.OWNER):
        own = database.setting_name(database.current_role())
        raise CannotStart(f"DATABASE_URL is the owner's. Start offramp {name} without it, with {own} alone.")
    module, _, function = OURS.get(name, ("", ""))[0].partition(":")
    if module:
        getattr(import_module(module), function)(arguments)
        return
    if name == "help" and not arguments:
        sys.stdout.write("Offramp's own commands:\n\n")
        sys.stdout.writelines(f"  {ours:<11}{words}\n" for ours, (_, words) in OURS.items())
    django_command(name)


def leave(problems: list[str]) -> None:
    """Say what is wrong and end with exit code 2."""
    sys.stderr.writelines(f"offramp: {problem}\n" for problem in problems)
    sys.exit(2)


def django_command(name: str) -> None:
    """Run a management command. The embedded server is up while it runs."""
    alone = not database.is_embedded() or name in WITHOUT_DATABASE
    with nullcontext() if alone else in_use(Embedded(home())):
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])  # now that the server's port is known
        import django
        from django.core.management import execute_from_command_line

        with no_collecting():  # of what is loaded once and stays
            django.setup()
        execute_from_command_line(sys.argv)
