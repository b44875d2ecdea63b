"""The search page: it answers as one types, and as a plain page. Only from here a new file is opened."""

from django.http import HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.people.queries import may_open_files, search_people, searched_token

LONGEST = 200
SHOWN = 20


def search(request: SignedInRequest) -> HttpResponse:
    """Show who a text finds; without a text, how to search."""
    text = " ".join(request.GET.get("q", "").split())
    is_too_long = len(text) > LONGEST
    found = [] if is_too_long else search_people(request.viewer, text, limit=SHOWN)
    may_open = bool(text) and not is_too_long and may_open_files(request.actor)
    context = {
        "text": text[:LONGEST],
        "search_value": text[:LONGEST],
        "is_too_long": is_too_long,
        "found": found,
        "is_cut": len(found) == SHOWN,
        "searched": searched_token(request.actor, text) if may_open else "",
    }
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "people/parts/found.html" if is_part else "people/search.html", context)
