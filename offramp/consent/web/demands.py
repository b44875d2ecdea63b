"""The register of legal demands: the list, one demand, and what happens with it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.consent import actions, queries
from offramp.consent.enums import Verdict
from offramp.consent.models import Demand
from offramp.consent.web import demand_forms as forms
from offramp.consent.web.sentence import disclosed
from offramp.kernel.clock import now
from offramp.ui.web.paging import page_address


def register(request: SignedInRequest) -> HttpResponse:
    """Show the legal demands: those open, what is late or due first on top; or those closed."""
    is_open = request.GET.get("show") != "closed"
    found = queries.demands(request.viewer, is_open=is_open, cursor=request.GET.get("page", ""))
    page = {
        "demands": found.rows,
        "open": is_open,
        "closed": not is_open,
        "previous": page_address(request, found.previous),
        "next": page_address(request, found.next),
    }
    return render(request, "consent/demands.html", page)


def new(request: SignedInRequest) -> HttpResponse:
    """Write down a demand that came."""
    form = forms.RecordDemand(request.POST or None, request=request, target="new")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                demand = actions.record_demand(terms=form.said, by=request.actor, at=now())
                sending.leads_to("consent:demand", demand.pk, saying=_("It is written down."))
        if sending.done:
            return sending.redirect()
    return render(request, "consent/demand_new.html", {"form": form}, status=form.status)


def show(request: SignedInRequest, demand_id: UUID) -> HttpResponse:
    """Show one demand, what was decided and given, and what comes next."""
    return _page(request, _demand_or_404(request, demand_id))


def decide(request: SignedInRequest, demand_id: UUID) -> HttpResponse:
    """Write down the decision."""
    demand = _demand_or_404(request, demand_id)
    form = forms.Decide(request.POST or None, request=request, target=demand_id, about=demand_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                verdict, words = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["words"]
                actions.decide_demand(demand=demand_id, verdict=verdict, words=words, by=request.actor, at=now())
                sending.leads_to("consent:demand", demand_id, saying=_("The decision is written down."))
        if sending.done:
            return sending.redirect()
    return _page(request, demand, decide=form) if form.is_bound else redirect("consent:demand", demand_id)


def give(request: SignedInRequest, demand_id: UUID) -> HttpResponse:
    """Write down what was given."""
    demand = _demand_or_404(request, demand_id)
    form = forms.Give(request.POST or None, request=request, target=demand_id, about=demand_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.give_on_demand(demand=demand_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("consent:demand", demand_id, saying=_("It stands in the ledger of disclosures."))
        if sending.done:
            return sending.redirect()
    return _page(request, demand, give=form) if form.is_bound else redirect("consent:demand", demand_id)


def close(request: SignedInRequest, demand_id: UUID) -> HttpResponse:
    """Say that a demand is done with."""
    demand = _demand_or_404(request, demand_id)
    form = forms.Close(request.POST or None, request=request, target=demand_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.close_demand(demand=demand_id, by=request.actor, at=now())
                sending.leads_to("consent:demands", saying=_("The demand is closed."))
        if sending.done:
            return sending.redirect()
    return _page(request, demand, close=form) if form.is_bound else redirect("consent:demand", demand_id)


def _demand_or_404(request: SignedInRequest, demand_id: UUID) -> Demand:
    demand = queries.demand_for(request.viewer, demand_id)
    if demand is None:
        raise Http404
    return demand


def _page(request: SignedInRequest, demand: Demand, **bound: Any) -> HttpResponse:
    """Show a demand with the forms that its state asks for; one that was refused keeps what was typed."""
    decision = getattr(demand, "decision", None)
    is_open = not hasattr(demand, "closure")
    target: dict[str, Any] = {"request": request, "target": demand.pk}
    asked: dict[str, Any] = {}
    if is_open and decision is None:
        asked["decide"] = forms.Decide(None, **target)
    elif is_open and decision:
        if demand.person_id and decision.verdict in (Verdict.FULL, Verdict.PART):
            asked["give"] = forms.Give(None, **target)
        asked["close"] = forms.Close(None, **target)
    page = {
        "demand": demand,
        "decision": decision,
        "closure": getattr(demand, "closure", None),
        "given": disclosed(queries.given_on(request.viewer, demand)),
        "is_late": is_open and demand.due_on < localtime(now()).date(),
        **asked,
        **bound,
    }
    status = next((form.status for form in bound.values()), 200)
    return render(request, "consent/demand.html", page, status=status)
