"""The request log."""

import re

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

SECRET = re.compile(r"(?<=^/invitation/)[^/]+")


class RequestLog(RequestMiddleware):
    """One line for each request, without its query string: that may hold a name. A secret address is a key."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and the path alone, without the secret of a link."""
        return f"{request.method} {SECRET.sub('…', request.path)}"
