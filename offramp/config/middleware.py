"""The request log."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

SECRET = re.compile(r"^(/(?:invitation|place|calendar)/)[^/]+")
"""The part of an address that is a key. Of a calendar's own pages nothing is lost but a word."""


class RequestLog(RequestMiddleware):
    """One line for each request, without its query string: that may hold a name. A secret address is a key."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and the path alone, without the secret of a link."""
        path = SECRET.sub(r"\1…", request.path)
        return f"{request.method} {path}"
