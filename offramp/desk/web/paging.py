"""Addresses of the pages before and after."""

from django.http import HttpRequest


def page_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of a page with the filters of this one, or nothing where there is no such page."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query["page"] = cursor
    return f"?{query.urlencode()}"
