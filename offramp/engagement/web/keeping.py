"""Drafts of the public form: sealed on our side, for whoever comes with the same random number in a signed cookie.

The browser keeps the number and nothing else; what was typed never stays in it. The draft goes when it is sent, when
its author starts empty, or after 14 days.
"""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from offramp.access.actions import set_identity
from offramp.access.web.requests import IdentifiedRequest
from offramp.engagement.queries import lead_days
from offramp.engagement.web import forms
from offramp.engagement.web.floods import hold_back
from offramp.kernel.errors import Refused
from offramp.ui.actions import forget_draft
from offramp.ui.web.errors import bad_request
from offramp.ui.web.keeping import AUTOSAVE_HEADER, keep_typed, token_of

COOKIE: Final = "offramp_draft"
SALT: Final = "offramp.engagement.draft"
KEPT_FOR: Final = timedelta(days=14)
AT_MOST: Final = 40
"""So many browsers of one connection may begin a draft in an hour."""


def know_browser(request: IdentifiedRequest) -> UUID | None:
    """Let the request read and write the draft of the browser it came from, and return whose draft that is.

    Who is signed in has drafts of their own, and nobody reads another's by a cookie.
    """
    if request.user.is_authenticated:
        return request.user.pk
    try:
        number = request.get_signed_cookie(COOKIE, salt=SALT, max_age=KEPT_FOR)
    except (KeyError, BadSignature):
        return None
    return _act_as(request, str(number))


@require_POST
def keep(request: IdentifiedRequest) -> HttpResponse:
    """Keep what is typed so far; without a script by a button, which leads back to the page."""
    token = token_of(request)
    if token is None or token.action != forms.Invite.action:
        return bad_request(request)
    author, number = know_browser(request), ""
    try:
        if author is None:
            hold_back(request, "drafts", AT_MOST)
            number = token_urlsafe(24)
            author = _act_as(request, number)
        if not keep_typed(request, replace(token, user=author)):
            raise Refused(_("This is too long to be kept."), ask=_("Shorten it, or send it."))
    except Refused as refusal:
        return _not_kept(request, refusal)
    answer = _kept(request)
    if number:
        answer.set_signed_cookie(
            COOKIE, number, salt=SALT, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer


@require_POST
def start_empty(request: IdentifiedRequest) -> HttpResponse:
    """Delete what was kept, and open the form empty."""
    author = know_browser(request)
    if author:
        forget_draft(author=author, form=forms.Invite.action, target="")
    return forgotten(redirect("engagement:invite"))


def private(request: IdentifiedRequest, answer: HttpResponse) -> HttpResponse:
    """Keep a page with a draft out of the browser's own store: the next one at this screen may press Back."""
    if hasattr(request, "browser"):
        patch_cache_control(answer, no_store=True)
    return answer


def forgotten(answer: HttpResponse) -> HttpResponse:
    """Take the number back from the browser: there is nothing left to find with it."""
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def author_of_number(number: str) -> UUID:
    """Return whose draft the number of a browser opens: no user's, and the number does not follow from it."""
    return UUID(bytes=sha256(f"{SALT}:{number}".encode()).digest()[:16])


def _act_as(request: IdentifiedRequest, number: str) -> UUID:
    author = author_of_number(number)
    set_identity(author, None)
    request.browser = author
    return author


def _kept(request: IdentifiedRequest) -> HttpResponse:
    if request.headers.get(AUTOSAVE_HEADER):
        return HttpResponse(status=204)
    messages.success(request, _("It is kept for 14 days. Open this page again in the same browser to go on."))
    answer = redirect("engagement:invite")
    answer.status_code = 303
    return answer


def _not_kept(request: IdentifiedRequest, refusal: Refused) -> HttpResponse:
    if request.headers.get(AUTOSAVE_HEADER):
        return HttpResponse(status=413)
    form = forms.Invite(request.POST, request=request)
    form.errors.clear()
    form.refuse(refusal)
    return render(request, "engagement/invite.html", {"form": form, "lead": lead_days()}, status=422)
