"""What was agreed can be done and checked; what becomes of it is written beside it, and nothing is written over."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from offramp.diversion import queries
from offramp.diversion.actions import agree_on_item, change_item_kind, change_program, turn_item
from offramp.diversion.enums import ItemTurn, Part
from offramp.diversion.models import Item, ItemEvent, ItemKind, Measure
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from tests.cast import Cast
from tests.conftest import Acting
from tests.diversion.scene import (
    Agreed,
    all_agreed,
    an_item,
    brought_to_agreement,
    considered,
    opened,
    planned,
    taken_on,
    the_program,
)


@pytest.fixture
def case(cast: Cast) -> Measure:
    return considered(cast)


@pytest.fixture
def agreed(cast: Cast, case: Measure) -> Agreed:
    """A letter to the shop, agreed on in a meeting."""
    return brought_to_agreement(cast, case)


def day(days: int) -> date:
    return localtime(now()).date() + timedelta(days=days)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": " "}, "words"),
        ({"proof": ""}, "proof"),
        ({"due_on": -1}, "due_on"),
        ({"due_on": 900}, "due_on"),
        ({"kind": "Volunteering"}, "hours"),
        ({"kind": "Volunteering", "hours": 0}, "hours"),
    ],
)
def test_an_item_that_could_not_be_done_or_checked_is_refused_beside_its_field(
    cast: Cast, case: Measure, acting: Acting, changed: dict[str, Any], field: str
) -> None:
    taken_on(cast, case)
    all_agreed(cast, case)
    told = {"words": "A letter", "proof": "The shop has it", "due_on": 3, "kind": "Written apology", **changed}
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        with pytest.raises(Refused) as refusal:
            agree_on_item(
                meeting=meeting.pk,
                kind=ItemKind.objects.get(name=told.pop("kind")).pk,
                due_on=day(told.pop("due_on")),
                by=by,
                at=now(),
                **told,
            )
        assert (refusal.value.field, Item.objects.count()) == (field, 0)


def test_hours_add_up_where_the_kind_is_counted_in_them(cast: Cast, agreed: Agreed, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        item = an_item(agreed.meeting, by, kind="Volunteering", hours=10)
        plain = an_item(agreed.meeting, by, hours=3)
        for hours in (4, 5):
            turn_item(item=item.pk, turn=ItemTurn.HOURS, hours=hours, by=by, at=now())
        with pytest.raises(Refused) as refusal:
            turn_item(item=item.pk, turn=ItemTurn.HOURS, by=by, at=now())
        found = {each.item.pk: each for each in queries.items_of(agreed.measure)}
    assert (item.hours, plain.hours, refusal.value.field) == (10, None, "hours")
    assert (found[item.pk].hours_done, found[item.pk].is_open, found[item.pk].last) == (9, True, "hours")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"words": "School trip"}, "due_on"),
        ({"words": "School trip", "due_on": -1}, "due_on"),
        ({"words": "School trip", "due_on": 900}, "due_on"),
        ({"words": " ", "due_on": 20}, "words"),
        ({"words": "School trip", "new_hours": 3}, "new_hours"),
        ({"words": "School trip", "due_on": 20, "agreed_by": []}, "agreed_by"),
        ({"words": "School trip", "due_on": 20, "agreed_by": [Part.GUARDIAN]}, "agreed_by"),
    ],
)
def test_a_change_that_says_too_little_or_to_which_the_young_person_did_not_agree_is_refused(
    cast: Cast, agreed: Agreed, acting: Acting, told: dict[str, Any], field: str
) -> None:
    told = {"agreed_by": [Part.YOUNG_PERSON], **told}
    if "due_on" in told:
        told["due_on"] = day(told["due_on"])
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused) as refusal:
            turn_item(item=agreed.item.pk, turn=ItemTurn.CHANGED, by=by, at=now(), **told)
        assert (refusal.value.field, ItemEvent.objects.count()) == (field, 0)


def test_a_change_counts_from_now_on_and_what_was_agreed_before_can_still_be_read(
    cast: Cast, agreed: Agreed, acting: Acting
) -> None:
    def changed(item: Item, by: Actor, **told: Any) -> None:
        who = [Part.YOUNG_PERSON, Part.GUARDIAN]
        turn_item(item=item.pk, turn=ItemTurn.CHANGED, words="School trip", agreed_by=who, by=by, at=now(), **told)

    with acting(cast.youth_officer) as by:
        item = an_item(agreed.meeting, by, kind="Volunteering", hours=10)
        changed(item, by, new_words="At the food bank", new_helper="Her aunt")
        changed(item, by, due_on=day(20), new_hours=6)
        [found] = [each for each in queries.items_of(agreed.measure) if each.item == item]

    assert (found.words, found.hours, found.helper, found.due_on) == ("At the food bank", 6, "Her aunt", day(20))
    assert [(was.words, was.hours, was.helper, was.due_on) for was in found.changes] == [
        ("A letter to the shop", 10, "", day(14)),
        ("At the food bank", 10, "Her aunt", day(14)),
    ]
    assert {was.agreed_by for was in found.changes} == {"Parent or guardian, The young person"}
    assert (found.item.words, found.is_open) == ("A letter to the shop", True)


@pytest.mark.parametrize("turn", [ItemTurn.DONE, ItemTurn.DROPPED, ItemTurn.NOT_DONE])
def test_an_item_ends_once(cast: Cast, agreed: Agreed, acting: Acting, turn: ItemTurn) -> None:
    with acting(cast.youth_officer) as by:
        if turn != ItemTurn.DONE:
            with pytest.raises(Refused):
                turn_item(item=agreed.item.pk, turn=turn, by=by, at=now())
        if turn == ItemTurn.DROPPED:
            with pytest.raises(Refused, match="with their yes"):
                turn_item(item=agreed.item.pk, turn=turn, words="As we said", by=by, at=now())
        yes = [Part.YOUNG_PERSON]
        turn_item(item=agreed.item.pk, turn=turn, words="As we said", agreed_by=yes, by=by, at=now())
        with pytest.raises(Refused, match="has ended already"):
            turn_item(item=agreed.item.pk, turn=ItemTurn.HOURS, hours=1, by=by, at=now())
        [found] = queries.items_of_meeting(agreed.meeting.pk)
    assert (found.is_open, found.last, found.last_in_words) == (False, str(turn), str(turn.label))
    assert [was.agreed_by for was in found.changes] == (["The young person"] if turn == ItemTurn.DROPPED else [])


def test_who_does_not_have_the_case_turns_nothing(cast: Cast, agreed: Agreed, acting: Acting) -> None:
    opened(cast, cast.other_youth_officer)
    for user in (cast.other_youth_officer, cast.constable, cast.navigator):
        with acting(user) as by, pytest.raises(NotPermitted):
            turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
    with acting(cast.youth_officer):
        assert ItemEvent.objects.count() == 0


def test_an_item_that_is_not_there_is_refused(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by, pytest.raises(NotPermitted, match="not open to you"):
        turn_item(item=case.pk, turn=ItemTurn.DONE, by=by, at=now())


def test_a_kind_that_is_used_no_longer_is_agreed_on_no_longer_and_stays_where_it_was(
    cast: Cast, agreed: Agreed, acting: Acting
) -> None:
    kind = ItemKind.objects.get(name="Written apology")
    with acting(cast.administrator) as by:
        change_item_kind(
            program=kind.program_id,
            kind=kind.pk,
            name="A letter",
            words="",
            has_hours=False,
            position=1,
            is_used=False,
            by=by,
            at=now(),
        )
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused, match="no such item"):
            an_item(agreed.meeting, by, kind="A letter")
        assert [each.item.kind.name for each in queries.items_of(agreed.measure)] == ["A letter"]


def test_programs_are_kept_by_those_whose_office_it_is(cast: Cast, acting: Acting) -> None:
    program = the_program()

    def changed(months: list[int]) -> dict[str, Any]:
        return {
            "program": program.pk,
            "name": " Second chance ",
            "about": "About",
            "consent_words": "You can say no",
            "without_violence_only": False,
            "follow_up_months": months,
            "is_open": False,
            "at": now(),
        }

    with acting(cast.constable) as by, pytest.raises(NotPermitted):
        change_program(by=by, **changed([3]))
    with acting(cast.youth_officer) as by:
        for months in ([0], [25], [1, 2, 3, 4, 5, 6, 7]):
            with pytest.raises(Refused) as refusal:
                change_program(by=by, **changed(months))
            assert refusal.value.field == "follow_up_months"
        held = change_program(by=by, **changed([9, 3, 9]))
        assert (held.name, held.follow_up_months, held.changed_by_id) == (
            "Second chance",
            [3, 9],
            cast.youth_officer.pk,
        )
        assert queries.open_program(program.pk) is None
    with pytest.raises(Refused, match="To which program") as refusal:
        considered(cast)
    assert refusal.value.field == "program"
