"""What was typed is kept for its author, also when the session ended before it could be sent."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from offramp.kernel.clock import now
from offramp.kernel.sealed.store import Destroyed, KeyStoreAway
from offramp.ui.actions import forget_draft, save_draft
from offramp.ui.queries import result_of_sending
from offramp.ui.sealing import Fields
from offramp.ui.tokens import FormToken, read_token
from offramp.ui.web.errors import unavailable
from offramp.ui.web.forms.base import CARRIED_AS

NEVER_KEPT = {CARRIED_AS, "csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "next"}
MOST_CHARACTERS = 200_000
AUTOSAVE_HEADER = "X-Autosave"


def token_of(request: HttpRequest) -> FormToken | None:
    """Return the token of the form in this request, where it carries a valid one."""
    return read_token(request.POST.get(CARRIED_AS, ""))


def author_of(request: HttpRequest) -> UUID | None:
    """Return who opened the form in this request: what is kept of it is written under that identity alone."""
    token = token_of(request)
    return token.user if token else None


def keep_typed(request: HttpRequest, token: FormToken) -> bool:
    """Keep what was typed under the author its token names, and tell whether it is safe.

    False where it is too long, its form keeps nothing, or the key of whom it is about was destroyed.
    """
    if not token.keeps:
        return False
    fields = _typed(request)
    if sum(len(text) for texts in fields.values() for text in texts) > MOST_CHARACTERS:
        return False
    if token.user is None or result_of_sending(token.id):
        return True  # sent meanwhile: a late autosave must not bring it back
    if any("".join(texts).strip() for texts in fields.values()):
        try:
            save_draft(
                author=token.user, form=token.action, target=token.target, fields=fields, about=token.about, at=now()
            )
        except Destroyed:
            return False
    else:
        forget_draft(author=token.user, form=token.action, target=token.target)
    return True


def _typed(request: HttpRequest) -> Fields:
    return {name: [str(v) for v in request.POST.getlist(name)] for name in request.POST if name not in NEVER_KEPT}


def keep_for_author(request: HttpRequest) -> HttpResponse | None:
    """Seal a form that came without a session for whoever opened it, and lead to sign-in; None where there is none.

    For the middleware that meets an anonymous POST on a signed-in route: it sets the identity of `author_of(request)`
    first. Only the same user finds the text when the form opens again.
    """
    token = token_of(request) if request.method == "POST" else None
    try:
        if token is None or token.user is None or not keep_typed(request, token):
            return None
    except KeyStoreAway:
        return unavailable(request)
    if request.headers.get(AUTOSAVE_HEADER):
        return HttpResponse(status=401)
    said = _("You were signed out. What you wrote is kept: sign in again and the form opens with it.")
    return _lead_to(request, redirect_to_login(token.page or request.path), said)


def keep_and_reopen(request: HttpRequest) -> HttpResponse | None:
    """Keep a form that its own author sent from a page older than the sign-in, and open it again with the text."""
    token = token_of(request)
    try:
        if token is None or token.user is None or token.user != request.user.pk or not keep_typed(request, token):
            return None
    except KeyStoreAway:
        return unavailable(request)
    if request.headers.get(AUTOSAVE_HEADER):
        return HttpResponse(status=204)
    said = _("This page was open since before you signed in. What you wrote is kept: look it over, then send it.")
    return _lead_to(request, HttpResponseRedirect(token.page or request.path), said)


def _lead_to(request: HttpRequest, response: HttpResponse, said: str) -> HttpResponse:
    messages.info(request, said, fail_silently=True)
    response.status_code = 303
    return response
