"""Each function that answers beyond its asker's rights, who may ask it, and that it tells nobody and no stranger."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate

from offramp.access.actions import end_grants, set_identity
from offramp.access.enums import Basis, Category, Closeness
from offramp.accounts.models import Posting, User
from offramp.casework.actions import accept_case, cover, seat
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.actions import restrict_file, set_status
from offramp.people.enums import Status
from tests.casework.files import a_person, triaging
from tests.cast import Cast
from tests.conftest import acting_as
from tests.consent.scene import Scene, for_officers
from tests.consent.scene import consented as consented_to
from tests.wall.person import Whole, a_whole_person


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in SQL, who may ask it, and who of the cast gets an answer. Without `who` nobody is asked here."""

    sql: str
    may: str
    who: str = ""


# Who asks is told who they are, and what their own role opens.
CONTEXT: Final[Mapping[str, Asked]] = {
    "wall_posting": Asked("SELECT id FROM wall_posting()", "whoever acts", "navigator"),
    "wall_role": Asked("SELECT wall_role()", "whoever acts", "navigator"),
    "wall_unit": Asked("SELECT wall_unit()", "whoever acts", "navigator"),
    "wall_since": Asked("SELECT wall_since()", "whoever acts", "navigator"),
    "wall_link": Asked("SELECT id FROM wall_link()", "who came by a link"),
    "wall_acting_as": Asked("SELECT * FROM wall_acting_as()", "whoever acts", "navigator"),
    "wall_parties": Asked("SELECT wall_parties()", "whoever acts", "navigator"),
    "wall_cells": Asked("SELECT wall_cells('read')", "whoever acts", "navigator"),
    "wall_bases": Asked("SELECT wall_bases('read')", "whoever acts", "navigator"),
    "wall_units": Asked("SELECT wall_units('read', 'unit', 'identity')", "whoever acts", "navigator"),
}
SUBJECT = "'{new}', '{new}', 'support', '{person}', '{{plan}}', 'own', '{new}', now(), NULL"
OF_PERSONS: Final[Mapping[str, Asked]] = {
    "wall_restrictions": Asked("SELECT id FROM wall_restrictions()", "who is named; the privacy officer", "privacy"),
    "wall_named": Asked("SELECT id FROM wall_named()", "who is named; the privacy officer", "privacy"),
    "wall_restrict": Asked(
        "SELECT wall_restrict('{new}', '{person}', 'relative', '', '{{{officer}}}', '{{{new}}}', now())", "a supervisor"
    ),
    "wall_keep_restriction": Asked(
        "SELECT wall_keep_restriction('{new}', 'lift', '{new}', NULL, now())", "a supervisor who is named"
    ),
    "wall_grant": Asked(f"SELECT wall_grant({SUBJECT})", "whoever holds an office"),
    "wall_end_grants": Asked("SELECT wall_end_grants('{seat}', 'care_team', now())", "whoever holds an office"),
    "wall_end_grants_of": Asked(
        "SELECT wall_end_grants_of('{{{officer}}}', '{seat}', 'care_team', now())", "whoever holds an office"
    ),
    "wall_new_link": Asked(
        "SELECT wall_new_link('{new}', '', 'organiser', '{new}', 'support', '{person}', '{{events}}', now())",
        "whoever holds an office, of a subject that is somebody's",
    ),
    "wall_set_term": Asked("SELECT wall_set_term('{new}', '{person}', now())", "whoever holds an office"),
    "people_index": Asked("SELECT people_index('{{{person}}}')", "anybody: it says nothing"),
    "people_search": Asked("SELECT * FROM people_search('Rose Declined', NULL, 9)", "who reads identity", "navigator"),
    "people_look_up": Asked("SELECT * FROM people_look_up('{name}', NULL, 9)", "a patrol officer", "constable"),
    "people_note_twins": Asked("SELECT people_note_twins('{person}', '{{{new}}}', now())", "it says nothing"),
    "people_twins": Asked("SELECT * FROM people_twins()", "the privacy officer"),
    "people_settle_twin": Asked("SELECT people_settle_twin('{new}', '', now())", "the privacy officer"),
    "people_reminders_stopped": Asked(
        "SELECT people_reminders_stopped('{{{declined}}}')", "the unit, and who has a grant", "colleague"
    ),
    "people_unit_of_restricted": Asked(
        "SELECT people_unit_of_restricted('{restricted}')", "the privacy officer", "privacy"
    ),
    "casework_appointments": Asked("SELECT * FROM casework_appointments('{person}')", "who sees the plan", "officer"),
    "casework_left_alone": Asked(
        "SELECT * FROM casework_left_alone()", "a supervisor; a lead, of whom their own agency's left", "supervisor"
    ),
    "casework_own_navigators": Asked("SELECT casework_own_navigators()", "a lead", "lead"),
    "casework_to_cover": Asked("SELECT casework_to_cover('{gone}')", "a lead, of their own agency's", "lead"),
    "casework_cover": Asked(
        "SELECT casework_cover('{new}', '{gone}', '{alone}', '{{plan}}', '{new}', now(), now() + interval '1 day')",
        "a lead, of their own agency's",
    ),
    "casework_covers": Asked("SELECT * FROM casework_covers()", "the privacy officer", "privacy"),
    "casework_is_with_a_navigator": Asked(
        "SELECT casework_is_with_a_navigator('{person}')", "the unit's navigators", "other_navigator"
    ),
    "referrals_sent_under": Asked(
        "SELECT * FROM referrals_sent_under('{consent}')", "the unit's navigators", "other_navigator"
    ),
    "referrals_end_with_agreement": Asked(
        "SELECT referrals_end_with_agreement('{unit}', '{agency}', now())", "the privacy officer"
    ),
    "consent_stands": Asked(
        "SELECT consent_stands('{person}', '{agency}', '{{identity}}', clock_timestamp())", "the unit", "colleague"
    ),
    "consent_officers_on": Asked("SELECT * FROM consent_officers_on('{person}')", "the unit", "colleague"),
    "consent_for_officers": Asked(
        "SELECT consent FROM consent_for_officers('{person}', clock_timestamp())", "the unit", "colleague"
    ),
    "consent_end_for_officer": Asked("SELECT consent_end_for_officer('{person}', '{officer}', now())", "the unit"),
    "consent_opened_to": Asked("SELECT * FROM consent_opened_to('{for_officers}')", "the unit", "colleague"),
    "consent_tells": Asked(
        "SELECT * FROM consent_tells('{{{supporter}}}', clock_timestamp())", "the unit", "colleague"
    ),
    "consent_ledger": Asked("SELECT * FROM consent_ledger(NULL, NULL, 9)", "the privacy officer", "privacy"),
    "consent_person_of_file": Asked("SELECT consent_person_of_file('{number}')", "the privacy officer", "privacy"),
    "desk_may_know_who_sees": Asked(
        "SELECT desk_may_know_who_sees('{person}')", "the privacy officer, navigators on the care team", "navigator"
    ),
    "desk_subjects_of": Asked("SELECT * FROM desk_subjects_of('{person}')", "the same", "privacy"),
    "desk_who_sees": Asked("SELECT * FROM desk_who_sees('{person}')", "the same", "navigator"),
    "desk_unit_of": Asked("SELECT desk_unit_of('{person}')", "the same", "navigator"),
    "desk_may_hand_on": Asked("SELECT desk_may_hand_on('{officer}')", "who hands on what they leave", "supervisor"),
    "desk_work_of": Asked("SELECT * FROM desk_work_of('{{{officer}}}')", "the same", "supervisor"),
    "desk_claims_of": Asked("SELECT desk_claims_of('{officer}')", "the same"),
    "desk_workload": Asked("SELECT * FROM desk_workload(now(), now())", "a lead, of their own agency's", "lead"),
    "diversion_find": Asked("SELECT * FROM diversion_find('x')", "patrol, youth officers, the privacy officer"),
    "diversion_over": Asked("SELECT * FROM diversion_over()", "what disposes of measures, by itself"),
    "diversion_dispose": Asked("SELECT diversion_dispose('{person}')", "what disposes of measures, by itself"),
    "diversion_to_decide_again": Asked(
        "SELECT * FROM diversion_to_decide_again()", "who considered it, where no id is"
    ),
    "diversion_close_meeting": Asked("SELECT diversion_close_meeting('{new}', now())", "the youth officer who has it"),
    "diversion_end_with_agreement": Asked(
        "SELECT diversion_end_with_agreement('{unit}', '{agency}', now())", "the privacy officer"
    ),
}
# What answers anybody, and why that tells nothing of a person.
OF_NOBODY: Final[Mapping[str, str]] = {
    "wall_closed": "ids alone, for the policies: what they leave out, to nobody every restricted file",
    "wall_over": "ids alone, for the policies: what they leave out",
    "wall_supervises": "of staff: whether somebody is a supervisor",
    "wall_works_since": "of staff: since when somebody has worked in a unit",
    "wall_stands": "of staff: whether somebody has worked in a unit since then",
    "wall_end_grants_of_leavers": "how many it ended of what opened nothing any more",
    "casework_end_seats_of_leavers": "ids of seats that ended and whose, to the administrator and what works by itself",
    "triage_intakes_about": "ids of intakes, to what works by itself; to nobody who is somebody",
    "ui_forget_about": "how many drafts it threw away, to what works by itself; to nobody who is somebody",
    "ui_forget_old": "says nothing; throws old drafts away",
    "reporting_bulletin": "six counts of the whole service, which are published",
    "diversion_fairness": "counts; the roles that may ask are in the function",
    "engagement_themes": "counts of PACE, where no person is",
    "consent_to_renew": "ids of consents and of who asked for them, to what works by itself; to nobody who is somebody",
}


