"""Whether measures were offered fairly: counts by group, few left out, rates with how sure they are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localtime

from offramp.diversion import queries
from offramp.diversion.actions import (
    describe,
    end_course,
    end_identity_agreement,
    note_answer,
    note_support_offer,
    record_identity_agreement,
    turn_item,
)
from offramp.diversion.enums import AskedFor, Heard, Identity, ItemTurn, MeasureType, Offence, Outcome, Said, Sex, Who
from offramp.diversion.models import Measure
from offramp.diversion.queries import Group
from offramp.diversion.rules import Yes
from offramp.diversion.rules.fairness import Rate, left_out, rate
from offramp.kernel.clock import now
from tests.cast import Cast, make_cast
from tests.conftest import acting_as
from tests.diversion.above import Above
from tests.diversion.restoring import run_the_job
from tests.diversion.scene import brought_to_agreement, considered, said, taken_on, youth

TODAY = localtime(now()).date()
LAST_YEAR = (TODAY - timedelta(days=365), TODAY)


def counted(cast: Cast, by_what: str = "sex", period: tuple[date, date] = LAST_YEAR) -> dict[str, tuple[int, ...]]:
    """Return what the database counts for the analyst, of each group.

    Considered, kept from a charge, offered, agreed, of these whose way has ended, completed.
    """
    with acting_as(cast.analyst), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM diversion_fairness(%s, %s, %s, %s)", [by_what, *period, TODAY])
        return {word: tuple(counts) for word, *counts in cursor.fetchall()}


def groups(cast: Cast, by_what: str) -> dict[str, Group]:
    """Return what the page would show the analyst."""
    with acting_as(cast.analyst):
        return {group.label: group for group in queries.fairness(by_what, *LAST_YEAR, on=TODAY)}


def some(cast: Cast, many: int, decision: MeasureType = MeasureType.WARNING, sex: Sex = Sex.FEMALE) -> list[Measure]:
    """Have so many young people considered."""
    return [considered(cast, said(decision, youth=youth(sex=sex)), harmed=None) for _ in range(many)]


def in_whole(found: Rate | None) -> tuple[int, ...]:
    """Return a rate with its interval in whole per cent."""
    assert found is not None
    return found.count, found.of, round(found.share), round(found.low), round(found.high)


def test_a_worked_example(cast: Cast) -> None:
    """Fifteen kept of twenty: 75%, and by Wilson's interval 53% to 89%."""
    some(cast, 15)
    some(cast, 5, MeasureType.CHARGE)
    some(cast, 5, sex=Sex.MALE)

    assert counted(cast) == {"female": (20, 15, 0, 0, 0, 0), "male": (5, 5, 0, 0, 0, 0)}
    shown = groups(cast, "sex")
    assert [shown[label].considered for label in ("Female", "Male")] == [20, 5]
    assert in_whole(shown["Female"].kept) == (15, 20, 75, 53, 89)
    assert in_whole(shown["Female"].offered) == (0, 20, 0, 0, 16)
    assert shown["Female"].agreed is None  # of nobody
    assert in_whole(shown["Male"].kept) == (5, 5, 100, 57, 100)


def test_who_says_no_and_is_charged_was_offered_and_no_further_action_offers_nothing(cast: Cast) -> None:
    """Nine, counted by hand: two charged without a question, one charged after a no, three let go, three referred."""
    some(cast, 2, MeasureType.CHARGE)
    considered(cast, said(MeasureType.CHARGE, agreed=Yes(Said.NO, Heard.ORAL)), harmed=None)
    some(cast, 3, MeasureType.NO_FURTHER_ACTION)
    for kept in some(cast, 3, MeasureType.REFERRAL):
        taken_on(cast, kept)

    # considered 9; kept from a charge 3 + 3; offered 1 + 3; agreed 3; nobody's way has ended
    assert counted(cast) == {"female": (9, 6, 4, 3, 0, 0)}


