"""Letters and forms in plain language, to print, in English or French."""

from datetime import date
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localtime

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.kernel.clock import now

LETTERS: Final = {
    "parents": "diversion/letters/parents.html",
    "consent": "diversion/letters/consent.html",
    "agreement": "diversion/letters/agreement.html",
    "victim": "diversion/letters/victim.html",
    "completion": "diversion/letters/completion.html",
}
LANGUAGES: Final = ("en", "fr")


def show(request: SignedInRequest, measure_id: UUID, letter: str) -> HttpResponse:
    """Show a letter as it is printed, in the language that is asked for."""
    record = queries.record_for(request.viewer, measure_id, at=now())
    language = request.GET.get("in", "en")
    if record is None or not record.has_case or letter not in LETTERS or language not in LANGUAGES:
        raise Http404
    if letter == "parents" and record.decides_alone:
        raise Http404
    today: date = localtime(now()).date()
    page = {"record": record, "today": today, "letter": letter, "language": language, "languages": LANGUAGES}
    with translation.override(language):
        return render(request, LETTERS[letter], page)
