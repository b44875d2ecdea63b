"""Somebody with two offices chooses one; somebody with none is told; one click signs in to the training city alone."""

from datetime import timedelta

import pytest
from django.test import Client

from offramp.access.enums import Role
from offramp.accounts.models import Posting
from offramp.areas.models import TrainingCity
from offramp.audit.models import Entry
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn


def test_somebody_with_two_offices_works_in_the_one_they_choose(cast: Cast, signed_in: SignedIn) -> None:
    second = Posting.objects.create(
        user=cast.officer, role=Role.HELP_SUPERVISOR, unit=cast.help, starts_at=now() - timedelta(days=1)
    )
    client = signed_in(cast.officer)
    assert client.get("/").context["account"].office == "HELP officer · Downtown team"

    assert client.post("/office/", {"posting": str(second.pk)})["Location"] == "/"

    assert client.get("/").context["account"].office.startswith("HELP supervisor")


def test_nobody_works_in_somebody_elses_office(cast: Cast, signed_in: SignedIn) -> None:
    others = Posting.objects.get(user=cast.navigator)
    client = signed_in(cast.officer)

    assert client.post("/office/", {"posting": str(others.pk)}).status_code == 400
    assert client.get("/").context["account"].office == "HELP officer · Downtown team"


def test_the_way_to_another_office_is_shown_only_to_whoever_has_one(cast: Cast, signed_in: SignedIn) -> None:
    assert "Change office" not in signed_in(cast.officer).get("/").content.decode()
    Posting.objects.create(user=cast.officer, role=Role.ANALYST, unit=cast.help, starts_at=now() - timedelta(days=1))
    assert "Change office" in signed_in(cast.officer).get("/").content.decode()


def test_whoever_holds_no_office_is_told_and_can_sign_out(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.stranger)

    page = client.get("/")

    assert page.status_code == 403
    assert "You hold no office yet" in page.content.decode()
    assert client.get("/office/").status_code == 200
    assert client.post("/sign-out/").status_code == 302


def test_who_may_see_what_is_told_to_every_role_from_the_source(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.worker).get("/who-sees-what/")

    told = {role.name: role for role in page.context["roles"]}
    assert list(told) == [str(role.label) for role in Role]
    assert told["Administrator"].reads == []
    assert dict(told["Patrol officer"].reads)["You looked it up for an incident"] == ["How to approach"]


def test_the_training_city_offers_one_person_of_each_role(cast: Cast, client: Client) -> None:
    TrainingCity.objects.create(made_at=now())

    page = client.get("/sign-in/")

    assert [example.role for example in page.context["examples"]] == [str(role.label) for role in Role]
    assert page.content.decode().count("exist nowhere else") == 1


@pytest.mark.parametrize("role", list(Role))
def test_one_click_signs_in_as_the_example_of_a_role(cast: Cast, client: Client, role: Role, acting: Acting) -> None:
    TrainingCity.objects.create(made_at=now())

    assert client.post(f"/sign-in/as/{role}/")["Location"] == "/"

    assert client.get("/").context["account"].office.startswith(str(role.label))
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="account.signed_in", role=role).count() == 1


def test_where_the_data_are_real_nobody_signs_in_by_one_click(cast: Cast, client: Client) -> None:
    assert client.post(f"/sign-in/as/{Role.NAVIGATOR}/").status_code == 404
    assert client.get("/sign-in/").context["examples"] == []
    assert client.get("/").status_code == 302


def test_an_unknown_role_or_a_get_signs_nobody_in(cast: Cast, client: Client) -> None:
    TrainingCity.objects.create(made_at=now())

    assert client.post("/sign-in/as/chief/").status_code == 404
    assert client.get(f"/sign-in/as/{Role.NAVIGATOR}/").status_code == 405
