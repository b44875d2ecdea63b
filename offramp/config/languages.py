"""Which pages speak which language. A page half in French helps nobody, so what is whole is written down here."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from offramp.config.matrix.engagement import INVITED
from offramp.config.matrix.support import ACCOUNTS

CHOOSING: Final = {"ui:language", "ui:theme"}
FOR_COMMUNITIES: Final = frozenset(INVITED) | CHOOSING
"""Routes that communities see: every language of ours, drafts too."""
BILINGUAL: Final = frozenset(ACCOUNTS) | {"desk:sign-in-as", "people:notice"}
"""Routes whose every word has French. On the others staff read English, whatever they chose at sign-in."""


def spoken_on(request: HttpRequest) -> tuple[tuple[str, Any], ...]:
    """Return the languages in which a page can be read, as pairs of code and name; none where it is English alone."""
    match = request.resolver_match
    if match is None or match.view_name not in FOR_COMMUNITIES | BILINGUAL:
        return ()
    drafts = settings.DRAFT_LANGUAGES if match.view_name in BILINGUAL else ()
    return tuple((code, name) for code, name in settings.LANGUAGES if code not in drafts)


class EnglishInside:
    """Answers in English where there is no other language yet, and says so to screen readers and search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Turn to English before the view makes any words."""
        if translation.get_language() not in dict(spoken_on(request)):
            translation.activate("en")
