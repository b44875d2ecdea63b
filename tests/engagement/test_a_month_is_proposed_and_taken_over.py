"""The coordinator has a month's roster proposed by a job, looks at it, and takes it over. Nobody is asked before."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from offramp.audit.models import Entry
from offramp.engagement.actions.months import ask_for_month, begin, fail, finish, note_progress, take_over
from offramp.engagement.enums import How, Place, Progress
from offramp.engagement.jobs.months import propose_month
from offramp.engagement.models import Absence, Assignment, Invitation, Member, Need, Proposal
from offramp.engagement.queries import months as queries
from offramp.engagement.rules.months import Solved
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.ui.tokens import token_for
from tests.cast import Cast
from tests.conftest import SignedIn, acting_as
from tests.engagement.places_scene import accepted, account, asked_to, knows, member
from tests.engagement.scene import in_days, post
from tests.ui.reading import flat, said

MONTHS = "/months/"


@pytest.fixture(autouse=True)
def soon(settings: Any) -> None:
    settings.PACE_MONTH_SECONDS = 5


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def minh(cast: Cast) -> Member:
    """A member who speaks Somali."""
    made = member(cast, cast.pace_member)
    knows(cast, made)
    return made


@pytest.fixture
def grace(cast: Cast) -> Member:
    return member(cast, account(cast, "grace", "Cst. Grace Okafor"))


def month() -> date:
    """Return the month in which the events of these tests lie."""
    return (localdate().replace(day=1) + timedelta(days=70)).replace(day=1)


def event(cast: Cast, day: int = 10, **changes: Any) -> Invitation:
    ahead = (month() - localdate()).days + day - 1
    return accepted(cast, ahead, **{"languages": ["som"], "starts_at": in_days(ahead), **changes})


def asked_for(cast: Cast) -> Proposal:
    with acting_as(cast.coordinator) as by:
        return ask_for_month(month=month(), by=by, at=now())


def proposed(cast: Cast) -> Proposal:
    made = asked_for(cast)
    propose_month(proposal=str(made.pk))
    return again(cast, made)


def again(cast: Cast, made: Proposal) -> Proposal:
    with acting_as(cast.coordinator):
        return Proposal.objects.get(pk=made.pk)


def taken(cast: Cast, made: Proposal, line: Invitation | None = None) -> int:
    with acting_as(cast.coordinator) as by:
        return take_over(proposal=made.pk, invitation=line.pk if line else None, by=by, at=now())


def places(cast: Cast) -> list[tuple[UUID, str, str, str]]:
    with acting_as(cast.coordinator):
        rows = Assignment.objects.order_by("invitation__starts_at", "user__name")
        return [(row.invitation_id, row.user.username, row.place, row.how) for row in rows.select_related("user")]


def shown(cast: Cast, made: Proposal) -> queries.Shown:
    with acting_as(cast.coordinator) as by:
        return queries.shown(Viewer(by), Proposal.objects.get(pk=made.pk), at=now())


def test_a_month_is_proposed_by_a_job_and_asks_nobody_before_it_is_taken_over(
    cast: Cast, client: Client, minh: Member, grace: Member
) -> None:
    first = event(cast)
    page = client.get(MONTHS)
    chosen = f"{month():%B} {month().year}: 1 event"

    sent = post(client, MONTHS, month=month().isoformat())

    with acting_as(cast.coordinator):
        made = Proposal.objects.get()
    assert (chosen in flat(page), sent.status_code, sent.headers["Location"]) == (True, 303, f"{MONTHS}{made.pk}/")
    job = ProcrastinateJob.objects.get(task_name="engagement.propose_month")
    assert job.args == {"proposal": str(made.pk)}
    waits = client.get(sent.headers["Location"])
    assert ["The first roster comes within a few seconds." in flat(waits), 'hx-trigger="every 2s"' in flat(waits)] == [
        True, True,
    ]  # fmt: skip

    propose_month(proposal=str(made.pk))

    ready = flat(client.get(sent.headers["Location"]))
    words = [
        "No roster for this month can be better by these points.", minh.user.name, "Speaks fluently: Somali.",
        "The next best:", grace.user.name, "Take over all of it",
    ]  # fmt: skip
    assert [one for one in words if one not in ready] == []
    assert ("hx-trigger" in ready, places(cast)) == (False, [])
    with acting_as(cast.privacy):
        verbs = Entry.objects.filter(subject=made.pk).order_by("pk").values_list("verb", "actor_kind")
        assert list(verbs) == [("month.asked", "user"), ("month.begun", "service"), ("month.proposed", "service")]

    over = post(client, sent.headers["Location"])

    assert (over.status_code, said(over)) == (303, ["Taken over. 1 member was asked."])
    assert places(cast) == [(first.pk, "pace_member", Place.ASKED, How.PROPOSED)]
    assert again(cast, made).progress == Progress.TAKEN
    after = flat(client.get(sent.headers["Location"]))
    assert ["As proposed" in after, "Take over all of it" in after, "changed since" in after] == [True, False, False]


def test_twice_is_once(cast: Cast, minh: Member) -> None:
    event(cast)
    made = asked_for(cast)

    assert asked_for(cast).pk == made.pk
    propose_month(proposal=str(made.pk))
    before = again(cast, made)
    propose_month(proposal=str(made.pk))
    assert again(cast, made).moved_at == before.moved_at
    assert (taken(cast, made), taken(cast, made), len(places(cast))) == (1, 0, 1)
    assert asked_for(cast).pk != made.pk


def test_a_run_beside_another_does_nothing_and_one_that_died_is_taken_up(cast: Cast) -> None:
    made, later = asked_for(cast), now() + timedelta(minutes=3)
    with acting_as(cast.coordinator) as by:
        begun = [begin(proposal=made.pk, by=by, at=at) is None for at in (now(), now(), later)]
        assert begun == [False, True, False]
        assert [queries.is_at_work(Proposal.objects.get(), at=at) for at in (later, later + timedelta(hours=1))] == [
            True, False,
        ]  # fmt: skip


def test_progress_is_kept_while_it_runs_and_not_after(cast: Cast, client: Client) -> None:
    made = asked_for(cast)
    address = reverse("engagement:proposal", args=[made.pk])
    with acting_as(cast.coordinator) as by:
        begin(proposal=made.pk, by=by, at=now())
        note_progress(proposal=made.pk, found=None, at=now())
        note_progress(proposal=made.pk, found=Solved(frozenset(), 120, 150, 3), at=now())
    words = "There is a roster. It may still become better, by 20.0% at most. 3 seconds so far."
    assert words in flat(client.get(address))
    refused = client.post(address, {"form_token": token_of(client, made)})
    assert (refused.status_code, "This proposal is not ready." in flat(refused)) == (422, True)

    with acting_as(cast.coordinator) as by:
        fail(proposal=made.pk, by=by, at=now())
        fail(proposal=made.pk, by=by, at=now())
        note_progress(proposal=made.pk, found=Solved(frozenset(), 1, 1, 1), at=now())
        now_there = queries.month_now(Viewer(by), made.month, at=now())
        finish(proposal=made.pk, month=now_there.month, stood={}, found=Solved(frozenset(), 1, 1, 1), by=by, at=now())
    failed = again(cast, made)
    assert (failed.progress, failed.best, queries.gap_of(failed)) == (Progress.FAILED, 120, 20)
    assert "It did not come about" in flat(client.get(address))


def token_of(client: Client, made: Proposal) -> str:
    user = client.session["_auth_user_id"]
    return token_for(UUID(user), "month.take_over", f"{made.pk}:", page="").signed()


def test_a_job_that_breaks_is_told_on_the_page_and_stays_visible(cast: Cast, client: Client, settings: Any) -> None:
    event(cast)
    made = asked_for(cast)
    settings.PACE_MONTH_SECONDS = "no number"

    with pytest.raises(TypeError):
        propose_month(proposal=str(made.pk))

    assert again(cast, made).progress == Progress.FAILED
    assert "Nothing was changed, and nobody was asked." in flat(client.get(f"{MONTHS}{made.pk}/"))


def test_one_event_is_taken_over_and_the_others_wait(cast: Cast, client: Client, minh: Member) -> None:
    first, second = event(cast), event(cast, 20)
    made = proposed(cast)

    one = client.post(f"{MONTHS}{made.pk}/{first.pk}/", {"form_token": line_token(client, made, first)})

    assert (one.status_code, [row[0] for row in places(cast)]) == (303, [first.pk])
    assert again(cast, made).progress == Progress.READY
    assert [(line.is_taken, line.changed) for line in shown(cast, made).lines] == [(True, []), (False, [])]
    assert (taken(cast, made, second), again(cast, made).progress) == (1, Progress.TAKEN)


def line_token(client: Client, made: Proposal, line: Invitation) -> str:
    page = client.get(f"{MONTHS}{made.pk}/")
    forms = {shown.invitation.pk: form for shown, form in page.context["lines"]}
    return str(forms[line.pk].token).split('value="')[1].split('"')[0]


def test_what_changed_since_is_told_and_not_taken_over(cast: Cast, client: Client, minh: Member) -> None:
    kept, changed, off, away, filled = (event(cast, day) for day in (3, 7, 11, 15, 19))
    made = proposed(cast)
    with acting_as(cast.coordinator):
        Invitation.objects.filter(pk=off.pk).update(state="cancelled")
        Invitation.objects.filter(pk=changed.pk).update(version=9)
        Need.objects.update_or_create(invitation=changed, defaults={"unit": cast.pace, "at_least": 2, "at_most": 3})
        Absence.objects.create(
            unit=cast.pace, member=minh, user=minh.user, starts_at=away.starts_at,
            ends_at=away.starts_at + timedelta(hours=1),
        )  # fmt: skip
    asked_to(cast, filled, member(cast, account(cast, "grace", "Cst. Grace Okafor")))
    event(cast, 23)

    found = shown(cast, made)

    assert [line.changed for line in found.lines] == [
        [],
        ["The invitation was changed.", "What it needs was changed."],
        ["The event is no longer accepted, or it has begun."],
        [f"{minh.user.name}: Is not available then."],
        ["A place was given, locked or given up."],
    ]
    assert (found.new_events, found.is_stale) == (1, True)
    page = flat(client.get(f"{MONTHS}{made.pk}/"))
    assert ["Something changed since this was proposed" in page, "Take over all of it" in page] == [True, False]
    with pytest.raises(Refused, match="Something changed since this was proposed: The invitation was changed"):
        taken(cast, made)
    assert [row[1] for row in places(cast)] == ["grace"]
    assert taken(cast, made, kept) == 1


def test_who_left_since_is_told(cast: Cast, minh: Member) -> None:
    event(cast)
    made = proposed(cast)
    with acting_as(cast.coordinator):
        Member.objects.filter(pk=minh.pk).update(left_at=now())

    [line] = shown(cast, made).lines

    assert ([one.name for one in line.going], line.changed) == (
        [minh.user.name], ["Somebody who was chosen is no longer on the roster."],
    )  # fmt: skip


def test_places_that_stand_are_kept_and_a_locked_one_says_so(cast: Cast, minh: Member, grace: Member) -> None:
    first, second = event(cast), event(cast, 20)
    asked_to(cast, first, grace)
    asked_to(cast, second, grace)
    with acting_as(cast.coordinator):
        Assignment.objects.filter(invitation=second).update(locked=True)

    found = shown(cast, proposed(cast))

    assert [[(one.name, one.is_new, one.is_locked) for one in line.going] for line in found.lines] == [
        [(minh.user.name, True, False), ("Cst. Grace Okafor", False, False)],
        [(minh.user.name, True, False), ("Cst. Grace Okafor", False, True)],
    ]
    assert [line.leaves for line in found.lines] == [[], []]


def test_who_moves_is_taken_off_and_their_new_place_waits_for_that(cast: Cast, minh: Member, grace: Member) -> None:
    first, second = event(cast, languages=[]), event(cast, organisation_name="Others", place="Elsewhere")
    asked_to(cast, first, minh)
    with acting_as(cast.coordinator):
        for row, courses in ((first, []), (second, ["bias"])):
            needs = {"unit": cast.pace, "at_least": 1, "at_most": 1, "courses": courses}
            Need.objects.update_or_create(invitation=row, defaults=needs)
    made = proposed(cast)

    with pytest.raises(Refused, match=r"Is at another event at that time\. Take over the event they move from first"):
        taken(cast, made, second)

    assert [line.leaves for line in shown(cast, made).lines] == [[minh.user.name], []]
    assert taken(cast, made) == 2
    assert sorted(row[1:] for row in places(cast)) == [
        ("grace", Place.ASKED, How.PROPOSED),
        ("pace_member", Place.ASKED, How.PROPOSED),
        ("pace_member", Place.REMOVED, How.REQUESTED),
    ]


def test_an_event_nobody_can_fill_says_why(cast: Cast, client: Client, minh: Member) -> None:
    lacking = event(cast, kind="linc")

    made = proposed(cast)

    page = flat(client.get(f"{MONTHS}{made.pk}/"))
    assert ["1 member is missing" in page, "Without a training it needs: 1." in page] == [True, True]
    assert made.unfilled == [{"invitation": str(lacking.pk), "missing": 1, "lacking": [["untrained", 1]]}]


@pytest.mark.parametrize(
    ("chosen", "says"),
    [("", "Choose one."), ("2031-13-01", "Choose one of those shown."), ("2020-01-01", "Choose one of those shown.")],
)
def test_a_month_that_is_none_is_told(client: Client, chosen: str, says: str) -> None:
    answer = post(client, MONTHS, month=chosen)

    assert (answer.status_code, says in flat(answer)) == (422, True)


@pytest.mark.parametrize(
    ("days", "says"), [(-31, "That month is over."), (500, "That is more than a year away."), (1, "over")]
)
def test_only_months_ahead_within_a_year_are_proposed(cast: Cast, days: int, says: str) -> None:
    first = localdate().replace(day=1) + timedelta(days=days)
    day = first if days == 1 else first.replace(day=1)
    with acting_as(cast.coordinator) as by, pytest.raises(Refused, match=says):
        ask_for_month(month=day, by=by, at=now())


def test_an_empty_month_is_ready_and_says_so(cast: Cast, client: Client) -> None:
    made = proposed(cast)

    assert made.progress == Progress.READY
    assert "No accepted events lie ahead in this month" in flat(client.get(f"{MONTHS}{made.pk}/"))


def test_only_the_coordinator_proposes_reads_and_takes_over(cast: Cast, signed_in: SignedIn, minh: Member) -> None:
    event(cast)
    made = proposed(cast)
    for user in (cast.pace_member, cast.officer):
        with acting_as(user) as by:
            assert list(Proposal.objects.values_list("chosen", flat=True)) == []
            with pytest.raises(NotPermitted):
                ask_for_month(month=month(), by=by, at=now())
            with pytest.raises(NotPermitted):
                take_over(proposal=made.pk, by=by, at=now())
        answer = signed_in(user).get(f"{MONTHS}{made.pk}/")
        assert (answer.status_code, "Speaks" in answer.content.decode()) == (403, False)
    assert signed_in(cast.coordinator).get(f"{MONTHS}{new_id()}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_proposal_is_shown_in_as_many_queries_for_any_number_of_events(
    cast: Cast, minh: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(rows):
        event(cast, 5 + 4 * day)
    made = proposed(cast)
    with acting_as(cast.coordinator) as by:
        found = Proposal.objects.get(pk=made.pk)
        with django_assert_num_queries(11):
            assert len(queries.shown(Viewer(by), found, at=now()).lines) == rows
        with django_assert_num_queries(2):
            assert (len(queries.proposals()), sum(n for _month, n in queries.months_ahead(at=now()))) == (1, rows)
