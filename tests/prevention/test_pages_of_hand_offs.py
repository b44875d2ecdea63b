"""The pages of hand-offs: sent, answered by the unit or in its stead, taken back, and closed to everybody else."""

import pytest
from django.utils.timezone import localdate

from offramp.kernel.ids import new_id
from offramp.prevention.models import HandOff, WorkUnit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.prevention.pages import errors, send
from tests.prevention.scene import a_work_unit, handed, kept
from tests.ui.reading import flat


def test_a_hand_off_is_sent_and_answered_by_the_unit_on_its_own_page(cast: Cast, signed_in: SignedIn) -> None:
    problem = kept(cast, lambda by, problem: a_work_unit(by, unit=cast.help.pk))
    client, supervisor = signed_in(cast.prevention_officer), signed_in(cast.supervisor)
    unit = WorkUnit.objects.get()
    send(
        client, f"/problems/{problem.pk}/hand-over/", work_unit=unit.pk, asked="Can you pass by?",
        due_on="2030-01-01",
    )  # fmt: skip
    row = HandOff.objects.get()
    waits = flat(client.get(f"/hand-offs/{row.pk}/"))
    desk = supervisor.get("/").context["desk"].waiting
    declined = send(supervisor, f"/hand-offs/{row.pk}/", reply="declined")
    answered = send(supervisor, f"/hand-offs/{row.pk}/", reply="accepted", reason="Twice a week.")

    assert "It waits for the answer of that unit." in waits
    assert [line.title for line in desk if "Social delivery" in line.title] == [
        "Handed to Social delivery: Break-ins in the lane"
    ]
    assert (list(errors(declined)), answered.status_code) == (["reason"], 303)
    assert "Twice a week." in flat(client.get(f"/hand-offs/{row.pk}/"))
    assert "Social delivery" in flat(client.get("/hand-offs/?show=answered"))
    assert signed_in(cast.coordinator).get(f"/hand-offs/{row.pk}/").status_code == 404


def test_a_youth_officer_finds_what_was_handed_to_diversion_on_their_desk_and_answers(
    cast: Cast, signed_in: SignedIn
) -> None:
    kept(cast, lambda by, problem: handed(by, problem, a_work_unit(by, "Diversion", unit=cast.diversion.pk)))
    client, row = signed_in(cast.youth_officer), HandOff.objects.get()
    desk = client.get("/")
    [line] = [each for each in desk.context["desk"].waiting if each.url == f"/hand-offs/{row.pk}/"]
    answered = send(client, line.url, reply="accepted", reason="We look at it with the school.")

    assert line.title == "Handed to Diversion: Break-ins in the lane"
    assert 'href="/hand-offs/"' in desk.content.decode()
    assert answered.status_code == 303
    assert client.get("/").context["desk"].waiting == []
    assert "Diversion" in flat(client.get("/hand-offs/?show=answered"))
    assert client.get(f"/problems/{row.problem_id}/").status_code == 403


def test_an_answer_that_was_got_by_phone_is_written_down_with_whose_it_is(cast: Cast, signed_in: SignedIn) -> None:
    problem = kept(cast, lambda by, problem: handed(by, problem, a_work_unit(by)))
    client, row = signed_in(cast.prevention_officer), HandOff.objects.get()
    unsaid = send(client, f"/hand-offs/{row.pk}/", reply="accepted", told_on=localdate())
    send(client, f"/hand-offs/{row.pk}/", reply="accepted", told_on=localdate(), told_by="The night desk")

    assert list(errors(unsaid)) == ["told_by"]
    assert "Told by The night desk" in flat(client.get(f"/hand-offs/{row.pk}/"))
    assert "Accepted" in flat(client.get(f"/problems/{problem.pk}/"))


@pytest.mark.parametrize("who", ["prevention_officer", "supervisor", "coordinator", "youth_officer"])
def test_a_hand_off_of_nothing_is_not_there(cast: Cast, acting: Acting, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(f"/hand-offs/{new_id()}/").status_code == 404


def test_a_hand_off_that_waits_is_taken_back_with_why_and_waits_no_more(cast: Cast, signed_in: SignedIn) -> None:
    problem = kept(cast, lambda by, problem: handed(by, problem, a_work_unit(by, unit=cast.help.pk)))
    client, row = signed_in(cast.prevention_officer), HandOff.objects.get()
    back = f"/hand-offs/{row.pk}/take-back/"
    assert f'href="{back}"' in client.get(f"/hand-offs/{row.pk}/").content.decode()
    assert "Social delivery was asked" in flat(client.get(back))
    unsaid = send(client, back, reason=" ")
    send(client, back, reason="It was meant for the branch")

    assert list(errors(unsaid)) == ["reason"]
    for url in (f"/hand-offs/{row.pk}/", f"/problems/{problem.pk}/", "/hand-offs/?show=answered"):
        assert "Taken back" in flat(client.get(url)), url
    assert "It was meant for the branch" in flat(client.get(f"/hand-offs/{row.pk}/"))
    assert client.get(back).status_code == 404
    supervisor = signed_in(cast.supervisor)
    assert [line.title for line in supervisor.get("/").context["desk"].waiting] == []
    seen = supervisor.get(f"/hand-offs/{row.pk}/")
    assert ("Taken back" in flat(seen), 'name="reply"' in seen.content.decode()) == (True, False)


def test_whom_it_was_handed_to_is_offered_no_way_to_take_it_back(cast: Cast, signed_in: SignedIn) -> None:
    kept(cast, lambda by, problem: handed(by, problem, a_work_unit(by, unit=cast.help.pk)))
    client, row = signed_in(cast.supervisor), HandOff.objects.get()

    assert "take-back" not in client.get(f"/hand-offs/{row.pk}/").content.decode()
    assert client.get(f"/hand-offs/{row.pk}/take-back/").status_code == 403
