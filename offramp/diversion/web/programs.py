"""The programs as a service keeps them; agreements for tables by identity; was it offered fairly?"""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.diversion.actions import (
    change_item_kind,
    change_program,
    change_step,
    end_identity_agreement,
    record_identity_agreement,
)
from offramp.diversion.enums import MeasureType
from offramp.diversion.models import Program
from offramp.diversion.web import forms
from offramp.diversion.web.acting import Ask, answer
from offramp.kernel.clock import now
from offramp.ui.web.tables import Column

PROGRAM = "diversion:program"
FRENCH = ("name_fr", "about_fr", "consent_words_fr")
YEAR = timedelta(days=364)
COLUMNS = (
    gettext_lazy("Group"),
    gettext_lazy("Considered"),
    gettext_lazy("Kept from a charge"),
    gettext_lazy("Offered a program or sanction"),
    gettext_lazy("Agreed"),
    gettext_lazy("Completed"),
)


def programs(request: SignedInRequest) -> HttpResponse:
    """Show the programs."""
    return render(request, "diversion/programs.html", {"programs": queries.programs()})


def show(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Show one program: its words, its steps, its items."""
    held = _program_or_404(program_id)
    page = {
        "program": held,
        "not_french": queries.not_in_french(held),
        "kept_months": settings.MEASURES_KEPT_MONTHS[MeasureType.REFERRAL],
    }
    return render(request, "diversion/program.html", page)


def _program_or_404(program_id: UUID) -> Program:
    found = queries.program_for(program_id)
    if found is None:
        raise Http404
    return found


def _ask(program: Program, title: str) -> Ask:
    back = (program.name, reverse(PROGRAM, args=[program.pk]))
    return Ask(title=title, submit=_("Save"), saying=_("Saved."), back=back)


def change(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Write a program's words and rules anew."""
    held = _program_or_404(program_id)
    names = ("name", "about", "consent_words", "without_violence_only", "is_open", *FRENCH)
    known = {name: getattr(held, name) for name in names}
    known["follow_up_months"] = ", ".join(str(each) for each in held.follow_up_months)
    form = forms.Program(request.POST or None, request=request, target=program_id, initial=known)

    def act() -> object:
        return change_program(program=program_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, _ask(held, _("Change the program")), act, (PROGRAM, program_id))


def step(request: SignedInRequest, program_id: UUID, program_step_id: UUID | None = None) -> HttpResponse:
    """Rename, move or take out a step, or add one."""
    held = _program_or_404(program_id)
    row = next((each for each in held.steps.all() if each.pk == program_step_id), None)
    if program_step_id and row is None:
        raise Http404
    known = {"name": row.name, "words": row.words, "position": row.position, "is_used": True} if row else {}
    form = forms.Step(request.POST or None, request=request, target=program_step_id or program_id, initial=known)

    def act() -> object:
        return change_step(program=program_id, step=program_step_id, by=request.actor, at=now(), **form.cleaned_data)

    title = _("Change a step") if row else _("Add a step, ticked off by hand")
    return answer(request, form, _ask(held, title), act, (PROGRAM, program_id))


def item_kind(request: SignedInRequest, program_id: UUID, kind_id: UUID | None = None) -> HttpResponse:
    """Rename, move or take out a kind of item, or add one."""
    held = _program_or_404(program_id)
    row = next((each for each in held.item_kinds.all() if each.pk == kind_id), None)
    if kind_id and row is None:
        raise Http404
    names = ("name", "name_fr", "words", "has_hours", "position", "is_used")
    known = {name: getattr(row, name) for name in names} if row else {}
    form = forms.ItemKind(request.POST or None, request=request, target=kind_id or program_id, initial=known)

    def act() -> object:
        return change_item_kind(program=program_id, kind=kind_id, by=request.actor, at=now(), **form.cleaned_data)

    title = _("Change an item") if row else _("Add an item")
    return answer(request, form, _ask(held, title), act, (PROGRAM, program_id))


def agreements(request: SignedInRequest) -> HttpResponse:
    """Show and record the agreements under which tables by Indigenous identity may be made."""
    form = forms.Agreement(request.POST or None, request=request)
    ask = Ask(
        title=_("Tables by Indigenous identity"),
        submit=_("Record it"),
        saying=_("The agreement is recorded."),
        back=(_("Was it offered fairly?"), reverse("diversion:fairness")),
        template="diversion/agreements.html",
    )

    def act() -> object:
        return record_identity_agreement(by=request.actor, at=now(), **form.cleaned_data)

    shown = queries.identity_agreements()
    return answer(
        request, form, ask, act, ("diversion:agreements", None), agreements=shown, today=localtime(now()).date()
    )


def end_agreement(request: SignedInRequest, identity_agreement_id: UUID) -> HttpResponse:
    """End such an agreement."""
    held = queries.identity_agreements().filter(pk=identity_agreement_id).first()
    if held is None:
        raise Http404
    form = forms.EndAgreement(request.POST or None, request=request, target=identity_agreement_id)

    def act() -> object:
        return end_identity_agreement(agreement=identity_agreement_id, by=request.actor, at=now(), **form.cleaned_data)

    ask = Ask(
        title=_("End the agreement with %(whom)s") % {"whom": held.with_whom},
        submit=_("End it"),
        saying=_("It ends."),
        intro=_("From the day after, nobody is asked and no table is made."),
        back=(_("Agreements"), reverse("diversion:agreements")),
    )
    return answer(request, form, ask, act, ("diversion:agreements", None))


def fairness(request: SignedInRequest) -> HttpResponse:
    """Show whether measures were offered alike, group by group, for a period."""
    today = localtime(now()).date()
    asked = request.GET if "from_on" in request.GET else {"from_on": today - YEAR, "to_on": today}
    form = forms.Period(asked)
    tables = []
    if form.is_valid():
        period = (form.cleaned_data["from_on"], form.cleaned_data["to_on"])
        tables = _tables(*period, today=today)
    columns = [Column(words, "", "", numeric=place > 0) for place, words in enumerate(COLUMNS)]
    page = {"form": form, "tables": tables, "columns": columns, "agreement": queries.identity_agreement_on(today)}
    return render(request, "diversion/fairness.html", page, status=form.status)


def _tables(from_on: date, to_on: date, *, today: date) -> list[tuple[str, list[queries.Group]]]:
    titles = {"age": _("By age"), "sex": _("By sex"), "branch": _("By area"), "offence": _("By what it was about")}
    if queries.identity_agreement_on(today):
        titles["identity"] = _("By how they describe themselves")
    return [(title, queries.fairness(by_what, from_on, to_on, on=today)) for by_what, title in titles.items()]
