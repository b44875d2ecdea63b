"""The administrator's pages: accounts are made, changed and closed; nobody's data is near them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from offramp.access.enums import Role
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Membership, Posting, Unit, User
from offramp.audit.models import Entry
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.forms import token_in


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.administrator)


def post(client: Client, path: str, **fields: object) -> Any:
    """Open a form and send it, as a browser does."""
    return client.post(path, {**token_in(client.get(path)), **fields})


def new_account(cast: Cast, **changes: object) -> dict[str, object]:
    return {
        "name": "Cst. Noé Tremblay", "username": "n.tremblay", "email": "n.tremblay@example.org",
        "role": Role.HELP_OFFICER.value, "agency": "", "team": str(cast.west_team.pk), **changes,
    }  # fmt: skip


def test_a_new_account_has_an_office_a_team_and_no_password(cast: Cast, admin: Client) -> None:
    response = post(admin, "/accounts/new/", **new_account(cast, username="N.Tremblay"))

    user = User.objects.get(username="n.tremblay")
    assert response["Location"] == f"/accounts/{user.pk}/"
    assert not user.has_usable_password()
    assert [(posting.role, posting.unit) for posting in user.postings.all()] == [(Role.HELP_OFFICER, cast.help)]
    assert [membership.team for membership in user.memberships.all()] == [cast.west_team]


def test_the_same_form_sent_twice_makes_one_account(cast: Cast, admin: Client) -> None:
    fields = {**token_in(admin.get("/accounts/new/")), **new_account(cast)}

    first, second = (admin.post("/accounts/new/", fields) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert User.objects.filter(username="n.tremblay").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"username": "navigator"}, "username", "Another account has this username"),
        ({"username": "Ñoé"}, "username", "A username has 2 to 60 letters"),
        ({"email": "NAVIGATOR@example.org"}, "email", "Another account has this address"),
        ({"email": "not an address"}, "email", "Write the whole address"),
        ({"team": ""}, "team", "They work in a team"),
        ({"role": Role.NAVIGATOR.value}, "agency", "An agency employs them"),
        ({"role": Role.AGENCY_WORKER.value}, "agency", "An agency employs them"),
        ({"role": "chief"}, "role", "Choose one of those shown"),
        ({"name": ""}, "name", "Write this before you go on"),
        ({"name": "x" * 10_000}, "name", "at most 120"),
        ({"name": "A\x00B"}, "name", "cannot be seen"),
    ],
)
def test_what_is_wrong_is_named_beside_its_field_and_nothing_is_made(
    cast: Cast, admin: Client, changes: dict[str, object], field: str, said: str
) -> None:
    before = User.objects.count()

    response = post(admin, "/accounts/new/", **new_account(cast, **changes))

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert (User.objects.count(), Posting.objects.filter(user__username="n.tremblay").count()) == (before, 0)


def test_the_link_sets_the_password_once(cast: Cast, admin: Client, client: Client) -> None:
    page = admin.post(f"/accounts/{cast.officer.pk}/link/")
    link = re.search(r"http://testserver(/sign-in/link/\S+?)\s*<", page.content.decode())
    assert link is not None
    opened = client.get(link.group(1), follow=True)
    typed = {"new_password1": "four ordinary words here", "new_password2": "four ordinary words here"}

    set_it = client.post(opened.request["PATH_INFO"], typed)

    assert set_it["Location"] == "/sign-in/"
    assert client.post("/sign-in/", {"login": "officer", "password": typed["new_password1"]})["Location"] == "/"
    assert "This link was used" in Client().get(link.group(1), follow=True).content.decode()


def test_a_short_password_is_refused_with_what_to_do(cast: Cast, admin: Client, client: Client) -> None:
    page = admin.post(f"/accounts/{cast.officer.pk}/link/")
    link = re.search(r"http://testserver(/sign-in/link/\S+?)\s*<", page.content.decode())
    assert link is not None
    opened = client.get(link.group(1), follow=True)

    response = client.post(opened.request["PATH_INFO"], {"new_password1": "short", "new_password2": "short"})

    assert response.status_code == 422
    assert "at least 12 characters" in response.content.decode()


def test_the_link_can_go_by_mail_and_a_page_never_shows_a_password(cast: Cast, admin: Client) -> None:
    admin.post(f"/accounts/{cast.officer.pk}/link/", {"send": "1"})

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["officer@example.org"], "Set your password for Offramp")
    assert "/sign-in/link/" in sent.body


def test_a_mail_that_can_not_be_sent_is_told_and_the_link_shown(cast: Cast, admin: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    page = admin.post(f"/accounts/{cast.officer.pk}/link/", {"send": "1"}).content.decode()

    assert "nothing was sent" in page
    assert "/sign-in/link/" in page


def test_a_closed_account_is_out_with_the_next_click(cast: Cast, admin: Client, signed_in: SignedIn) -> None:
    working = signed_in(cast.officer)
    assert working.get("/").status_code == 200

    post(admin, f"/accounts/{cast.officer.pk}/sure/close/")

    assert working.get("/").status_code == 302
    assert not Posting.objects.filter(user=cast.officer, ends_at__isnull=True).exists()
    assert not Membership.objects.filter(user=cast.officer, ends_at__isnull=True).exists()


def test_an_account_opened_again_holds_no_office(cast: Cast, admin: Client, signed_in: SignedIn) -> None:
    post(admin, f"/accounts/{cast.officer.pk}/sure/close/")
    post(admin, f"/accounts/{cast.officer.pk}/sure/reopen/")

    page = signed_in(cast.officer).get("/")

    assert page.status_code == 403
    assert "You hold no office yet" in page.content.decode()


def test_an_ended_office_takes_its_team_with_it(cast: Cast, admin: Client, signed_in: SignedIn) -> None:
    office = Posting.objects.get(user=cast.navigator)

    post(admin, f"/accounts/offices/{office.pk}/end/")

    assert signed_in(cast.navigator).get("/").status_code == 403
    assert not Membership.objects.filter(user=cast.navigator, ends_at__isnull=True).exists()


def test_what_two_tabs_ask_twice_happens_once(cast: Cast, admin: Client, acting: Acting) -> None:
    office = Posting.objects.get(user=cast.officer)

    for path in (f"offices/{office.pk}/end/", f"{cast.officer.pk}/sure/close/", f"{cast.officer.pk}/sure/reopen/"):
        tabs = [token_in(admin.get(f"/accounts/{path}")) for _ in range(2)]
        assert [admin.post(f"/accounts/{path}", tab).status_code for tab in tabs] == [303, 303]

    with acting(cast.privacy):
        verbs = list(Entry.objects.filter(subject=cast.officer.pk).order_by("id").values_list("verb", flat=True))
    assert verbs == ["account.office_ended", "account.closed", "account.reopened"]


def test_one_of_two_offices_ends_and_the_team_stays_with_the_other(cast: Cast, admin: Client) -> None:
    post(admin, f"/accounts/{cast.officer.pk}/office/", role=Role.HELP_SUPERVISOR.value)
    office = Posting.objects.get(user=cast.officer, role=Role.HELP_SUPERVISOR)

    post(admin, f"/accounts/offices/{office.pk}/end/")

    page = admin.get(f"/accounts/{cast.officer.pk}/")
    assert [past.role for past in page.context["past"]] == ["HELP supervisor"]
    assert "HELP officer" in page.context["row"].offices
    assert page.context["row"].teams == "Downtown team"


def test_an_account_tells_whether_a_second_step_protects_it(cast: Cast, admin: Client) -> None:
    said = "They have a passkey or an app."
    assert said not in admin.get(f"/accounts/{cast.officer.pk}/").content.decode()

    Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.TOTP, data={})

    assert said in admin.get(f"/accounts/{cast.officer.pk}/").content.decode()


def test_an_office_waits_for_the_unit_it_is_in(cast: Cast, admin: Client) -> None:
    Unit.objects.filter(kind=UnitKind.PATROL).update(kind=UnitKind.OFFICE)

    response = post(admin, "/accounts/new/", **new_account(cast, role=Role.PATROL_OFFICER.value, team=""))

    assert response.status_code == 422
    assert "The service has no unit for this role yet" in " ".join(response.context["form"].errors["role"])


def test_teams_change_from_the_next_click(cast: Cast, admin: Client, acting: Acting) -> None:
    post(admin, f"/accounts/{cast.officer.pk}/teams/", teams=[str(cast.west_team.pk), str(cast.core_team.pk)])
    kept = Membership.objects.get(user=cast.officer, team=cast.core_team, ends_at__isnull=True)
    post(admin, f"/accounts/{cast.officer.pk}/teams/", teams=[str(cast.downtown_team.pk), str(cast.core_team.pk)])

    with acting(cast.officer) as by:
        assert set(by.teams) == {cast.downtown_team.pk, cast.core_team.pk}
    assert Membership.objects.get(user=cast.officer, team=cast.core_team) == kept


def test_an_office_cannot_be_given_twice(cast: Cast, admin: Client) -> None:
    response = post(
        admin, f"/accounts/{cast.officer.pk}/office/", role=Role.HELP_OFFICER.value, team=str(cast.west_team.pk)
    )

    assert response.status_code == 422
    assert "They hold this office already" in response.content.decode()


def test_the_second_of_two_editors_is_told_and_keeps_the_text(cast: Cast, admin: Client) -> None:
    path = f"/accounts/{cast.officer.pk}/details/"
    first, second = (admin.get(path) for _ in range(2))
    seen = first.context["form"].initial["seen"]
    typed = {"name": "Sgt. Daniel Park", "email": "", "phone": "", "seen": seen}
    admin.post(path, {**token_in(first), **typed})

    told = admin.post(path, {**token_in(second), **typed, "name": "Cst. D. Park"})

    assert told.status_code == 422
    assert "Somebody else changed these details meanwhile" in told.content.decode()
    assert "Cst. D. Park" in told.content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.name == "Sgt. Daniel Park"


def test_nobody_closes_their_own_account_or_ends_their_own_office(cast: Cast, admin: Client) -> None:
    own = Posting.objects.get(user=cast.administrator)

    closing = post(admin, f"/accounts/{cast.administrator.pk}/sure/close/")
    ending = post(admin, f"/accounts/offices/{own.pk}/end/")

    assert (closing.status_code, ending.status_code) == (422, 422)
    assert admin.get("/accounts/").status_code == 200


def test_each_act_is_in_the_audit_log_without_content(cast: Cast, admin: Client, acting: Acting) -> None:
    post(admin, "/accounts/new/", **new_account(cast))
    user = User.objects.get(username="n.tremblay")
    post(admin, f"/accounts/{user.pk}/details/", name="Cst. N. Tremblay", email="", phone="780 555 0142")

    with acting(cast.privacy):
        entries = [(entry.verb, entry.subject, entry.fields) for entry in Entry.objects.order_by("id")]
    assert entries == [
        ("account.opened", user.pk, []),
        ("account.office_given", user.pk, ["help_officer"]),
        ("account.teams_changed", user.pk, []),
        ("account.changed", user.pk, ["email", "name", "phone"]),
    ]


@pytest.mark.parametrize(
    "path", ["/accounts/", "/accounts/new/", "/accounts/{0}/", "/accounts/{0}/details/", "/accounts/{0}/sure/close/"]
)
def test_nobody_but_an_administrator_comes_here(cast: Cast, signed_in: SignedIn, path: str) -> None:
    for user in (cast.supervisor, cast.privacy, cast.navigator, cast.worker):
        assert signed_in(user).get(path.format(cast.officer.pk)).status_code == 403


def test_an_unknown_account_office_or_act_is_not_there(cast: Cast, admin: Client) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"

    paths = [f"/accounts/{nobody}/", f"/accounts/offices/{nobody}/end/", f"/accounts/{cast.officer.pk}/sure/promote/"]

    assert [admin.get(path).status_code for path in paths] == [404, 404, 404]


def test_the_list_finds_by_name_by_role_and_among_the_closed(cast: Cast, admin: Client) -> None:
    cast.colleague.is_active = False
    cast.colleague.save()

    def found(query: str) -> set[str]:
        return {row.account.username for row in admin.get(f"/accounts/?{query}").context["rows"]}

    assert found("q=amara") == {"navigator"}
    assert found(f"role={Role.AGENCY_WORKER}") == {"worker", "other_worker"}
    assert found("closed=1") == {"colleague"}
    assert found("q=nobody+of+that+name") == set()


def test_the_list_goes_page_by_page_in_a_constant_number_of_queries(
    cast: Cast, admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as few:
        admin.get("/accounts/")
    for number in range(60):
        user = User.objects.create_user(f"extra{number:02}", name=f"Zed {number:02}", joined_at=timezone.now())
        Posting.objects.create(
            user=user, role=Role.PATROL_OFFICER, unit=cast.patrol, starts_at=timezone.now() - timedelta(days=1)
        )
    with django_assert_num_queries(len(few)):
        first = admin.get("/accounts/")

    second = admin.get(f"/accounts/{first.context['next']}")

    names = [row.account.name for page in (first, second) for row in page.context["rows"]]
    assert names == sorted(names)
    assert len(names) == User.objects.filter(is_active=True).count()
