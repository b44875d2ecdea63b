"""What a browser sends of its own accord."""

import re
from typing import Any

CARRIED = re.compile(r'<input type="hidden" name="(form_token|seen|version)" value="([^"]*)"')


def token_in(page: Any) -> dict[str, str]:
    """Return the hidden fields a page's form carries: its token, and what its editor had before them."""
    return dict(CARRIED.findall(page.content.decode()))
