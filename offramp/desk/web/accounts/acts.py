"""Acts on an account that ask first, and the link to set a password."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import posting_for
from offramp.desk import actions
from offramp.desk.web.accounts.forms import Sure
from offramp.desk.web.accounts.views import account_or_404
from offramp.kernel.clock import now

if TYPE_CHECKING:
    from offramp.accounts.models import User


@dataclass(frozen=True, slots=True)
class Act:
    """An act that asks first: what it does, the question, what follows from it, and what is said after."""

    do: Callable[..., None]
    question: Any
    follows: Any
    label: Any
    done: Any
    kind: str = "danger primary"


ACTS: Final[Mapping[str, Act]] = {
    "close": Act(
        actions.close_account,
        lazy("Close this account?"),
        lazy("They are signed out with their next click, and their offices, teams and seats end. Texts stay."),
        lazy("Close it"),
        lazy("The account is closed."),
    ),
    "reopen": Act(
        actions.reopen_account,
        lazy("Open this account again?"),
        lazy("They can sign in as before, and hold no office until you give them one."),
        lazy("Open it"),
        lazy("The account is open. Give them an office."),
        kind="primary",
    ),
    "second-factors": Act(
        actions.remove_second_factors,
        lazy("Take away their passkeys, app and recovery codes?"),
        lazy("Then the password alone signs them in. Be sure that it is they who ask: call them back."),
        lazy("Take them away"),
        lazy("Their second factors are gone."),
    ),
}


def sure(request: SignedInRequest, user_id: UUID, act: str) -> HttpResponse:
    """Ask first, then do one of the acts on an account."""
    if act not in ACTS:
        raise Http404
    account, known = account_or_404(user_id), ACTS[act]

    def do() -> None:
        known.do(user=user_id, by=request.actor, at=now())

    return _ask_and_do(
        request, Sure(request.POST or None, request=request, act=act, target=user_id), known, account, do
    )


def end_office(request: SignedInRequest, posting_id: UUID) -> HttpResponse:
    """Ask first, then end an office."""
    posting = posting_for(posting_id)
    if posting is None:
        raise Http404
    known = Act(
        actions.end_office,
        _("End this office?"),
        _("What it opened to them closes with their next click. Other offices of theirs stay."),
        _("End it"),
        _("The office has ended."),
    )

    def do() -> None:
        actions.end_office(posting=posting_id, by=request.actor, at=now())

    form = Sure(request.POST or None, request=request, act="office.end", target=posting_id)
    return _ask_and_do(request, form, known, posting.user, do)


@never_cache
@require_POST
def link(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Show a link by which somebody sets their password, or send it to them. It is shown this once."""
    account = account_or_404(user_id)
    if not account.is_active:
        raise Http404
    actions.make_password_link(user=user_id, by=request.actor, at=now())
    address = request.build_absolute_uri(password_address(account))
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    context = {"account": account, "address": address, "days": days}
    if request.POST.get("send") and account.email:
        if _sent(account, context):
            messages.success(request, _("The link is on its way to %(email)s.") % {"email": account.email})
            return redirect("desk:account", user_id)
        context["unsent"] = True
    return render(request, "desk/accounts/link.html", context)


def _ask_and_do(
    request: SignedInRequest, form: Sure, known: Act, account: "User", do: Callable[[], None]
) -> HttpResponse:
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                do()
                sending.leads_to("desk:account", account.pk, saying=str(known.done))
        if sending.done:
            return sending.redirect()
    context = {"form": form, "act": known, "account": account}
    return render(request, "desk/accounts/sure.html", context, status=form.status)


def password_address(account: "User") -> str:
    """Return the path by which somebody sets their password: signed, for some days, and stored nowhere."""
    mark = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("account_password_link", args=[mark, default_token_generator.make_token(account)])


def _sent(account: "User", context: Mapping[str, Any]) -> bool:
    text = render_to_string("desk/accounts/link.txt", context)
    try:
        send_mail(_("Set your password for Offramp"), text, None, [account.email])
    except (OSError, SMTPException):
        return False
    return True
