"""What an officer considers before a charge is kept as the law asks, and is closed at once to all but a purpose."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localtime
from pytest_django import Settings

from offramp.access.enums import Role
from offramp.audit.queries import LogSieve, entries
from offramp.diversion.actions import Adult, TooYoung, Yes, consider
from offramp.diversion.enums import MeasureType, Offence, Presumption, Purpose, Said
from offramp.diversion.models import Agreeing, Course, Guardian, Measure, Victim, YoungPerson
from offramp.diversion.queries import measure_for
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting
from tests.diversion.scene import considered, opened, said, the_program, youth

LONG_AGO = said(
    MeasureType.SANCTION,
    youth=youth(born=date(2005, 5, 9)),
    occurred_on=date(2020, 2, 28),
    consented_on=date(2020, 2, 29),
)


def test_saving_it_is_the_record_and_its_writer_cannot_read_it_without_a_purpose(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)

    with acting(cast.constable) as by:
        assert (Measure.objects.count(), YoungPerson.objects.count(), Victim.objects.count()) == (0, 0, 0)
        assert measure_for(Viewer(by), kept.pk, at=now()) is None
    assert opened(cast, cast.constable) == [kept.pk]
    with acting(cast.constable) as by:
        viewer = Viewer(by)
        read = measure_for(viewer, kept.pk, at=now())
        assert read is not None
        assert (read.grounds, read.occurrence, read.measure_type) == (
            "Seen on camera with two pairs of shoes",
            "26-104233",
            "referral",
        )
        assert viewer.purpose == Purpose.DECIDING
        assert viewer.shown == {("measures", kept.pk): {"measure"}}
        assert [row.name for row in Guardian.objects.all()] == ["Marie Auger"]
        assert Victim.objects.count() == 0  # who was harmed is not for deciding again


def test_the_words_are_noise_in_the_database(cast: Cast) -> None:
    considered(cast)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM diversion_measure")
        assert cursor.fetchone() == (0,)  # the runtime, nobody asking


def test_a_referral_waits_in_the_queue_of_the_program_and_names_nobody(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)

    with acting(cast.youth_officer):
        [waiting] = Course.objects.all()
        assert (waiting.measure_id, waiting.unit_id, waiting.branch_id) == (
            kept.pk,
            cast.diversion.pk,
            cast.downtown.pk,
        )
        assert (Measure.objects.count(), YoungPerson.objects.count(), Agreeing.objects.count()) == (0, 0, 0)
    with acting(cast.constable):
        assert Course.objects.count() == 0


@pytest.mark.parametrize(
    "user", ["officer", "navigator", "supervisor", "lead", "privacy", "analyst", "worker", "coordinator"]
)
def test_who_does_not_consider_measures_may_not_write_one(cast: Cast, acting: Acting, user: str) -> None:
    with acting(getattr(cast, user)) as by, pytest.raises(NotPermitted):
        consider(said=said(MeasureType.WARNING), branch=cast.downtown.pk, by=by, at=now())


def test_under_twelve_nothing_is_kept_and_help_is_offered(cast: Cast) -> None:
    eleven = localtime(now()).date().replace(month=1, day=1) - timedelta(days=11 * 366)

    with pytest.raises(TooYoung) as refusal:
        considered(cast, said(MeasureType.WARNING, youth=youth(born=eleven)))

    assert refusal.value.field == "born"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE verb = 'measures.considered'")
        assert cursor.fetchone() == (0,)


def test_from_eighteen_at_the_day_it_happened_it_is_no_young_person(cast: Cast) -> None:
    on = localtime(now()).date() - timedelta(days=1)
    turned = on.replace(year=on.year - 18)

    with pytest.raises(Refused, match="eighteen or older when it happened"):
        considered(cast, said(MeasureType.WARNING, youth=youth(born=turned), occurred_on=on))
    still = considered(cast, said(MeasureType.WARNING, youth=youth(born=turned + timedelta(days=1)), occurred_on=on))
    assert still.age == 17


def test_an_unknown_birth_date_needs_an_age_that_is_believed(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        considered(cast, said(MeasureType.WARNING, youth=youth(born=None)))
    assert refusal.value.field == "believed_age"

    kept = considered(cast, said(MeasureType.WARNING, youth=youth(born=None, believed_age=14)))
    assert (kept.age, kept.age_is_believed) == (14, True)
    assert opened(cast, cast.constable, born=None) == [kept.pk]


@pytest.mark.parametrize(
    ("offence", "guilty", "repeats", "presumed"),
    [
        (Offence.THEFT, False, False, Presumption.NON_VIOLENT),
        (Offence.THEFT, True, False, Presumption.NONE),
        (Offence.FIGHT, False, False, Presumption.NONE),
        (Offence.NOT_COMPLYING, True, False, Presumption.NOT_COMPLYING),
        (Offence.NOT_COMPLYING, False, True, Presumption.NONE),
    ],
)
def test_what_the_law_presumes_is_kept_with_it(
    cast: Cast, offence: Offence, guilty: bool, repeats: bool, presumed: Presumption
) -> None:
    kept = considered(
        cast, said(MeasureType.WARNING, offence=offence, found_guilty_before=guilty, repeats_or_risks=repeats)
    )

    assert kept.presumption == presumed


def test_a_charge_waits_until_each_way_before_it_was_considered(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"Caution, Referral to a program\.") as refusal:
        considered(cast, said(MeasureType.CHARGE, considered=[MeasureType.NO_FURTHER_ACTION, MeasureType.WARNING]))
    assert refusal.value.field == "considered"


def test_where_there_is_no_program_of_cautions_none_is_given_and_none_has_to_be_considered(
    cast: Cast, settings: Settings
) -> None:
    settings.MEASURE_CAUTIONS = False
    with pytest.raises(Refused, match="no program of cautions"):
        considered(cast, said(MeasureType.CAUTION))
    ways = [MeasureType.NO_FURTHER_ACTION, MeasureType.WARNING, MeasureType.REFERRAL]
    assert considered(cast, said(MeasureType.CHARGE, considered=ways)).measure_type == "charge"


@pytest.mark.parametrize("answer", [Said.NO, Said.NOT_ASKED])
def test_nobody_is_referred_without_their_own_yes(cast: Cast, answer: Said) -> None:
    with pytest.raises(Refused) as refusal:
        considered(cast, said(agreed=Yes(answer)))
    assert refusal.value.field == "agreed"


def test_a_sanction_needs_every_condition_of_the_law_and_the_day_of_consent(cast: Cast) -> None:
    with pytest.raises(Refused, match="chance to talk with a lawyer"):
        considered(cast, said(MeasureType.SANCTION, conditions=[]))
    with pytest.raises(Refused) as refusal:
        considered(cast, said(MeasureType.SANCTION, consented_on=None))
    assert refusal.value.field == "consented_on"


def test_a_sanction_whose_clock_ran_out_is_not_kept(cast: Cast) -> None:
    with pytest.raises(Refused, match="has run out"):
        considered(cast, LONG_AGO)


def test_a_sanction_goes_to_a_program_that_the_officer_chooses(cast: Cast, acting: Acting) -> None:
    with acting(cast.constable) as by, pytest.raises(Refused, match="To which program") as refusal:
        consider(said=said(MeasureType.SANCTION), branch=cast.downtown.pk, by=by, at=now())
    assert refusal.value.field == "program"
    with pytest.raises(Refused, match="only what was without violence"):
        considered(cast, said(MeasureType.SANCTION, offence=Offence.FIGHT))

    kept = considered(cast, said(MeasureType.SANCTION))

    with acting(cast.youth_officer):
        assert [(row.measure_id, row.program_id) for row in Course.objects.all()] == [(kept.pk, the_program().pk)]
        assert (Measure.objects.count(), YoungPerson.objects.count(), Agreeing.objects.count()) == (0, 0, 0)


def test_a_day_that_has_not_come_is_refused_beside_its_field(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        considered(cast, said(MeasureType.WARNING, occurred_on=localtime(now()).date() + timedelta(days=1)))
    assert refusal.value.field == "occurred_on"


def test_the_audit_tells_that_it_was_considered_and_no_word_of_it(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)

    with acting(cast.privacy):
        [row] = entries(LogSieve(what="measures.considered"))
        assert (row.role, row.about, row.fields) == (Role.PATROL_OFFICER, kept.pk, ["decision"])


def test_a_program_that_takes_no_violence_is_not_given_any(cast: Cast) -> None:
    with pytest.raises(Refused, match="only what was without violence") as refusal:
        considered(cast, said(offence=Offence.FIGHT))
    assert refusal.value.field == "program"


def test_of_a_sanction_a_parent_is_told_or_it_is_said_what_was_tried(cast: Cast) -> None:
    with pytest.raises(Refused, match="A parent is told") as refusal:
        considered(cast, said(MeasureType.SANCTION, adult=Adult()))
    assert refusal.value.field == "told"

    tried = Adult(words="Called four times, wrote twice")
    assert considered(cast, said(MeasureType.SANCTION, adult=tried)).measure_type == "sanction"
