"""A month's roster is worked out: progress is written as it goes, in short transactions, so that a page can show it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.engagement.actions import months as actions
from offramp.engagement.queries.months import Now, month_now
from offramp.engagement.rules.months import Solved
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, Viewer

EVERY_SECONDS = 1.0


@app.task(name="engagement.propose_month")
def propose_month(*, proposal: str) -> None:
    """Work out a month's roster. A second run, or one beside another that is at it, does nothing."""
    key = UUID(proposal)
    with _as_clerk() as by:
        begun = actions.begin(proposal=key, by=by, at=now())
        if begun is None:
            return
        stands = month_now(Viewer(by), begun.month, at=now())
    try:
        found = _work_out(key, stands)
        with _as_clerk() as by:
            actions.finish(proposal=key, month=stands.month, stood=stands.stands, found=found, by=by, at=now())
    except Exception:
        with _as_clerk() as by:
            actions.fail(proposal=key, by=by, at=now())
        raise


class _Latest:
    """What the solver told last, from a thread of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: Solved | None = None

    def tell(self, found: Solved) -> None:
        """Take what the solver tells."""
        with self._lock:
            self._found = found

    def take(self) -> Solved | None:
        """Return what was told last."""
        with self._lock:
            return self._found


def _work_out(proposal: UUID, stands: Now) -> Solved:
    """Let the solver work in a thread, and write down how far it is: the database is asked from this one alone."""
    from offramp.engagement.rules.solving import solve  # here: each process would take a second to load the solver

    latest, seconds = _Latest(), settings.PACE_MONTH_SECONDS
    with ThreadPoolExecutor(max_workers=1) as pool:
        work = pool.submit(solve, stands.month, seconds=seconds, told=latest.tell)
        while not wait([work], timeout=EVERY_SECONDS).done:
            with _as_clerk():
                actions.note_progress(proposal=proposal, found=latest.take(), at=now())
        return work.result()


@contextmanager
def _as_clerk() -> Iterator[Actor]:
    with transaction.atomic():
        yield act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
