"""Addresses of the pages before and after."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest


def page_address(request: HttpRequest, cursor: str | int) -> str:
    """Return the address of a page with the filters of this one, or nothing where there is no such page.

    cursor: of a page of keys (`kernel.keyset`), or a page's number.
    """
    if not cursor:
        return ""
    query = request.GET.copy()
    query["page"] = str(cursor)
    return f"?{query.urlencode()}"


def around(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Return the addresses of the pages before and after a numbered page, empty where there is none."""
    return {
        "previous": page_address(request, page.previous_page_number() if page.has_previous() else ""),
        "next": page_address(request, page.next_page_number() if page.has_next() else ""),
    }
