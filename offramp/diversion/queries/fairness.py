"""Was it offered fairly? Numbers by group, small ones left out, rates with their intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from offramp.areas.queries import branches
from offramp.diversion.enums import Identity, Offence, Sex
from offramp.diversion.rules.fairness import Rate, left_out, rate

BY = ("age", "sex", "branch", "offence", "identity")


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a group were considered, and what came of it.

    kept: from a charge, of those considered. offered: a program or sanction, of those considered, whatever they said.
    agreed: of those offered; a yes that was taken back later is one. completed: of those who agreed and whose way has
    ended, however it ended.
    considered: None where the number is not shown; then nothing of the group is. A rate is None where it would tell of
    few, or of the few that are left over, or where such a number could be worked out by it.
    """

    label: str
    considered: int | None
    kept: Rate | None = None
    offered: Rate | None = None
    agreed: Rate | None = None
    completed: Rate | None = None


def fairness(by_what: str, from_on: date, to_on: date, *, on: date) -> list[Group]:
    """Return each group's numbers for what happened in a period, both days included, of records that still stand.

    on: today, for the agreement under which there is a table by identity.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_fairness(%s, %s, %s, %s)", [by_what, from_on, to_on, on])
        rows = cursor.fetchall()
    labels = _labels(by_what)
    return _groups([(labels.get(word, word), *counts) for word, *counts in rows])


def _groups(rows: list[tuple[str, int, int, int, int, int, int]]) -> list[Group]:
    few = left_out([(considered, considered) for _label, considered, *_counts in rows])
    kept = left_out([(kept, considered) for _label, considered, kept, *_counts in rows], few)
    offered = left_out([(offered, considered) for _label, considered, _kept, offered, *_counts in rows], few)
    agreed = left_out([(agreed, offered) for _label, _all, _kept, offered, agreed, *_counts in rows], offered)
    completed = left_out([(done, ended) for *_counts, ended, done in rows], few)
    return [
        Group(row[0], None)
        if place in few
        else Group(
            row[0],
            row[1],
            kept=None if place in kept else rate(row[2], row[1]),
            offered=None if place in offered else rate(row[3], row[1]),
            agreed=None if place in agreed else rate(row[4], row[3]),
            completed=None if place in completed else rate(row[6], row[5]),
        )
        for place, row in enumerate(rows)
    ]


def _labels(by_what: str) -> Mapping[str, str]:
    if by_what == "branch":
        return {str(branch.pk): branch.name for branch in branches()}
    words = {"sex": Sex, "offence": Offence, "identity": Identity}.get(by_what)
    return {str(value): str(label) for value, label in words.choices} if words else {}
