"""What never reaches a view."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse

from offramp.ui.web.errors import bad_request

Respond = Callable[[HttpRequest], HttpResponse]
FORM_TYPE = "application/x-www-form-urlencoded"


class RefuseNul:
    """Answers 400 to a NUL in an address or in a form: PostgreSQL stores none, so further in it would be an error.

    A form field says so itself beside the field; here only a NUL in a field's name, or where no form reads, is left.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return bad_request(request)
        return self.get_response(request)
