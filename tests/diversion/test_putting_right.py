"""A birth date that was not known is written once it is; a record that should not be is destroyed, with a reason."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.access.enums import MeasuresCategory
from offramp.audit.models import Entry
from offramp.diversion import queries
from offramp.diversion.actions import destroy, give_to_school, write_birth_date
from offramp.diversion.actions.administering import administered
from offramp.diversion.enums import MeasureType, Purpose, SchoolGround, ShouldNotBe
from offramp.diversion.models import Measure
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.sealed import key_store
from tests.cast import Cast, make_cast
from tests.conftest import SignedIn, acting_as
from tests.diversion.above import Above
from tests.diversion.restoring import run_the_job
from tests.diversion.scene import BORN, considered, opened, said, taken_on, youth
from tests.ui.reading import token_on

UNKNOWN = youth(born=None, believed_age=14)


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral, taken on, of somebody whose birth date was not known."""
    kept = considered(cast, said(youth=UNKNOWN))
    taken_on(cast, kept)
    return kept


def born_at(age: int) -> date:
    """Return a birth date by which somebody was so old when it happened, yesterday, to the day."""
    yesterday = localtime(now()).date() - timedelta(days=1)
    return yesterday.replace(year=yesterday.year - age, day=min(yesterday.day, 28))


def test_once_the_birth_date_is_written_the_record_is_found_by_it(cast: Cast, case: Measure) -> None:
    assert (opened(cast, cast.constable), opened(cast, cast.constable, born=None)) == ([], [case.pk])
    with acting_as(cast.youth_officer) as by:
        write_birth_date(measure=case.pk, born=BORN, by=by, at=now())
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert (record.born, record.name, record.young_person and record.young_person.reach) == (
            BORN,
            "Tessa Rose Auger",
            "With her aunt near the library",
        )
        with pytest.raises(Refused, match="written down already") as refusal:
            write_birth_date(measure=case.pk, born=BORN, by=by, at=now())
        assert refusal.value.field == "born"
    assert (opened(cast, cast.constable), opened(cast, cast.constable, born=None)) == ([case.pk], [])


def test_the_privacy_officer_writes_it_on_no_record_that_they_did_not_open(cast: Cast, case: Measure) -> None:
    with acting_as(cast.privacy) as by, pytest.raises(NotPermitted):
        write_birth_date(measure=case.pk, born=BORN, by=by, at=now())


def test_who_has_a_case_writes_in_it_what_belongs_to_a_case_and_nothing_else(cast: Cast, case: Measure) -> None:
    with acting_as(cast.youth_officer) as by:
        assert administered(measure=case.pk, category=MeasuresCategory.PROGRAM, by=by, at=now()) == case
        with pytest.raises(NotPermitted):
            administered(measure=case.pk, category=MeasuresCategory.CONFERENCE, by=by, at=now())


@pytest.mark.parametrize(("age", "is_kept"), [(11, False), (12, True), (17, True), (18, False)])
def test_by_the_date_they_were_twelve_to_seventeen_or_the_way_out_is_told(
    cast: Cast, case: Measure, age: int, is_kept: bool
) -> None:
    with acting_as(cast.youth_officer) as by:
        if is_kept:
            assert (
                write_birth_date(measure=case.pk, born=born_at(age), by=by, at=now()).born == born_at(age).isoformat()
            )
            return
        with pytest.raises(Refused, match="this record should not be") as refusal:
            write_birth_date(measure=case.pk, born=born_at(age), by=by, at=now())
        assert (refusal.value.field, "ask the privacy officer to destroy" in refusal.value.ask) == ("born", True)
        assert case.youngpersons.count() == 1


def test_where_nobody_has_a_case_the_privacy_officer_writes_it(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast, said(MeasureType.WARNING, youth=UNKNOWN))
    for user in (cast.constable, cast.youth_officer):
        opened(cast, user, born=None)
        with acting_as(user) as by, pytest.raises(NotPermitted):
            write_birth_date(measure=kept.pk, born=BORN, by=by, at=now())
    with acting_as(cast.privacy) as by, pytest.raises(NotPermitted):  # who has not opened it
        write_birth_date(measure=kept.pk, born=BORN, by=by, at=now())

    opened(cast, cast.privacy, Purpose.PUTTING_RIGHT, born=None)
    client, record = signed_in(cast.privacy), reverse("diversion:record", args=[kept.pk])
    born = reverse("diversion:born", args=[kept.pk])
    assert born in client.get(record).content.decode()
    token = token_on(client.get(born))
    page = client.post(born, {"born": BORN.isoformat(), "form_token": token}, follow=True).content.decode()
    assert ("Saved." in page, born in page) == (True, False)
    assert opened(cast, cast.constable) == [kept.pk]


def test_a_record_that_should_not_be_is_closed_at_once_and_destroyed_with_the_next_run(above: Above) -> None:
    cast = make_cast(at=now())
    kept, other = considered(cast), considered(cast, said(MeasureType.WARNING))
    taken_on(cast, kept)
    with acting_as(cast.youth_officer) as by:
        note = give_to_school(
            measure=kept.pk,
            given_to="Riverbend School",
            ground=SchoolGround.SAFETY,
            words="Comes back on Monday",
            needed_until=localtime(now()).date() + timedelta(days=9),
            by=by,
            at=now(),
        )
    opened(cast, cast.constable)
    for user in (cast.constable, cast.youth_officer):
        with acting_as(user) as by, pytest.raises(NotPermitted):
            destroy(measure=kept.pk, reason=ShouldNotBe.TWICE, by=by, at=now())
    with acting_as(cast.privacy) as by, pytest.raises(NotPermitted, match="not open to you"):
        destroy(measure=kept.pk, reason=ShouldNotBe.TWICE, by=by, at=now())

    opened(cast, cast.privacy, Purpose.PUTTING_RIGHT)
    with acting_as(cast.privacy) as by:
        destroy(measure=kept.pk, reason=ShouldNotBe.TOO_YOUNG, by=by, at=now())
    for user in (cast.constable, cast.privacy, cast.youth_officer):
        with acting_as(user):
            assert not Measure.objects.filter(pk=kept.pk).exists()
    run_the_job()

    assert above.rows_of(kept.pk) == {}
    assert [key_store().destroyed_at(key) is None for key in (kept.pk, note.pk, other.pk)] == [False, False, True]
    assert above.one("SELECT count(*) FROM access_term WHERE subject = ANY (%s)", [[kept.pk, note.pk]]) == 0
    assert opened(cast, cast.constable) == [other.pk]
    with acting_as(cast.privacy):
        [row] = Entry.objects.filter(verb="measures.destroyed")
        assert (row.actor, row.about, row.fields) == (cast.privacy.pk, kept.pk, ["too_young"])


def test_the_privacy_officer_destroys_it_by_the_page(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast)
    opened(cast, cast.privacy, Purpose.PUTTING_RIGHT)
    client, url = signed_in(cast.privacy), reverse("diversion:destroy", args=[kept.pk])
    assert url in client.get(reverse("diversion:record", args=[kept.pk])).content.decode()
    token = token_on(client.get(url))
    page = client.post(url, {"reason": "somebody_else", "form_token": token}, follow=True).content.decode()
    assert "destroyed within the hour" in page
    assert client.get(reverse("diversion:record", args=[kept.pk])).status_code == 404
    assert opened(cast, cast.constable) == []
