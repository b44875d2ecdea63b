"""How the tests read what came back."""

import re

from django.contrib.messages import get_messages
from django.http import HttpResponse


def token_on(page: HttpResponse) -> str:
    """Return the form token that a page carries."""
    found = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())
    assert found is not None, "no form token on the page"
    return found[1]


def said(response: HttpResponse) -> list[str]:
    """Return the messages that wait for the next page."""
    request = vars(response)["wsgi_request"]
    return [str(message) for message in get_messages(request)]


def flat(page: HttpResponse) -> str:
    """Return a page on one line, however its templates are laid out."""
    return re.sub(r" ?(<|>) ?", r"\1", " ".join(page.content.decode().split()))
