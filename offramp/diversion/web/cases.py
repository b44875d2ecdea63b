"""A youth officer's cases, and one record with as much of it as its reader may see."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import names_of_users
from offramp.diversion import queries
from offramp.diversion.actions import take_on
from offramp.diversion.enums import Identity, MeasureType
from offramp.diversion.web import forms
from offramp.diversion.web.deeds import next_deed, offered
from offramp.kernel.clock import now
from offramp.ui.web.paging import around

WAITING_AT_ONCE = 10
LETTERS = (
    ("parents", gettext_lazy("To parents or guardians")),
    ("consent", gettext_lazy("Consent")),
    ("agreement", gettext_lazy("The agreement")),
    ("victim", gettext_lazy("To who was harmed")),
    ("completion", gettext_lazy("At the end")),
)


def show(request: SignedInRequest) -> HttpResponse:
    """Show what waits for a program, without a name, and the cases one has."""
    waiting, cases = queries.waiting(), queries.page_of_cases(request.viewer, request.GET.get("page"), at=now())
    page = {
        "waiting": [
            (course, queries.take_on_by(course), forms.TakeOn(request=request, target=course.pk))
            for course in waiting[:WAITING_AT_ONCE]
        ],
        "others": _others(waiting.count() - WAITING_AT_ONCE),
        "cases": cases,
        "at": now(),
        **around(request, cases),
    }
    return render(request, "diversion/cases.html", page)


def _others(count: int) -> str:
    if count < 1:
        return ""
    return ngettext("%(n)d other waits, not as long.", "%(n)d others wait, not as long.", count) % {"n": count}


def take(request: SignedInRequest, course_id: UUID) -> HttpResponse:
    """Take on what waits: its purpose is administering the case."""
    form = forms.TakeOn(request.POST or None, request=request, target=course_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                taken = take_on(course=course_id, by=request.actor, at=now())
                sending.leads_to("diversion:record", taken.measure_id, saying=_("You have this case now."))
        if sending.done:
            return sending.redirect()
    if not queries.waiting().filter(pk=course_id).exists():
        raise Http404
    return render(request, "diversion/take.html", {"form": form}, status=form.status)


def record(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Show a record to whoever has a purpose, and what they may do."""
    at = now()
    found = queries.record_for(request.viewer, measure_id, at=at)
    if found is None:
        raise Http404
    holder = queries.holder_of(measure_id)
    page = {
        "considered": [each.label for each in MeasureType if each in found.measure.considered],
        "described": [Identity(each).label for each in found.described.identities] if found.described else [],
        "letters": [each for each in LETTERS if each[0] != "parents" or not found.decides_alone],
        "next_deed": next_deed(found),
        "record": found,
        "at": at,
        "deeds": offered(found),
        "holder": names_of_users([holder]).get(holder, "") if holder else "",
        "opening": queries.openings_of(request.actor, at=at).filter(measure_id=measure_id).first(),
        "close": forms.Close(request=request, target=measure_id),
    }
    return render(request, "diversion/record.html", page)
