"""The coordinator's list of concerns, one concern with all that becomes of it, and themes."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.areas.queries import neighbourhoods
from offramp.engagement.actions import concerns as actions
from offramp.engagement.enums import Owner, Stand
from offramp.engagement.models import Concern
from offramp.engagement.queries import concerns as queries
from offramp.engagement.queries import inviter_of
from offramp.engagement.web import concern_forms as forms
from offramp.kernel.clock import now
from offramp.kernel.keyset import Page


def listed(request: SignedInRequest) -> HttpResponse:
    """Show concerns: overdue first, then what nobody has taken on."""
    themes = queries.themes()
    sieve = forms.Sieve(request.GET or None)
    sieve.offer(
        theme=[("", _("Every theme")), *((str(theme.pk), theme.name) for theme in themes)],
        neighbourhood=[("", _("Everywhere")), *((str(each.pk), each.name) for each in neighbourhoods())],
    )
    chosen = sieve.cleaned_data if sieve.is_bound and sieve.is_valid() else {}
    wanted = {name: UUID(chosen[name]) for name in ("theme", "neighbourhood") if chosen.get(name)}
    page = queries.concerns_listed(
        request.viewer, cursor=request.GET.get("page", ""), today=timezone.localdate(now()), **wanted
    )
    shown = {"sieve": sieve, "named_themes": themes, **_paged(page, wanted)}
    return render(request, "engagement/concerns/list.html", shown, status=sieve.status)


def theme(request: SignedInRequest, theme_id: UUID) -> HttpResponse:
    """Show a theme with its concerns."""
    found = queries.themes().filter(pk=theme_id).first()
    if found is None:
        raise Http404
    page = queries.concerns_listed(
        request.viewer, cursor=request.GET.get("page", ""), today=timezone.localdate(now()), theme=theme_id
    )
    return render(request, "engagement/concerns/theme.html", {"named": found, **_paged(page, {})})


def show(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Show one concern: what was said, who takes it on, what we answered, what they say to it."""
    return _page(request, _concern_or_404(request, concern_id))


def take_on(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Write down who takes it on, what they will do, and by when."""
    concern = _concern_or_404(request, concern_id)
    form = forms.TakeOn(request.POST or None, request=request, target=concern_id, initial=_as_taken_on(concern))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                data = form.cleaned_data
                actions.take_on(
                    concern=concern_id, text=data["text"], owner=data["owner"], owner_name=data["owner_name"],
                    action=data["action_text"], due_on=data["due_on"], version=data["version"], by=request.actor,
                    at=now(),
                )  # fmt: skip
                sending.leads_to("engagement:concern", concern_id, saying=_("Taken on. They see it on their page."))
        if sending.done:
            return sending.redirect()
    return _formed(request, "take_on", form, concern)


def link(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Put it under a theme, with others that sound alike."""
    concern = _concern_or_404(request, concern_id)
    alike = queries.similar_to(request.viewer, concern)
    form = forms.Link(request.POST or None, request=request, target=concern_id, initial=_as_linked(concern, alike))
    form.offer(
        theme=[("", _("A new one, named below")), *((each.name, each.name) for each in queries.themes())],
        also=[(str(each.pk), _in_words(each)) for each in alike],
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = actions.link_to_theme(
                    concern=concern_id, name=form.named(), also=[UUID(key) for key in form.cleaned_data["also"]],
                    version=form.cleaned_data["version"], by=request.actor, at=now(),
                )  # fmt: skip
                sending.leads_to("engagement:theme", made.pk, saying=_("Linked."))
        if sending.done:
            return sending.redirect()
    return _formed(request, "link", form, concern)


def answer(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Say what we did, or why we couldn't."""
    concern = _concern_or_404(request, concern_id)
    written = {"version": concern.version, "outcome": concern.outcome, "answer": concern.answer}
    form = forms.Answer(request.POST or None, request=request, target=concern_id, initial=written)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.answer_concern(concern=concern_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to(
                    "engagement:concern", concern_id, saying=_("Told: on their page, and by mail where we can.")
                )
        if sending.done:
            return sending.redirect()
    return _formed(request, "answer", form, concern)


def _formed(
    request: SignedInRequest, name: str, form: forms.TakeOn | forms.Link | forms.Answer, concern: Concern
) -> HttpResponse:
    if form.is_overtaken:
        concern = _concern_or_404(request, concern.pk)
        form.look_again(concern.version)
    page = {
        "form": form,
        "concern": concern,
        "stand": queries.stand_of(concern),
        "inviter": inviter_of(request.viewer, concern.invitation_id),
    }
    return render(request, f"engagement/concerns/{name}.html", page, status=form.status)


def _page(request: SignedInRequest, concern: Concern) -> HttpResponse:
    stand = queries.stand_of(concern)
    page = {
        "concern": concern,
        "stand": stand,
        "is_settled": stand == Stand.ANSWERED,
        "similar": queries.similar_to(request.viewer, concern),
        "inviter": inviter_of(request.viewer, concern.invitation_id),
    }
    return render(request, "engagement/concerns/concern.html", page)


def _concern_or_404(request: SignedInRequest, concern_id: UUID) -> Concern:
    found = queries.concern_for(request.viewer, concern_id, today=timezone.localdate(now()))
    if found is None:
        raise Http404
    return found


def _paged(page: Page[Concern], wanted: dict[str, UUID]) -> dict[str, object]:
    ways = {
        name: f"?{urlencode({**wanted, 'page': cursor})}" if cursor else ""
        for name, cursor in (("previous", page.previous), ("next", page.next))
    }
    return {"lines": [(row, queries.stand_of(row)) for row in page.rows], **ways}


def _as_taken_on(concern: Concern) -> dict[str, object]:
    return {
        "version": concern.version, "text": concern.text, "owner": concern.owner or Owner.UNIT,
        "owner_name": concern.owner_name, "action_text": concern.action, "due_on": concern.due_on,
    }  # fmt: skip


def _as_linked(concern: Concern, alike: list[Concern]) -> dict[str, object]:
    """Return the theme it has, or else that of the likest one."""
    names = [each.theme.name for each in (concern, *alike) if each.theme]
    return {"version": concern.version, "theme": names[0] if names else ""}


def _in_words(concern: Concern) -> str:
    about = f" ({concern.theme.name})" if concern.theme else ""
    return f"{concern.invitation.organisation_name}: {concern.text[:200]}{about}"
