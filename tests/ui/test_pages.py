"""What every page carries, and the pages for when something is wrong."""

import logging

import pytest
from django.test import Client, RequestFactory
from django.utils.safestring import mark_safe
from pytest_django import DjangoAssertNumQueries, Settings

from offramp.areas.models import TrainingCity
from offramp.kernel.clock import now
from offramp.ui.web.context import shell
from offramp.ui.web.errors import conflict, unavailable
from offramp.ui.web.navigation import Account, NavItem, SearchBox
from tests.cast import Cast
from tests.conftest import SignedIn
from tests.ui.reading import flat

ASKED: list[str] = []


def navigation(request: object) -> list[NavItem]:
    ASKED.append("navigation")
    return [
        NavItem("Queue", "/queue/", "list-filter", count=12, current=True),
        NavItem("Numbers", "/numbers/", "chart-column", desktop_only=True),
    ]


def account(request: object) -> Account:
    return Account("Amara <Okafor>", "Navigator", (NavItem("My office", "/office/"),), sign_out_url="/out/")


def search(request: object) -> SearchBox:
    return SearchBox("/people/", "Find a person", "Name")


def notices(request: object) -> list[NavItem]:
    return [NavItem("What we collect and why", "/privacy/")]


def alarms(request: object) -> str:
    return mark_safe("<section>Danger to life</section>")


@pytest.fixture
def dressed(pages: None, settings: Settings) -> None:
    """The shell of the small site, filled."""
    settings.UI_NAVIGATION = "tests.ui.test_pages.navigation"
    settings.UI_ACCOUNT = "tests.ui.test_pages.account"
    settings.UI_SEARCH = "tests.ui.test_pages.search"
    settings.UI_NOTICES = "tests.ui.test_pages.notices"
    settings.UI_ALARMS = "tests.ui.test_pages.alarms"


def test_the_shell_shows_the_ways_on(dressed: None, cast: Cast, signed_in: SignedIn) -> None:
    page = flat(signed_in(cast.navigator).get("/add/"))

    assert 'href="/queue/" aria-current="page"' in page
    assert page.count('href="/numbers/"') == 2, "once in the rail, once in the menu of a phone"
    assert "Amara &lt;Okafor&gt;" in page
    assert 'action="/people/"' in page
    assert "What we collect and why" in page
    assert "<section>Danger to life</section>" in page


def test_the_shell_asks_nothing_until_a_page_shows_it(dressed: None) -> None:
    ASKED.clear()

    given = shell(RequestFactory().get("/"))

    assert ASKED == []
    assert [item.label for item in given["navigation"]] == ["Queue", "Numbers"]
    assert len(given["navigation"]) == 2
    assert ASKED == ["navigation"]


def test_training_data_is_marked_on_every_page(pages: None, cast: Cast, client: Client) -> None:
    words = "Training data: no one here is real"
    assert words not in client.get("/sign-in/").content.decode()
    TrainingCity.objects.create(made_at=now())

    for address in ("/sign-in/", "/ask/", "/nowhere/"):
        assert words in client.get(address).content.decode(), address


@pytest.mark.parametrize(("chosen", "attribute"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"')])
def test_the_colours_one_chooses_stay(pages: None, db: None, client: Client, chosen: str, attribute: str) -> None:
    response = client.post("/ui/theme/", {"theme": chosen, "next": "/ask/?a=1"})

    assert (response.status_code, response.headers["Location"]) == (303, "/ask/?a=1")
    assert attribute in client.get("/ask/").content.decode()

    client.post("/ui/theme/", {"theme": "auto"})
    assert "data-theme" not in client.get("/ask/").content.decode()


def test_a_choice_of_colours_never_leads_elsewhere(pages: None, db: None, client: Client) -> None:
    response = client.post("/ui/theme/", {"theme": "purple", "next": "https://example.org/"})

    assert response.headers["Location"] == "/"
    assert "theme" not in response.cookies


def test_the_language_one_chooses_stays(pages: None, db: None, client: Client) -> None:
    client.post("/ui/language/", {"language": "fr", "next": "/ask/"})

    assert '<html lang="fr">' in flat(client.get("/ask/"))


@pytest.mark.parametrize("address", ["/ask/?q=%00", "/ask/?a%00=1", "/ask/%00", "/add/a%00b/"])
def test_a_nul_in_an_address_is_told_plainly(pages: None, db: None, client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "holds something that no page of ours sends" in response.content.decode()


def test_a_nul_where_no_form_reads_is_no_error_of_ours(pages: None, db: None, client: Client) -> None:
    assert client.post("/raw/", {"name": "a\0b"}).status_code == 400
    assert client.post("/raw/", {"name": "ab"}).status_code == 200


def test_a_nul_in_a_field_is_named_beside_it(pages: None, cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.officer).post("/add/", {"name": "a\0b", "note": "kept"})

    assert response.status_code == 422
    assert "There are characters here that cannot be seen." in response.content.decode()
    assert "kept" in response.content.decode()


def test_what_is_wrong_is_listed_on_top_and_leads_to_its_field(pages: None, cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.officer).post("/add/", {"name": "", "kinds": ["z"], "note": "<b>", "opens_on": "x"})

    page = flat(response)
    assert "4 things to put right" in page
    assert '<a href="#id_name">Name: Write this before you go on.</a>' in page
    assert '<a href="#id_kinds_0">Kinds: Choose among those shown.</a>' in page
    assert 'aria-describedby="id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert "&lt;b&gt;" in page


def test_an_error_of_ours_says_what_is_safe(pages: None, db: None, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.CRITICAL):
        response = client.get("/breaks/")

    assert response.status_code == 500
    assert "What you saved before is safe." in response.content.decode()


def test_nothing_here_offers_a_way_on(pages: None, db: None, client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Go to the start" in response.content.decode()


def test_the_second_of_two_editors_keeps_the_text(pages: None, db: None, client: Client) -> None:
    request = client.get("/ask/").wsgi_request

    response = conflict(request, typed={"Note": "What <I> wrote"})

    assert response.status_code == 409
    assert "What &lt;I&gt; wrote" in response.content.decode()


def test_while_the_database_rests_the_page_asks_it_nothing(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        response = unavailable()

    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "Not reachable for a moment" in response.content.decode()
