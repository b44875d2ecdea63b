"""What the privacy officer puts right: a birth date that was not known, and a record that should not be."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.diversion.actions import destroy, write_birth_date
from offramp.diversion.enums import ShouldNotBe
from offramp.diversion.queries import Record
from offramp.diversion.web import forms
from offramp.diversion.web.acting import Ask, answer
from offramp.kernel.clock import now


def born(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Write a birth date that was not known."""
    record = _record_or_404(request, measure_id)
    form = forms.Born(request.POST or None, request=request, target=measure_id)

    def act() -> object:
        return write_birth_date(measure=measure_id, by=request.actor, at=now(), **form.cleaned_data)

    ask = Ask(title=_("A birth date that was not known"), submit=_("Save"), saying=_("Saved."), back=_back(record))
    return answer(request, form, ask, act, ("diversion:record", measure_id))


def end(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Destroy a record that should never have been kept."""
    record = _record_or_404(request, measure_id)
    form = forms.Destroy(request.POST or None, request=request, target=measure_id)

    def act() -> object:
        return destroy(measure=measure_id, reason=ShouldNotBe(form.cleaned_data["reason"]), by=request.actor, at=now())

    ask = Ask(
        title=_("Destroy a record that should not be"),
        submit=_("Close and destroy it"),
        saying=_("It is closed to everybody, and destroyed within the hour."),
        intro=_("Nobody reads it from the next click on. Within the hour its key and its rows are gone, for good."),
        kind="danger primary",
        back=_back(record),
    )
    return answer(request, form, ask, act, ("diversion:opened", None))


def _record_or_404(request: SignedInRequest, measure_id: UUID) -> Record:
    record = queries.record_for(request.viewer, measure_id, at=now())
    if record is None:
        raise Http404
    return record


def _back(record: Record) -> tuple[str, str]:
    return record.name, reverse("diversion:record", args=[record.measure.pk])
