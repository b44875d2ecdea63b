"""Somebody downtown in the care of a navigator and an officer, with much on file that must not leak."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.casework.models import Note
from offramp.consent.actions import ConsentTerms, record_consent
from offramp.consent.enums import Ability, Method, Recipient
from offramp.consent.models import Consent
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.models import Contact, Name, Particulars, Person, SafetyCard, SelfDescription, Sighting
from tests.cast import Cast
from tests.conftest import Acting

CANARIES = ("Josephine M.", "780-555-0199", "the old boathouse", "two-spirit", "stand where she sees you", "the fire")
"""What is on file: a word of each must be nowhere but where it was sent."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The cast with one person in care."""

    cast: Cast
    acting: Acting
    person: UUID


def a_scene(cast: Cast, acting: Acting, *, born_on: date | None = date(1990, 2, 28)) -> Scene:
    """Write somebody into the database, with something in each category, and a care team of two."""
    with acting(cast.navigator):
        person = Person.objects.create(
            unit=cast.help, file_number=f"4F-{new_id().int % 99999:05}", opened_at=now(), opened_by=cast.navigator
        )
        scene = Scene(cast, acting, person.pk)
        for user in (cast.navigator, cast.officer):
            seat(scene, user)
        _file_of(person, cast, born_on)
    return scene


def seat(scene: Scene, user: User) -> UUID:
    """Put somebody on the care team, as casework does; whoever acts now seats them."""
    founding = new_id()
    grant(
        party=user.pk,
        subject=scene.person,
        categories=list(Category),
        basis=Basis.CARE_TEAM,
        founded_on=founding,
        starts_at=now() - timedelta(days=30),
    )
    return founding


def terms(scene: Scene, **changes: Any) -> ConsentTerms:
    """Return a consent that lacks nothing: names and plan for the shelter, for half a year."""
    moment = now()
    said = ConsentTerms(
        categories=[Category.IDENTITY, Category.PLAN],
        purpose="A room of her own",
        recipient=Recipient.AGENCY,
        agency=scene.cast.shelter.pk,
        acknowledged=True,
        starts_at=moment,
        ends_at=moment + timedelta(days=180),
        told_revocable=True,
        method=Method.ORAL,
        heard_by="Amara Okafor",
        ability=Ability.ABLE,
        present="Her sister",
    )
    return replace(said, **changes)


def for_officers(scene: Scene, *categories: Category, **changes: Any) -> ConsentTerms:
    """Return a consent that lets the officers on the care team see more."""
    return terms(scene, recipient=Recipient.OFFICERS, agency=None, categories=categories, **changes)


def consented(scene: Scene, said: ConsentTerms | None = None, *, at: datetime | None = None) -> Consent:
    """Have the navigator record a consent."""
    with scene.acting(scene.cast.navigator) as by:
        return record_consent(person=scene.person, terms=said or terms(scene), by=by, at=at or now())


def _file_of(person: Person, cast: Cast, born_on: date | None) -> None:
    whose: dict[str, Any] = {"person": person, "unit": cast.help}
    wrote = cast.navigator
    Name.objects.create(**whose, kind="legal", text="Josephine M.", is_main=True, added_at=now(), added_by=wrote)
    Particulars.objects.create(**whose, born_on=born_on, languages=["cre"], changed_at=now(), changed_by=wrote)
    Contact.objects.create(**whose, kind="phone", text="780-555-0199", added_at=now(), added_by=wrote)
    Sighting.objects.create(**whose, at=now(), place="the old boathouse", noted_by=wrote)
    SelfDescription.objects.create(**whose, gender="two-spirit", told_at=now(), told_to=wrote)
    SafetyCard.objects.create(
        **whose,
        approach="stand where she sees you",
        written_at=now(),
        written_by=wrote,
        reviewed_at=now(),
        reviewed_by=wrote,
        review_on=(now() + timedelta(days=90)).date(),
    )
    for category, text in ((Category.SUPPORT_NOTES, "she set the fire"), (Category.HEALTH, "naloxone after the fire")):
        Note.objects.create(**whose, category=category, text=text, source="herself", written_at=now(), written_by=wrote)
