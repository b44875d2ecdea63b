"""An office has a first and a last day: access begins and ends with them, and nobody has to do anything then."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate

from offramp.access.enums import Category, Role
from offramp.access.queries import posting_to_act_in, readable
from offramp.accounts.models import Membership, Posting, User
from offramp.accounts.queries import accounts_unfinished, postings_of, staff_of
from offramp.audit.models import Entry
from offramp.casework.actions import end_work_of_leavers
from offramp.desk.actions import Office, close_account, date_office, end_office, give_office, reopen_account
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import Refused
from tests.casework.files import in_care
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.test_accounts import post

DAY = timedelta(days=1)


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.administrator)


def move(posting: Posting, **moments: Any) -> None:
    """Let time go by for one office, as if its days had come or gone."""
    Posting.objects.filter(pk=posting.pk).update(**moments)


def test_an_office_from_a_day_ahead_opens_nothing_until_then_and_everything_from_then_on(
    cast: Cast, admin: Client, signed_in: SignedIn
) -> None:
    first = localdate() + 7 * DAY
    post(
        admin, f"/accounts/{cast.stranger.pk}/office/", role=Role.HELP_OFFICER.value, team=str(cast.west_team.pk),
        first_on=first.isoformat(), last_on=(first + 30 * DAY).isoformat(),
    )  # fmt: skip
    held = Posting.objects.get(user=cast.stranger)
    work = Membership.objects.get(user=cast.stranger)

    assert (held.starts_at, held.ends_at) == (midnight(first), midnight(first + 31 * DAY))
    assert work.starts_at == held.starts_at
    last = midnight(first + 31 * DAY)
    moments = (held.starts_at - DAY, held.starts_at, last - timedelta(seconds=1), last)
    assert [postings_of(cast.stranger.pk, at=at).count() for at in moments] == [0, 1, 1, 0]
    assert [cast.stranger in staff_of(cast.help.pk, [Role.HELP_OFFICER], at=at) for at in moments] == [
        False, True, True, False,
    ]  # fmt: skip
    assert signed_in(cast.stranger).get("/").status_code == 403
    move(held, starts_at=now())
    assert signed_in(cast.stranger).get("/").status_code == 200
    move(held, starts_at=now() - DAY, ends_at=now())
    assert signed_in(cast.stranger).get("/").status_code == 403


@pytest.mark.parametrize(("starts", "ends", "sees"), [(-1, 1, True), (1, 2, False), (-2, -1, False)])
def test_the_database_opens_rows_on_the_days_of_an_office_alone(
    cast: Cast, acting: Acting, starts: int, ends: int, sees: bool
) -> None:
    in_care(cast, acting)
    held = Posting.objects.get(user=cast.officer)
    with acting(cast.officer), connection.cursor() as cursor:
        move(held, starts_at=now() + starts * DAY, ends_at=now() + ends * DAY)
        cursor.execute("SELECT count(*) FROM people_name")
        assert bool(cursor.fetchone()[0]) is sees


def test_a_last_day_is_set_and_moved_and_taken_back_and_shown(cast: Cast, admin: Client, acting: Acting) -> None:
    held = Posting.objects.get(user=cast.navigator)
    path, last = f"/accounts/offices/{held.pk}/days/", localdate() + 5 * DAY

    assert post(admin, path, last_on=last.isoformat()).status_code == 303
    held.refresh_from_db()
    page = admin.get(f"/accounts/{cast.navigator.pk}/").content.decode()
    again = admin.get(path).context["form"].initial["last_on"]

    assert (held.ends_at, again) == (midnight(last + DAY), last)
    assert "last day" in page
    with acting(cast.navigator):
        assert posting_to_act_in(cast.navigator.pk, chosen=None, at=now()) == held
    post(admin, path, last_on="")
    held.refresh_from_db()
    assert held.ends_at is None
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="account.office_dated", subject=cast.navigator.pk).count() == 2


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"first_on": 9, "last_on": 8}, "The last day is before the first"),
        ({"first_on": -1}, "That day has passed"),
        ({"last_on": -1}, "That day has passed"),
    ],
)
def test_days_that_can_not_be_are_refused_beside_their_field(
    cast: Cast, admin: Client, days: dict[str, int], said: str
) -> None:
    typed = {name: (localdate() + many * DAY).isoformat() for name, many in days.items()}

    answer = post(
        admin, f"/accounts/{cast.stranger.pk}/office/", role=Role.HELP_OFFICER.value, team=str(cast.west_team.pk),
        **typed,
    )  # fmt: skip

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) <= set(days)
    assert said in answer.content.decode()
    assert not Posting.objects.filter(user=cast.stranger).exists()


def give(cast: Cast, acting: Acting, user: User, *, first: int = 0, last: int | None = None) -> None:
    with acting(cast.administrator) as by:
        office = Office(
            Role.NAVIGATOR,
            agency=cast.clinic.pk,
            team=cast.west_team.pk,
            first_on=localdate() + first * DAY if first else None,
            last_on=localdate() + last * DAY if last is not None else None,
        )
        give_office(user=user.pk, office=office, by=by, at=now())


def test_one_office_may_follow_the_other_and_two_of_a_role_never_run_at_once(cast: Cast, acting: Acting) -> None:
    held = Posting.objects.get(user=cast.navigator)
    with acting(cast.administrator) as by:
        date_office(posting=held.pk, last_on=localdate() + 5 * DAY, by=by, at=now())
    with pytest.raises(Refused, match="They hold this office already"):
        give(cast, acting, cast.navigator, first=5)
    give(cast, acting, cast.navigator, first=6)

    with acting(cast.administrator) as by, pytest.raises(Refused, match="They hold this office already"):
        date_office(posting=held.pk, last_on=None, by=by, at=now())


def test_nobody_dates_their_own_office_or_one_that_is_over(cast: Cast, acting: Acting) -> None:
    own, over = (Posting.objects.get(user=user) for user in (cast.administrator, cast.navigator))
    with acting(cast.administrator) as by:
        end_office(posting=over.pk, by=by, at=now())
        for posting, said in ((own, "This is your own"), (over, "This office has ended already")):
            with pytest.raises(Refused, match=said):
                date_office(posting=posting.pk, last_on=localdate() + DAY, by=by, at=now())


def test_an_office_ahead_is_shown_is_no_account_to_mend_and_can_be_taken_back(
    cast: Cast, acting: Acting, admin: Client
) -> None:
    User.objects.filter(pk=cast.stranger.pk).update(password="has one")
    assert cast.stranger in accounts_unfinished(at=now())
    give(cast, acting, cast.stranger, first=3)
    coming = Posting.objects.get(user=cast.stranger)
    page = admin.get(f"/accounts/{cast.stranger.pk}/")

    assert [office.posting for office in page.context["coming"]] == [coming.pk]
    assert cast.stranger not in accounts_unfinished(at=now())
    post(admin, f"/accounts/offices/{coming.pk}/end/")

    page = admin.get(f"/accounts/{cast.stranger.pk}/")
    assert (page.context["coming"], page.context["past"]) == ([], [])
    assert postings_of(cast.stranger.pk, at=now() + 5 * DAY).count() == 0
    give(cast, acting, cast.stranger, first=3)


def test_a_closed_account_has_no_office_ahead_either_not_even_when_it_is_opened_again(
    cast: Cast, acting: Acting
) -> None:
    give(cast, acting, cast.stranger, first=3)
    with acting(cast.administrator) as by:
        close_account(user=cast.stranger.pk, by=by, at=now())
        reopen_account(user=cast.stranger.pk, by=by, at=now())

    later = now() + 9 * DAY
    assert postings_of(cast.stranger.pk, at=later).count() == 0
    assert not Membership.objects.filter(user=cast.stranger, ends_at__isnull=True).exists()


def test_who_goes_on_without_a_break_keeps_their_people_and_who_comes_back_later_does_not(
    cast: Cast, acting: Acting
) -> None:
    person = in_care(cast, acting)
    held, change = Posting.objects.get(user=cast.navigator), now()
    move(held, ends_at=change)
    Posting.objects.create(
        user=cast.navigator, role=Role.NAVIGATOR, unit=cast.help, agency=cast.clinic.pk, starts_at=change
    )

    def seen() -> set[Category]:
        with acting(cast.navigator) as by:
            return set(readable(by, subject=person, unit=cast.help.pk, at=now()))

    assert seen() == set(Category)
    move(held, ends_at=change - timedelta(seconds=1))
    assert seen() == {Category.IDENTITY, Category.SAFETY}


def test_work_in_teams_ends_with_the_last_office_of_the_unit_by_its_day(cast: Cast, acting: Acting) -> None:
    move(Posting.objects.get(user=cast.navigator), ends_at=now() - DAY)

    with acting(cast.administrator) as by:
        end_work_of_leavers(by=by, at=now())

    assert not Membership.objects.filter(user=cast.navigator, ends_at__isnull=True).exists()
    assert Membership.objects.filter(user=cast.officer, ends_at__isnull=True).exists()
