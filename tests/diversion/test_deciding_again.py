"""What a program did not complete comes back to the officer who decided, without a name and to nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from offramp.accounts.models import User
from offramp.diversion.actions import end_course, turn_item
from offramp.diversion.enums import ItemTurn, MeasureType, Outcome
from offramp.diversion.models import Measure
from offramp.diversion.queries import to_decide_again
from offramp.kernel.clock import now
from tests.cast import Cast, make_cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.diversion.above import Above
from tests.diversion.scene import brought_to_agreement, considered, said

NOT_COMPLETED = [each for each in Outcome if each not in (Outcome.COMPLETED, Outcome.DIED)]


def ended(cast: Cast, outcome: Outcome, *, by: User | None = None) -> Measure:
    """Have somebody consider Tessa, and the program end it."""
    kept = considered(cast, said(MeasureType.SANCTION), by=by)
    agreed = brought_to_agreement(cast, kept)
    with acting_as(cast.youth_officer) as actor:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=actor, at=now())
        end_course(measure=kept.pk, outcome=outcome, words="Stayed away twice", by=actor, at=now())
    return kept


def told(user: User) -> list[tuple[str, str]]:
    """Return what somebody is told to decide again: where, in which program."""
    with acting_as(user):
        return [(each.branch, each.program) for each in to_decide_again()]


@pytest.mark.parametrize("outcome", Outcome)
def test_what_was_not_completed_comes_back_to_who_decided_and_to_nobody_else(cast: Cast, outcome: Outcome) -> None:
    ended(cast, outcome)

    expected = [("Downtown", "DIVERSIONfirst")] if outcome in NOT_COMPLETED else []
    assert told(cast.constable) == expected
    others = [user for user in cast.everyone if user not in (cast.constable, cast.stranger)]
    assert {user.username for user in others if told(user)} == set()


def test_a_youth_officer_who_considers_is_told_too(cast: Cast) -> None:
    ended(cast, Outcome.WITHDREW, by=cast.other_youth_officer)

    assert (len(told(cast.other_youth_officer)), told(cast.youth_officer), told(cast.constable)) == (1, [], [])


def test_the_line_names_nobody_leads_to_earlier_measures_and_opens_nothing(
    cast: Cast, signed_in: SignedIn, acting: Acting
) -> None:
    kept = ended(cast, Outcome.NOT_COMPLETED)
    officer = signed_in(cast.constable)

    [line] = [each for each in officer.get("/").context["desk"].waiting if each.url == reverse("diversion:look-up")]
    page = officer.get("/").content.decode()

    assert (line.title, line.action) == ("Not completed in DIVERSIONfirst: you decide again", "Earlier measures")
    assert line.detail.startswith("Downtown · considered on ")
    secrets = ("Tessa", "Auger", "26-104233", "camera", "Stayed away", "sanction", str(kept.pk))
    assert [word for word in secrets if word in page] == []
    assert officer.get(reverse("diversion:record", args=[kept.pk])).status_code == 404
    with acting(cast.constable):
        assert Measure.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM diversion_to_decide_again()")
            assert [column.name for column in cursor.description] == [
                "considered_at", "branch", "program", "ended_at",
            ]  # fmt: skip


def test_after_two_weeks_it_stands_there_no_longer(above: Above) -> None:
    cast = make_cast(at=now())
    kept = ended(cast, Outcome.WITHDREW)
    for days, lines in ((13, 1), (15, 0)):
        ended_at = now() - timedelta(days=days)
        above.execute("UPDATE diversion_ending SET at = %s WHERE measure_id = %s", [ended_at, kept.pk])
        assert len(told(cast.constable)) == lines


def test_once_the_record_is_over_nothing_is_told_of_it(above: Above) -> None:
    cast = make_cast(at=now())
    kept = ended(cast, Outcome.WITHDREW)
    assert len(told(cast.constable)) == 1
    above.ends_in(kept.pk, -1)
    assert told(cast.constable) == []
