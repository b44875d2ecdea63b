"""Light, dark, or as the device says: kept in a cookie that holds nothing else."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COOKIE = "theme"
THEMES = (("auto", pgettext_lazy("colours", "Auto")), ("light", _("Light")), ("dark", _("Dark")))
_CHOSEN = {"light", "dark"}


def theme_of(request: HttpRequest) -> str:
    """Return light, dark or auto."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in _CHOSEN else "auto"
