"""Light, dark, or as the device says: kept in a cookie that holds nothing else."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
THEMES = (("auto", _("As this device")), ("light", _("Light")), ("dark", _("Dark")))
_CHOSEN = {"light", "dark"}


def theme_of(request: HttpRequest) -> str:
    """Return light, dark or auto."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in _CHOSEN else "auto"
