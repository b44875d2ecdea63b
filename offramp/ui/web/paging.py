"""Addresses of the pages before and after."""

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