@pytest.fixture
def known(cast: Cast) -> dict[str, object]:
    """Somebody of whom there is something in every table; one who declined; and one whose file is restricted."""
    whole = a_whole_person(cast)
    declined, restricted = (a_person(cast, acting_as, name) for name in ("Rose Declined", "Iris Restricted"))
    with acting_as(cast.navigator) as by:
        set_status(person=declined, status=Status.DECLINED, by=by, at=now())
    with acting_as(cast.supervisor) as by:
        why, named = "Her brother works in the west team", [by.user, cast.other_navigator.pk]
        restrict_file(person=restricted, closeness=Closeness.RELATIVE, reason=why, named=named, by=by, at=now())
    scene = Scene(cast, acting_as, whole.person)
    return {
        **_ids(cast, whole),
        "declined": declined,
        "restricted": restricted,
        "for_officers": consented_to(scene, for_officers(scene, Category.HEALTH)).pk,
        **_left_alone(cast),
    }


def _left_alone(cast: Cast) -> dict[str, object]:
    """Somebody in case management whose only navigator works there no more; a lead covers for her with another."""
    gone = cast.core_navigator
    _taken_on(cast, "Una Covered")
    with acting_as(cast.lead) as by:
        cover(navigator=gone.pk, reason="She leaves", until=localdate(), by=by, at=now())
    alone = _taken_on(cast, "Ida Alone")
    Posting.objects.filter(user=gone).update(ends_at=now())
    return {"gone": gone.pk, "alone": alone}


