"""What goes to an agency: what was chosen, under a consent and an agreement in force, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from offramp.access.enums import Category
from offramp.access.models import Grant
from offramp.access.wall import guarded_models
from offramp.access.wall.tables import wall_of
from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.consent.actions import withdraw_consent
from offramp.consent.models import Agreement
from offramp.directory.models import Partnership, Service
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from offramp.kernel.sealed import SealedTextField
from offramp.referrals.actions import Item, send_referral
from offramp.referrals.models import Referral
from tests.cast import Cast
from tests.conftest import Acting
from tests.consent.scene import CANARIES, Scene, a_scene, consented, terms
from tests.referrals.scene import ALL_BUT_POLICE, PACKET, accepted, as_seen_by, to_detox, to_shelter


def test_the_worker_sees_exactly_the_packet(scene: Scene) -> None:
    answer_by = now().date() + timedelta(days=3)
    referral = to_shelter(scene, answer_by=answer_by)

    found = as_seen_by(scene, scene.cast.worker, referral)

    assert found is not None
    assert found.terms is not None
    assert [(item.category, item.label, item.text) for item in found.items] == [
        ("identity", "Name", "Josephine M."),
        ("plan", "Goal", "A door that locks"),
    ]
    assert (found.terms.hoped_for, found.terms.answer_by, found.terms.service) == (
        "A room of her own",
        answer_by,
        scene.cast.beds,
    )
    assert (found.referral.state, found.answers, found.messages, found.who) == ("sent", [], [], "Josephine M.")


def test_in_sql_the_worker_has_the_rows_of_the_referral_and_of_no_other_table(scene: Scene) -> None:
    to_detox(scene)
    to_shelter(scene)

    assert rows_seen_by(scene, scene.cast.worker) == {
        "referrals_referral": 1,
        "referrals_referralterms": 1,
        "referrals_packetitem": 2,
    }


def test_no_canary_but_those_sent_is_in_any_column_the_worker_reads(scene: Scene) -> None:
    to_shelter(scene)

    text = all_text_seen_by(scene, scene.cast.worker)

    assert [canary for canary in CANARIES if canary in text] == ["Josephine M."]


def test_who_has_no_referral_sees_nothing(scene: Scene) -> None:
    referral = to_shelter(scene)

    for user in (scene.cast.other_worker, scene.cast.constable, scene.cast.analyst, scene.cast.privacy):
        assert as_seen_by(scene, user, referral) is None
        assert rows_seen_by(scene, user) == {}


def test_an_officer_on_the_care_team_sees_the_state_and_no_health_service_s_name(scene: Scene) -> None:
    detox, shelter = to_detox(scene), to_shelter(scene)
    accepted(scene, shelter)

    shadow = as_seen_by(scene, scene.cast.officer, detox)
    plain = as_seen_by(scene, scene.cast.officer, shelter)

    assert shadow is not None
    assert plain is not None
    assert (shadow.is_shadow, shadow.referral.state) == (True, "sent")
    assert (plain.is_shadow, plain.referral.state) == (False, "accepted")
    assert "detox" not in repr(all_text_seen_by(scene, scene.cast.officer)).lower()


def test_nobody_off_the_care_team_knows_of_a_referral(scene: Scene) -> None:
    referral = to_shelter(scene)

    for user in (scene.cast.colleague, scene.cast.other_navigator, scene.cast.supervisor, scene.cast.lead):
        assert as_seen_by(scene, user, referral) is None


def test_whoever_moved_to_another_unit_knows_of_no_referral_of_the_first(scene: Scene) -> None:
    referral = to_shelter(scene)
    scene.cast.navigator.postings.update(unit=scene.cast.patrol)

    assert as_seen_by(scene, scene.cast.navigator, referral) is None


def test_a_referral_ends_with_the_consent_or_the_agreement_whichever_is_first(scene: Scene) -> None:
    consent = consented(scene)
    first = to_shelter(scene, consent)
    last_day = (consent.ends_at - timedelta(days=90)).date()
    Agreement.objects.filter(agency=scene.cast.shelter).update(ends_on=last_day)
    second = to_shelter(scene, consent)

    with scene.acting(scene.cast.worker):
        ends = [Grant.objects.get(founded_on=referral.pk).ends_at for referral in (first, second)]

    assert ends[0] == consent.ends_at
    assert ends[1] is not None
    assert timedelta(0) < ends[1] - (consent.ends_at - timedelta(days=90)) < timedelta(days=2)


def test_when_the_agreement_is_ended_the_agency_sees_its_referrals_no_more(scene: Scene) -> None:
    referral = to_shelter(scene)
    assert as_seen_by(scene, scene.cast.worker, referral) is not None

    Agreement.objects.filter(agency=scene.cast.shelter).update(ends_on=now().date() - timedelta(days=2))

    assert as_seen_by(scene, scene.cast.worker, referral) is None


def test_a_disclosure_is_written_down(scene: Scene) -> None:
    referral = to_shelter(scene)

    with scene.acting(scene.cast.navigator):
        entry = Entry.objects.get(verb="referral.sent")

    assert (entry.subject, entry.about, entry.actor) == (referral.pk, scene.person, scene.cast.navigator.pk)


def test_without_a_consent_in_force_nothing_goes(scene: Scene) -> None:
    cast = scene.cast
    for_clinic = consented(scene, terms(scene, agency=cast.clinic.pk))
    withdrawn = consented(scene)
    with scene.acting(cast.navigator) as by:
        withdraw_consent(consent=withdrawn.pk, by=by, at=now())
    later = consented(scene, terms(scene, starts_at=now() + timedelta(days=1)))

    for consent in (for_clinic, withdrawn, later):
        with pytest.raises(Refused, match="no current consent to share with The Shelter Society"), transaction.atomic():
            to_shelter(scene, consent)

    with scene.acting(cast.navigator):
        assert Referral.objects.count() == 0


def test_another_persons_consent_sends_nobody(cast: Cast, acting: Acting) -> None:
    scene, other = a_scene(cast, acting), a_scene(cast, acting)

    with pytest.raises(Refused, match="no current consent"), transaction.atomic():
        to_shelter(scene, consented(other))


def test_a_consent_for_an_agreement_that_ended_sends_nobody(scene: Scene) -> None:
    consent = consented(scene)
    Agreement.objects.filter(agency=scene.cast.shelter).update(ends_on=now().date() - timedelta(days=2))

    with pytest.raises(Refused, match="no information-sharing agreement in force with The Shelter Society"):
        to_shelter(scene, consent)


def test_an_agency_that_is_a_partner_no_more_gets_nobody(scene: Scene) -> None:
    consent = consented(scene)
    Partnership.objects.filter(agency=scene.cast.shelter).update(ends_on=now().date() - timedelta(days=2))

    with pytest.raises(Refused, match="The Shelter Society is not a partner today"):
        to_shelter(scene, consent)


def test_a_service_that_ended_or_is_another_agencys_is_refused(scene: Scene) -> None:
    consent = consented(scene)
    for service in (scene.cast.detox, ended_service(scene)):
        with pytest.raises(Refused) as caught, transaction.atomic(), scene.acting(scene.cast.navigator) as by:
            send_referral(
                person=scene.person, agency=scene.cast.shelter.pk, service=service.pk, hoped_for="x",
                consent=consent.pk, items=PACKET, by=by, at=now(),
            )  # fmt: skip
        assert caught.value.field == "service"


def test_a_service_that_reveals_health_needs_a_consent_for_health(scene: Scene) -> None:
    narrow = consented(scene, terms(scene, agency=scene.cast.clinic.pk))

    with pytest.raises(Refused, match="does not cover what this service tells: Health"):
        to_detox(scene, narrow)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"items": []}, "items"),
        ({"items": [*PACKET, Item(Category.HEALTH, "Medicine", "naloxone")]}, "items"),
        ({"hoped_for": " "}, "hoped_for"),
        ({"answer_by": date(2020, 2, 29)}, "answer_by"),
    ],
)
def test_each_wrong_field_is_named(scene: Scene, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as caught:
        to_shelter(scene, **changes)

    assert caught.value.field == field


def test_an_agreement_that_was_narrowed_since_holds_back_what_the_consent_would_let_go(scene: Scene) -> None:
    consent = consented(scene, terms(scene, categories=ALL_BUT_POLICE))
    Agreement.objects.filter(agency=scene.cast.shelter).update(categories=["plan"])

    with pytest.raises(Refused, match="agreement in force does not allow: Names, birth date, contact, language"):
        to_shelter(scene, consent)


@pytest.mark.parametrize("name", ["officer", "supervisor", "other_navigator", "worker", "constable"])
def test_only_the_navigators_on_the_care_team_send(scene: Scene, name: str) -> None:
    consent = consented(scene)

    with scene.acting(getattr(scene.cast, name)) as by, pytest.raises(NotPermitted):
        send_referral(
            person=scene.person, agency=scene.cast.shelter.pk, service=scene.cast.beds.pk, hoped_for="x",
            consent=consent.pk, items=PACKET, by=by, at=now(),
        )  # fmt: skip


def ended_service(scene: Scene) -> Service:
    yesterday = now().date() - timedelta(days=2)
    return Service.objects.create(
        agency=scene.cast.shelter, name="Old", kind="shelter", starts_on=date(2020, 1, 1), ends_on=yesterday
    )


def rows_seen_by(scene: Scene, user: User) -> dict[str, int]:
    """Return how many rows of each guarded table somebody reads, those with none left out."""
    with scene.acting(user):
        counts = {
            model._meta.db_table: model._base_manager.count() for model in guarded_models() if not wall_of(model).hidden
        }
    return {table: count for table, count in counts.items() if count}


def all_text_seen_by(scene: Scene, user: User) -> str:
    """Return all that somebody can read in the database, as text; what is sealed, as whoever has the keys opens it."""
    found = []
    with scene.acting(user), connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            is_hidden = hasattr(model, "wall") and wall_of(model).hidden
            if table.startswith(("people_", "consent_", "casework_", "referrals_", "audit_")) and not is_hidden:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                found += [row[0] for row in cursor.fetchall()]
                sealed = [field.name for field in model._meta.fields if isinstance(field, SealedTextField)]
                found += [str(getattr(row, name)) for name in sealed for row in model._default_manager.all()]
    return "\n".join(found)


def test_the_key_of_a_referral_that_is_not_there_finds_nothing(scene: Scene) -> None:
    assert as_seen_by(scene, scene.cast.navigator, Referral(pk=new_id())) is None
