"""How sensitive a field is. Each field of each table says so, and says what it holds (`help_text`)."""

from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Field

from offramp.kernel.reading import watched

F = TypeVar("F", bound="Field[Any, Any]")


class DataClass(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


def public(field: F) -> F:
    """Anyone may know it."""
    return _classed(field, DataClass.PUBLIC)


def internal(field: F) -> F:
    """The service's own working data: ids, times, staff, codes. No one outside has a claim to it."""
    return _classed(field, DataClass.INTERNAL)


def personal(field: F) -> F:
    """It tells something about a person in the unit's care. Its table stands behind the wall; reading it is noticed."""
    return watched(_classed(field, DataClass.PERSONAL))


def sensitive(field: F) -> F:
    """It could hurt if it reached the wrong reader: narratives, health. Walled and noticed like what is personal."""
    return watched(_classed(field, DataClass.SENSITIVE))


def data_class(field: Any) -> DataClass | None:
    """Return the class a field was declared with, or None where it was forgotten."""
    return getattr(field, "data_class", None)


def _classed(field: F, kind: DataClass) -> F:
    vars(field)["data_class"] = kind
    return field
