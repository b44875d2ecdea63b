"""The pages of problems: what they show to whom, what a form refuses beside its field, and that it is sent once."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils.timezone import localdate
from icalendar import Calendar

from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.prevention.actions.responses import plan_initiative
from offramp.prevention.enums import Approach, Source, Stage
from offramp.prevention.models import (
    Assessment,
    CallCount,
    Finding,
    Initiative,
    Problem,
    Raised,
    Response,
    Result,
    WorkUnit,
)
from tests.cast import Cast
from tests.conftest import SignedIn, acting_as
from tests.prevention.pages import errors, send
from tests.prevention.scene import (
    a_problem,
    a_response,
    a_work_unit,
    another_neighbourhood,
    assessed,
    at_assessment,
    counted,
    halves,
    handed,
    kept,
    with_a_result,
)
from tests.ui.reading import flat, lines

ABOUT = {
    "title": "Break-ins in the lane", "kind": "theft", "place": "the lane", "sources": ["calls", "residents"],
    "residents": "The league",
}  # fmt: skip


def test_a_problem_is_written_down_once_and_shown(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.prevention_officer)
    answer = send(client, "/problems/new/", **ABOUT, neighbourhood=cast.oliver.pk)
    problem = Problem.objects.get()
    page = flat(client.get(answer.url))

    assert (answer.status_code, answer.url) == (303, f"/problems/{problem.pk}/")
    assert ("Break-ins in the lane" in page, "The league" in page, "Wîhkwêntôwin (Downtown)" in page) == (True,) * 3


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.prevention_officer)
    answer = send(client, "/problems/new/", **{**ABOUT, "place": "", "residents": ""})

    assert (answer.status_code, list(errors(answer))) == (422, ["place"])
    assert 'value="Break-ins in the lane"' in answer.content.decode()


def test_a_problem_begins_from_a_theme_only_where_there_is_one(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.prevention_officer)

    assert [client.get(f"/problems/new/?theme={asked}").status_code for asked in (new_id(), "nothing")] == [404, 404]
    assert "A theme of PACE" not in flat(client.get("/problems/new/"))


def test_an_analyst_reads_and_is_offered_nothing_to_change(cast: Cast, signed_in: SignedIn) -> None:
    problem, client = kept(cast, at_assessment), signed_in(cast.analyst)
    page = client.get(f"/problems/{problem.pk}/").content.decode()

    assert client.get("/problems/").status_code == 200
    assert [word in page for word in ("No light there.", "Take back", "Plan an action", "Hand over", "Go on")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "navigator", "supervisor", "coordinator", "privacy", "administrator"])
def test_no_other_role_reads_problems(cast: Cast, signed_in: SignedIn, who: str) -> None:
    problem, client = kept(cast), signed_in(getattr(cast, who))

    assert [client.get(url).status_code for url in ("/problems/", f"/problems/{problem.pk}/", "/calls/")] == [403] * 3


def test_a_problem_moves_on_by_a_form_that_says_what_is_missing(cast: Cast, signed_in: SignedIn) -> None:
    problem, client = kept(cast), signed_in(cast.prevention_officer)
    refused = send(client, f"/problems/{problem.pk}/stage/response/")
    found = send(client, f"/problems/{problem.pk}/finding/", side="place", is_known="no", text="Which lamps are out?")
    moved = send(client, f"/problems/{problem.pk}/stage/response/", assess_on="2030-05-01")

    assert refused.status_code == 422
    assert "Nothing is found out yet." in flat(refused)
    assert (found.status_code, moved.status_code) == (303, 303)
    assert problem.stages.get(left_at__isnull=True).stage == Stage.RESPONSE
    assert Problem.objects.get().assess_on == date(2030, 5, 1)
    assert "Not known yet:" in flat(client.get(f"/problems/{problem.pk}/"))
    assert client.get(f"/problems/{problem.pk}/stage/nonsense/").status_code == 404


def test_a_finding_is_taken_back_after_asking(cast: Cast, signed_in: SignedIn) -> None:
    problem, client = kept(cast, at_assessment), signed_in(cast.prevention_officer)
    finding = Finding.objects.get()
    asked = client.get(f"/problems/findings/{finding.pk}/take-back/")
    send(client, f"/problems/findings/{finding.pk}/take-back/")

    assert "No light there." in flat(asked)
    assert "No light there." not in flat(client.get(f"/problems/{problem.pk}/"))
    assert client.get(f"/problems/findings/{finding.pk}/take-back/").status_code == 404


def test_two_who_change_a_problem_are_told_and_the_second_keeps_what_they_typed(
    cast: Cast, signed_in: SignedIn
) -> None:
    problem, client = kept(cast), signed_in(cast.prevention_officer)
    url = f"/problems/{problem.pk}/change/"
    typed = {**ABOUT, "owner": cast.prevention_officer.pk, "title": "Lanes at night"}
    late = {**typed, "title": "Second thoughts", "version": "1"}
    assert send(client, url, **typed).status_code == 303
    answer = send(client, url, **late)
    again = client.post(url, {**_hidden(answer), **late, "version": _hidden(answer)["version"]})

    assert (answer.status_code, "Second thoughts" in answer.content.decode()) == (422, True)
    assert "This was changed meanwhile." in flat(answer)
    assert (again.status_code, Problem.objects.get().title) == (303, "Second thoughts")


def _hidden(answer: Any) -> dict[str, str]:
    from tests.desk.forms import token_in

    return token_in(answer)


def test_an_action_is_planned_changed_and_ended(cast: Cast, signed_in: SignedIn) -> None:
    problem, client = kept(cast), signed_in(cast.prevention_officer)
    typed = {
        "approach": "prevention", "what": "Lights", "owner_name": "The league", "cost": "1200",
        "starts_on": "2026-01-10", "due_on": "2026-03-10",
    }  # fmt: skip
    send(client, f"/problems/{problem.pk}/action/", **typed)
    row = Response.objects.get()
    turned = send(client, f"/problems/actions/{row.pk}/change/", **{**typed, "due_on": "2026-01-01"})
    send(client, f"/problems/actions/{row.pk}/change/", **{**typed, "what": "Lights in four lanes"})
    unsaid = send(client, f"/problems/actions/{row.pk}/end/", ending="dropped", ended_on=localdate())
    send(client, f"/problems/actions/{row.pk}/end/", ending="done", ended_on=localdate(), why="All lit.")
    page = flat(client.get(f"/problems/{problem.pk}/"))

    assert (list(errors(turned)), list(errors(unsaid))) == (["due_on"], ["why"])
    assert ("Lights in four lanes" in page, "$1,200" in page, "All lit." in page) == (True, True, True)
    assert client.get(f"/problems/actions/{row.pk}/end/").status_code == 404


def test_an_empty_directory_offers_names_to_begin_with_and_they_are_changed(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.prevention_officer)
    empty = client.get("/work-units/")
    begun = client.post("/work-units/begin/", _hidden(empty))
    row = WorkUnit.objects.get(name="Social delivery")
    typed = {"name": "Help that comes", "does": "Brings help.", "starts_on": "2026-01-01"}
    taken = send(client, f"/work-units/{row.pk}/", **{**typed, "name": "serious crimes"})
    send(client, f"/work-units/{row.pk}/", **typed)
    added = send(client, "/work-units/new/", **{**typed, "name": "Traffic safety", "takes_hand_offs": "on"})

    assert ("Begin with these" in flat(empty), begun.status_code, added.status_code) == (True, 303, 303)
    assert list(errors(taken)) == ["name"]
    assert "Help that comes" in flat(client.get("/work-units/"))
    assert WorkUnit.objects.count() == 6


def test_counts_are_imported_from_a_file_or_from_lines_and_shown(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.prevention_officer)
    head = "area,type,day,number\n"
    file = BytesIO(f"{head}Wîhkwêntôwin,Break-in,2026-01-05,4".encode())
    file.name = "counts.csv"
    first = send(client, "/calls/import/", file=file)
    send(client, "/calls/import/", lines=f"{head}Wihkwentowin,Break-in,2026-02-05,6\nWest,Else,2026-02-05,1")
    page = client.get(f"/calls/?area={cast.oliver.pk}&types=Break-in")

    assert (first.status_code, CallCount.objects.count()) == (303, 3)
    assert ("10 calls in 2 months" in flat(page), "<svg" in page.content.decode()) == (True, True)
    assert ("February 2026" in flat(page), "Monday" in flat(page)) == (True, True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Choose a file, or put its lines below."),
        ({"lines": "area,type,day,number,caller\nWest,Else,2026-02-05,1,A. Roy"}, "“caller” is not taken"),
        ({"lines": "area,type,day\nWest,Else,2026-02-05"}, "Rows of single calls are not taken"),
        ({"lines": "area,type,day,number\nNowhere,Else,2026-02-05,1"}, "Line 2: there is no area “Nowhere” here."),
        ({"file": b"\xff\xfe\x00"}, "This is no text in UTF-8."),
        ({"file": b""}, "There is no column “number”."),
    ],
    ids=["nothing", "a name", "no number", "no such area", "no text", "an empty file"],
)
def test_an_import_that_cannot_be_read_says_why_and_keeps_what_was_typed(
    cast: Cast, signed_in: SignedIn, typed: dict[str, Any], says: str
) -> None:
    if isinstance(given := typed.get("file"), bytes):
        file = BytesIO(given)
        file.name = "counts.csv"
        typed = {"file": file}
    answer = send(signed_in(cast.prevention_officer), "/calls/import/", **typed)

    assert (answer.status_code, CallCount.objects.count()) == (422, 0)
    assert says in flat(answer)
    assert flat(answer).count(typed["lines"].split("\n")[-1]) == 1 if "lines" in typed else True


def test_ten_wrong_lines_are_named_and_the_rest_counted(cast: Cast, signed_in: SignedIn) -> None:
    typed = "\n".join(["area,type,day,number", *["Nowhere,Else,2026-02-05,1"] * 14])
    answer = send(signed_in(cast.prevention_officer), "/calls/import/", lines=typed)

    assert [said[:9] for said in errors(answer)["lines"]][-2:] == ["Line 11: ", "And 4 mor"]


def test_calls_of_nowhere_are_refused_and_without_counts_the_page_says_what_to_do(
    cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.analyst)
    empty = flat(client.get("/calls/"))
    with acting_as(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, (date(2025, 1, 1), 4))

    assert "Nothing to show yet" in empty
    assert client.get(f"/calls/?area={new_id()}").status_code == 422
    assert "No counts were imported for this area" in flat(client.get(f"/calls/?area={cast.west.pk}"))


def test_before_and_after_are_counted_by_a_form_that_proposes_equal_windows(cast: Cast, signed_in: SignedIn) -> None:
    there, client = another_neighbourhood(cast.downtown, "Rossdale"), signed_in(cast.prevention_officer)
    problem = kept(cast, at_assessment)
    with acting_as(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(200, 100))
        counted(by, there.pk, *halves(150, 152))
    url = f"/problems/{problem.pk}/assess/"
    windows = {
        "before_first": "2024-01-01", "before_last": "2024-06-30", "after_first": "2025-01-01",
        "after_last": "2025-06-30",
    }  # fmt: skip
    typed = {"where": cast.oliver.pk, "comparison": there.pk, "call_types": ["Break-in"], **windows}
    offered = client.get(url).context["form"].initial
    unequal = send(client, url, **{**typed, "after_last": "2025-05-31"})
    done = send(client, url, **typed)
    page = " ".join(lines(client.get(done.url)))

    assert (offered["where"], offered["call_types"]) == (cast.oliver.pk, ["Break-in"])
    assert list(errors(unequal)) == ["after_last"]
    assert "Before has 182 days and after has 151." in flat(unequal)
    assert "Calls in Wîhkwêntôwin fell from 200 to 100." in page
    assert ("2.03" in page, "200 (173 to 230)" in page, "102 fewer" in page) == (True, True, True)
    assert "gets better by itself more often than not" in page
    assert Assessment.objects.count() == 1


def test_a_comparison_without_calls_is_said_plainly_with_what_can_still_be_said(
    cast: Cast, signed_in: SignedIn
) -> None:
    with acting_as(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(40, 20))
        counted(by, cast.west.pk, *halves(0, 0))
        row = assessed(by, a_problem(by, cast), cast.oliver.pk, cast.west.pk)
    page = " ".join(lines(signed_in(cast.analyst).get(f"/problems/assessments/{row.pk}/")))

    assert "Nothing to compare with" in page
    assert "West had no calls, neither before nor after. Nothing can be held against it" in page
    assert ("40 (29 to 54)" in page, "0.50" in page, "20 fewer" in page, "0 (0 to 4)" in page) == (True,) * 4


def test_a_result_is_written_and_each_role_brings_its_own_back(cast: Cast, signed_in: SignedIn) -> None:
    who = {Source.RESIDENTS: "The league", Source.THEME: "Back lanes"}
    with acting_as(cast.prevention_officer) as by:
        with_a_result(by, a_problem(by, cast, sources=list(who), who=who, theme=new_id()))
    client, pace = signed_in(cast.prevention_officer), signed_in(cast.coordinator)
    league, theme = Raised.objects.get(who="The league"), Raised.objects.get(who="Back lanes")
    desk = [line.title for line in pace.get("/").context["desk"].waiting]
    unsaid = send(pace, f"/results/{theme.pk}/", how=" ")
    done = send(pace, f"/results/{theme.pk}/", how="At their meeting.")

    assert desk == ["Bring the answer back: Back lanes"]
    assert (list(errors(unsaid)), done.status_code) == (["how"], 303)
    assert "At their meeting." in flat(pace.get("/results/"))
    assert pace.get("/").context["desk"].waiting == []
    assert client.get(f"/results/{theme.pk}/").status_code == 404
    assert pace.get(f"/results/{league.pk}/").status_code == 404
    assert "The league" in flat(client.get("/results/"))
    assert "There are fewer." in flat(client.get(f"/results/{league.pk}/"))
    assert "At their meeting." in flat(client.get(f"/problems/{theme.problem_id}/"))


def test_a_result_is_proposed_from_the_latest_assessment(cast: Cast, signed_in: SignedIn) -> None:
    problem = kept(cast, at_assessment)
    with acting_as(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(40, 20))
        counted(by, cast.west.pk, *halves(30, 30))
        assessed(by, problem, cast.oliver.pk, cast.west.pk)
    client, url = signed_in(cast.prevention_officer), f"/problems/{problem.pk}/result/"
    proposed = client.get(url).context["form"].initial["text"]
    send(client, url, text="There were half as many calls.")

    assert proposed.startswith("Calls in Wîhkwêntôwin fell from 40 to 20.")
    assert Result.objects.get().text == "There were half as many calls."


def test_initiatives_are_planned_changed_called_off_and_stand_in_a_calendar_file(
    cast: Cast, signed_in: SignedIn
) -> None:
    client, day = signed_in(cast.prevention_officer), localdate().replace(day=20)
    typed = {
        "title": "Bicycle day",
        "approach": "prevention",
        "owner_name": "West branch",
        "starts_on": day,
        "ends_on": day,
    }
    send(client, "/initiatives/new/", **typed)
    row = Initiative.objects.get()
    turned = send(client, f"/initiatives/{row.pk}/", **{**typed, "ends_on": "2020-01-01"})
    send(client, f"/initiatives/{row.pk}/", **{**typed, "title": "Bicycle registration day"})
    page = flat(client.get("/initiatives/"))
    with acting_as(cast.prevention_officer) as by:
        ahead = plan_initiative(
            title="Walk", about="", approach=Approach.PREVENTION, owner_name="League", branch=None, place="",
            starts_on=localdate(), ends_on=localdate(), by=by, at=now(),
        )  # fmt: skip
        a_response(by, a_problem(by, cast))
    events = Calendar.from_ical(client.get("/initiatives/year.ics").content).events
    send(client, f"/initiatives/{ahead.pk}/call-off/")

    assert (list(errors(turned)), "Bicycle registration day" in page) == (["ends_on"], True)
    assert {str(event["SUMMARY"]) for event in events} >= {"Walk", "Lights in the lane"}
    assert "Walk" not in flat(client.get("/initiatives/"))
    assert client.get(f"/initiatives/{ahead.pk}/").status_code == 404
    assert "Nothing is planned in this month" in flat(client.get("/initiatives/?month=2020-01"))
    assert client.get("/initiatives/?month=never").status_code == 200


def test_the_desk_of_a_prevention_officer_holds_what_is_due_and_what_is_asked(cast: Cast, signed_in: SignedIn) -> None:
    def begun(by: Any, problem: Problem) -> None:
        a_response(by, problem, due_on=localdate())
        handed(by, problem, a_work_unit(by, "Young people", unit=cast.prevention.pk))
        handed(by, problem, a_work_unit(by))
        with_a_result(by, a_problem(by, cast, title="Lanes"))

    kept(cast, begun)
    Problem.objects.filter(title="Lanes").update(assess_on=localdate())
    desk = signed_in(cast.prevention_officer).get("/").context["desk"]

    assert [line.title for line in desk.waiting] == [
        "Lights in the lane", "To be assessed: Lanes", "Handed to Young people: Break-ins in the lane",
        "Bring the answer back: The league",
    ]  # fmt: skip
    assert [[line.title for line in panel.lines] for panel in desk.panels] == [
        ["Young people", "Social delivery"], ["Lanes", "Break-ins in the lane"],
    ]  # fmt: skip
