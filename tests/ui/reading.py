"""How the tests read what came back."""

import re
from html import unescape
from typing import Any, Protocol

from django.contrib.messages import get_messages


class Answer(Protocol):
    """What Django's test client returns, as far as it is read here."""

    status_code: int
    headers: Any
    wsgi_request: Any

    @property
    def content(self) -> bytes: ...


def token_on(page: Answer) -> str:
    """Return the form token that a page carries."""
    found = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())
    assert found is not None, "no form token on the page"
    return found[1]


def said(answer: Answer) -> list[str]:
    """Return the messages that wait for the next page."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def flat(page: Answer) -> str:
    """Return a page on one line, however its templates are laid out."""
    return re.sub(r" ?(<|>) ?", r"\1", " ".join(page.content.decode().split()))


def lines(page: Answer) -> list[str]:
    """Return the words within a page's frame, in their order, as far as each stands by itself."""
    found = re.fullmatch(r"(.*)(<main.*</main>).*", page.content.decode(), re.S)
    assert found is not None, "no <main> on the page"
    frame, main = found.groups()
    assert 'aria-label="Main"' in frame, "no way on from here"
    words = re.split(r"<[^>]*>", re.sub(r"<(svg|script)\b.*?</\1>", "", main, flags=re.S))
    return [said for each in words if (said := " ".join(unescape(each).split()))]
