"""No path leads between Support, Measures and Engagement, whoever asks: a person, a measure and an event stand there.

That no import and no key leads across is a rule of tests/architecture.
"""

import importlib
from collections.abc import Mapping
from typing import Final

import pytest
from django.apps import apps

from offramp.access.actions import set_identity
from offramp.access.enums import Role, ServiceRole
from offramp.diversion import definers
from tests.architecture.sources import SUPPORT
from tests.cast import Cast
from tests.databases import PROJECT
from tests.wall import measure_relations as measures
from tests.wall import relations as support
from tests.wall.looks import an_invitation
from tests.wall.measure import a_whole_measure
from tests.wall.opening import models_of, open_tables, support_models
from tests.wall.person import a_whole_person

# What the privacy officer reviews, whosever it is: who opened what, and why.
REVIEWED: Final[Mapping[object, set[str]]] = {Role.PRIVACY_OFFICER: {"diversion_opening", "casework_breakglass"}}
OF_MEASURES = (Role.YOUTH_OFFICER, Role.PATROL_OFFICER, Role.AGENCY_WORKER, Role.PRIVACY_OFFICER, *ServiceRole)

OF_ENGAGEMENT = (Role.PACE_COORDINATOR, Role.PACE_MEMBER)


def open_now(*rooms: str) -> set[str]:
    return open_tables(model for room in rooms for model in models_of(room))


@pytest.mark.timeout(300)
def test_whoever_stands_somehow_to_a_person_has_no_row_of_a_measure_or_an_event(cast: Cast) -> None:
    person, _measure = a_whole_person(cast), a_whole_measure(cast)
    an_invitation(cast)
    found, seen = {}, set()

    for actor, relation in support.pairs():
        reader = support.reader_in(actor, relation, cast, person)
        with support.standing(reader, cast, person):
            set_identity(reader.user.pk if reader.user else None, reader.posting, link=reader.secret)
            seen |= open_now(*SUPPORT)
            others = ("diversion",) if actor in OF_ENGAGEMENT else ("diversion", "engagement")
            found[str(actor), str(relation)] = open_now(*others) - REVIEWED.get(actor, set())
            set_identity(None, None)

    assert {who: tables for who, tables in found.items() if tables} == {}
    assert {model._meta.db_table for model in support_models()} <= seen  # they do see what is theirs


@pytest.mark.timeout(300)
def test_whoever_stands_somehow_to_a_measure_has_no_row_of_a_person_or_an_event(cast: Cast) -> None:
    a_whole_person(cast)
    measure = a_whole_measure(cast)
    an_invitation(cast)
    found = {}

    for actor, relation in measures.pairs():
        if actor not in OF_MEASURES or actor is ServiceRole.PACE_CLERK:
            continue
        reader = measures.reader_in(actor, relation, cast, measure)
        with measures.standing(reader, cast, measure), measures.asking(reader):
            found[str(actor), str(relation)] = open_now(*SUPPORT, "engagement") - REVIEWED.get(actor, set())

    assert {who: tables for who, tables in found.items() if tables} == {}
    assert len(found) > 12


def test_no_function_of_the_room_s_database_reads_a_table_of_another_stream() -> None:
    others = [
        model._meta.db_table for room in (*SUPPORT, "engagement") for model in apps.get_app_config(room).get_models()
    ]
    theirs = [
        importlib.import_module(f"offramp.{room}.definers") for room in (*SUPPORT, "engagement") if _defines(room)
    ]

    assert [table for table in others if table in definers.SQL] == []
    assert [module.__name__ for module in theirs if "diversion_" in module.SQL] == []
    assert len(theirs) > 3


def _defines(room: str) -> bool:
    return (PROJECT / "offramp" / room / "definers.py").exists()
