"""The search page: it answers as one types, and as a plain page. Only from here a new file is opened."""

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.people.queries import may_open_files, search_people

SALT = "offramp.people.searched"
GOOD_FOR_SECONDS = 4 * 3600
LONGEST = 200
SHOWN = 20


def search(request: SignedInRequest) -> HttpResponse:
    """Show who a text finds; without a text, how to search."""
    text = " ".join(request.GET.get("q", "").split())
    is_too_long = len(text) > LONGEST
    found = [] if is_too_long else search_people(request.viewer, text, limit=SHOWN)
    context = {
        "text": text[:LONGEST],
        "search_value": text[:LONGEST],
        "is_too_long": is_too_long,
        "found": found,
        "is_cut": len(found) == SHOWN,
        "searched": searched_token(request, text) if text and not is_too_long and may_open_files(request.actor) else "",
    }
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "people/parts/found.html" if is_part else "people/search.html", context)


def searched_token(request: SignedInRequest, text: str) -> str:
    """Return proof that this user searched for this text: what the page for a new file asks for."""
    return signing.dumps([request.user.pk.hex, text], salt=SALT, compress=True)


def searched_for(request: SignedInRequest, token: str) -> str:
    """Return what the user searched for, or nothing where they didn't, or too long ago."""
    try:
        user, text = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError):
        return ""
    return str(text) if user == request.user.pk.hex else ""
