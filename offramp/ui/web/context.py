"""The context of every page: the ways on, the theme, the service's own words."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from offramp.ui.web.theme import THEMES, theme_of

SHELL = {
    "navigation": ("UI_NAVIGATION", ()),
    "training": ("UI_TRAINING", False),
    "search_box": ("UI_SEARCH", None),
    "account": ("UI_ACCOUNT", None),
    "notices": ("UI_NOTICES", ()),
    "page_languages": ("UI_LANGUAGES", tuple(settings.LANGUAGES)),
    "alarms": ("UI_ALARMS", ""),
    "shortcuts": ("UI_SHORTCUTS", ()),
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows. Nothing is asked of the database until a template uses it."""
    return {
        **{name: _when_asked(request, setting, nothing) for name, (setting, nothing) in SHELL.items()},
        "theme": theme_of(request),
        "themes": THEMES,
        "words": service_words(),
        "draft_translation": get_language() in getattr(settings, "DRAFT_LANGUAGES", ()),
    }


@cache
def service_words() -> dict[str, str]:
    """Return the service's own words under lower-case names: help_name, dispatch_phone, crisis_line, ..."""
    return {name.lower(): word for name, word in getattr(settings, "OFFRAMP", {}).items()}


def _when_asked(request: HttpRequest, setting: str, nothing: Any) -> Any:
    path = getattr(settings, setting, None)
    return SimpleLazyObject(lambda: _function(path)(request)) if path else nothing


@cache
def _function(path: str) -> Callable[[HttpRequest], Any]:
    found: Callable[[HttpRequest], Any] = import_string(path)
    return found
