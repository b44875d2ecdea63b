"""One click to look around as somebody, only ever where the database holds the training city."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from offramp.access.enums import Role
from offramp.accounts.actions import note_sign_in
from offramp.accounts.queries import one_of_each_role
from offramp.areas.queries import training_city
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind

BACKEND = "django.contrib.auth.backends.ModelBackend"
DOES: Final[Mapping[Role, Any]] = {
    Role.PATROL_OFFICER: _("Asks for help from a call, and looks up how to approach somebody."),
    Role.HELP_OFFICER: _("Takes what comes in, goes out, and keeps the facts."),
    Role.NAVIGATOR: _("Walks with people: goals, consents, referrals, what was told."),
    Role.NAVIGATOR_LEAD: _("Covers for the navigators of their agency."),
    Role.HELP_SUPERVISOR: _("Sees the queue and who has how much to do."),
    Role.AGENCY_WORKER: _("Answers referrals, and sees what was sent, nothing more."),
    Role.PACE_COORDINATOR: _("Answers what communities ask, and decides where PACE goes."),
    Role.PACE_MEMBER: _("Sees where PACE is going, and when."),
    Role.PREVENTION_OFFICER: _("Works on what troubles a place, and says what came of it."),
    Role.ANALYST: _("Reads the numbers, and nobody's file."),
    Role.PRIVACY_OFFICER: _("Reads who looked at whom, and why."),
    Role.ADMINISTRATOR: _("Makes accounts, and sees no person's data."),
}


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody of the training city to sign in as."""

    role: str
    name: str
    does: Any
    url: str

    @property
    def as_whom(self) -> str:
        return gettext("as %(name)s, %(role)s") % {"name": self.name, "role": self.role}


def examples() -> list[Example]:
    """Return one person for each role, in the order of roles; nobody where the data are real."""
    if training_city() is None:
        return []
    held = {posting.role: posting for posting in one_of_each_role(at=now())}
    return [
        Example(str(role.label), held[role].user.name, DOES[role], reverse("desk:sign-in-as", args=[role.value]))
        for role in Role
        if role in held
    ]


@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the example of a role. It does not exist where the data are real."""
    at = now()
    posting = one_of_each_role(at=at).filter(role=role).first() if training_city() else None
    if posting is None:
        raise Http404
    login(request, posting.user, backend=BACKEND)
    request.session["posting"] = str(posting.pk)
    note_sign_in(by=Actor(kind=ActorKind.USER, id=posting.user_id, role=role, posting=posting.pk), at=at)
    return redirect("desk:home")
