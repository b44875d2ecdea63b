"""The room of problems holds no persons: no such field, no key to them, no import of a room that knows them."""

from pathlib import Path

from offramp.kernel.data import DataClass, data_class
from tests.architecture.registry import fields_of, models_of_ours
from tests.architecture.sources import _imports_of_other_rooms

PACKAGE = Path(__file__).resolve().parents[2] / "offramp"
KEYS_LEAD_TO = {"accounts", "areas", "prevention"}
KNOWS = {"access", "accounts", "areas", "audit", "kernel", "ui"}


def test_no_field_is_personal_or_sensitive() -> None:
    held = {
        (model.__name__, field.name): data_class(field)
        for model in models_of_ours()
        if model.__module__.startswith("offramp.prevention.")
        for field in fields_of(model)
    }

    assert len(held) > 100
    assert {name for name, kind in held.items() if kind is not DataClass.INTERNAL} == set()


def test_no_key_leads_to_a_room_that_knows_persons() -> None:
    leads_to = {
        field.related_model.__module__.split(".")[1]
        for model in models_of_ours()
        if model.__module__.startswith("offramp.prevention.")
        for field in model._meta.get_fields()
        if field.related_model is not None and not isinstance(field.related_model, str)
    }

    assert leads_to == KEYS_LEAD_TO


def test_it_imports_no_room_that_knows_persons_and_not_pace() -> None:
    imported = {room for _where, importer, room, *_rest in _imports_of_other_rooms(PACKAGE) if importer == "prevention"}

    assert imported == KNOWS


def test_pace_does_not_import_it_either() -> None:
    importers = {
        importer for _where, importer, room, *_rest in _imports_of_other_rooms(PACKAGE) if room == "prevention"
    }

    assert importers == {"config", "desk"}
