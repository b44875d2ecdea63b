"""Acts of the ui itself: keep a draft, start empty, choose the colours."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from offramp.ui.actions import forget_draft
from offramp.ui.web.errors import bad_request
from offramp.ui.web.keeping import keep_typed, token_of
from offramp.ui.web.theme import COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is in the form so far, for its author alone."""
    token = token_of(request)
    if token is None or token.user is None or token.user != request.user.pk:
        return HttpResponse(status=409)
    return HttpResponse(status=204 if keep_typed(request, token) else 413)


@require_POST
def start_empty(request: HttpRequest) -> HttpResponse:
    """Delete what was kept of this form and open it empty."""
    token = token_of(request)
    if token is None or token.user is None or token.user != request.user.pk:
        return bad_request(request)
    forget_draft(author=token.user, form=token.action, target=token.target)
    return _back_to(request, token.page)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the colours someone chose, in a cookie that says nothing else."""
    chosen = request.POST.get("theme", "")
    response = _back_to(request, request.POST.get("next", ""))
    if chosen == "auto":
        response.delete_cookie(COOKIE, samesite="Lax")
    elif chosen in dict(THEMES):
        secure = request.is_secure()
        response.set_cookie(COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


def _back_to(request: HttpRequest, address: str) -> HttpResponse:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(address if safe else "/")
    response.status_code = 303
    return response
