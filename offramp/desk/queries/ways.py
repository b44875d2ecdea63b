"""Addresses of other rooms' pages."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def way_to(route: str, *args: Any) -> str:
    """Return the address of a page, or nothing where this installation has no such page: then the words stand alone."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
