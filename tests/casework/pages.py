"""How a form of casework is opened, filled in and sent."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def token(client: Client, there: str) -> str:
    """Return the token of the page's own form: not that of the button that empties a kept draft."""
    found: str = TOKEN.findall(client.get(there).content.decode())[-1]
    return found


def press_as(client: Client, there: str, fields: Mapping[str, object]) -> Any:
    return client.post(there, fields)


def press(client: Client, there: str, fields: Mapping[str, object]) -> Any:
    return client.post(there, {**fields, "form_token": token(client, there)})


def leads_to_record(answer: Any, person: UUID) -> bool:
    return (answer.status_code, answer.get("Location")) == (303, reverse("desk:record", args=[person]))


def texts(page: Any, field: str) -> str:
    found = re.search(rf'id="id_{field}_error".*?</div>', page.content.decode(), re.S)
    return found[0] if found else ""
