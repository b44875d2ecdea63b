"""A page that asks for one thing, does it once, and leads back to the person's record."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from offramp.access.web.requests import SignedInRequest
from offramp.casework.web.opening import Opened
from offramp.ui.web import forms

RECORD = "desk:record"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks. `intro` stands above the form, `saying` is told when it is done."""

    title: str
    submit: str
    saying: str
    intro: str = ""
    kind: str = "primary"
    leads_to: str = RECORD
    template: str = "casework/ask.html"


def answer(
    request: SignedInRequest, form: forms.Form, about: Opened, ask: Ask, act: Callable[[], object], **page: object
) -> HttpResponse:
    """Do it once and lead on, or show the form: with what is wrong, where something is."""
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act()
                sending.leads_to(ask.leads_to, about.person, saying=ask.saying)
        if sending.done:
            return sending.redirect()
    back = reverse(ask.leads_to, args=[about.person])
    return render(
        request, ask.template, {"form": form, "ask": ask, "about": about, "back": back, **page}, status=form.status
    )
