"""What was asked for: how early, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.engagement.enums import State
from offramp.engagement.models import Invitation
from offramp.engagement.queries.reach.shapes import Table
from offramp.engagement.rules import reach as rules

Rows = Sequence[Mapping[str, Any]]


def asked_for(invitations: QuerySet[Invitation]) -> Rows:
    """Return invitations with the first answer to what they last said, in one query."""
    after = Q(decisions__decided_at__gte=F("described_at"))
    return list(
        invitations.annotate(first_answer_at=Min("decisions__decided_at", filter=after)).values(
            "received_at", "starts_at", "answer_by", "state", "first_answer_at"
        )
    )


def what_became(asked: Rows) -> Table:
    """Return how many came, and what became of them."""
    states = Counter(row["state"] for row in asked)
    rows = [(str(state.label), states[state]) for state in State]
    return Table(
        "asked", _("What we were asked"), _("All invitations that came in this time, as they stand today."),
        (_("State"), _("Invitations")), (*rows, (_("All"), len(asked))),
    )  # fmt: skip


def lead_times(asked: Rows) -> Table:
    """Return how early invitations came."""
    leads = [_lead(row) for row in asked]
    middle = rules.middle_of(leads)
    half = _("Half of them came %(days)s days ahead or earlier.") % {"days": middle} if middle is not None else ""
    told = _("Days from when an invitation came to the day of the event, of all that came in this time.")
    rows = zip(_bands(), rules.by_band(leads), strict=True)
    return Table(
        "lead-times", _("How early we are asked"), f"{told} {half}".strip(), (_("Days ahead"), _("Invitations")),
        tuple(rows),
    )  # fmt: skip


def _bands() -> list[str]:
    """Return the bands of lead times in words."""
    firsts = [0, *(last + 1 for last in rules.LEAD_BANDS if last is not None)]
    return [
        _("%(first)s or more") % {"first": first}
        if last is None
        else _("%(first)s to %(last)s") % {"first": first, "last": last}
        for first, last in zip(firsts, rules.LEAD_BANDS, strict=True)
    ]


def _lead(row: Mapping[str, Any]) -> int:
    return max((_day(row["starts_at"]) - _day(row["received_at"])).days, 0)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