def test_completed_is_of_those_who_agreed_and_whose_way_has_ended(cast: Cast) -> None:
    """Four referred: one completes, one moves away, one takes the yes back, one goes on."""
    done, moved, back, _goes_on = some(cast, 4, MeasureType.REFERRAL)
    agreed = brought_to_agreement(cast, done)
    for kept in (moved, back):
        taken_on(cast, kept)
    with acting_as(cast.youth_officer) as by:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        end_course(measure=done.pk, outcome=Outcome.COMPLETED, by=by, at=now())
        end_course(measure=moved.pk, outcome=Outcome.MOVED_AWAY, words="To Red Deer", by=by, at=now())
        note_answer(
            measure=back.pk,
            who=Who.YOUNG_PERSON,
            asked_for=AskedFor.PROGRAM,
            said=Said.WITHDRAWN,
            heard=Heard.ORAL,
            by=by,
            at=now(),
        )

    assert counted(cast) == {"female": (4, 4, 4, 4, 3, 1)}


@pytest.mark.parametrize(
    ("counts", "already", "hidden"),
    [
        ([(9, 9), (3, 3), (20, 20)], (), {0, 1}),  # 3 alone could be worked out: the next smallest goes too
        ([(9, 9), (3, 3), (2, 2)], (), {1, 2}),
        ([(9, 9), (20, 20)], (), set()),
        ([(3, 3)], (), {0}),
        ([(10, 20), (6, 9), (8, 16)], (), {1, 2}),  # three of nine are left over
        ([(10, 20), (12, 30), (8, 16)], (1,), {1, 2}),
        ([(0, 0), (3, 9), (7, 20)], (), {1, 2}),  # of nobody there is nothing to leave out
    ],
)
def test_where_one_number_alone_is_left_out_the_next_smallest_is_too(
    counts: list[tuple[int, int]], already: tuple[int, ...], hidden: set[int]
) -> None:
    assert left_out(counts, already) == hidden


def test_a_group_that_is_left_out_can_not_be_worked_out_from_the_total_of_another_table(cast: Cast) -> None:
    some(cast, 3)
    some(cast, 6, sex=Sex.MALE)
    some(cast, 9, sex=Sex.NOT_SAID)

    assert [group.considered for group in groups(cast, "branch").values()] == [18]
    assert {label: group.considered for label, group in groups(cast, "sex").items()} == {
        "Female": None,
        "Male": None,
        "Not said": 9,
    }


@pytest.mark.parametrize(
    ("count", "of", "is_shown"),
    [(0, 0, False), (0, 9, True), (4, 9, False), (5, 9, False), (5, 10, True), (6, 10, False), (9, 9, True)],
)
def test_a_rate_that_tells_of_few_is_not_shown_nor_one_whose_rest_are_few(count: int, of: int, is_shown: bool) -> None:
    assert (rate(count, of) is not None) == is_shown


def test_of_a_group_of_fewer_than_five_nothing_is_shown(cast: Cast) -> None:
    some(cast, 4)
    some(cast, 3, sex=Sex.MALE)
    some(cast, 5, sex=Sex.NOT_SAID)

    shown = groups(cast, "sex")
    assert shown["Female"] == Group("Female", None)
    assert shown["Not said"].considered == 5


def test_groups_are_by_age_sex_branch_and_offence_in_words(cast: Cast) -> None:
    for years in (12, 13, 14, 15, 16, 17):
        born = TODAY.replace(day=1) - timedelta(days=years * 366)
        considered(cast, said(MeasureType.WARNING, youth=youth(born=born), offence=Offence.FIGHT))

    assert counted(cast, "age") == dict.fromkeys(["12-13", "14-15", "16-17"], (2, 2, 0, 0, 0, 0))
    assert list(groups(cast, "branch")) == ["Downtown"]
    assert list(groups(cast, "offence")) == ["Fight, assault"]
    assert counted(cast, "anything else") == {}


