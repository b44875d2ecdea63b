"""One connection that writes as fast as it can, audited and not by turns. In a Django process as the runtime role.

The turns are the same moments for every connection, so that all of them write in the same way at once.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.db import transaction

from bench._without import unlogged
from offramp.access.actions import set_identity
from offramp.access.enums import Role
from offramp.access.queries import actor_in
from offramp.accounts.models import Posting
from offramp.accounts.queries import one_of_each_role
from offramp.areas.models import Branch
from offramp.casework.actions import write_note
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.people.actions import note_sighting
from offramp.triage.actions import ask_help
from offramp.triage.enums import Seen, Urgency

WAYS: tuple[Callable[[], AbstractContextManager[None]], ...] = (nullcontext, unlogged)


class Writer:
    """Does by turns what is written most: an ask, a place somebody was found, a note."""

    def __init__(self, person: UUID) -> None:
        held = {posting.role: posting for posting in one_of_each_role(at=now())}
        self.patrol, self.navigator = held[Role.PATROL_OFFICER], held[Role.NAVIGATOR]
        self.person, self.branch, self.turn = person, Branch.objects.order_by("position")[0].pk, 0

    def write_until(self, moment: float) -> int:
        """Write until a moment of the clock, each in a transaction of its own, and return how many."""
        done = 0
        while time.time() < moment:
            self.write()
            done += 1
        return done

    def write(self) -> None:
        """Write once."""
        self.turn += 1
        acts = ((self.patrol, self._ask), (self.navigator, self._found), (self.navigator, self._note))
        posting, act = acts[self.turn % len(acts)]
        with transaction.atomic():
            set_identity(posting.user_id, posting.pk)
            act(_actor(posting))

    def _ask(self, by: Actor) -> None:
        ask_help(
            place=f"Jasper Avenue {self.turn}",
            seen=[Seen.COLD, Seen.NO_HOME],
            urgency=Urgency.TODAY,
            on_scene_wanted=False,
            branch=self.branch,
            story="Sits by the wall without a coat, answers, wants to get warm.",
            by=by,
            at=now(),
        )

    def _found(self, by: Actor) -> None:
        note_sighting(person=self.person, place=f"Jasper Avenue {self.turn}", company="", by=by, at=now())

    def _note(self, by: Actor) -> None:
        write_note(person=self.person, text="Would like a room before the snow.", by=by, at=now())


def _actor(posting: Posting) -> Actor:
    return actor_in(posting, at=now())


def tell() -> None:
    """Say when ready, hear who is written about and when each turn begins, and print how many writes each had."""
    print("ready", flush=True)
    told = json.loads(sys.stdin.readline())
    writer, done = Writer(UUID(told["person"])), []
    writer.write()
    for turn, begins in enumerate(told["begins"]):
        time.sleep(max(0.0, begins - time.time()))
        with WAYS[turn % len(WAYS)]():
            done.append(writer.write_until(begins + told["seconds"]))
    print(json.dumps(done))
