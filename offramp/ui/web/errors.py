"""Pages for when something is wrong: what happened, what is safe, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the address or the form can't be read."""
    return _bare(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: not in this role."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: nothing here, or nothing this person may see; the two look alike."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, *, typed: dict[str, str] | None = None) -> HttpResponse:
    """Answer 409: someone else changed it meanwhile; `typed` is shown so that it can be copied over."""
    return render(request, "409.html", {"typed": typed or {}}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500. It asks nothing of the database or the session: they may be what is broken."""
    return _bare(500)


def unavailable(request: HttpRequest | None = None) -> HttpResponse:
    """Answer 503: the database can't be reached just now."""
    response = _bare(503)
    response["Retry-After"] = "10"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose page is from before the last sign-in: keep what was typed, and lead back to the form."""
    from offramp.ui.web.keeping import keep_and_reopen

    return keep_and_reopen(request) or _bare(403, "csrf.html")


def _bare(status: int, template: str = "") -> HttpResponse:
    body = render_to_string(template or f"{status}.html", {"theme": "auto", "home": _("Start")})
    return HttpResponse(body, status=status)
