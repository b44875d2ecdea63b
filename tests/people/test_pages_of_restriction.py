"""The pages of a restricted file: closed by a supervisor on one page, a 404 to who is not named, looked after."""

from datetime import timedelta

from django.urls import reverse

from offramp.access.enums import Closeness
from offramp.audit.models import LookSubject
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import open_person, restrict_file
from offramp.people.enums import GivenName, NameKind
from offramp.people.queries import perhaps_the_same, restricted_file, restricted_files
from tests.casework.glass_scene import a_full_file
from tests.casework.pages import press, press_as, texts, token
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

WHY = "Her brother works in the west team"


def test_a_supervisor_restricts_a_file_and_to_the_others_it_is_gone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_file(cast, acting)
    there, record = reverse("people:restriction", args=[person]), reverse("desk:record", args=[person])
    before = {user.username: signed_in(user).get(record).status_code for user in (cast.officer, cast.colleague)}

    answer = press(
        signed_in(cast.supervisor), there, {"closeness": "relative", "reason": WHY, "named": [cast.navigator.pk]}
    )

    after = {
        user.username: signed_in(user).get(record).status_code
        for user in (cast.officer, cast.colleague, cast.lead, cast.navigator, cast.supervisor)
    }
    assert (answer.status_code, answer.url, before) == (303, there, {"officer": 200, "colleague": 200})
    assert after == {"officer": 404, "colleague": 404, "lead": 404, "navigator": 200, "supervisor": 200}
    for route in ("casework:break-glass", "casework:goals", "casework:team", "people:status"):
        assert signed_in(cast.officer).get(reverse(route, args=[person])).status_code == 404, route
    page = signed_in(cast.navigator).get(record).content.decode()
    assert ("This file is restricted" in page, "Sgt. Ana Duarte, Amara Okafor" in page) == (True, True)
    assert "Danger to life: open more" not in signed_in(cast.supervisor).get(record).content.decode()


def test_what_is_missing_is_said_beside_it_and_the_rest_is_kept(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_file(cast, acting)
    there = reverse("people:restriction", args=[person])

    page = press(
        signed_in(cast.supervisor), there, {"closeness": "relative", "reason": WHY, "named": [cast.officer.pk]}
    )

    assert (page.status_code, "Nobody named is a navigator" in texts(page, "named")) == (422, True)
    assert WHY in page.content.decode()


def test_one_more_is_named_and_one_taken_off_and_it_is_lifted(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = restricted(cast, acting)
    client, record = signed_in(cast.supervisor), reverse("desk:record", args=[person])
    press(client, reverse("people:restriction", args=[person]), {"user": cast.officer.pk})
    named = signed_in(cast.officer).get(record).status_code
    press(client, reverse("people:take-off", args=[person, cast.officer.pk]), {})
    taken_off = signed_in(cast.officer).get(record).status_code
    there = reverse("people:lift", args=[person])
    typed = {"form_token": token(client, there)}

    first, second = (press_as(client, there, typed) for _ in range(2))

    assert (named, taken_off) == (200, 404)
    assert (first.status_code, first.url, second.status_code, second.url) == (303, record, 303, record)
    assert signed_in(cast.officer).get(record).status_code == 200


def test_only_a_named_supervisor_finds_the_pages(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = restricted(cast, acting)
    cast.core_officer.postings.update(role="help_supervisor")
    pages = [
        reverse("people:restriction", args=[person]),
        reverse("people:lift", args=[person]),
        reverse("people:take-off", args=[person, cast.navigator.pk]),
    ]

    for page in pages:
        assert signed_in(cast.supervisor).get(page).status_code == 200
        assert signed_in(cast.core_officer).get(page).status_code == 404
        for user in (cast.navigator, cast.officer, cast.privacy, cast.administrator):
            assert signed_in(user).get(page).status_code == 403
    assert signed_in(cast.supervisor).get(reverse("people:restriction", args=[new_id()])).status_code == 404
    assert signed_in(cast.supervisor).get(reverse("people:take-off", args=[person, new_id()])).status_code == 404


def test_who_opens_a_new_file_learns_nothing_and_the_privacy_officer_settles_it(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = restricted(cast, acting)
    with acting(cast.colleague) as by:
        new = open_person(
            names=[GivenName(NameKind.LEGAL, "Josephine M.")], searched_for="Josephine", by=by, at=now()
        ).pk
    found = signed_in(cast.colleague).get(reverse("people:search"), {"q": "Josephine"}).content.decode()
    client = signed_in(cast.privacy)
    page = client.get(reverse("people:restricted")).content.decode()
    with acting(cast.privacy) as by:
        [twin] = perhaps_the_same(Viewer(by))

    there = reverse("people:settle-twin", args=[twin.twin])
    answer = press(client, there, {"words": "Another woman"})

    assert (str(new) in found, str(person) in found) == (True, False)
    assert (twin.number in page, str(person) in page, "Josephine" in page) == (True, True, False)
    assert (answer.status_code, client.get(there).status_code, client.post(there).status_code) == (303, 404, 404)
    assert "Nothing waits" in client.get(reverse("people:restricted")).content.decode()
    for user in (cast.colleague, cast.supervisor):
        assert signed_in(user).get(reverse("people:restricted")).status_code == 403


def test_whose_restriction_was_shown_is_in_the_read_log(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = restricted(cast, acting)
    signed_in(cast.privacy).get(reverse("people:restricted"))

    with acting(cast.privacy):
        [look] = LookSubject.objects.filter(reader=cast.privacy.pk)
        assert (look.subject, look.categories) == (person, ["restricted"])


def restricted(cast: Cast, acting: Acting, name: str = "Josephine M.") -> object:
    person = a_full_file(cast, acting, name)
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.RELATIVE, reason=WHY, named=[cast.navigator.pk], by=by, at=now()
        )
        assert restricted_file(Viewer(by), person) is not None
    return person


def test_a_file_that_nobody_looks_after_stands_on_the_desk_until_a_supervisor_is_named(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, _other = restricted(cast, acting), restricted(cast, acting, "Malcolm O.")
    client, listed = signed_in(cast.privacy), reverse("people:restricted")
    cast.core_officer.postings.update(role="help_supervisor")
    with acting(cast.privacy) as by:
        file = next(each for each in restricted_files(Viewer(by), at=now()) if each.restriction.subject == person)
    there = reverse("people:succeed", args=[file.restriction.pk])
    before = client.get(there).status_code, there in client.get("/").content.decode()
    cast.supervisor.postings.update(ends_at=now() - timedelta(minutes=1))

    found = [there in client.get(page).content.decode() for page in ("/", listed)]
    with acting(cast.privacy):
        looked = set(LookSubject.objects.values_list("pk", flat=True))
    client.get(there)
    with acting(cast.privacy):
        shown = set(LookSubject.objects.exclude(pk__in=looked).values_list("subject", flat=True))
    answer = press(client, there, {"user": cast.core_officer.pk})

    assert (before, found, shown) == ((404, False), [True, True], {person})
    assert (answer.status_code, answer.url) == (303, listed)
    assert not any(there in client.get(page).content.decode() for page in ("/", listed))
    assert signed_in(cast.core_officer).get(reverse("people:restriction", args=[person])).status_code == 200
    assert client.get(reverse("desk:record", args=[person])).status_code == 403
