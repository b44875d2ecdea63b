"""The request log."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """One line for each request, without its query string: that may hold a name."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and the path alone."""
        return f"{request.method} {request.path}"
