"""The way to a person's whole record, a page of the desk, which stands above this room."""

from django.urls import NoReverseMatch, reverse

from offramp.kernel.ids import new_id


def record_route() -> str:
    """Return the route of the record; of the person's names where this installation has no desk page for it."""
    try:
        reverse("desk:record", args=[new_id()])
    except NoReverseMatch:
        return "people:names"
    return "desk:record"
