"""A person's record."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.desk.record import record_of
from offramp.desk.record.timeline import read_moment
from offramp.kernel.clock import now


def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show what the reader may see of a person; to whoever may not know of them there is nobody."""
    record = record_of(request.viewer, person_id, before=read_moment(request.GET.get("before", "")), at=now())
    if record is None:
        raise Http404
    return render(request, "desk/record.html", {"record": record})
