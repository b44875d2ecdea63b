"""One order for whatever changes who sees a person: seats on the care team, consents, withdrawals."""

from uuid import UUID

from offramp.kernel.turns import one_at_a_time


def hold_who_sees(*, person: UUID) -> None:
    """Wait until nobody else changes who sees a person, or what by consent; until our transaction ends, others wait.

    Seating and ending a seat, recording a consent and taking one back hold this before they read or lock a row, so
    that of two at one moment the second knows what the first did. Holding it again is nothing more.
    """
    one_at_a_time(what="who_sees", about=person)
