"""Pages of problems as a browser opens and sends them."""

from typing import Any

from django.test import Client

from tests.desk.forms import token_in


def send(client: Client, url: str, **typed: Any) -> Any:
    """Open a form, fill it in, and send it."""
    return client.post(url, {**token_in(client.get(url)), **typed})


def errors(answer: Any) -> dict[str, list[str]]:
    """Return what is to be put right in the form of an answer, by field."""
    return {name: list(found) for name, found in answer.context["form"].errors.items()}
