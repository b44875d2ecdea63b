"""Files of people for the tests of casework: one whom a navigator and an officer care for, one nobody does."""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import localdate

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.casework.actions import accept_case, cover, seat, set_goal
from offramp.casework.enums import Area
from offramp.casework.models import Case, Goal
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.actions import open_person, set_status
from offramp.people.enums import GivenName, NameKind, Status
from tests.cast import Cast
from tests.conftest import Acting

CANARY = "canarywarble"
"""What was told to a navigator: it must reach nobody else."""


def a_person(cast: Cast, acting: Acting, name: str = "Josephine M.") -> UUID:
    """Open a file downtown; nobody is on the care team."""
    with acting(cast.navigator) as by:
        opened = open_person(
            names=[GivenName(NameKind.LEGAL, name)],
            born_on=None,
            born_about=1992,
            languages=["crk", "eng"],
            searched_for=name,
            by=by,
            at=now(),
        )
    return opened.pk


def triaging(person: UUID, user: User) -> UUID:
    """Let somebody triage an intake about this person; return what the grant stands on."""
    intake = new_id()
    grant(
        party=user.pk,
        subject=person,
        categories=Category,
        basis=Basis.TRIAGE,
        founded_on=intake,
        starts_at=now() - timedelta(minutes=1),
    )
    return intake


def in_care(cast: Cast, acting: Acting, name: str = "Josephine M.") -> UUID:
    """Somebody on whose care team the navigator (who leads) and the officer sit."""
    person = a_person(cast, acting, name)
    with acting(cast.navigator) as by:
        intake = triaging(person, cast.navigator)
        seat(person=person, user=by.user, reason="", is_lead=True, by=by, at=now())
        seat(person=person, user=cast.officer.pk, reason="Knows her well", by=by, at=now())
        end_grants(founded_on=intake, basis=Basis.TRIAGE, at=now())
    return person


def with_case(cast: Cast, acting: Acting, name: str = "Josephine M.") -> tuple[UUID, Case]:
    """Somebody in care who is in case management."""
    person = in_care(cast, acting, name)
    with acting(cast.navigator) as by:
        case = accept_case(person=person, team=cast.downtown_team.pk, reason="Wants a home", by=by, at=now())
    return person, case


def a_goal(cast: Cast, acting: Acting, person: UUID, area: Area = Area.HOUSING, words: str = "My own door") -> Goal:
    """A goal that the navigator wrote down."""
    with acting(cast.navigator) as by:
        return set_goal(person=person, words=words, area=area, by=by, at=now())


def covered(cast: Cast, acting: Acting, *, days: int = 3) -> None:
    """The lead of the navigator's agency covers for her, for so many days."""
    with acting(cast.lead) as by:
        until = localdate() + timedelta(days=days)
        cover(navigator=cast.navigator.pk, reason="Amara is ill", until=until, by=by, at=now())


def died(cast: Cast, acting: Acting, person: UUID) -> None:
    """Their death is recorded."""
    with acting(cast.navigator) as by:
        set_status(person=person, status=Status.DECEASED, reason="", by=by, at=now())
