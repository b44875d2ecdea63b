"""What is personal or sensitive tells when it is read from a row, whatever kind of field it is."""

from typing import Any

from django.db.models import Field

from offramp.access.wall import guarded_models
from offramp.kernel.data import DataClass, data_class
from offramp.kernel.reading import not_shown, watched_by
from offramp.people.models import Name

TOLD = (DataClass.PERSONAL, DataClass.SENSITIVE)


def read_of(row: Any, name: str) -> list[str]:
    """Return the fields that a row tells of while one is read."""
    told: list[str] = []

    def watch(field: "Field[Any, Any]", _row: object) -> None:
        told.append(field.attname)

    with watched_by(watch):
        getattr(row, name)
    return told


def test_each_such_field_of_a_guarded_table_tells_and_no_other() -> None:
    silent, loud = [], []
    for model in guarded_models():
        for field in model._meta.local_concrete_fields:
            empty = b"" if field.get_internal_type() == "BinaryField" else None
            told = read_of(model.from_db("default", [field.attname], [empty]), field.attname)
            is_told = data_class(field) in TOLD
            if is_told and told != [field.attname]:
                silent.append(f"{model._meta.label}.{field.name}")
            elif not is_told and told:
                loud.append(f"{model._meta.label}.{field.name}")

    assert (silent, loud) == ([], [])


def test_a_row_that_is_only_being_written_tells_nothing() -> None:
    assert read_of(Name(text="Josephine"), "text") == []


def test_nothing_is_told_within_what_is_not_shown() -> None:
    row = Name.from_db("default", ["text"], ["Josephine"])

    with watched_by(lambda _field, _row: None), not_shown("it is only compared"):
        assert row.text == "Josephine"
    assert read_of(row, "text") == ["text"]
