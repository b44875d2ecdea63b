"""One click to look around as somebody, only ever where the database holds the training city."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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

if TYPE_CHECKING:
    from offramp.accounts.models import Posting

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
    Role.YOUTH_OFFICER: _("Leads young people through a program instead of a charge."),
    Role.PREVENTION_OFFICER: _("Works on what troubles a place, and says what came of it."),
    Role.ANALYST: _("Reads the numbers, and nobody's file."),
    Role.PRIVACY_OFFICER: _("Reads who looked at whom, and why."),
    Role.ADMINISTRATOR: _("Makes accounts, and sees no person's data."),
}


WITH_THE_YOUNG: Final[Mapping[Role, Any]] = {
    Role.HELP_OFFICER: _("Takes what comes in about young people, and goes out."),
    Role.NAVIGATOR: _("Walks with young people, their families, schools and mentors."),
    Role.NAVIGATOR_LEAD: _("Covers for the navigators of their agency."),
    Role.HELP_SUPERVISOR: _("Sees the queue of the unit and who has how much to do."),
}
AMONG_THE_YOUNG: Final = "-young"


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
    """Return one person for each role, in the order of roles, and last those of Young people support.

    There is nobody where the data are real.
    """
    return [*_examples(), *_examples(of_young_people=True)] if training_city() else []


def _examples(*, of_young_people: bool = False) -> list[Example]:
    held = {each.role: each for each in one_of_each_role(at=now(), of_young_people=of_young_people)}
    return [_example(role, held[role], of_young_people=of_young_people) for role in Role if role in held]


def _example(role: Role, posting: "Posting", *, of_young_people: bool) -> Example:
    if not of_young_people:
        return Example(str(role.label), posting.user.name, DOES[role], reverse("desk:sign-in-as", args=[role.value]))
    unit = posting.unit.name if posting.unit else ""
    url = reverse("desk:sign-in-as", args=[f"{role.value}{AMONG_THE_YOUNG}"])
    return Example(f"{role.label}, {unit}", posting.user.name, WITH_THE_YOUNG[role], url)


@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the example of a role; of Young people support where the address says so. Never among real data."""
    at, name = now(), role.removesuffix(AMONG_THE_YOUNG)
    examples = one_of_each_role(at=at, of_young_people=name != role)
    posting = examples.filter(role=name).first() if training_city() else None
    if posting is None:
        raise Http404
    login(request, posting.user, backend=BACKEND)
    request.session["posting"] = str(posting.pk)
    note_sign_in(by=Actor(kind=ActorKind.USER, id=posting.user_id, role=name, posting=posting.pk), at=at)
    return redirect("desk:home")
