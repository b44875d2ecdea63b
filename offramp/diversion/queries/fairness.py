"""Was it offered fairly? Numbers by group, small ones left out, rates with their intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from offramp.areas.queries import branches
from offramp.diversion.enums import Identity, Offence, Sex
from offramp.diversion.rules.fairness import Rate, is_small, rate

BY = ("age", "sex", "branch", "offence", "identity")


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a group were considered, and of those were offered a measure, agreed and completed.

    considered: None where the number is too small to show; then nothing of the group is shown. A rate is None where
    it would tell of few, or of the few that are left over.
    """

    label: str
    considered: int | None
    offered: Rate | None = None
    agreed: Rate | None = None
    completed: Rate | None = None


def fairness(by_what: str, from_on: date, to_on: date) -> list[Group]:
    """Return each group's numbers for what happened in a period, both days included, of records that still stand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_fairness(%s, %s, %s)", [by_what, from_on, to_on])
        rows = cursor.fetchall()
    labels = _labels(by_what)
    return [_group(labels.get(word, word), *counts) for word, *counts in rows]


def _group(label: str, considered: int, offered: int, agreed: int, completed: int) -> Group:
    if is_small(considered):
        return Group(label, None)
    return Group(label, considered, rate(offered, considered), rate(agreed, considered), rate(completed, considered))


def _labels(by_what: str) -> Mapping[str, str]:
    if by_what == "branch":
        return {str(branch.pk): branch.name for branch in branches()}
    words = {"sex": Sex, "offence": Offence, "identity": Identity}.get(by_what)
    return {str(value): str(label) for value, label in words.choices} if words else {}
