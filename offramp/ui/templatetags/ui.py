"""What templates and components need beyond Django's own tags."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from offramp.kernel.clock import now as this_moment
from offramp.ui.web.clock import ClockFace, clock_face

register = template.Library()


@register.simple_tag
def face(due: datetime | date, now: datetime | None = None) -> ClockFace:
    """Return how the clock of this promise reads."""
    return clock_face(due, now or this_moment())


@register.simple_tag
def icon(name: str, size: int = 20, css: str = "") -> SafeString:
    """Draw an icon by its Lucide name. It is never read aloud: words stand beside it."""
    return _icon(str(name), int(size), str(css))


@cache
def _icon(name: str, size: int, css: str) -> SafeString:
    # Lucide parses and writes XML each time: a third of a millisecond, ten times on a page.
    return mark_safe(lucide(name, size=size, aria_hidden="true", **({"class": css} if css else {})))


@register.filter
def extra(attrs: Any) -> SafeString:
    """Print the attributes a component was given beyond those it knows, each value escaped.

    Cotton's own `{{ attrs }}` prints values as they are, so a name with a quote in it would leave its attribute.
    """
    given: Mapping[str, Any] = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs
    kept = [(name, value) for name, value in given.items() if value is not False and value is not None]
    return mark_safe("".join(_attribute(name, value) for name, value in kept))


def _attribute(name: str, value: Any) -> str:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


@register.simple_tag
def address(name: str) -> str:
    """Return the address of a route, or nothing where this installation has no such route (error pages, tests)."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.filter
def dashed(parts: Any) -> SafeString:
    """Join the non-empty parts of a line with a middle dot."""
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))