def _taken_on(cast: Cast, name: str) -> UUID:
    person = a_person(cast, acting_as, name)
    with acting_as(cast.core_navigator) as by:
        intake = triaging(person, cast.core_navigator)
        seat(person=person, user=by.user, reason="", is_lead=True, by=by, at=now())
        accept_case(person=person, team=cast.core_team.pk, reason="Wants a home", by=by, at=now())
        end_grants(founded_on=intake, basis=Basis.TRIAGE, at=now())
    return person


def _ids(cast: Cast, whole: Whole) -> dict[str, object]:
    name = next(mark.word for mark in whole.marks.made.values() if mark.place.startswith("people_name.text of kind le"))
    with acting_as(cast.navigator):
        number = type(whole.seat.person).objects.get(pk=whole.person).file_number
    return {
        "person": whole.person,
        "name": name,
        "number": number,
        "seat": whole.seat.pk,
        "consent": whole.consent.pk,
        "supporter": whole.supporter.pk,
        "agency": cast.shelter.pk,
        "unit": cast.help.pk,
        "officer": cast.officer.pk,
    }


def test_every_function_that_answers_beyond_its_askers_rights_is_listed_here(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.prosecdef"
        )
        live = sorted(row[0] for row in cursor.fetchall())

    assert live == sorted([*CONTEXT, *OF_PERSONS, *OF_NOBODY])


def test_nobody_and_a_stranger_are_told_of_no_person(cast: Cast, known: dict[str, object]) -> None:
    for who in (nobody(), somebody(cast.stranger, None)):
        with who:
            told = {name: asked(each, known) for name, each in {**CONTEXT, **OF_PERSONS}.items()}
        assert {name: rows for name, rows in told.items() if tells(rows)} == {}


def test_who_works_elsewhere_is_told_of_no_person(cast: Cast, known: dict[str, object]) -> None:
    silent = ("wall_grant", "wall_end_grants", "wall_end_grants_of", "wall_new_link", "wall_set_term")
    for user in (cast.pace_member, cast.analyst, cast.prevention_officer, cast.administrator, cast.other_worker):
        with acting_as(user):
            told = {name: asked(each, known) for name, each in OF_PERSONS.items() if name not in silent}
        assert {name: rows for name, rows in told.items() if tells(rows)} == {}, user.username


def test_whoever_may_ask_is_answered(cast: Cast, known: dict[str, object]) -> None:
    for name, each in {**CONTEXT, **OF_PERSONS}.items():
        if each.who:
            with acting_as(getattr(cast, each.who)):
                assert tells(asked(each, known)), f"{name} says nothing to {each.who}"


def asked(question: Asked, known: Mapping[str, object]) -> list[Any]:
    """Return what a function answers, and take back what it did; nothing where it refuses."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(question.sql.format(**known, new=new_id()))
                rows: list[Any] = cursor.fetchall()
                transaction.set_rollback(True)
        except ProgrammingError as refusal:
            if not any(why in str(refusal) for why in ("nobody", "only a supervisor", "only a lead")):
                raise
            return []
    return rows


def tells(rows: list[Any]) -> bool:
    """Say whether anything stands in an answer but no, nothing and none."""
    return any(value for row in rows for value in row)


@contextmanager
def somebody(user: User | None, posting: UUID | None) -> Iterator[None]:
    """Ask with an account that holds no office, or with none."""
    with transaction.atomic():
        set_identity(user.pk if user else None, posting)
        yield
        set_identity(None, None)


def nobody() -> Any:
    return somebody(None, None)