def test_only_what_happened_in_the_period_is_counted_both_days_included(cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    some(cast, 1)

    assert counted(cast, period=(yesterday, yesterday)) == {"female": (1, 1, 0, 0, 0, 0)}
    for period in ((TODAY, TODAY), (yesterday - timedelta(days=9), yesterday - timedelta(days=1))):
        assert counted(cast, period=period) == {}


def test_agreed_means_that_nobody_s_newest_answer_is_no_and_a_yes_taken_back_was_one(cast: Cast) -> None:
    [kept] = some(cast, 1, MeasureType.REFERRAL)
    taken_on(cast, kept)

    def answers(who: Who, told: Said) -> dict[str, tuple[int, ...]]:
        with acting_as(cast.youth_officer) as by:
            note_answer(
                measure=kept.pk, who=who, asked_for=AskedFor.PROGRAM, said=told, heard=Heard.ORAL, by=by, at=now()
            )
        return counted(cast)

    with acting_as(cast.youth_officer) as by:
        note_support_offer(
            measure=kept.pk,
            is_wanted=False,
            words="",
            guardian_said=Said.NO,
            heard=Heard.ORAL,
            by=by,
            at=now(),
        )
    assert counted(cast) == {"female": (1, 1, 1, 1, 0, 0)}
    assert answers(Who.GUARDIAN, Said.NO) == {"female": (1, 1, 1, 0, 0, 0)}
    assert answers(Who.GUARDIAN, Said.YES) == {"female": (1, 1, 1, 1, 0, 0)}
    assert answers(Who.YOUNG_PERSON, Said.WITHDRAWN) == {"female": (1, 1, 1, 1, 1, 0)}


def test_completed_is_counted_once_the_way_ended_so(cast: Cast) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    assert counted(cast) == {"female": (1, 1, 1, 1, 0, 0)}
    with acting_as(cast.youth_officer) as by:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now())
    assert counted(cast) == {"female": (1, 1, 1, 1, 1, 1)}


def test_by_identity_nothing_is_counted_without_an_agreement_in_force(cast: Cast) -> None:
    with acting_as(cast.privacy) as by:
        agreement = record_identity_agreement(
            with_whom="A Nation",
            terms="Counts by group",
            starts_on=TODAY - timedelta(days=9),
            ends_on=None,
            by=by,
            at=now(),
        )
    for kept in some(cast, 5, MeasureType.REFERRAL):
        taken_on(cast, kept)
        with acting_as(cast.youth_officer) as by:
            describe(measure=kept.pk, identities=[Identity.INUIT], by=by, at=now())
            describe(measure=kept.pk, identities=[Identity.METIS, Identity.FIRST_NATIONS], by=by, at=now())
    some(cast, 1)  # who was not asked is in no group

    assert counted(cast, "identity") == dict.fromkeys(["first_nations", "metis"], (5, 5, 5, 5, 0, 0))
    assert list(groups(cast, "identity")) == ["First Nations", "Métis"]
    with acting_as(cast.privacy) as by:
        end_identity_agreement(agreement=agreement.pk, ends_on=TODAY - timedelta(days=2), by=by, at=now())
    assert counted(cast, "identity") == {}


@pytest.mark.parametrize(
    "user", ["constable", "officer", "navigator", "supervisor", "worker", "coordinator", "administrator"]
)
def test_whose_office_it_is_not_counts_nothing(cast: Cast, user: str) -> None:
    some(cast, 5)

    with acting_as(getattr(cast, user)):
        assert queries.fairness("sex", *LAST_YEAR, on=TODAY) == []


def test_what_is_over_is_not_counted_and_what_is_disposed_of_neither(above: Above) -> None:
    cast = make_cast(at=now())
    first, second, _third = some(cast, 3)
    assert counted(cast) == {"female": (3, 3, 0, 0, 0, 0)}
    above.ends_in(first.pk, -1)
    assert counted(cast) == {"female": (2, 2, 0, 0, 0, 0)}
    above.ends_in(second.pk, -1)
    run_the_job()
    assert counted(cast) == {"female": (1, 1, 0, 0, 0, 0)}
