"""Young people for the tests of casework, what stands around them, and a second unit with people of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from offramp.access.enums import Category, Role
from offramp.accounts.enums import Tier, UnitKind
from offramp.accounts.models import Membership, Posting, Team, Unit, User
from offramp.casework.actions import PursuitTerms, SupporterTerms, add_pursuit, add_supporter, seat
from offramp.casework.enums import PursuitKind, SupporterKind
from offramp.casework.models import Pursuit, Supporter
from offramp.consent.actions import ConsentTerms, record_consent
from offramp.consent.enums import Ability, Method, Recipient
from offramp.consent.models import Agreement, Consent
from offramp.directory.models import Partnership
from offramp.kernel.clock import now
from offramp.kernel.days import birthday
from offramp.people.actions import open_person
from offramp.people.enums import GivenName, NameKind
from tests.casework.files import triaging
from tests.cast import Cast
from tests.conftest import Acting

NAME = "Keegan Houle"


@dataclass(frozen=True, slots=True)
class YoungUnit:
    """The second unit: its team, an officer and a navigator of it, a supervisor."""

    unit: Unit
    team: Team
    navigator: User
    officer: User
    supervisor: User


def a_young_unit(cast: Cast) -> YoungUnit:
    """Write Young people support into the database, a partner of the shelter, which lends it a navigator."""
    long_ago = now() - timedelta(days=300)
    unit = Unit.objects.create(name="Young people support", kind=UnitKind.YOUNG_PEOPLE)
    team = Team.objects.create(unit=unit, name="Young people support team", tier=Tier.CITYWIDE)
    Partnership.objects.create(agency=cast.shelter, unit=unit, starts_on=long_ago.date(), seats=1)
    Agreement.objects.create(unit=unit, agency=cast.shelter, categories=list(Category), starts_on=long_ago.date())

    def user(username: str, name: str, role: Role, *, agency: UUID | None = None) -> User:
        made = User.objects.create(
            username=username, password=make_password("correct horse battery"), name=name, joined_at=long_ago,
            email=f"{username}@example.org",
        )  # fmt: skip
        Posting.objects.create(user=made, role=role, unit=unit, agency=agency, starts_at=long_ago)
        if role != Role.HELP_SUPERVISOR:
            Membership.objects.create(user=made, team=team, starts_at=long_ago)
        return made

    return YoungUnit(
        unit=unit,
        team=team,
        navigator=user("young_navigator", "Nadia Fortin", Role.NAVIGATOR, agency=cast.shelter.pk),
        officer=user("young_officer", "Cst. Owen Baptiste", Role.HELP_OFFICER),
        supervisor=user("young_supervisor", "Sgt. Kiran Aulakh", Role.HELP_SUPERVISOR),
    )


def aged(years: int, *, days: int = 100) -> date:
    """Return the birth date of somebody who was so many years old so many days ago."""
    return birthday(localdate() - timedelta(days=days), -years)


def a_young_person(
    acting: Acting, navigator: User, officer: User, *, born_on: date | None = None, name: str = NAME
) -> UUID:
    """Somebody of fifteen, on whose care team the navigator, who leads, and the officer sit."""
    with acting(navigator) as by:
        names = [GivenName(NameKind.LEGAL, name)]
        person = open_person(
            names=names, born_on=born_on or aged(15), languages=["eng"], searched_for=name, by=by, at=now()
        ).pk
        triaging(person, navigator)
        seat(person=person, user=by.user, reason="", is_lead=True, by=by, at=now())
        seat(person=person, user=officer.pk, reason="", by=by, at=now())
    return person


def a_supporter(acting: Acting, user: User, person: UUID, **said: Any) -> Supporter:
    """Somebody around a person: a mentor, unless something else is said."""
    given: dict[str, Any] = {"kind": SupporterKind.MENTOR, "name": "Odette Morin", "starts_on": localdate()}
    with acting(user) as by:
        return add_supporter(person=person, terms=SupporterTerms(**(given | said)), by=by, at=now())


def a_pursuit(acting: Acting, user: User, person: UUID, **said: Any) -> Pursuit:
    """Something a person takes part in: basketball, unless something else is said."""
    given: dict[str, Any] = {"kind": PursuitKind.SPORT, "what": "Basketball", "starts_on": localdate()}
    with acting(user) as by:
        return add_pursuit(person=person, terms=PursuitTerms(**(given | said)), by=by, at=now())


def agreed(acting: Acting, user: User, person: UUID, row: Supporter, *categories: Category, **said: Any) -> Consent:
    """A guardian agrees that somebody around a person may be told something."""
    at = now()
    given: dict[str, Any] = {
        "categories": categories, "purpose": "So that they can help", "recipient": Recipient.SOMEBODY,
        "somebody": row.pk, "named": row.label, "acknowledged": True, "starts_at": at,
        "ends_at": at + timedelta(days=60), "told_revocable": True, "method": Method.WRITTEN,
        "ability": Ability.GUARDIAN, "guardian": "Marie Letendre",
        "present": "Her guardian",
    }  # fmt: skip
    with acting(user) as by:
        return record_consent(person=person, terms=ConsentTerms(**(given | said)), by=by, at=at)
