"""The pure checks of invitations."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.engagement.enums import Instead, Notice, Priority, State, Verdict
from offramp.engagement.languages import named
from offramp.engagement.rules import inviting as rules
from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id

TODAY = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "notice", "answer_in"),
    [
        (30, Notice.ENOUGH, 5),
        (21, Notice.ENOUGH, 5),
        (20, Notice.SHORT, 5),
        (3, Notice.SHORT, 2),
        (0, Notice.SHORT, 0),
        (-1, Notice.PAST, 0),
    ],
)
def test_the_answer_comes_before_the_event_and_never_before_today(ahead: int, notice: Notice, answer_in: int) -> None:
    made = rules.promise(TODAY + timedelta(days=ahead), today=TODAY, lead=21, answer_days=5)

    assert made == rules.Promise(notice, ahead, 21, TODAY + timedelta(days=answer_in))


@pytest.mark.parametrize(
    ("known", "priority", "reasons"),
    [
        (
            {"visits": 0, "nearby": 0, "languages": ["som", "eng"], "notice": Notice.SHORT},
            Priority.FIRST,
            [
                "We have not been with them in two years.",
                "We accepted nothing in this neighbourhood in a year.",
                "Languages other than English and French are spoken there.",
                "It came later than we ask for; that does not change the order.",
            ],
        ),
        (
            {"visits": 0, "nearby": 2, "languages": ["eng"], "notice": Notice.ENOUGH},
            Priority.NEXT,
            ["We have not been with them in two years."],
        ),
        (
            {"visits": 3, "nearby": 1, "languages": ["som"], "notice": Notice.ENOUGH},
            Priority.THEN,
            [
                "We were with them 3 times in two years.",
                "Languages other than English and French are spoken there.",
            ],
        ),
        (
            {"visits": None, "nearby": None, "languages": [], "notice": Notice.ENOUGH},
            Priority.FIRST,
            [
                "We have not been with them in two years.",
                "The neighbourhood is not known: it does not count against them.",
            ],
        ),
    ],
)
def test_the_order_is_suggested_with_its_reasons(known: Any, priority: Priority, reasons: list[str]) -> None:
    assert rules.weigh(**known) == rules.Weighed(priority, reasons)


@settings(deadline=None)
@given(visits=st.integers(0, 5), languages=st.lists(st.sampled_from(["eng", "fra", "som"])))
def test_an_unknown_neighbourhood_never_comes_later_than_a_known_one(visits: int, languages: list[str]) -> None:
    order = list(Priority)
    unknown, known = (
        rules.weigh(visits=visits, nearby=nearby, languages=languages, notice=Notice.ENOUGH).priority
        for nearby in (None, 1)
    )
    assert order.index(unknown) <= order.index(known)


@pytest.mark.parametrize(
    ("starts_in", "minutes", "field", "says"),
    [
        (timedelta(0), 60, "day", "has passed"),
        (timedelta(days=731), 60, "day", "more than two years"),
        (timedelta(days=1), 0, "ends", "after the start"),
        (timedelta(days=1), 16 * 60 + 1, "ends", "after the start"),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field(
    starts_in: timedelta, minutes: int, field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        rules.check_when(AT + starts_in, minutes, at=AT)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("verdict", "changes", "field"),
    [
        (Verdict.ACCEPT, {"letter": " \n"}, "letter"),
        (Verdict.OFFER, {"instead": []}, "instead"),
        (Verdict.PASS_ON, {"passed_to": " "}, "passed_to"),
        (Verdict.ACCEPT, {"notice": Notice.SHORT, "reason": ""}, "reason"),
        (Verdict.DECLINE, {"reason": " "}, "reason"),
    ],
)
def test_a_decision_without_what_it_needs_is_refused_at_its_field(
    verdict: Verdict, changes: dict[str, Any], field: str
) -> None:
    full: dict[str, Any] = {
        "reason": "Free", "letter": "Dear all", "instead": [Instead.MATERIAL], "passed_to": "Parks",
        "notice": Notice.ENOUGH,
    }  # fmt: skip
    rules.check_decision(verdict, **full)

    with pytest.raises(Refused) as refusal:
        rules.check_decision(verdict, **{**full, **changes})
    assert refusal.value.field == field


def test_settled_and_called_off_ones_are_told_apart() -> None:
    rules.check_can_decide(State.DECLINED)
    rules.check_not_called_off(State.ACCEPTED)

    with pytest.raises(Refused, match="called this off"):
        rules.check_can_decide(State.CANCELLED)
    with pytest.raises(Refused, match="called this off already"):
        rules.check_not_called_off(State.CANCELLED)


def test_one_way_to_answer_is_enough() -> None:
    rules.check_can_reach(email="", phone="780-555-0142")
    rules.check_can_reach(email="a@example.org", phone="")

    with pytest.raises(Refused, match="need a way to answer"):
        rules.check_can_reach(email="", phone="")


@pytest.mark.parametrize(
    ("name", "place", "same"),
    [("The CIRCLE", "Park", True), ("Others", "HALL", True), ("Others", "Park", False)],
)
def test_the_same_name_or_place_seems_the_same(name: str, place: str, same: bool) -> None:
    one = cast(Any, SimpleNamespace(organisation_name="the circle", place="Hall"))
    other = cast(Any, SimpleNamespace(organisation_name=name, place=place))

    assert rules.seem_the_same(one, other) is same


def test_a_number_can_be_read_out() -> None:
    numbers = [rules.number_of(new_id()) for _ in range(200)]

    assert {len(number) for number in numbers} == {8}
    assert {sign for number in numbers for sign in number} <= set(rules.SIGNS) | {"-"}
    assert len(set(numbers)) == 200


def test_a_language_without_a_word_keeps_its_code() -> None:
    assert named(["som", "xyz"]) == "Somali, xyz"
