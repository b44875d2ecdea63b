"""Letters and forms in plain language, to print, in English or French."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localtime

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.diversion.enums import MeasureType
from offramp.diversion.models import Program
from offramp.diversion.queries import Record
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
    if record is None or not record.has_case or record.course is None:
        raise Http404
    if letter not in LETTERS or language not in LANGUAGES:
        raise Http404
    if letter == "parents" and record.decides_alone:
        raise Http404
    with translation.override(language):
        return render(request, LETTERS[letter], _page(request, record, record.course.program, language))


def _page(request: SignedInRequest, record: Record, program: Program, language: str) -> dict[str, object]:
    """Return what letters say. Who has the case signs, and is called where the unit has no number."""
    return {
        "record": record,
        "today": localtime(now()).date(),
        "is_sanction": record.measure.measure_type == MeasureType.SANCTION,
        "program": queries.said_in(language, program, "name"),
        "about": queries.said_in(language, program, "about"),
        "consent_words": queries.said_in(language, program, "consent_words"),
        "items": [(queries.said_in(language, each.item.kind, "name"), each) for each in record.facts.items],
        "phone": settings.OFFRAMP["YOUTH_PHONE"] or request.user.phone,
    }
