"""`offramp keys`: the keys of sealed text, wrapped anew after a change of their secret, or destroyed for a subject."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from offramp.audit.actions import record
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.sealed import KeyStoreAway, key_store

MACHINE = Actor(kind=ActorKind.SYSTEM)


class Command(BaseCommand):
    """Look after the keys of sealed text."""

    help = "Wrap the keys of sealed text anew, or destroy the key of one person or intake for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how it may be called."""
        kinds = parser.add_subparsers(dest="what", required=True)
        kinds.add_parser("rewrap", help="wrap every key by the first of KEYSTORE_SECRETS")
        destroying = kinds.add_parser("destroy", help="make all sealed text of one subject unreadable, in backups too")
        destroying.add_argument("subject", type=UUID, help="the key of the person's or the intake's row")
        destroying.add_argument("--for-ever", action="store_true", help="yes: it can't be taken back")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked, and say it in a sentence."""
        try:
            said = _rewrapped() if options["what"] == "rewrap" else _destroyed(options["subject"], options["for_ever"])
        except KeyStoreAway as reason:
            raise CommandError("The key store can't be reached. Nothing was changed.") from reason
        self.stdout.write(said)


def _rewrapped() -> str:
    count = key_store().rewrap()
    return f"{count} keys are wrapped by the first of KEYSTORE_SECRETS. The others can go, once no backup needs them."


def _destroyed(subject: UUID, certain: bool) -> str:
    if not certain:
        raise CommandError("This can't be taken back. If you mean it, add --for-ever.")
    with transaction.atomic():
        record(verb="key.destroyed", by=MACHINE, at=now(), subject=subject, about=subject)
        if not key_store().destroy(subject, at=now()):
            raise CommandError(f"There is no key for {subject}. Nothing was changed.")
    return f"The key of {subject} is destroyed. Its sealed text opens nowhere any more."
