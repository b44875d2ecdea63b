"""A page that asks for one thing, does it once, and leads on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.ui.web import forms


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks. intro: above the form. saying: told when it is done. back: to where, with what it is called."""

    title: str
    submit: str
    saying: str
    back: tuple[str, str]
    intro: str = ""
    kind: str = "primary"
    template: str = "diversion/ask.html"


def answer(
    request: SignedInRequest,
    form: forms.Form,
    ask: Ask,
    act: Callable[[], object],
    leads_to: tuple[str, object] | None = None,
    **page: object,
) -> HttpResponse:
    """Do it once and lead on, or show the form: with what is wrong, where something is."""
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                made = act()
                route, key = leads_to or ("diversion:record", made)
                sending.leads_to(route, *([key] if key else []), saying=ask.saying)
        if sending.done:
            return sending.redirect()
    return render(request, ask.template, {"form": form, "ask": ask, **page}, status=form.status)
