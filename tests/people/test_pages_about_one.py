"""The pages about one person: who may open them, what they keep, what two editors see."""

import pytest
from django.test import Client
from django.urls import reverse

from offramp.kernel.clock import now
from offramp.people.actions import add_contact, change_particulars, write_safety_card
from offramp.people.enums import ContactKind
from offramp.people.models import (
    Contact,
    Name,
    Particulars,
    Person,
    SafetyCard,
    SafetyLookup,
    SelfDescription,
    Sighting,
    StatusChange,
)
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.people.files import a_card_in_force, a_file, on_the_care_team
from tests.people.pages import send, token_in, words_of


@pytest.fixture
def person(cast: Cast, acting: Acting) -> Person:
    """Somebody on whose care team the navigator and the officer sit."""
    with acting(cast.navigator) as by:
        file = a_file(by, "Josephine Makokis", born_about=1984)
        for user in (cast.navigator, cast.officer):
            on_the_care_team(file.pk, user)
    return file


def at(route: str, person: Person) -> str:
    return reverse(f"people:{route}", args=[person.pk])


def record(person: Person) -> str:
    return reverse("desk:record", args=[person.pk])


OFFICERS = {"officer", "colleague", "core_officer"}
NAVIGATORS = {"navigator", "other_navigator", "core_navigator"}
TRIAGERS = OFFICERS | NAVIGATORS | {"supervisor"}
OPEN_TO = {
    "particulars": TRIAGERS,
    "names": TRIAGERS,
    "contacts": TRIAGERS,
    "status": TRIAGERS,
    "whereabouts": OFFICERS | NAVIGATORS,
    "own-words": {"navigator"},
    "safety": TRIAGERS,
    "review-safety": NAVIGATORS,
}


@pytest.mark.parametrize("route", OPEN_TO)
def test_each_page_opens_to_those_who_may_write_there_and_to_nobody_else(
    cast: Cast, signed_in: SignedIn, person: Person, route: str
) -> None:
    opened = {user.username for user in cast.everyone if signed_in(user).get(at(route, person)).status_code == 200}

    assert opened == OPEN_TO[route]


def test_the_second_of_two_editors_sees_the_first_ones_words_and_keeps_their_own(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.navigator), at("particulars", person)
    token = token_in(client, url)
    with acting(cast.officer) as by:
        change_particulars(person=person.pk, born_on=None, born_about=1990, languages=["fra"], seen=1, by=by, at=now())
    typed = {"form_token": token, "version": "1", "born_about": "1986", "language": "crk"}

    told = client.post(url, typed)

    assert told.status_code == 422
    assert "Cst. Daniel Park changed this while you were writing" in words_of(told)
    assert "about 1990" in words_of(told)
    assert (told.context["form"]["born_about"].value(), told.context["form"]["version"].value()) == ("1986", "2")
    again = client.post(url, {**typed, "version": "2"})
    assert (again.status_code, again["Location"]) == (303, record(person))
    with acting(cast.officer):
        facts = Particulars.objects.get(person=person)
    assert (facts.born_about, facts.languages, facts.version) == (1986, ["crk"], 3)


def test_a_version_that_is_no_number_saves_nothing(cast: Cast, signed_in: SignedIn, person: Person) -> None:
    answer = send(signed_in(cast.officer), at("particulars", person), version="x", born_about="1986")

    assert answer.status_code == 422


def test_names_are_added_called_by_and_taken_out(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.officer), at("names", person)

    assert send(client, url, text="Jo-Jo", kind="nickname").status_code == 303
    with acting(cast.officer):
        [old, new] = Name.objects.order_by("pk")
    client.post(url, {"of": new.pk, "change": "call"})
    client.post(url, {"of": old.pk, "change": "retire"})
    repeated = client.post(url, {"of": old.pk, "change": "retire"}, follow=True)

    assert "This name is no longer in the file" in words_of(repeated)
    with acting(cast.officer):
        assert list(Name.objects.filter(retired_at=None).values_list("text", "is_main")) == [("Jo-Jo", True)]


@pytest.mark.parametrize("posted", [{"of": "x", "change": "call"}, {"of": "x", "change": "eat"}])
def test_a_button_that_is_not_there_does_nothing(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person, posted: dict[str, str]
) -> None:
    assert signed_in(cast.officer).post(at("names", person), posted).status_code == 303
    with acting(cast.officer):
        assert Name.objects.count() == 1


