"""Charts drawn on the server as SVG, coloured by the page's own style, each with a title and a description in words."""

import json
import re
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SHADES: Final = ("#000000", "#000001", "#000002", "#000003")
"""From faint to deep: stand-ins in a drawing, each becomes a class, so that light, dark and print have their own."""
INK: Final = "#00000a"
"""What letters stand in."""
CLASSES: Final = {shade: f"heat-{n}" for n, shade in enumerate(SHADES)} | {INK: "heat-ink"}
SPOKEN: Final = re.compile(r' (?:aria-[a-z]+|role|font-family|class)="[^"]*"')


def drawn(described: dict[str, Any], *, key: str, title: str, told: str) -> SafeString:
    """Return a chart described in Vega-Lite as SVG. key: names it on its page; told: what it shows, in words."""
    names = f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-told">{escape(told)}</desc>'
    opening, rest = _svg(json.dumps(described)).split(">", 1)
    # A drawing is one thing to a screen reader: it hears the title and the description, not each mark of it.
    opened = f'{SPOKEN.sub("", opening)} role="img" aria-labelledby="{key}-title {key}-told"'
    return mark_safe(f"{opened}>{names}{rest}")


def worded(names: dict[int, str]) -> str:
    """Return an expression of Vega that turns a number into its name; what has none stays empty."""
    return f"({json.dumps(names, ensure_ascii=False)})[datum.value] || ''"


def _svg(described: str) -> str:
    import vl_convert  # it takes a second to load, and is warmed up when a process starts

    opening, rest = vl_convert.vegalite_to_svg(described).split(">", 1)
    rest = SPOKEN.sub("", rest)
    for ink, name in CLASSES.items():
        rest = rest.replace(f'fill="{ink}"', f'class="{name}"')
    return f"{opening}>{rest}"
