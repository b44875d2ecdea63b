"""The agreements with partner agencies: the list, a new one, and the end of one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import sharing_units
from offramp.consent import actions, queries
from offramp.consent.actions import AgreementTerms
from offramp.consent.enums import IN_PLAIN_WORDS
from offramp.consent.models import Agreement
from offramp.consent.web.forms import plain_choices
from offramp.directory.queries import agency_name, agency_names, every_agency
from offramp.kernel.clock import now
from offramp.ui.web import forms
from offramp.ui.web.paging import page_address


class Make(forms.Form):
    """What an agency may receive, and when."""

    action = "agreement.make"
    keeps_draft = True
    layout = (
        forms.Group(gettext_lazy("With whom"), "unit", "agency", "reference"),
        forms.Group(gettext_lazy("What they may receive at most"), "categories"),
        forms.Group(gettext_lazy("From when until when"), ("starts_on", "ends_on")),
    )

    unit = forms.Choice(
        label=gettext_lazy("Which unit shares?"),
        choices=(),
        help_text=gettext_lazy("Each unit has its own people, and agreements of its own."),
    )
    agency = forms.Picked(label=gettext_lazy("Agency"), choices=())
    reference = forms.Text(label=gettext_lazy("Number of the paper"), max_length=80, required=False)
    categories = forms.Choices(
        label=gettext_lazy("What may be shared"),
        help_text=gettext_lazy(
            "Each referral still needs the person's own consent. Of young persons' measures they read a meeting in"
            " which they are named, and nothing else."
        ),
        rows=True,
        choices=plain_choices,
    )
    starts_on = forms.Day(label=gettext_lazy("First day"))
    ends_on = forms.Day(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Empty, if none is agreed."), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        today = localtime(now()).date()
        units = [(str(unit.pk), unit.name) for unit in sharing_units()]
        super().__init__(*args, initial={"starts_on": today, "unit": units[0][0]}, **options)
        self.only_unit = units[0][0]
        agencies = [(str(key), name) for key, name in every_agency(today).items()]
        self.offer(agency=[("", gettext_lazy("Choose an agency")), *agencies])
        if len(units) > 1:
            self.offer(unit=units)
        else:
            del self.fields["unit"]

    @property
    def said(self) -> AgreementTerms:
        """Return what the form says."""
        data = self.cleaned_data
        categories = [Category(name) for name in data["categories"]]
        keys = {"unit": UUID(data.get("unit", self.only_unit)), "agency": UUID(data["agency"])}
        return AgreementTerms(**{**data, **keys, "categories": categories})


class End(forms.Form):
    """The last day of an agreement."""

    action = "agreement.end"
    last_day = forms.Day(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("A day gone by closes it with the next page anyone opens."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial={"last_day": localtime(now()).date()}, **options)


def register(request: SignedInRequest) -> HttpResponse:
    """Show the agreements that run or will, or those that are over."""
    today, is_over = localtime(now()).date(), request.GET.get("show") == "over"
    found = queries.agreements_kept(on=today, is_over=is_over, cursor=request.GET.get("page", ""))
    names = agency_names([each.agency_id for each in found.rows], today)
    page = {
        "agreements": [
            (each, names.get(each.agency_id, ""), _in_words(each), _state(each, today)) for each in found.rows
        ],
        "over": is_over,
        "running": not is_over,
        "previous": page_address(request, found.previous),
        "next": page_address(request, found.next),
    }
    return render(request, "consent/agreements.html", page)


def new(request: SignedInRequest) -> HttpResponse:
    """Write an agreement down."""
    form = Make(request.POST or None, request=request, target="new")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.make_agreement(terms=form.said, by=request.actor, at=now())
                sending.leads_to("consent:agreements", saying=_("It is written down."))
        if sending.done:
            return sending.redirect()
    return render(request, "consent/agreement_new.html", {"form": form}, status=form.status)


def end(request: SignedInRequest, agreement_id: UUID) -> HttpResponse:
    """Let an agreement end."""
    agreement = queries.agreement_called(agreement_id)
    if agreement is None:
        raise Http404
    form = End(request.POST or None, request=request, target=agreement_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                last_day = form.cleaned_data["last_day"]
                actions.end_agreement(agreement=agreement_id, last_day=last_day, by=request.actor, at=now())
                sending.leads_to("consent:agreements", saying=_("It ends."))
        if sending.done:
            return sending.redirect()
    page = {
        "form": form,
        "agreement": agreement,
        "agency": agency_name(agreement.agency_id, localtime(now()).date()),
        "what": _in_words(agreement),
    }
    return render(request, "consent/agreement_end.html", page, status=form.status)


def _in_words(agreement: Agreement) -> str:
    return capfirst(", ".join(str(words) for each, words in IN_PLAIN_WORDS.items() if each in agreement.categories))


def _state(agreement: Agreement, today: date) -> str:
    if agreement.starts_on > today:
        return _("Not yet")
    return _("Over") if agreement.ends_on and agreement.ends_on < today else _("Runs")
