"""The coordinator's pages of members: the roster with its filters, one member, adding, changing, leaving."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.engagement.enums import Course, Level, Standing, Verdict
from offramp.engagement.models import Absence, Member, Tongue, Training
from offramp.engagement.queries.members.roster import PAGE
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.member_scene import account, at_event, fresh, member, placed, speaks, trained
from tests.engagement.scene import decided, in_days, post, received
from tests.ui.reading import flat, said, token_on

ROSTER = "/members/"


def page_of(one: Member, name: str = "member", *more: Any) -> str:
    return reverse(f"engagement:{name}", args=[one.pk, *more])


def change_of(one: Member, section: str) -> str:
    return page_of(one, "member-change", section)


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def one(cast: Cast) -> Member:
    """A member with everything that could leak."""
    made = member(cast)
    speaks(cast, made, "som", Level.TALK)
    trained(cast, made, Course.HISTORIC_TRAUMA, ends_in=20)
    return made


def names(client: Client, **asked: str) -> list[str]:
    return [line.member.user.name for line in client.get(ROSTER, asked).context["lines"]]


def test_the_roster_is_narrowed_by_name_language_training_division_and_standing(
    cast: Cast, client: Client, one: Member
) -> None:
    helper = member(cast, account("ada", "Cst. Ada Cook", cast), standing=Standing.HELPED, division=cast.downtown.pk)
    trained(cast, helper, Course.BIAS, ends_in=-1)
    mine, theirs = cast.pace_member.name, "Cst. Ada Cook"

    assert names(client) == [theirs, mine]
    assert names(client, q="cook") == [theirs]
    assert names(client, language="som") == [mine]
    assert names(client, course="historic_trauma") == [mine]
    assert names(client, course="bias") == []
    assert names(client, division=str(cast.downtown.pk)) == [theirs]
    assert names(client, standing="approved") == [mine]
    assert names(client, show="left") == []
    assert "Nobody like that" in flat(client.get(ROSTER, {"q": "zzz"}))


def test_each_row_tells_languages_ending_trainings_and_events_against_the_wish(
    cast: Cast, client: Client, one: Member
) -> None:
    for n in range(3):
        at_event(cast, one, received(40 + n), days_ago=0)
    placed(cast, one, received(-400, at=now() - timedelta(days=430)))

    [line] = client.get(ROSTER).context["lines"]

    assert (line.languages, [row.course for row in line.running_out]) == (
        ["Somali (Can talk with people)"], [Course.HISTORIC_TRAUMA],
    )  # fmt: skip
    assert (line.load.month, line.load.year, line.load.wished, line.load.is_beyond) == (3, 3, 2, True)
    assert "More than wished" in flat(client.get(ROSTER))


def test_the_roster_is_paged_and_keeps_its_filter(cast: Cast, client: Client) -> None:
    for n in range(PAGE + 1):
        member(cast, account(f"m{n:02}", f"Cst. {n:02}", cast), standing=Standing.HELPED)

    first = client.get(ROSTER, {"standing": "helped"})
    second = client.get(ROSTER + first.context["next"])

    assert (first.context["previous"], first.context["next"]) == ("", "?standing=helped&page=2")
    assert [line.member.user.name for line in second.context["lines"]] == ["Cst. 25"]
    assert second.context["previous"] == "?standing=helped&page=1"
    assert client.get(ROSTER, {"page": "none"}).context["previous"] == ""


def test_one_row_and_three_take_the_same_queries(cast: Cast, client: Client) -> None:
    counts = []
    for wanted in (1, 2):
        for n in range(wanted):
            row = member(cast, account(f"m{wanted}{n}", f"Cst. {wanted}{n}", cast))
            speaks(cast, row, "som")
            trained(cast, row, ends_in=5)
            at_event(cast, row, received(40))
        client.get(ROSTER)
        with CaptureQueriesContext(connection) as seen:
            assert len(client.get(ROSTER).context["lines"]) in (1, 3)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_one_member_takes_the_same_queries_with_one_of_each_and_three(cast: Cast, client: Client) -> None:
    row, counts = member(cast), []
    for language, course in (("som", Course.BIAS), ("ara", Course.EMPATHY), ("crk", Course.ANTI_RACISM)):
        speaks(cast, row, language)
        trained(cast, row, course)
        placed(cast, row, received(40))
        client.get(page_of(row))
        with CaptureQueriesContext(connection) as seen:
            page = client.get(page_of(row))
        counts.append(len(seen))

    assert counts[0] == counts[2]
    assert [len(page.context["told"].tongues), len(page.context["told"].ahead)] == [3, 3]


def test_a_training_done_again_since_stands_apart(cast: Cast, client: Client, one: Member) -> None:
    before = trained(cast, one, Course.BIAS, ends_in=-400)
    trained(cast, one, Course.BIAS, ends_in=300)
    lapsed = trained(cast, one, Course.EMPATHY, ends_in=-5)

    page = client.get(page_of(one))

    told = page.context["told"]
    assert (told.earlier, lapsed in told.current, len(told.current)) == ([before], True, 3)
    assert "Ended, and done again since" in flat(page)


def test_an_empty_roster_says_what_to_do(client: Client) -> None:
    assert "Nobody is on the roster yet" in flat(client.get(ROSTER))


def test_looking_at_members_is_in_the_read_log(cast: Cast, acting: Acting, client: Client, one: Member) -> None:
    client.get(page_of(one))

    with acting(cast.privacy):
        looked = LookSubject.objects.get(reader=cast.coordinator.pk)
        assert (looked.subject, looked.stream, looked.categories) == (one.pk, "engagement", ["member", "roster"])


def test_a_member_is_found_by_account_and_added(cast: Cast, client: Client) -> None:
    found = client.get("/members/new/", {"q": "daniel"}).context["found"]
    answer = post(client, f"/members/new/{cast.officer.pk}/", standing="helped", rank="Constable", division="")

    assert found == [cast.officer]
    assert answer.status_code == 303
    assert "Helped at an event" in flat(client.get(answer.headers["Location"]))
    assert client.get("/members/new/", {"q": "daniel"}).context["found"] == []
    assert client.get(f"/members/new/{cast.officer.pk}/").status_code == 404
    assert "No account like that" in flat(client.get("/members/new/", {"q": "daniel"}))


def test_the_second_of_two_who_add_one_is_told(cast: Cast, client: Client) -> None:
    address = f"/members/new/{cast.officer.pk}/"
    token = token_on(client.get(address))
    member(cast, cast.officer)

    answer = client.post(address, {"standing": "helped", "rank": "", "division": "", "form_token": token})

    assert (answer.status_code, "They are on the roster already." in flat(answer)) == (422, True)


def test_every_section_is_saved_and_shown(cast: Cast, client: Client, one: Member) -> None:
    mentor = member(cast, account("mo", "Sgt. Mo Field", cast))
    version = fresh(cast, one).version
    sent: list[tuple[str, dict[str, Any]]] = [
        ("wishes", {"version": version, "wished_load": 5, "communities": "Cree\nSomali",
                    "supervisor_name": "Sgt. Law", "supervisor_email": "law@example.org"}),
        ("post", {"version": version + 1, "rank": "Sergeant", "division": cast.downtown.pk, "mentor": mentor.pk}),
        ("language", {"language": "crk", "level": "greetings"}),
        ("training", {"course": "bias", "done_on": str(localdate()), "expires_on": ""}),
        ("weekly", {"weekday": 2, "starts": "22:00", "ends": "06:00", "first_on": str(localdate()), "last_on": ""}),
    ]  # fmt: skip
    statuses = [post(client, change_of(one, section), **data).status_code for section, data in sent]

    page = flat(client.get(page_of(one)))

    assert statuses == [303] * len(sent)
    shown = ("5 wished", "Cree, Somali", "Sgt. Law", "Sergeant", "Downtown", "Sgt. Mo Field", "Cree",
             "Greetings", "Wednesday, 22:00", "Bias awareness")  # fmt: skip
    assert [words for words in shown if words not in page] == []
    assert "Cst. Minh Nguyễn" in flat(client.get(page_of(mentor)))


def test_being_away_while_rostered_is_said(cast: Cast, client: Client, one: Member) -> None:
    event = received(40)
    decided(event, Verdict.ACCEPT, cast.coordinator)
    placed(cast, one, event)
    times = {"starts_at": f"{in_days(39):%Y-%m-%dT%H:%M}", "ends_at": f"{in_days(41):%Y-%m-%dT%H:%M}"}

    answer = post(client, change_of(one, "away"), **times)

    assert said(answer) == ["Saved. 1 place at an event in that time stays until it is given up."]


@pytest.mark.parametrize(
    ("section", "data", "told"),
    [
        ("away", {"starts_at": "2031-01-02T10:00", "ends_at": "2031-01-02T09:00"}, "The end has to come after"),
        ("away", {"starts_at": "2026-06-31T10:00", "ends_at": "2031-01-02T09:00"}, "is not a time we can read"),
        ("training", {"course": "bias", "done_on": "2025-02-30"}, "There is no 2025-02-30 in the calendar"),
        ("training", {"course": "bias", "done_on": "2025-02-03", "expires_on": "2024-01-01"}, "before it was done"),
        ("training", {"course": "magic", "done_on": "2025-02-03"}, "Choose one of those shown."),
        ("language", {"language": "zzz", "level": "first"}, "Choose one of those shown."),
        ("weekly", {"weekday": 1, "starts": "10:00", "ends": "10:00", "first_on": "2026-01-01"}, "are the same"),
        ("wishes", {"wished_load": 99}, "Write 31 or less."),
        ("wishes", {"wished_load": 2, "version": "0"}, "This was changed meanwhile."),
        ("post", {"rank": "Sgt.", "version": "0"}, "This was changed meanwhile."),
    ],
)
def test_what_cannot_be_right_is_said_beside_it(
    client: Client, one: Member, section: str, data: dict[str, Any], told: str
) -> None:
    answer = post(client, change_of(one, section), **data)

    assert (answer.status_code, told in flat(answer)) == (422, True)


def test_the_second_press_after_being_told_counts(cast: Cast, client: Client, one: Member) -> None:
    told = post(client, change_of(one, "post"), rank="Inspector", division="", mentor="", version="0")
    form = told.context["form"]

    again = client.post(
        change_of(one, "post"),
        {"rank": "Inspector", "division": "", "mentor": "", "version": form["version"].value(),
         "form_token": form._sent_token.signed()},
    )  # fmt: skip

    assert (again.status_code, fresh(cast, one).rank) == (303, "Inspector")


def test_what_was_said_is_taken_back_and_kept(cast: Cast, acting: Acting, client: Client, one: Member) -> None:
    post(client, change_of(one, "weekly"), weekday=2, starts="22:00", ends="06:00", first_on=str(localdate()))
    with acting(cast.coordinator):
        rows = {"language": Tongue.objects.get().pk, "training": Training.objects.get().pk,
                "away": Absence.objects.get().pk}  # fmt: skip
    statuses = [post(client, page_of(one, "member-withdraw", kind, row)).status_code for kind, row in rows.items()]

    told = client.get(page_of(one)).context["told"]
    assert (statuses, told.tongues, told.trainings, told.absences) == ([303] * 3, [], [], [])
    with acting(cast.coordinator):
        assert [model.objects.get().withdrawn_at is None for model in (Tongue, Training, Absence)] == [False] * 3
    gone = [page_of(one, "member-withdraw", kind, row) for kind, row in rows.items()]
    assert [client.get(address).status_code for address in gone] == [404] * 3


def test_a_language_said_again_has_the_new_level(client: Client, one: Member) -> None:
    post(client, change_of(one, "language"), language="som", level="first")

    assert [row.level for row in client.get(page_of(one)).context["told"].tongues] == [Level.FIRST]


def test_a_step_is_written_down_with_a_note(client: Client, cast: Cast) -> None:
    row = member(cast, cast.officer, standing=Standing.HELPED)

    refused = post(client, page_of(row, "member-step", "trained"), note="")
    trained(cast, row)
    done = post(client, page_of(row, "member-step", "trained"), note="Three days in May")

    assert (refused.status_code, "No training of theirs is in force." in flat(refused)) == (422, True)
    assert done.status_code == 303
    assert "Three days in May" in flat(client.get(page_of(row)))


def test_somebody_leaves_after_a_question_and_can_come_back(cast: Cast, client: Client, one: Member) -> None:
    placed(cast, one, received(40, title="Summer table"))

    question = flat(client.get(page_of(one, "member-leave")))
    answer = post(client, page_of(one, "member-leave"))
    page = flat(client.get(page_of(one)))

    assert "Summer table" in question
    assert said(answer) == ["They have left, and gave up 1 place ahead: look at who can go instead."]
    assert ("They come back" in page, "Add a language" in page) == (True, False)
    assert (names(client), names(client, show="left")) == ([], [cast.pace_member.name])
    assert client.get(page_of(one, "member-leave")).status_code == 404
    assert client.get(reverse("engagement:member-add", args=[one.user_id])).status_code == 200


def test_what_is_not_there_is_not_found(client: Client, one: Member) -> None:
    addresses = [
        f"/members/{new_id()}/", change_of(one, "magic"), page_of(one, "member-step", "magic"),
        page_of(one, "member-withdraw", "magic", new_id()), page_of(one, "member-withdraw", "language", new_id()),
    ]  # fmt: skip

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


@pytest.mark.parametrize("who", ["pace_member", "officer", "navigator", "constable", "analyst", "privacy"])
def test_the_pages_of_members_are_the_coordinators(cast: Cast, signed_in: SignedIn, one: Member, who: str) -> None:
    client = signed_in(getattr(cast, who))

    for address in (ROSTER, "/members/new/", page_of(one), change_of(one, "wishes"), page_of(one, "member-leave")):
        answer = client.get(address)
        assert (answer.status_code, "Somali" in flat(answer)) == (403, False), address


def test_the_desk_shows_who_asks_whose_account_closed_and_what_ends(
    cast: Cast, client: Client, signed_in: SignedIn, one: Member
) -> None:
    closed = member(cast, account("closed", "Cst. Closed", cast))
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    asks = member(cast, account("ada", "Cst. Ada Cook", cast), standing=Standing.HELPED)
    at_event(cast, asks, received(40))
    trained(cast, asks, ends_in=-2)
    post(client, page_of(asks, "member-step", "asked"), note="By phone")

    desk = client.get("/").context["desk"]
    mine = signed_in(cast.pace_member).get("/").context["desk"]

    waiting = {line.title: line.url for line in desk.waiting if line.url.startswith(ROSTER)}
    assert waiting == {
        "Cst. Ada Cook asks to join": page_of(asks),
        "Cst. Closed has no account any more": page_of(closed),
    }
    everybodys = next(panel for panel in desk.panels if panel.title == "Trainings that end")
    assert [(line.title, line.detail) for line in everybodys.lines] == [
        ("Cst. Ada Cook: Bias awareness", "It has ended."),
        (f"{cast.pace_member.name}: Indigenous historic trauma", "It ends in 20 days."),
    ]
    own = next(panel for panel in mine.panels if panel.title == "My trainings that end")
    assert [line.title for line in own.lines] == ["Indigenous historic trauma"]
    assert "Account closed" in flat(client.get(ROSTER))
