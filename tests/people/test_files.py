"""A file is opened after a search, with whatever is known."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from offramp.audit.queries import LogSieve, entries
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import add_name, call_by, change_particulars, open_person, retire_name, write_safety_card
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Name, Particulars, Person
from offramp.people.queries import identity_of, names_held, names_of, particulars_of, people_visible_to, search_people
from offramp.people.rules import Birth
from tests.cast import Cast
from tests.conftest import Acting
from tests.people.files import a_file, on_the_care_team


def test_a_file_needs_one_name_and_nothing_else(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Red")
        who = identity_of(Viewer(by), person.pk)

    assert who is not None
    assert (who.called.name, who.called.others, who.called.birth, who.contacts) == ("Red", [], Birth(), [])
    assert who.file_number == person.file_number


def test_the_chosen_name_is_the_one_to_call_them_by(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = open_person(
            names=[GivenName(NameKind.LEGAL, "Robert Moses"), GivenName(NameKind.CHOSEN, "Robin Moses")],
            searched_for="robin", by=by, at=now(),
        )  # fmt: skip
        viewer = Viewer(by)
        who = identity_of(viewer, person.pk)

    assert who is not None
    assert (who.called.name, who.called.others) == ("Robin Moses", ["Robert Moses"])
    assert viewer.shown == {("support", person.pk): {"identity"}}


def test_without_a_search_no_file_is_opened(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by, pytest.raises(Refused, match="Search first"):
        open_person(names=[GivenName(NameKind.LEGAL, "Ann Lee")], searched_for=" ", by=by, at=now())


def test_a_name_given_twice_is_kept_once(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann  Lee", "ann lee")

        assert [name.text for name in names_held(Viewer(by), person.pk)] == ["Ann Lee"]


def test_opening_a_file_is_audited_by_ids_alone(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee")
    with acting(cast.privacy):
        [entry] = entries(LogSieve(whom=person.pk))

    assert (entry.verb, entry.actor, entry.fields) == ("person.opened", cast.officer.pk, ["names", "particulars"])


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst", "privacy", "administrator"])
def test_who_does_not_triage_opens_no_file(cast: Cast, acting: Acting, who: str) -> None:
    with acting(getattr(cast, who)) as by, pytest.raises(NotPermitted):
        a_file(by, "Ann Lee")


def test_file_numbers_that_meet_are_drawn_again(cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(["1A-00001", "1A-00001", "1A-00002"])
    monkeypatch.setattr("offramp.people.rules.file_number_of", lambda key: next(numbers))
    with acting(cast.officer) as by:
        assert [a_file(by, name).file_number for name in ("Ann", "Bea")] == ["1A-00001", "1A-00002"]


def test_when_no_number_is_free_nothing_is_opened(cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.people.rules.file_number_of", lambda key: "1A-00001")
    with acting(cast.officer) as by:
        a_file(by, "Ann")
        with pytest.raises(Refused, match="No free file number"):
            a_file(by, "Bea")

        assert Person.objects.count() == 1


def test_birth_is_a_day_or_about_a_year_never_both(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        with pytest.raises(Refused, match="don't agree"):
            a_file(by, "Ann", born_on=date(1980, 2, 29), born_about=1981)
        person = a_file(by, "Ann", born_on=date(1980, 2, 29), born_about=1980)
        facts = particulars_of(Viewer(by), person.pk)

    assert facts is not None
    assert (facts.born_on, facts.born_about) == (date(1980, 2, 29), None)


def test_the_second_of_two_editors_is_told_and_changes_nothing(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann", born_about=1980)
        change_particulars(person=person.pk, born_on=None, born_about=1984, languages=["crk"], seen=1, by=by, at=now())
    with acting(cast.colleague) as by:
        with pytest.raises(Refused, match=r"Cst\. Daniel Park changed this while you were writing") as refusal:
            change_particulars(
                person=person.pk, born_on=None, born_about=1990, languages=["eng"], seen=1, by=by, at=now()
            )
        facts = Particulars.objects.get(person=person)

    assert refusal.value.field == "version"
    assert (facts.born_about, facts.languages, facts.version) == (1984, ["crk"], 2)


def test_a_changed_birth_year_is_searched_by_at_once(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee", born_about=1980)
        other = a_file(by, "Ann Lee", born_about=1950)
        change_particulars(person=person.pk, born_on=None, born_about=1999, languages=[], seen=1, by=by, at=now())

        assert [found.person for found in search_people(Viewer(by), "Ann Lee 1999")] == [person.pk, other.pk]


def test_a_name_is_added_called_by_and_another_retired(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by, "Robert Moses")
        added = add_name(person=person.pk, name=GivenName(NameKind.CHOSEN, "Robin"), by=by, at=now())
        call_by(name=added.pk, by=by, at=now())
        old = Name.objects.get(person=person, text="Robert Moses")
        retire_name(name=old.pk, by=by, at=now())
        viewer = Viewer(by)

        assert names_of(viewer, [person.pk]) == {person.pk: "Robin"}
        assert [name.text for name in names_held(viewer, person.pk)] == ["Robin"]
        assert search_people(viewer, "Robert Moses") == []
        with pytest.raises(Refused, match="no longer in the file"):
            retire_name(name=old.pk, by=by, at=now())


def test_a_name_may_be_added_as_the_one_to_call_them_by(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by, "Robert Moses")
        add_name(person=person.pk, name=GivenName(NameKind.CHOSEN, "Robin"), is_main=True, by=by, at=now())

        assert names_of(Viewer(by), [person.pk]) == {person.pk: "Robin"}


def test_the_name_to_call_them_by_is_not_retired(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by, "Robert Moses")
        [name] = names_held(Viewer(by), person.pk)
        with pytest.raises(Refused, match="the name to call them by"):
            retire_name(name=name.pk, by=by, at=now())


def test_a_name_in_the_file_is_not_added_again(cast: Cast, acting: Acting) -> None:
    with acting(cast.navigator) as by:
        person = a_file(by, "Zoë Ermineskin")
        with pytest.raises(Refused, match="in the file already"):
            add_name(person=person.pk, name=GivenName(NameKind.ALIAS, "zoë  ermineskin"), by=by, at=now())


def test_a_partner_and_patrol_see_nobody(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee")
    for user in (cast.constable, cast.worker, cast.other_worker, cast.analyst, cast.privacy, cast.administrator):
        with acting(user) as by:
            viewer = Viewer(by)
            seen = (list(people_visible_to(viewer)), names_of(viewer, [person.pk]), identity_of(viewer, person.pk))
            assert seen == ([], {}, None), user.username
            assert viewer.shown == {}


def test_who_may_not_see_a_file_may_not_change_it(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee")
    with acting(cast.worker) as by, pytest.raises(NotPermitted, match="no such file"):
        add_name(person=person.pk, name=GivenName(NameKind.ALIAS, "Annie"), by=by, at=now())


def test_a_file_that_is_not_there_is_not_changed(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by, pytest.raises(NotPermitted, match="no such file"):
        add_name(person=new_id(), name=GivenName(NameKind.ALIAS, "Annie"), by=by, at=now())


def test_who_does_not_triage_reads_a_file_and_changes_nothing_of_it(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee").pk
        added = add_name(person=person, name=GivenName(NameKind.ALIAS, "Annie"), by=by, at=now())
        on_the_care_team(person, cast.lead)
    with acting(cast.lead) as by:
        who: dict[str, Any] = {"by": by, "at": now()}
        for deed in (
            lambda: add_name(person=person, name=GivenName(NameKind.ALIAS, "Nan"), **who),
            lambda: retire_name(name=added.pk, **who),
            lambda: change_particulars(person=person, born_on=None, born_about=1990, languages=[], seen=1, **who),
            lambda: write_safety_card(person=person, approach="Speak slowly", **who),
        ):
            with pytest.raises(NotPermitted, match="Your role does not do this"), transaction.atomic():
                deed()
        assert names_of(Viewer(by), [person]) == {person: "Ann Lee"}


def test_a_birth_to_come_is_refused(cast: Cast, acting: Acting) -> None:
    late = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)
    with acting(cast.officer) as by, pytest.raises(Refused) as refusal:
        open_person(
            names=[GivenName(NameKind.LEGAL, "Ann")], born_on=late.date(), searched_for="Ann", by=by,
            at=late + timedelta(minutes=1),
        )  # fmt: skip

    assert refusal.value.field == "born_on"
