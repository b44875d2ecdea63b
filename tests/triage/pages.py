"""What is pressed on the pages of intakes, as their own forms would."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from offramp.kernel.clock import now
from offramp.people.actions import open_person
from offramp.people.enums import GivenName, NameKind
from offramp.triage.models import Intake
from tests.cast import Cast
from tests.conftest import Acting
from tests.referrals.scene import token_for

AN_HOUR = timedelta(hours=1)
TOLD = "She left because of her uncle."


def at(route: str, intake: Intake, *more: Any) -> str:
    return reverse(f"triage:{route}", args=[intake.pk, *more])


def act(client: Client, intake: Intake, route: str, *more: Any, **fields: Any) -> Any:
    """Do something on an intake's page, as its own form would."""
    url = at(route, intake, *more)
    token = token_for(client.get(at("intake", intake)), at("going", intake) if route == "answering" else url)
    return client.post(url, {"form_token": token, **fields})


def on_file(cast: Cast, acting: Acting, name: str) -> Any:
    """Open a file for somebody."""
    with acting(cast.navigator) as by:
        opened = open_person(
            names=[GivenName(NameKind.LEGAL, name)], born_on=None, born_about=None, languages=[], searched_for=name,
            by=by, at=now(),
        )  # fmt: skip
    return opened.pk
