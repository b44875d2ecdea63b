"""No page about problems leads its reader where they may not go, and nobody answers for a unit that is not theirs."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from django.utils.timezone import localdate

from offramp.access.enums import Role
from offramp.accounts.models import Unit
from offramp.config.matrix import ROUTES
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.ids import new_id
from offramp.prevention.actions.hand_offs import answer_hand_off
from offramp.prevention.enums import Reply, Source
from offramp.prevention.models import HandOff, Problem, Raised
from offramp.prevention.queries.hand_offs import hand_offs, may_answer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.prevention.scene import (
    a_problem,
    a_work_unit,
    another_neighbourhood,
    assessed,
    counted,
    halves,
    handed,
    with_a_result,
)


def closed_to(role: Role, client: Client, url: str) -> set[str]:
    """Return the routes to which a page leads, by links and forms, and that are not for its reader."""
    page = client.get(url)
    assert page.status_code == 200, url
    found = re.findall(r'(?:href|action)="(/[^"#]*)"', page.content.decode())
    names = {resolve(urlsplit(each).path).view_name for each in found if not each.startswith(("/static/", "/assets/"))}
    return {name for name in names if not ROUTES[name].admits(role)}


def everything(cast: Cast) -> tuple[Problem, HandOff, Raised, str]:
    """Write a problem with an assessment, a result, a hand-off to HELP, and a theme to which an answer is owed."""
    who = {Source.RESIDENTS: "The league", Source.THEME: "Back lanes"}
    beside = another_neighbourhood(cast.west, "Beside")
    with acting_as(cast.prevention_officer) as by:
        problem = a_problem(by, cast, sources=list(who), who=who, theme=new_id())
        row = handed(by, problem, a_work_unit(by, unit=cast.help.pk))
        for area in (cast.oliver.pk, beside.pk):
            counted(by, area, *halves(40, 20))
        with_a_result(by, problem)
        assessment = assessed(by, problem, cast.oliver.pk, beside.pk)
    theme = Raised.objects.get(who="Back lanes")
    return problem, row, theme, f"/problems/assessments/{assessment.pk}/"


def test_no_page_leads_its_reader_where_they_may_not_go(cast: Cast, signed_in: SignedIn) -> None:
    problem, row, theme, assessment = everything(cast)
    with acting_as(cast.prevention_officer) as by:
        for_diversion = handed(by, problem, a_work_unit(by, "Diversion", unit=cast.diversion.pk))
    pages = {
        (Role.ANALYST, cast.analyst): ("/problems/", f"/problems/{problem.pk}/", assessment, "/calls/"),
        (Role.HELP_SUPERVISOR, cast.supervisor): ("/hand-offs/", f"/hand-offs/{row.pk}/"),
        (Role.YOUTH_OFFICER, cast.youth_officer): ("/hand-offs/", f"/hand-offs/{for_diversion.pk}/"),
        (Role.PACE_COORDINATOR, cast.coordinator): ("/results/", f"/results/{theme.pk}/"),
    }
    leads = {(role, url): closed_to(role, signed_in(user), url) for (role, user), urls in pages.items() for url in urls}

    assert leads == {page: set() for page in leads}


def test_hand_offs_are_told_to_who_answers_as_theirs(cast: Cast, signed_in: SignedIn) -> None:
    everything(cast)
    sender, answerer = (
        signed_in(user).get("/hand-offs/").content.decode() for user in (cast.prevention_officer, cast.supervisor)
    )

    assert ["from unit to unit" in page for page in (sender, answerer)] == [True, False]


def test_nobody_but_who_keeps_problems_answers_for_a_unit_where_nobody_signs_in(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by))
    asked = hand_offs().get(pk=row.pk)
    with acting(cast.supervisor) as by:
        assert not may_answer(asked, by, at=now())
        with pytest.raises(NotPermitted):
            answer_hand_off(
                hand_off=row.pk,
                reply=Reply.ACCEPTED,
                reason="Twice a week",
                told_by="The sergeant",
                told_on=localdate() - timedelta(days=1),
                by=by,
                at=now(),
            )
    with acting(cast.prevention_officer) as by:
        assert may_answer(asked, by, at=now())


def test_who_reads_numbers_answers_for_no_unit_not_even_their_own(cast: Cast, acting: Acting) -> None:
    office = Unit.objects.get(kind="office")
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by, unit=office.pk))
    with acting(cast.analyst) as by:
        assert not may_answer(hand_offs().get(pk=row.pk), by, at=now())
