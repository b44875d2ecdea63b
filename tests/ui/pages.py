"""A small site on the ui alone: one form that keeps drafts and adds a branch, one public form, one that breaks."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from offramp.access.enums import Role
from offramp.access.web.routes import Audience, everyone, only, signed_in
from offramp.areas.models import Branch
from offramp.kernel.errors import NotPermitted, Refused
from offramp.ui.web import forms

FORM = engines["django"].from_string(
    "{% extends 'ui/page.html' %}{% block title %}Form{% endblock %}"
    "{% block content %}<h1>Form</h1>{% cotton form :form='form' submit='Send' / %}{% endblock %}"
)
SIGN_IN = engines["django"].from_string(
    "{% extends 'ui/public.html' %}{% block content %}<h1>Sign in</h1>{% endblock %}"
)


class AddBranch(forms.Form):
    action = "branch.add"
    keeps_draft = True
    name = forms.Text(label="Name", max_length=60)
    note = forms.LongText(label="Note", required=False)
    kinds = forms.Choices(label="Kinds", required=False, choices=[("a", "A"), ("b", "B")])
    opens_on = forms.Day(label="Opens", required=False)


class AskBranch(forms.Form):
    action = "branch.ask"
    name = forms.Text(label="Name")


def add(request: HttpRequest, city: str = "edmonton") -> HttpResponse:
    form = AddBranch(request.POST or None, request=request, target=city)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                branch = add_branch(form.cleaned_data)
                sending.leads_to("branch", branch.pk, saying="Added.")
        if sending.done:
            return sending.redirect()
    return HttpResponse(FORM.render({"form": form}, request), status=form.status)


def add_branch(data: Mapping[str, Any]) -> Branch:
    branch = Branch.objects.create(name=data["name"], code=data["name"].lower(), position=9)
    if data["name"] == "Nowhere":
        raise Refused("There is no such place.", ask="Choose another.", field="name")
    if data["name"] == "Closed":
        raise Refused("No branch opens today.", field="not-a-field")
    if data["name"] == "Forbidden":
        raise NotPermitted("Not yours to open.")
    return branch


def ask(request: HttpRequest) -> HttpResponse:
    form = AskBranch(request.POST or None, request=request)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                sending.leads_to("branch", add_branch(form.cleaned_data).pk)
        if sending.done:
            return sending.redirect()
    return HttpResponse(FORM.render({"form": form}, request), status=form.status)


def branch(request: HttpRequest, pk: UUID) -> HttpResponse:
    return HttpResponse(Branch.objects.get(pk=pk).name)


def raw(request: HttpRequest) -> HttpResponse:
    """Read what is posted without a form, as a careless view would."""
    return HttpResponse(str(Branch.objects.filter(name=request.POST["name"]).exists()))


def sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse(SIGN_IN.render({}, request))


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("", include("offramp.ui.web.urls")),
    path("add/", add, name="add"),
    path("add/<str:city>/", add, name="add-in"),
    path("ask/", ask, name="ask"),
    path("raw/", raw, name="raw"),
    path("breaks/", breaks, name="breaks"),
    path("sign-in/", sign_in, name="account_login"),
    path("branches/<uuid:pk>/", branch, name="branch"),
]
handler400 = "offramp.ui.web.errors.bad_request"
handler404 = "offramp.ui.web.errors.not_found"
handler500 = "offramp.ui.web.errors.server_error"

ROUTES: Final[Mapping[str, Audience]] = {
    "ui:draft": signed_in(),
    "ui:start-empty": signed_in(),
    "ui:theme": everyone(),
    "ui:language": everyone(),
    "ui:components": only(Role.ADMINISTRATOR),
    "add": signed_in(),
    "add-in": signed_in(),
    "ask": everyone(),
    "raw": everyone(),
    "breaks": everyone(),
    "account_login": everyone(),
    "branch": everyone(),
}
