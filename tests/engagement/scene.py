"""Invitations as communities send them, and the forms as people fill them in. Nobody here is real."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import set_identity
from offramp.access.queries import secret_of
from offramp.accounts.models import User
from offramp.engagement.actions import AskedFor, decide, receive_invitation, write_to_us
from offramp.engagement.enums import Door, EventKind, Verdict
from offramp.engagement.models import Invitation
from offramp.kernel.clock import now
from offramp.kernel.identity import PUBLIC, Actor, ActorKind
from offramp.ui.tokens import FormToken, read_token
from tests.conftest import acting_as
from tests.ui.reading import Answer, token_on

PUBLIC_PAGE = "/invite/"
INVITER = {"name": "Halima Warsame", "email": "halima@example.org", "phone": "780-555-0142", "language": "en"}
TOLD = "My brother was stopped here last year"


def in_days(days: int, hour: int = 14) -> datetime:
    """Return an hour of a day ahead, as the city's clocks show it."""
    day = localdate() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=get_current_timezone())


def asked(days: int = 40, **changes: Any) -> AskedFor:
    described = AskedFor(
        organisation_name="Somali Mothers' Circle", kind=EventKind.BARBECUE, title="Summer table",
        starts_at=in_days(days), minutes=120, place="Hall at Wîhkwêntôwin, 102 Ave", languages=["som", "eng"],
    )  # fmt: skip
    return replace(described, **changes)


def received(days: int = 40, *, at: datetime | None = None, **changes: Any) -> Invitation:
    """Have the public invite. at: when it came."""
    about = {name: changes.pop(name, usual) for name, usual in INVITER.items()}
    with transaction.atomic():
        made = receive_invitation(asked=asked(days, **changes), **about, door=Door.PAGE, by=PUBLIC, at=at or now())
        set_identity(None, None)
    return made


def as_holder(invitation: Invitation, do: Callable[[Actor], Any]) -> Any:
    """Let the holder of an invitation's link do something."""
    with transaction.atomic():
        set_identity(None, None, link=secret_of(invitation.link))
        done = do(Actor(ActorKind.LINK, id=invitation.link, role="organiser"))
        set_identity(None, None)
    return done


def wrote(invitation: Invitation, text: str = TOLD) -> None:
    as_holder(invitation, lambda by: write_to_us(invitation=invitation.pk, text=text, by=by, at=now()))


def decided(invitation: Invitation, verdict: Verdict, user: User, *, version: int = 1, **changes: Any) -> None:
    with acting_as(user) as by:
        decide(
            invitation=invitation.pk, verdict=verdict, version=version, by=by, at=now(),
            **{"letter": "Dear all", "reason": "We can", **changes},
        )  # fmt: skip


def seen_by(user: User, invitation: UUID) -> Invitation:
    with acting_as(user):
        return Invitation.objects.get(pk=invitation)


def typed(**changes: Any) -> dict[str, Any]:
    """Return what somebody types on the public page."""
    return {
        "organisation_name": "Somali Mothers' Circle", "name": INVITER["name"], "email": INVITER["email"], "phone": "",
        "kind": "barbecue", "title": "Summer table", "day": f"{localdate() + timedelta(days=40)}", "starts": "14:00",
        "ends": "16:00", "place": "Hall at Wîhkwêntôwin", "expected": "80", "ages": ["youth"], "languages": ["som"],
        "hoped_for": "That our sons are greeted by name", "dress": "plain", "marked_vehicle": "please_not",
        "firearms": "no_wish", "photographs": "no_wish", **changes,
    }  # fmt: skip


def opened_before(page: Answer, seconds: float = 60) -> str:
    """Return a page's form token as if the page had been opened so long before."""
    token = read_token(token_on(page))
    assert token is not None
    older = UUID(int=token.id.int - (int(seconds * 1000) << 80))
    return FormToken(older, token.user, token.action, token.target, token.page).signed()


def send(client: Client, *, seconds: float = 60, **changes: Any) -> Any:
    """Open the public page, fill it in for a while, send it."""
    page = client.get(PUBLIC_PAGE)
    return client.post(PUBLIC_PAGE, {**typed(**changes), "form_token": opened_before(page, seconds)})


def post(client: Client, address: str, **data: Any) -> Any:
    """Open a page, then send its form."""
    return client.post(address, {**data, "form_token": token_on(client.get(address))})


def link_of(invitation: Invitation, name: str = "by-link") -> str:
    return reverse(f"engagement:{name}", args=[secret_of(invitation.link)])


def page_of(invitation: Invitation, name: str = "invitation", *more: str) -> str:
    return reverse(f"engagement:{name}", args=[invitation.pk, *more])


def jobs() -> list[dict[str, str]]:
    rows = ProcrastinateJob.objects.filter(task_name="engagement.write").order_by("id")
    return [dict(job.args) for job in rows]
