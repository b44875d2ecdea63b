"""A navigator lead reads how much each navigator of their own agency has, as numbers, and nobody's name in care."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from offramp.access.enums import Closeness
from offramp.accounts.models import Posting, User
from offramp.activities.enums import Kind
from offramp.casework.actions import promise_step
from offramp.casework.models import Step
from offramp.desk.queries.workload import UNSEEN_FOR, Workload, workload_of_own
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.people.actions import restrict_file
from tests.casework.files import CANARY, a_goal, died, in_care, with_case
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

PAGE = reverse("desk:workload")


def numbers(cast: Cast, acting: Acting, user: User) -> dict[str, tuple[int, ...]]:
    with acting(user) as by:
        found = workload_of_own(Viewer(by), at=now())
    return {each.name: told(each) for each in found}


def told(each: Workload) -> tuple[int, ...]:
    return each.cases, each.people, each.late, each.due, each.unseen


def promised(cast: Cast, acting: Acting) -> None:
    """Somebody in case management to whom one promise is late, one due soon, one due much later."""
    person, _case = with_case(cast, acting, "Secretname")
    goal = a_goal(cast, acting, person, words=CANARY)
    with acting(cast.navigator) as by:
        for days in (1, 2, 60):
            due = now() + timedelta(days=days)
            step = promise_step(goal=goal.pk, words=CANARY, due_at=due, promised_by=by.user, by=by, at=now())
            if days == 1:
                Step.objects.filter(pk=step.pk).update(due_at=now() - timedelta(days=1))


def test_a_lead_reads_numbers_of_their_own_navigators(cast: Cast, acting: Acting) -> None:
    promised(cast, acting)
    in_care(cast, acting, "Walter B.")

    assert numbers(cast, acting, cast.lead) == {"Amara Okafor": (1, 2, 1, 1, 1), "Rose Cardinal": (0, 0, 0, 0, 0)}


def test_the_page_names_nobody_in_care(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    promised(cast, acting)

    page = signed_in(cast.lead).get(PAGE).content.decode()

    assert ("Amara Okafor" in page, "Noor Haddad" in page) == (True, False)
    assert ("Secretname" in page, CANARY in page) == (False, False)
    assert reverse("casework:cover", args=[cast.navigator.pk]) in page


def test_who_died_and_whose_file_is_restricted_count_nowhere(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    died(cast, acting, in_care(cast, acting, "Walter B."))
    assert numbers(cast, acting, cast.lead)["Amara Okafor"] == (0, 1, 0, 0, 0)
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.KNOWN, reason="Everybody knows her", named=[cast.navigator.pk], by=by,
            at=now(),
        )  # fmt: skip

    assert numbers(cast, acting, cast.lead)["Amara Okafor"] == (0, 0, 0, 0, 0)


def test_a_lead_of_another_agency_reads_of_their_own_alone(cast: Cast, acting: Acting) -> None:
    promised(cast, acting)
    lead = User.objects.create(username="lead2", name="Vera Nowak", joined_at=now())
    Posting.objects.create(user=lead, role="navigator_lead", unit=cast.help, agency=cast.clinic.pk, starts_at=now())

    assert numbers(cast, acting, lead) == {"Noor Haddad": (0, 0, 0, 0, 0)}


def test_nobody_else_reads_them(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    promised(cast, acting)
    for user in (cast.navigator, cast.supervisor, cast.privacy, cast.worker, cast.administrator):
        assert signed_in(user).get(PAGE).status_code == 403
        with acting(user) as by, pytest.raises(NotPermitted):
            workload_of_own(Viewer(by), at=now())
        with acting(user), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM desk_workload(now(), now())")
            assert cursor.fetchall() == []


def test_how_long_is_long_is_three_weeks() -> None:
    assert UNSEEN_FOR.days == 21
    assert Kind.INTERACTION.value == "interaction", "it stands in the SQL"
