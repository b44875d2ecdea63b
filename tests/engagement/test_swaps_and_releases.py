"""A place is offered to a colleague who can come; a supervisor releases by a link; understaffed events are told of."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from offramp.access.actions import set_identity
from offramp.access.queries import secret_of
from offramp.accounts.models import User
from offramp.engagement.actions import answers, places, releases, swaps
from offramp.engagement.actions.staffing import warn_of_understaffed
from offramp.engagement.enums import Hours, Place, Way
from offramp.engagement.jobs import places as jobs
from offramp.engagement.models import Absence, Appeal, Assignment, Entry, Invitation, Member, Need, Release, Swap
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.engagement import places_scene as scene
from tests.engagement.scene import link_of
from tests.ui.reading import flat, said, token_on


@pytest.fixture
def away(cast: Cast) -> Member:
    """A member who said that they can't come then, which is nobody's business."""
    made = scene.member(cast, scene.account(cast, "berhane", "Cst. Berhane Tesfay"))
    with acting_as(cast.coordinator):
        for weekday in range(7):
            Absence.objects.create(
                unit=cast.pace, member=made, user=made.user, weekday=weekday, starts="00:00", ends="23:59"
            )
    return made


def run(name: str) -> None:
    """Run the waiting jobs of one kind, twice: each effect once."""
    for job in [*ProcrastinateJob.objects.filter(task_name=f"engagement.{name}").order_by("id")] * 2:
        getattr(jobs, name)(**job.args)
        set_identity(None, None)


def offered(who: Member, place: Assignment, to: Member) -> Swap:
    with acting_as(who.user) as by:
        return swaps.offer_swap(assignment=place.pk, to=to.pk, by=by, at=now())


def taken(who: Member, swap: Swap) -> Assignment:
    with acting_as(who.user) as by:
        return swaps.take_over(swap=swap.pk, by=by, at=now())


def release_at(cast: Cast, place: Assignment) -> Release:
    with acting_as(cast.coordinator):
        return Release.objects.get(assignment=place)


def test_a_swap_is_offered_by_mail_and_taken_over_whole(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member, away: Member
) -> None:
    place = scene.put_in(cast, scene.accepted(cast), minh)
    with acting(minh.user) as by:
        names = [one.user.name for one in swaps.who_could_take_over(assignment=place.pk, by=by, at=now())]
        assert Absence.objects.count() == 0

    swap = offered(minh, place, ayaan)
    run("tell_of_swap")
    mine = taken(ayaan, swap)

    assert names == ["Cst. Ayaan Yusuf"]
    assert [(message.to, "Minh" in message.body) for message in mail.outbox] == [(["ayaan@example.org"], False)]
    assert (mine.place, mine.how, scene.place(cast, place.pk).place) == (Place.CONFIRMED, "swapped", Place.DROPPED)
    with acting(cast.coordinator):
        assert dict(Entry.objects.values_list("user__username", "method")) == {
            "pace_member": "CANCEL", "ayaan": "REQUEST",
        }  # fmt: skip
        assert Swap.objects.get().taken is True
        assert Release.objects.filter(assignment=mine).exists()
    with pytest.raises(Refused, match="no longer open"):
        taken(ayaan, swap)


def test_only_who_is_coming_offers_and_only_to_who_can_come(
    cast: Cast, minh: Member, ayaan: Member, away: Member
) -> None:
    event = scene.accepted(cast)
    asked = scene.asked_to(cast, event, minh)
    with pytest.raises(Refused, match="Only who is coming"):
        offered(minh, asked, ayaan)
    scene.said(minh, asked, comes=True)

    with pytest.raises(Refused, match="They can't take it over") as refusal:
        offered(minh, asked, away)
    with pytest.raises(NotPermitted):
        offered(ayaan, asked, ayaan)
    scene.put_in(cast, event, ayaan)
    with pytest.raises(Refused, match="They were asked or put in meanwhile"):
        offered(minh, asked, ayaan)

    assert refusal.value.field == "to"


def test_a_taker_is_checked_again(cast: Cast, acting: Acting, minh: Member, ayaan: Member) -> None:
    place = scene.put_in(cast, scene.accepted(cast), minh)
    swap = offered(minh, place, ayaan)
    scene.put_in(cast, scene.accepted(cast, organisation_name="Oromo elders"), ayaan)

    with pytest.raises(Refused, match="Is at another event"):
        taken(ayaan, swap)
    with pytest.raises(NotPermitted):
        taken(minh, swap)

    assert scene.place(cast, place.pk).place == Place.CONFIRMED


@pytest.mark.parametrize("who", ["minh", "ayaan"])
def test_an_offer_is_declined_or_taken_back(cast: Cast, acting: Acting, minh: Member, ayaan: Member, who: str) -> None:
    place = scene.put_in(cast, scene.accepted(cast), minh)
    swap = offered(minh, place, ayaan)

    with acting({"minh": minh, "ayaan": ayaan}[who].user) as by:
        swaps.decline_swap(swap=swap.pk, by=by, at=now())
        swaps.decline_swap(swap=swap.pk, by=by, at=now())
    run("tell_of_swap")

    with pytest.raises(Refused, match="no longer open"):
        taken(ayaan, swap)
    assert (mail.outbox, scene.place(cast, place.pk).place) == ([], Place.CONFIRMED)


def test_an_offer_ends_with_the_place_or_with_the_next_offer(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    third = scene.member(cast, scene.account(cast, "hodan", "Cst. Hodan Warsame"))
    place = scene.put_in(cast, scene.accepted(cast), minh)
    first, second = offered(minh, place, ayaan), offered(minh, place, third)
    with acting(third.user) as by, pytest.raises(NotPermitted):
        swaps.decline_swap(swap=first.pk, by=by, at=now())

    scene.said(minh, place, comes=False)

    with acting(cast.coordinator):
        assert set(Swap.objects.values_list("pk", "taken")) == {(first.pk, False), (second.pk, False)}
    with pytest.raises(Refused, match="no longer open"):
        taken(third, second)


def test_a_supervisor_reads_who_when_and_where_and_no_more_and_says_yes(cast: Cast, minh: Member) -> None:
    event = scene.accepted(cast, hoped_for="That our sons are greeted by name")
    place = scene.put_in(cast, event, minh)
    run("ask_supervisor")
    address = reverse("engagement:release", args=[secret_of(release_at(cast, place).link)])
    client = Client()

    page = client.get(address)
    done = client.post(address, {"released": "yes", "form_token": token_on(page)})

    [message] = mail.outbox
    assert (message.to, "Minh" in f"{message.subject}{message.body}") == (["sgt.lind@example.org"], False)
    assert str(message.body).endswith(f"{address}\n")
    shown = flat(page)
    assert [word in shown for word in ("Cst. Minh Nguyễn", "14:00", "Hall at Wîhkwêntôwin")] == [True] * 3
    kept = ("Somali", "Summer table", "Halima", "greeted by name", event.number)
    assert [words for words in kept if words in shown] == []
    assert (done.status_code, said(done)) == (303, ["Thank you. PACE reads it at once."])
    assert release_at(cast, place).released is True
    assert "You said yes" in flat(client.get(address))


def test_a_supervisor_may_think_again_until_it_is_over(cast: Cast, acting: Acting, minh: Member) -> None:
    place = scene.put_in(cast, scene.accepted(cast), minh)
    address = reverse("engagement:release", args=[secret_of(release_at(cast, place).link)])
    client = Client()
    for answer in ("yes", "no"):
        client.post(address, {"released": answer, "form_token": token_on(client.get(address))})
    wrong = client.post(address, {"released": "perhaps", "form_token": token_on(client.get(address))})
    open_page = client.get(address)
    with acting(cast.coordinator) as by:
        places.take_off(assignment=place.pk, version=1, by=by, at=now())
    late = client.post(address, {"released": "yes", "form_token": token_on(open_page)})

    assert (release_at(cast, place).released, wrong.status_code, late.status_code) == (False, 422, 422)
    assert "There is nothing more to answer" in flat(client.get(address))


def test_a_strangers_link_opens_nobodys_release(cast: Cast, minh: Member, ayaan: Member) -> None:
    event = scene.accepted(cast)
    place, other = scene.put_in(cast, event, minh), scene.put_in(cast, event, ayaan)
    mine, theirs = release_at(cast, place), release_at(cast, other)

    for secret in ("none", link_of(event).split("/")[2], secret_of(place.link)):
        assert Client().get(reverse("engagement:release", args=[secret])).status_code == 404
    with scene.behind(mine.link, "supervisor") as by:
        assert list(Assignment.objects.values_list("pk", flat=True)) == [place.pk]
        assert (Invitation.objects.count(), Member.objects.count()) == (0, 0)
        with pytest.raises(Release.DoesNotExist):
            releases.answer_release(release=theirs.pk, released=True, by=by, at=now())
        with pytest.raises(NotPermitted):
            answers.answer(assignment=place.pk, comes=False, way=Way.LINK, by=by, at=now())
    with acting_as(cast.coordinator) as by, pytest.raises(NotPermitted):
        releases.answer_release(release=mine.pk, released=True, by=by, at=now())


def test_nobody_is_asked_where_no_supervisor_is_known_and_the_coordinator_notes_it(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    alone = scene.member(cast, scene.account(cast, "hodan", "Cst. Hodan Warsame"), supervisor="")
    event = scene.accepted(cast)
    place, free = scene.put_in(cast, event, alone), scene.put_in(cast, event, minh, hours=Hours.VOLUNTEERED)
    run("ask_supervisor")

    with acting(cast.coordinator) as by:
        for released in (False, True):
            releases.note_release(assignment=place.pk, released=released, version=1, by=by, at=now())
        assert list(Release.objects.values_list("assignment", "released")) == [(place.pk, True)]
        places.change_place(assignment=free.pk, hours=Hours.ON_DUTY, locked=False, version=1, by=by, at=now())
        assert Release.objects.filter(assignment=free).exists()
    assert mail.outbox == []


def test_a_supervisor_who_answered_or_is_no_longer_needed_gets_no_mail(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast)
    told, off = scene.put_in(cast, event, minh), scene.put_in(cast, event, ayaan)
    with acting(cast.coordinator) as by:
        releases.note_release(assignment=told.pk, released=True, version=1, by=by, at=now())
        places.take_off(assignment=off.pk, version=1, by=by, at=now())

    run("ask_supervisor")

    assert mail.outbox == []


def test_seven_days_ahead_who_could_go_is_written_to_once(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member, away: Member
) -> None:
    event = scene.accepted(cast, 5)
    later = scene.accepted(cast, 20)
    with acting(cast.coordinator) as by:
        places.change_need(invitation=event.pk, at_least=2, at_most=3, courses=[], version=1, by=by, at=now())
    scene.put_in(cast, event, minh)

    for _ in range(2):
        jobs.warn(int(now().timestamp()))
        set_identity(None, None)
    run("appeal")

    assert [(message.to, event.place in message.body) for message in mail.outbox] == [(["ayaan@example.org"], True)]
    with acting(cast.coordinator):
        assert list(Appeal.objects.values_list("member", flat=True)) == [ayaan.pk]
        assert set(Need.objects.filter(warned_at__isnull=False).values_list("invitation", flat=True)) == {event.pk}
        assert not Appeal.objects.filter(invitation=later).exists()


def test_enough_who_come_is_no_warning_but_who_is_not_released_does_not_count(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    place = scene.put_in(cast, scene.accepted(cast, 5), minh)
    assert warned() == 0
    with acting(cast.coordinator) as by:
        releases.note_release(assignment=place.pk, released=False, version=1, by=by, at=now())

    assert [warned(), warned()] == [1, 0]


def test_a_supervisor_is_not_asked_again_about_an_event_that_stayed_the_same(
    cast: Cast, acting: Acting, minh: Member
) -> None:
    event = scene.accepted(cast)
    place = scene.put_in(cast, event, minh)
    asked_at = release_at(cast, place).asked_at
    with acting(cast.coordinator):
        releases.renew_releases(invitation=event.pk, at=now())

    assert release_at(cast, place).asked_at == asked_at
    assert ProcrastinateJob.objects.filter(task_name="engagement.ask_supervisor").count() == 1


def test_who_was_written_to_about_an_event_is_not_written_to_again(
    cast: Cast, acting: Acting, minh: Member, ayaan: Member
) -> None:
    event = scene.accepted(cast, 5)
    with acting(cast.coordinator):
        Appeal.objects.create(invitation=event, member=minh, unit=cast.pace, user=minh.user, made_at=now())

    assert warned() == 1

    waiting = ProcrastinateJob.objects.filter(task_name="engagement.appeal").values_list("args__appeal", flat=True)
    with acting(cast.coordinator):
        assert [Appeal.objects.get(pk=key).member_id for key in waiting] == [ayaan.pk]


def test_the_desks_say_what_the_roster_asks(cast: Cast, acting: Acting, minh: Member, ayaan: Member) -> None:
    soon, later = scene.accepted(cast, 5, title="Summer table"), scene.accepted(cast, 30, title="Winter table")
    asked, held = scene.asked_to(cast, later, minh), scene.put_in(cast, later, ayaan)
    with acting(cast.coordinator) as by:
        releases.note_release(assignment=held.pk, released=False, version=1, by=by, at=now())

    coordinator, member = desk(cast.coordinator), desk(cast.pace_member)

    assert coordinator == [
        ("Somali Mothers' Circle: Summer table", "0 of 1 come", reverse("engagement:roster", args=[soon.pk])),
        ("Somali Mothers' Circle: Winter table", "Cst. Minh Nguyễn has not answered", roster_of(later)),
        ("Somali Mothers' Circle: Winter table", "Cst. Ayaan Yusuf is not released", roster_of(later)),
    ]
    assert member == [("Somali Mothers' Circle: Winter table", "We ask you to come", "/my-events/")]
    scene.said(minh, asked, comes=False)
    assert desk(cast.pace_member) == []


def desk(user: User) -> list[tuple[str, str, str]]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return [(line.title, line.detail, line.url) for line in client.get("/").context["desk"].waiting]


def roster_of(event: Invitation) -> str:
    return reverse("engagement:roster", args=[event.pk])


def warned() -> int:
    found = warn_of_understaffed(at=now())
    set_identity(None, None)
    return found
