"""Accounts: the list, one account, a new one, and changes with a form."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from offramp.access.queries import offices_of, role_in_words
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import account_for, accounts, has_second_factor, posting_for
from offramp.desk import actions
from offramp.desk.queries import account_rows, coming_offices, past_offices
from offramp.desk.web.accounts import forms
from offramp.kernel.clock import now
from offramp.kernel.keyset import page_of
from offramp.ui.web.forms import Form
from offramp.ui.web.paging import page_address
from offramp.ui.web.tables import Heading, columns

if TYPE_CHECKING:
    from offramp.accounts.models import User

PAGE = 50
HEADINGS = (
    Heading("name", lazy("Name"), sortable=False),
    Heading("username", lazy("Username"), sortable=False),
    Heading("offices", lazy("Offices"), sortable=False),
    Heading("teams", lazy("Teams"), sortable=False),
    Heading("last", lazy("Last signed in"), sortable=False),
)


def show_all(request: SignedInRequest) -> HttpResponse:
    """List the accounts, with their offices, by name."""
    sieve, closed, at = forms.Sieve(request.GET), request.GET.get("closed") == "1", now()
    asked = sieve.cleaned_data if sieve.is_valid() else {}
    rows = accounts(text=asked.get("q", ""), role=asked.get("role", ""), closed=closed, at=at)
    page = page_of(rows, "name", "id", cursor=request.GET.get("page", ""), size=PAGE)
    context = {
        "sieve": sieve,
        "closed": closed,
        "not_closed": not closed,
        "rows": account_rows(page.rows, at=at),
        "columns": columns(request, *HEADINGS, default="name"),
        "previous": page_address(request, page.previous),
        "next": page_address(request, page.next),
    }
    return render(request, "desk/accounts/list.html", context)


def show(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Show one account: offices, teams, how they sign in."""
    at = now()
    account = account_or_404(user_id)
    context = {
        "account": account,
        "row": account_rows([account], at=at)[0],
        "offices": offices_of(user_id, at=at),
        "coming": coming_offices(user_id, at=at),
        "past": past_offices(user_id, at=at),
        "has_second_factor": has_second_factor(user_id),
        "is_oneself": user_id == request.user.pk,
    }
    return render(request, "desk/accounts/account.html", context)


def new(request: SignedInRequest) -> HttpResponse:
    """Open an account with its first office."""
    at = now()
    form = forms.NewAccount(request.POST or None, request=request, on=timezone.localdate(at))

    def act() -> UUID:
        typed = {name: form.cleaned_data[name] for name in ("username", "name", "email")}
        return actions.open_account(**typed, office=form.office, by=request.actor, at=at)

    return _answer(
        request, form, act, None, _("Account made. Give them a link to set their password."), _("New account")
    )


def details(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Change how colleagues see and reach somebody."""
    account = account_or_404(user_id)
    form = forms.Details(request.POST or None, request=request, account=account)

    def act() -> UUID:
        actions.change_details(user=user_id, **form.cleaned_data, by=request.actor, at=now())
        return user_id

    return _answer(request, form, act, account, _("Changed."), _("Name and address"))


def office(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Give somebody another office."""
    at, account = now(), account_or_404(user_id)
    form = forms.OfficeForm(request.POST or None, request=request, on=timezone.localdate(at), target=user_id)

    def act() -> UUID:
        actions.give_office(user=user_id, office=form.office, by=request.actor, at=at)
        return user_id

    return _answer(request, form, act, account, _("Office given."), _("Give an office"))


def days(request: SignedInRequest, posting_id: UUID) -> HttpResponse:
    """Say which day of an office is its last."""
    posting = posting_for(posting_id)
    if posting is None:
        raise Http404
    form = forms.LastDay(request.POST or None, request=request, posting=posting)

    def act() -> UUID:
        actions.date_office(posting=posting_id, **form.cleaned_data, by=request.actor, at=now())
        return posting.user_id

    title = _("Last day as %(role)s") % {"role": role_in_words(posting.role)}
    return _answer(request, form, act, posting.user, _("Changed."), title)


def teams(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Change the teams somebody works in."""
    account = account_or_404(user_id)
    form = forms.Teams(request.POST or None, request=request, account=account)

    def act() -> UUID:
        chosen = [UUID(team) for team in form.cleaned_data["teams"]]
        actions.change_teams(user=user_id, teams=chosen, by=request.actor, at=now())
        return user_id

    return _answer(request, form, act, account, _("Teams changed."), _("Change teams"))


def account_or_404(user_id: UUID) -> "User":
    """Return an account, or answer 404."""
    account = account_for(user_id, at=now())
    if account is None:
        raise Http404
    return account


def _answer(
    request: SignedInRequest, form: Form, act: Callable[[], UUID], account: "User | None", saying: str, title: str
) -> HttpResponse:
    """Act once on a valid form and lead to the account; else show the form."""
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                sending.leads_to("desk:account", act(), saying=saying)
        if sending.done:
            return sending.redirect()
    context = {"form": form, "account": account, "title": title}
    return render(request, "desk/accounts/form.html", context, status=form.status)