def test_another_persons_name_is_not_changed_by_whoever_may_not(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    with acting(cast.officer):
        name = Name.objects.get()

    assert signed_in(cast.worker).post(at("names", person), {"of": name.pk, "change": "retire"}).status_code == 403


def test_ways_to_reach_them_are_added_and_ended(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.officer), at("contacts", person)

    wrong = send(client, url, kind="phone", text="call me")
    assert (wrong.status_code, "That is no phone number" in words_of(wrong)) == (422, True)
    assert wrong.context["form"]["text"].value() == "call me"
    assert send(client, url, kind="phone", text="780 555 0142").status_code == 303
    with acting(cast.officer) as by:
        add_contact(person=person.pk, kind=ContactKind.THROUGH, text="The front desk", by=by, at=now())
        phone = Contact.objects.get(kind=ContactKind.PHONE)
    assert "(780) 555-0142" in words_of(client.get(url))
    client.post(url, {"of": phone.pk, "change": "end"})
    page = words_of(client.get(url))
    assert ("(780) 555-0142" in page, "The front desk" in page) == (False, True)


def test_a_death_is_asked_about_before_it_is_kept(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.officer), at("status", person)

    asked = send(client, url, how="deceased", reason="Told by the ward")

    assert asked.status_code == 422
    assert "This stops every reminder" in words_of(asked)
    with acting(cast.officer):
        assert StatusChange.objects.count() == 0
    sure = send(client, url, how="deceased", asked=asked.context["form"]["asked"].value(), answer="on")
    assert sure.status_code == 303
    with acting(cast.officer):
        assert StatusChange.objects.get().status == "deceased"


def test_a_status_that_stands_is_refused_beside_the_choice(cast: Cast, signed_in: SignedIn, person: Person) -> None:
    answer = send(signed_in(cast.officer), at("status", person), how="active")

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["how"]


def test_where_they_are_found_is_shown_to_the_care_team_alone(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    url = at("whereabouts", person)
    sent = send(signed_in(cast.colleague), url, place="Under the bridge", neighbourhood=str(cast.oliver.pk))

    assert (sent.status_code, sent["Location"]) == (303, url)
    assert "Under the bridge" not in words_of(signed_in(cast.colleague).get(url))
    assert "Under the bridge" in words_of(signed_in(cast.officer).get(url))
    with acting(cast.officer):
        assert Sighting.objects.get().neighbourhood == cast.oliver


def test_places_are_paged(cast: Cast, signed_in: SignedIn, acting: Acting, person: Person) -> None:
    with acting(cast.navigator) as by:
        Sighting.objects.bulk_create(
            Sighting(person=person, unit=cast.help, at=now(), place=f"Place {n}", noted_by_id=by.user)
            for n in range(26)
        )
    client, url = signed_in(cast.officer), at("whereabouts", person)

    first, second = words_of(client.get(url)), words_of(client.get(url, {"page": "2"}))

    assert (first.count("Place "), second.count("Place ")) == (25, 1)
    assert ("Next" in first, "Previous" in second) == (True, True)


def test_own_words_are_kept_as_they_were_said(cast: Cast, signed_in: SignedIn, acting: Acting, person: Person) -> None:
    client, url = signed_in(cast.navigator), at("own-words", person)

    too_long = send(client, url, gender="two-spirit", identities="x" * 81)
    assert (too_long.status_code, list(too_long.context["form"].errors)) == (422, ["identities"])
    assert send(client, url, gender="two-spirit", identities="nêhiyaw\nMétis").status_code == 303
    with acting(cast.navigator):
        said = SelfDescription.objects.get()
    assert (said.gender, said.declared) == ("two-spirit", ["nêhiyaw", "Métis"])
    assert "Last told to Amara Okafor" in words_of(client.get(url))


def test_a_cards_doubtful_words_are_asked_about_and_may_stand(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.officer), at("safety", person)

    asked = send(client, url, version="0", approach="Overdosed once\nSpeak slowly")

    assert asked.status_code == 422
    assert "“Overdosed”" in words_of(asked)
    question = asked.context["form"]["asked"].value()
    sent = send(client, url, version="0", approach="Overdosed once\nSpeak slowly", asked=question, answer="on")
    assert sent.status_code == 303
    with acting(cast.officer):
        assert SafetyCard.objects.get().approach == "Overdosed once\nSpeak slowly"


def test_the_second_writer_of_a_card_keeps_their_words_and_sees_the_others(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    client, url = signed_in(cast.officer), at("safety", person)
    token = token_in(client, url)
    with acting(cast.navigator) as by:
        write_safety_card(person=person.pk, approach="Stand back", by=by, at=now())

    told = client.post(url, {"form_token": token, "version": "0", "approach": "Speak slowly"})

    assert told.status_code == 422
    assert "Stand back" in words_of(told)
    assert told.context["form"]["approach"].value() == "Speak slowly"
    assert client.post(url, {"form_token": token, "version": "1", "approach": "Speak slowly"}).status_code == 303


def test_a_navigator_reviews_a_card_and_the_list_is_empty_then(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    with acting(cast.officer) as by:
        write_safety_card(person=person.pk, approach="Speak slowly", by=by, at=now())
    client, waiting = signed_in(cast.other_navigator), reverse("people:cards-to-review")
    assert "Josephine Makokis" in words_of(client.get(waiting))

    past = send(client, at("review-safety", person), review_on="2020-01-01")
    assert (past.status_code, list(past.context["form"].errors)) == (422, ["review_on"])
    day = f"{now().year + 1}-01-15"
    assert send(client, at("review-safety", person), review_on=day, told_person="on").status_code == 303

    assert "No card waits" in words_of(client.get(waiting))
    with acting(cast.officer):
        assert (SafetyCard.objects.get().reviewed_by_id, str(SafetyCard.objects.get().review_on)) == (
            cast.other_navigator.pk,
            day,
        )


def test_a_card_is_put_away_once(cast: Cast, signed_in: SignedIn, acting: Acting, person: Person) -> None:
    with acting(cast.navigator) as by:
        a_card_in_force(person.pk, by)
    client, url = signed_in(cast.navigator), at("review-safety", person)

    first, second = client.post(url, {"put_away": "1"}), client.post(url, {"put_away": "1"})

    assert (first.status_code, second.status_code) == (303, 200)
    assert "There is no card to review" in words_of(second)


@pytest.mark.parametrize("who", ["officer", "supervisor", "constable", "worker"])
def test_the_list_of_cards_to_review_is_for_navigators(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(reverse("people:cards-to-review")).status_code == 403


@pytest.fixture
def constable(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.constable)


def test_a_constable_reads_the_card_within_one_form(
    cast: Cast, acting: Acting, constable: Client, person: Person
) -> None:
    with acting(cast.navigator) as by:
        a_card_in_force(person.pk, by)

    sent = send(constable, "/safety/", incident="26-104233", name="Josephine Makokis")
    page = constable.get(sent["Location"])

    assert "Speak slowly" in words_of(page)
    assert "Makokis" not in words_of(page)
    assert constable.get(record(person)).status_code in (403, 404)


def test_no_card_found_is_said_the_same_with_and_without_a_file(constable: Client, person: Person) -> None:
    with_file, without = (
        words_of(constable.get(send(constable, "/safety/", incident="26-1042", name=name)["Location"]))
        for name in ("Josephine Makokis", "Nobody Atall")
    )

    assert "No card found" in with_file
    assert with_file.replace("form", "") == without.replace("form", "")


def test_another_officers_lookup_is_not_found(
    cast: Cast, constable: Client, signed_in: SignedIn, person: Person
) -> None:
    sent = send(constable, "/safety/", incident="26-1042", name="Josephine Makokis")

    assert signed_in(cast.officer).get(sent["Location"]).status_code == 403
    assert constable.get(reverse("people:looked-up", args=[person.pk])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"incident": "", "name": "Ann Lee"}, "incident"),
        ({"incident": "none", "name": "Ann Lee"}, "incident"),
        ({"incident": "26-1042", "name": ""}, "name"),
        ({"incident": "26-1042", "name": "..."}, "name"),
        ({"incident": "26-1042", "name": "Ann", "born_about": "12"}, "born_about"),
    ],
)
def test_a_wrong_lookup_says_what_to_write(constable: Client, typed: dict[str, str], field: str) -> None:
    answer = send(constable, "/safety/", **typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_card_that_was_put_away_meanwhile_is_told_of(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person
) -> None:
    with acting(cast.navigator) as by:
        a_card_in_force(person.pk, by)
        waiting = write_safety_card(person=person.pk, approach="Stand back", by=by, at=now())
    page = words_of(signed_in(cast.navigator).get(at("review-safety", person)))
    assert "The card in force now, which this one replaces" in page
    with acting(cast.navigator):
        SafetyCard.objects.filter(pk=waiting.pk).update(ended_at=now())

    shown = words_of(signed_in(cast.navigator).get(at("review-safety", person)))

    assert ("Speak slowly" in shown, "Stand back" in shown) == (True, False)


@pytest.mark.parametrize(
    ("route", "fields"),
    [
        ("names", {"text": "Jo-Jo", "kind": "nickname"}),
        ("contacts", {"text": "The front desk", "kind": "through"}),
        ("whereabouts", {"place": "Library"}),
        ("own-words", {"gender": "woman"}),
        ("status", {"how": "missing"}),
        ("safety", {"version": "0", "approach": "Speak slowly"}),
        ("particulars", {"version": "1", "born_about": "1980"}),
    ],
)
def test_each_form_sent_twice_is_kept_once(
    cast: Cast, signed_in: SignedIn, acting: Acting, person: Person, route: str, fields: dict[str, str]
) -> None:
    client, url = signed_in(cast.navigator), at(route, person)
    sent = {"form_token": token_in(client, url), **fields}

    first, second = client.post(url, sent), client.post(url, sent, follow=True)

    assert first.status_code == 303
    assert second.redirect_chain == [(first["Location"], 303)]
    assert "This was saved already, once." in words_of(second)


def test_a_lookup_sent_twice_is_one_lookup(constable: Client) -> None:
    sent = {"form_token": token_in(constable, "/safety/"), "incident": "26-1042", "name": "Ann Lee"}

    first, second = constable.post("/safety/", sent), constable.post("/safety/", sent)

    assert first["Location"] == second["Location"]
    assert SafetyLookup.objects.count() == 1
