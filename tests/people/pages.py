"""How the tests of this room read and send its pages."""

import re
from typing import Any

from django.test import Client

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def token_in(client: Client, url: str) -> str:
    """Open a page and return the token of its first form that carries one."""
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    found = TOKEN.search(page.content.decode())
    assert found is not None, url
    return found[1]


def send(client: Client, url: str, **fields: Any) -> Any:
    """Open a form and send it, as a browser does."""
    return client.post(url, {"form_token": token_in(client, url), **fields})


def words_of(response: Any) -> str:
    """Return the words of a page without its marks, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
