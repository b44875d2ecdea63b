"""The pages of the sender: their addresses, and what is typed and read on them."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.directory.models import Service
from offramp.referrals.models import Referral
from tests.consent.scene import Scene
from tests.ui.reading import flat, token_on


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a navigator types, but for the pieces of the file."""
    return {
        "hoped_for": "A room of her own",
        "answer_by": f"{localdate() + timedelta(days=3)}",
        "more": "Sleeps badly where it is loud",
        "more_tells": Category.PLAN.value,
        **changes,
    }


def look(client: Client, scene: Scene, **changes: Any) -> Any:
    """Fill the form in with the name, and ask to see what they will see."""
    page = client.get(sending(scene))
    chosen = {"items": [name_on(page)], **changes}
    return client.post(sending(scene), {**typed(**chosen), "form_token": token_on(page)})


def agreed(preview: Any, client: Client, scene: Scene, **changes: Any) -> dict[str, Any]:
    """Return what the preview sends on."""
    seen = re.search(r'name="seen" value="(\w+)"', preview.content.decode())
    assert seen is not None
    chosen = {"items": [name_on(client.get(sending(scene)))], **changes}
    return {**typed(**chosen), "step": "send", "seen": seen[1], "form_token": token_on(preview)}


def name_on(page: Any) -> str:
    found = re.search(r'value="(name:[^"]+)"', page.content.decode())
    return found[1] if found else ""


def packet_on(page: Any) -> str:
    """Return the packet of a page, as it is drawn."""
    found = re.search(r'<dl class="facts">.*?</dl>', flat(page))
    assert found is not None
    return found[0]


def choosing(scene: Scene) -> str:
    return reverse("referrals:choose", args=[scene.person])


def sending(scene: Scene, service: Service | None = None) -> str:
    return reverse("referrals:send", args=[scene.person, (service or scene.cast.beds).pk])


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.pk])
