"""Which pages speak French: sign-in, one's own sign-in, what communities see. A page half in French helps nobody."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from offramp.config.matrix import ACCOUNTS, INVITED

BILINGUAL: Final = frozenset(ACCOUNTS) | frozenset(INVITED) | {"desk:sign-in-as", "ui:language", "ui:theme"}
"""Routes whose every word has French. On the others staff read English, whatever they chose at sign-in."""


def bilingual(request: HttpRequest) -> bool:
    """Tell whether a page can be read in French, and may offer it."""
    match = request.resolver_match
    return match is not None and match.view_name in BILINGUAL


class EnglishInside:
    """Answers in English where there is no French yet, and says so to screen readers and search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Turn to English before the view makes any words."""
        if not bilingual(request):
            translation.activate("en")
