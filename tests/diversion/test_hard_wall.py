"""What helps a young person never reaches who investigates: a stated purpose opens who it is and what was decided."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.diversion import queries
from offramp.diversion.actions import (
    check_in,
    describe,
    end_identity_agreement,
    give_to_school,
    note_said,
    note_support_offer,
    record_identity_agreement,
)
from offramp.diversion.enums import CheckedIn, Heard, Identity, Purpose, Said, SchoolGround
from offramp.diversion.models import IdentityAgreement, Measure
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import SignedIn, acting_as
from tests.diversion.above import read_all
from tests.diversion.scene import brought_to_agreement, considered, opened

DECIDED = {
    "diversion_measure",
    "diversion_agreeing",
    "diversion_youngperson",
    "diversion_guardian",
    "diversion_opening",
}
QUEUE = {"diversion_course", "diversion_takenon"}
HELPED = (
    "She is worried, and comes along",
    "Somebody to do homework with",
    "Proud of the letter",
    "The shoe shop",
    "Keeps apart from one class",
    "Somebody to talk to about home",
    "She said that she was scared",
    "Being referred to HELP",
    "Métis",
)


def today(days: int = 0) -> date:
    return localtime(now()).date() + timedelta(days=days)


@pytest.fixture
def helped(cast: Cast) -> Measure:
    """A way with all there is: needs, check-ins, a school, HELP, a meeting, how they describe themselves."""
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    with acting_as(cast.privacy) as by:
        record_identity_agreement(
            with_whom="A council", terms="Counts", starts_on=today(-9), ends_on=None, by=by, at=now()
        )
    with acting_as(cast.youth_officer) as by:
        of: dict[str, Any] = {"measure": kept.pk, "by": by, "at": now()}
        check_in(how=CheckedIn.PHONE, words="Proud of the letter", **of)
        note_said(meeting=agreed.meeting.pk, words="She said that she was scared", by=by, at=now())
        give_to_school(
            given_to="Riverbend School",
            ground=SchoolGround.SAFETY,
            words="Keeps apart from one class",
            needed_until=today(10),
            **of,
        )
        note_support_offer(
            is_wanted=True, words="Somebody to talk to about home", guardian_said=Said.YES, heard=Heard.ORAL, **of
        )
        describe(identities=[Identity.METIS], **of)
    return kept


def shown_to(user: User, signed_in: SignedIn, measure: Measure) -> str:
    """Return the page of a record as somebody sees it."""
    answer = signed_in(user).get(reverse("diversion:record", args=[measure.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def noted(cast: Cast, reader: User, measure: Measure) -> set[str]:
    """Return which categories of a record the read log says somebody was shown."""
    with acting_as(cast.privacy):
        looks = LookSubject.objects.filter(reader=reader.pk, subject=measure.pk)
        return {category for look in looks for category in look.categories}


@pytest.mark.parametrize("purpose", [Purpose.INVESTIGATING, Purpose.DECIDING])
@pytest.mark.parametrize(("who", "by_unit"), [("constable", set()), ("other_youth_officer", QUEUE)])
def test_who_states_a_purpose_reads_what_was_decided_and_nothing_of_what_helped_since(
    cast: Cast, helped: Measure, signed_in: SignedIn, purpose: Purpose, who: str, by_unit: set[str]
) -> None:
    reader = getattr(cast, who)
    assert opened(cast, reader, purpose) == [helped.pk]

    with acting_as(reader):
        assert set(read_all().rows) == DECIDED | by_unit
    page = shown_to(reader, signed_in, helped)
    assert ("Seen on camera with two pairs of shoes" in page, "Marie Auger" in page) == (True, True)
    assert [words for words in HELPED if words in page] == []
    assert noted(cast, reader, helped) == {"measure", "youth"}


def test_who_has_the_case_reads_all_of_it_and_the_log_says_for_which_purpose(
    cast: Cast, helped: Measure, signed_in: SignedIn
) -> None:
    opened(cast, cast.youth_officer, Purpose.INVESTIGATING)
    page = shown_to(cast.youth_officer, signed_in, helped)
    assert [words for words in HELPED[:6] if words not in page] == []
    with acting_as(cast.youth_officer) as by:
        viewer = Viewer(by)
        queries.record_for(viewer, helped.pk, at=now())
    assert viewer.purpose == "administering, investigating"


def test_who_asks_what_is_held_is_told_of_themselves_and_not_of_others(
    cast: Cast, helped: Measure, signed_in: SignedIn
) -> None:
    opened(cast, cast.privacy, Purpose.OWN_REQUEST)
    page = shown_to(cast.privacy, signed_in, helped)

    for words in (
        "Somebody to do homework with",
        "Keeps apart from one class",
        "Somebody to talk to about home",
        "Métis",
    ):
        assert words in page
    for words in ("The shoe shop", "She said that she was scared"):
        assert words not in page
    with acting_as(cast.privacy):
        rows = set(read_all().rows)
    assert rows.isdisjoint(
        {"diversion_victim", "diversion_victimsaid", "diversion_meetingnote", "diversion_participant"}
    )
    assert noted(cast, cast.privacy, helped).isdisjoint({"victim", "conference"})


def test_to_put_a_record_right_opens_who_it_is_and_what_was_decided(cast: Cast, helped: Measure) -> None:
    opened(cast, cast.privacy, Purpose.PUTTING_RIGHT)
    with acting_as(cast.privacy):
        assert set(read_all().rows) == DECIDED


def test_how_they_describe_themselves_is_shown_to_who_has_the_case_while_the_agreement_runs(
    cast: Cast, helped: Measure, signed_in: SignedIn
) -> None:
    assert "Métis" in shown_to(cast.youth_officer, signed_in, helped)
    with acting_as(cast.privacy) as by:
        agreement = IdentityAgreement.objects.get()
        end_identity_agreement(agreement=agreement.pk, ends_on=today(-1), by=by, at=now())

    assert "Métis" not in shown_to(cast.youth_officer, signed_in, helped)
    with acting_as(cast.youth_officer) as by:
        viewer = Viewer(by)
        assert queries.record_for(viewer, helped.pk, at=now())
    assert "self_described" not in viewer.shown["measures", helped.pk]
