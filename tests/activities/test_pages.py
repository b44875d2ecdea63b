"""The list of what a team did, and one activity: facts for everybody who may, what was told for navigators."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.activities import queries
from offramp.activities.models import Activity, ActivityNote
from offramp.audit.models import LookSubject
from offramp.kernel.clock import now
from tests.activities.test_logging import TOLD, a_visit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.triage.scenes import somebody
from tests.ui.reading import flat, said, token_on


@pytest.fixture
def officer(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def navigator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.navigator)


@pytest.fixture
def visit(cast: Cast, acting: Acting) -> Activity:
    """The navigator's visit with Josephine and one more, of which something was told."""
    person = somebody(cast, acting, "Josephine M.")
    with acting(cast.navigator) as by:
        return a_visit(cast, by, people=[person.pk], unnamed=1, told=TOLD, occurrence="26-1234")


def page_of(visit: Activity) -> str:
    return reverse("activities:activity", args=[visit.pk])


def texts() -> list[str]:
    return [note.text for note in ActivityNote.objects.all()]


def test_an_officer_reads_the_facts_and_copies_them_without_what_was_told(officer: Client, visit: Activity) -> None:
    page = flat(officer.get(page_of(visit)))

    told = ("Gave a blanket.", "Josephine M.", "1 person not named here", "26-1234", "Bench by the church")
    assert [words in page for words in told] == [True] * 5
    copied = page.split("<pre")[1].split("</pre>")[0]
    assert ["Gave a blanket." in copied, "Josephine M., 1 not named" in copied] == [True, True]
    assert (TOLD in page, "What was told" in page, "What you were told" in page) == (False, False, False)


def test_the_navigator_reads_what_was_told_but_does_not_copy_it(navigator: Client, visit: Activity) -> None:
    page = flat(navigator.get(page_of(visit)))

    copied = page.split("<pre")[1].split("</pre>")[0]
    assert (TOLD in page, TOLD in copied, "Else no officer reads this." in page) == (True, False, True)


def test_a_navigator_off_the_case_reads_neither(signed_in: SignedIn, cast: Cast, visit: Activity) -> None:
    page = flat(signed_in(cast.other_navigator).get(page_of(visit)))

    canaries = (TOLD, "Gave a blanket.", "Josephine", "Bench by the church", "26-1234", "Add or correct")
    assert [words in page for words in canaries] == [False] * 6
    assert "Interaction" in page


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst", "privacy", "administrator"])
def test_other_roles_do_not_come_here(cast: Cast, signed_in: SignedIn, visit: Activity, who: str) -> None:
    client = signed_in(getattr(cast, who))

    answers = [client.get(address) for address in (page_of(visit), reverse("activities:list"))]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_correction_is_added_once_and_stands_below(
    cast: Cast, acting: Acting, officer: Client, visit: Activity
) -> None:
    url = reverse("activities:note", args=[visit.pk])
    send = {"form_token": token_on(officer.get(page_of(visit))), "facts": "It was a coat."}

    first, second = officer.post(url, send), officer.post(url, send)

    assert first.headers["Location"] == second.headers["Location"] == page_of(visit)
    assert said(first)[0] == "The note is added."
    page = flat(officer.get(page_of(visit)))
    assert page.index("Gave a blanket.") < page.index("It was a coat.")
    with acting(cast.officer):
        assert texts().count("It was a coat.") == 1


def test_an_empty_correction_and_one_that_is_too_long_are_refused(officer: Client, visit: Activity) -> None:
    url = reverse("activities:note", args=[visit.pk])

    empty = officer.post(url, {"form_token": token_on(officer.get(page_of(visit)))})
    long = officer.post(url, {"form_token": token_on(officer.get(page_of(visit))), "facts": "x" * 20_001})

    assert (empty.status_code, "Write what to add or correct." in flat(empty)) == (422, True)
    assert (long.status_code, "Use at most 20,000 characters: this has 20,001." in flat(long)) == (422, True)


def test_what_an_officer_sends_as_told_is_not_read(
    cast: Cast, acting: Acting, officer: Client, visit: Activity
) -> None:
    token = token_on(officer.get(page_of(visit)))

    officer.post(
        reverse("activities:note", args=[visit.pk]), {"form_token": token, "facts": "A coat.", "told": "She said."}
    )

    with acting(cast.officer):
        assert "She said." not in texts()
    with acting(cast.navigator):
        assert "She said." not in texts()


def test_the_address_of_the_note_leads_back(officer: Client, visit: Activity) -> None:
    answer = officer.get(reverse("activities:note", args=[visit.pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(visit))


def test_an_activity_that_is_not_there_is_not_found(officer: Client, cast: Cast) -> None:
    assert officer.get(reverse("activities:activity", args=[cast.help.pk])).status_code == 404


def test_each_look_at_what_was_done_names_the_person_and_the_categories(
    cast: Cast, acting: Acting, navigator: Client, visit: Activity
) -> None:
    navigator.get(page_of(visit))

    with acting(cast.navigator):
        categories = [sorted(row.categories) for row in LookSubject.objects.all()]
    assert categories == [["contact_log", "identity", "support_notes"]]


def test_the_list_opens_on_ones_own_team(cast: Cast, acting: Acting, officer: Client, visit: Activity) -> None:
    own = flat(officer.get(reverse("activities:list")))
    west = flat(officer.get(reverse("activities:list"), {"team": str(cast.west_team.pk)}))

    assert (page_of(visit) in own, page_of(visit) in west, "Nothing logged yet" in west) == (True, False, True)
    assert ("Josephine" in own, "Gave a blanket." in own) == (False, False)


def test_the_list_has_pages_and_one_count_of_queries(
    cast: Cast, acting: Acting, officer: Client, monkeypatch: pytest.MonkeyPatch, visit: Activity
) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(reverse("activities:list"))
        return len(captured)

    officer.get(reverse("activities:list"))
    one = counted()
    with acting(cast.officer) as by:
        for hours in (2, 3):
            a_visit(cast, by, happened_at=now() - timedelta(hours=hours))
    assert counted() == one

    monkeypatch.setattr(queries, "PAGE", 1)
    first = flat(officer.get(reverse("activities:list")))
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = flat(officer.get(reverse("activities:list") + address))
    assert (page_of(visit) in first, page_of(visit) in second, 'rel="prev"' in second) == (True, False, True)
