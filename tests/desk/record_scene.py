"""A person with a full record, and how a page of it is read. Nobody here is real."""

import re
from datetime import timedelta
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.activities.actions import log_activity
from offramp.activities.enums import Kind, Outcome
from offramp.casework.actions import accept_case, promise_step, write_note
from offramp.casework.enums import Area
from offramp.consent.actions import ConsentTerms, record_consent
from offramp.consent.enums import Ability, Method, Recipient
from offramp.kernel.clock import now
from offramp.people.actions import note_sighting, review_safety_card, write_safety_card
from tests.casework.files import CANARY, a_goal, in_care
from tests.cast import Cast
from tests.conftest import Acting, SignedIn


def a_full_record(cast: Cast, acting: Acting, *, times: int = 1) -> UUID:
    """Somebody with something in each part of their record."""
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        accept_case(person=person, team=cast.downtown_team.pk, reason="Wants a home", by=by, at=now())
        card = write_safety_card(
            person=person, approach="Speak from the front", helps="Time", told_person=True, seen=0, by=by, at=now()
        )
        review_safety_card(card=card.pk, review_on=localdate() + timedelta(days=90), by=by, at=now())
        for _ in range(times):
            write_note(person=person, text=CANARY, by=by, at=now())
            write_note(person=person, text=CANARY, category=Category.HEALTH, source="She said", by=by, at=now())
    for number in range(times):
        goal = a_goal(cast, acting, person)
        a_goal(cast, acting, person, Area.ADDICTIONS, CANARY)
        was_found(cast, acting, person, "Low Level Bridge", hours=number)
        with acting(cast.navigator) as by:
            promise_step(
                goal=goal.pk,
                words="Viewing",
                due_at=now() + timedelta(days=2),
                promised_by=cast.officer.pk,
                by=by,
                at=now(),
            )
        was_met(cast, acting, person)
    return person


def was_found(cast: Cast, acting: Acting, person: UUID, place: str, *, hours: int) -> None:
    with acting(cast.officer) as by:
        note_sighting(person=person, place=place, seen_at=now() - timedelta(hours=hours), by=by, at=now())


def was_met(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.navigator) as by:
        log_activity(
            kind=Kind.CALL_PRIMARY,
            team=cast.downtown_team.pk,
            happened_at=now() - timedelta(days=1),
            branch=cast.downtown.pk,
            neighbourhood=None,
            place="River path",
            people=[person],
            staff=[cast.officer.pk, cast.navigator.pk],
            outcome=Outcome.HELPED,
            facts="Check on welfare by the river",
            told=CANARY,
            occurrence="",
            patrol_released_at=None,
            minutes=None,
            by=by,
            at=now(),
        )


def agreed_for_officers(cast: Cast, acting: Acting, person: UUID) -> None:
    terms = ConsentTerms(
        categories=[Category.SUPPORT_NOTES, Category.HEALTH],
        purpose="To be met gently",
        recipient=Recipient.OFFICERS,
        acknowledged=True,
        starts_at=now(),
        ends_at=now() + timedelta(days=30),
        told_revocable=True,
        method=Method.ORAL,
        heard_by="Amara Okafor",
        ability=Ability.ABLE,
        present="Nobody else",
    )
    with acting(cast.navigator) as by:
        record_consent(person=person, terms=terms, by=by, at=now())


def read(signed_in: SignedIn, user: User, person: UUID) -> str:
    return read_by(signed_in(user), person)


def read_by(client: Client, person: UUID) -> str:
    answer = client.get(reverse("desk:record", args=[person]))
    assert answer.status_code == 200
    return answer.content.decode()


def wall_of(page: str) -> str:
    found = re.search(r'<section class="wall".*?</section>', page, re.S)
    return found[0] if found else ""


def same_page(page: str) -> str:
    """Leave out what differs from one page to the next by itself."""
    return re.sub(r'value="[^"]*"|"x-csrftoken": "[^"]*"|/people/[0-9a-f-]{36}/', "", page)
