"""The coordinator's pages of members: the roster, one member, adding, the ladder, leaving."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions import joining
from offramp.engagement.actions.members import Kind, take_back
from offramp.engagement.enums import Standing
from offramp.engagement.queries import members as queries
from offramp.engagement.web import members_forms as forms
from offramp.engagement.web import members_sections as sections
from offramp.kernel.clock import now
from offramp.ui.web.paging import page_address
from offramp.ui.web.tables import Heading, columns

HEADINGS = tuple(
    Heading(key, label, numeric=key == "load", sortable=False)
    for key, label in (
        ("name", lazy("Name")), ("standing", lazy("Ladder")), ("division", lazy("Division")),
        ("languages", lazy("Languages")), ("trainings", lazy("Trainings ending")), ("load", lazy("Events")),
    )
)  # fmt: skip


def roster(request: SignedInRequest) -> HttpResponse:
    """List the members, by name, narrowed by what the coordinator looks for."""
    sieve, left = forms.Sieve(request.GET), request.GET.get("show") == "left"
    page = queries.roster(request.viewer, _sifted(sieve, left=left), number=_number(request), at=now())
    context = {
        "sieve": sieve,
        "left": left,
        "there": not left,
        "lines": page.lines,
        "columns": columns(request, *HEADINGS, default="name"),
        "previous": page_address(request, page.previous),
        "next": page_address(request, page.next),
        "filtered": any(request.GET.get(name) for name in sieve.fields),
    }
    return render(request, "engagement/members/roster.html", context)


def show(request: SignedInRequest, member_id: UUID) -> HttpResponse:
    """Show one member: everything, section by section."""
    told = told_or_404(request, member_id)
    steps = [] if told.member.left_at else [one for one in Standing if one not in told.taken]
    context = {"told": told, "steps": [] if Standing.APPROVED in told.taken else steps}
    return render(request, "engagement/members/member.html", context)


def change(request: SignedInRequest, member_id: UUID, section: str) -> HttpResponse:
    """Change one section of a member."""
    if section not in sections.ALL:
        raise Http404
    told = told_or_404(request, member_id)
    return change_section(request, sections.ALL[section], told, back=reverse("engagement:member", args=[member_id]))


def find(request: SignedInRequest) -> HttpResponse:
    """Find the account of somebody who is to come to the roster."""
    form = forms.Find(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.accounts_to_add(text, at=now())
    return render(request, "engagement/members/find.html", {"form": form, "found": found, "text": text})


def add(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Add an account to the roster."""
    account, form = (
        queries.account_to_add(user_id, at=now()),
        forms.Add(request.POST or None, request=request, target=user_id),
    )
    if account is None and not form.is_bound:
        raise Http404
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = joining.add_member(user=user_id, by=request.actor, at=now(), **_added(form))
                sending.leads_to("engagement:member", made.pk, saying=_("They are on the roster, and have a page."))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/members/add.html", {"form": form, "account": account}, status=form.status)


def step(request: SignedInRequest, member_id: UUID, standing: str) -> HttpResponse:
    """Write down a step of the ladder."""
    if standing not in Standing:
        raise Http404
    told, chosen = told_or_404(request, member_id), Standing(standing)
    form = forms.Step(request.POST or None, request=request, target=f"{member_id}:{standing}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                joining.take_step(
                    member=member_id, standing=chosen, note=form.cleaned_data["note"], by=request.actor, at=now()
                )
                sending.leads_to("engagement:member", member_id, saying=_("The step is written down."))
        if sending.done:
            return sending.redirect()
    context = {
        "form": form,
        "told": told,
        "title": chosen.label,
        "back": reverse("engagement:member", args=[member_id]),
    }
    return render(request, "engagement/members/change.html", context, status=form.status)


def withdraw(request: SignedInRequest, member_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Take back a language, a time away or a training."""
    told = told_or_404(request, member_id)
    return withdraw_row(request, told, kind, row_id, back=reverse("engagement:member", args=[member_id]))


def leave(request: SignedInRequest, member_id: UUID) -> HttpResponse:
    """Ask first, then take somebody off the roster."""
    told = told_or_404(request, member_id)
    if told.member.left_at:
        raise Http404
    form = forms.Leave(request.POST or None, request=request, target=member_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                given_up = joining.leave(member=member_id, by=request.actor, at=now())
                sending.leads_to("engagement:member", member_id, saying=_gone(given_up))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/members/leave.html", {"form": form, "told": told}, status=form.status)


def told_or_404(request: SignedInRequest, member_id: UUID) -> queries.Told:
    """Return everything about a member the reader may see, or answer 404."""
    found = queries.member_for(request.viewer, member_id)
    if found is None:
        raise Http404
    return queries.told(request.viewer, found, at=now())


def change_section(
    request: SignedInRequest, section: sections.Section, told: queries.Told, *, back: str
) -> HttpResponse:
    """Show a section's form, or save it and lead back."""
    member, at = told.member, now()
    form = sections.opened(section, told, data=request.POST or None, request=request, at=at)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                sending.leads_back(back, saying=sections.save(section, form, member=member.pk, by=request.actor, at=at))
        if sending.done:
            return sending.redirect()
    if getattr(form, "is_overtaken", False):
        again: Any = form
        again.look_again(told_again(request, member.pk))
    context = {"form": form, "told": told, "title": section.title, "back": back}
    return render(request, "engagement/members/change.html", context, status=form.status)


def told_again(request: SignedInRequest, member_id: UUID) -> int:
    """Return the version a member has now."""
    found = queries.member_for(request.viewer, member_id)
    return found.version if found else 0


def withdraw_row(request: SignedInRequest, told: queries.Told, kind: str, row_id: UUID, *, back: str) -> HttpResponse:
    """Ask first, then take something back that was said of a member."""
    found = _said_of(told, kind, row_id)
    if found is None and request.method != "POST":
        raise Http404
    form = forms.TakeBack(request.POST or None, request=request, target=f"{kind}:{row_id}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                take_back(member=told.member.pk, kind=Kind(kind), row=row_id, by=request.actor, at=now())
                sending.leads_back(back, saying=_("Taken back."))
        if sending.done:
            return sending.redirect()
    context = {"form": form, "told": told, "kind": kind, "found": found, "back": back}
    return render(request, "engagement/members/withdraw.html", context, status=form.status)


def _said_of(told: queries.Told, kind: str, row_id: UUID) -> Any:
    if kind not in list(Kind):
        raise Http404
    rows: Any = {Kind.LANGUAGE: told.tongues, Kind.AWAY: told.absences, Kind.TRAINING: told.trainings}[Kind(kind)]
    return next((row for row in rows if row.pk == row_id), None)


def _sifted(sieve: forms.Sieve, *, left: bool) -> queries.Sieve:
    asked = sieve.cleaned_data if sieve.is_valid() else {}
    division = asked.get("division")
    return queries.Sieve(
        name=asked.get("q", ""), language=asked.get("language", ""), course=asked.get("course", ""),
        division=UUID(division) if division else None, standing=asked.get("standing", ""), left=left,
    )  # fmt: skip


def _added(form: forms.Add) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "standing": Standing(data["standing"]),
        "rank": data["rank"],
        "division": UUID(data["division"]) if data["division"] else None,
    }


def _number(request: SignedInRequest) -> int:
    typed = request.GET.get("page", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


def _gone(places: int) -> str:
    if not places:
        return _("They have left. What they did stays.")
    return ngettext(
        "They have left, and gave up %(n)s place ahead: look at who can go instead.",
        "They have left, and gave up %(n)s places ahead: look at who can go instead.",
        places,
    ) % {"n": places}
