"""What an officer sent to a program and has to decide again: told without a name, and without a way to the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from offramp.areas.queries import branches
from offramp.diversion.models import Program


@dataclass(frozen=True, slots=True)
class Again:
    """What a program ended uncompleted, lately: when it was considered, where, and when it ended."""

    considered_at: datetime
    branch: str
    program: str
    ended_at: datetime


def to_decide_again() -> list[Again]:
    """Return what whoever asks considered and a program did not complete, those first that ended first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_to_decide_again()")
        rows = cursor.fetchall()
    if not rows:
        return []
    areas = {each.pk: each.name for each in branches()}
    programs = dict(Program.objects.values_list("pk", "name"))
    return [Again(considered, areas[branch], programs[program], ended) for considered, branch, program, ended in rows]
