"""`offramp keys`: the keys of sealed text, wrapped anew after a change of their secret, or destroyed for a subject."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from offramp.audit.actions import record
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.sealed import KeyStoreAway, key_store
from offramp.triage.queries import intakes_with_others
from offramp.ui.actions import forget_about

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
    """Destroy a subject's key, those of the intakes about it alone, and what anybody typed about them and did not send.

    An intake about several people is theirs as much: its key goes with the last of their keys.
    """
    if not certain:
        raise CommandError("This can't be taken back. If you mean it, add --for-ever.")
    at, store, alone, shared = now(), key_store(), [], 0
    for intake, others in intakes_with_others(subject):
        if all(store.destroyed_at(other) for other in others):
            alone.append(intake)
        else:
            shared += 1
    held = [each for each in (subject, *alone) if store.key_of(each) is not None]
    if not held:
        raise CommandError(f"There is no key for {subject}. Nothing was changed.")
    forget_about([subject, *alone])
    for each in held:
        with transaction.atomic():  # one each: what is destroyed can't be rolled back, nor may its audit row be
            record(verb="key.destroyed", by=MACHINE, at=at, subject=each, about=subject)
            store.destroy(each, at=at)
    return _told(subject, len(alone), shared)


def _told(subject: UUID, alone: int, shared: int) -> str:
    said = [f"The key of {subject} is destroyed. Its sealed text opens nowhere any more."]
    if alone:
        said.append(f"So it is with the intakes about nobody else: {alone}.")
    if shared:
        said.append(f"Intakes about others too stay until the keys of those are destroyed: {shared}.")
    return " ".join(said)
