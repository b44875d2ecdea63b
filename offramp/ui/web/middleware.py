"""What never reaches a view, or comes to nothing in one."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from offramp.ui.web.errors import bad_request

Answer = Callable[[HttpRequest], HttpResponse]


class RefuseNul:
    """Answers 400 to a NUL in an address: PostgreSQL stores none, so further in it would be an error.

    In a form the field says so, beside itself. Where a view reads what is posted without a form, the NUL stops the
    database, and that too is answered with 400.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 to an error in a view that was handed a NUL."""
        return bad_request(request) if request.method == "POST" and _posts_nul(request) else None


def _posts_nul(request: HttpRequest) -> bool:
    try:
        return any("\0" in name or any("\0" in value for value in values) for name, values in request.POST.lists())
    except (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, OSError):
        return False
