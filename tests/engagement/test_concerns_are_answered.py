"""From a concern to an answer: somebody takes it on, we answer, and only the community calls it answered."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import localdate

from offramp.access.actions import end_grants, set_identity
from offramp.access.enums import Basis
from offramp.audit.models import Entry
from offramp.engagement.actions.concerns import (
    add_concern,
    call_answered,
    call_unanswered,
    keep_promise,
)
from offramp.engagement.actions.visits import Promised
from offramp.engagement.enums import Outcome
from offramp.engagement.jobs.letters import write
from offramp.engagement.models import Concern, Invitation, Message, Promise
from offramp.engagement.rules import concerns as rules
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.concern_scene import judge_page, judged, late, stand
from tests.engagement.scene import as_holder, jobs, link_of, post
from tests.engagement.visits_scene import (
    HEARD,
    accepted,
    answered,
    colleague_of,
    fresh,
    heard,
    rostered,
    taken_on,
    told,
)
from tests.ui.reading import flat, said, token_on


def test_a_concern_goes_from_heard_to_answered_and_each_step_shows(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    seen = [stand(cast, acting, concern)]
    taken_on(cast, concern)
    seen.append(stand(cast, acting, concern))
    late(cast, acting, concern)
    seen.append(stand(cast, acting, concern))
    answered(cast, concern)
    seen.append(stand(cast, acting, concern))
    judged(cast, concern, because="They came once")
    seen.append(stand(cast, acting, concern))
    answered(cast, concern, outcome=Outcome.COULD_NOT, answer="No more constables this year")
    seen.append(stand(cast, acting, concern))
    judged(cast, concern)
    seen.append(stand(cast, acting, concern))

    assert seen == ["unowned", "open", "overdue", "told", "overdue", "told", "answered"]
    with acting(cast.privacy):
        verbs = Entry.objects.filter(subject=concern.pk).order_by("pk").values_list("verb", "actor_kind")
        assert list(verbs) == [
            ("concern.heard", "user"), ("concern.taken_on", "user"), ("concern.taken_on", "user"),
            ("concern.told", "user"), ("concern.reopened", "link"), ("concern.told", "user"),
            ("concern.answered", "link"),
        ]  # fmt: skip


def test_only_the_communitys_side_calls_it_answered(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    answered(cast, concern)
    version = fresh(cast, concern.pk).version
    for user in (cast.coordinator, cast.pace_member, cast.officer):
        with acting(user) as by:
            with pytest.raises(NotPermitted, match="Only the community"):
                call_answered(concern=concern.pk, version=version, by=by, at=now())
            with pytest.raises(NotPermitted, match="Only the community"):
                call_unanswered(concern=concern.pk, because="x", version=version, by=by, at=now())
            with pytest.raises(NotPermitted, match="Only the community"):
                add_concern(invitation=concern.invitation_id, text="x", by=by, at=now())

    assert stand(cast, acting, concern) == "told"


def test_another_organisers_link_neither_sees_nor_judges_it(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    answered(cast, concern)
    other = accepted(cast, -9, organisation_name="Another circle")

    with pytest.raises(Concern.DoesNotExist):
        as_holder(other, lambda by: call_answered(concern=concern.pk, version=2, by=by, at=now()))
    with pytest.raises(Invitation.DoesNotExist):
        as_holder(other, lambda by: add_concern(invitation=concern.invitation_id, text="x", by=by, at=now()))

    assert Client().get(f"{link_of(other)}concerns/{concern.pk}/").status_code == 404
    assert HEARD not in flat(Client().get(link_of(other)))
    assert stand(cast, acting, concern) == "told"


def test_what_was_not_answered_is_not_judged_and_never_twice(cast: Cast) -> None:
    concern = heard(cast)
    with pytest.raises(Refused, match="no answer to this that waits"):
        judged(cast, concern)
    answered(cast, concern)
    judged(cast, concern)

    with pytest.raises(Refused, match="no answer to this that waits"):
        judged(cast, concern, because="On second thought")
    with pytest.raises(Refused, match="called this answered"):
        answered(cast, concern)


def test_the_answer_goes_out_by_letter_in_their_language(cast: Cast, acting: Acting) -> None:
    row = accepted(cast, language="fr")
    concern = heard(cast, row=row)
    answered(cast, concern, answer="Deux agents y marchent le vendredi")

    write(**jobs()[-1])
    set_identity(None, None)

    body = str(mail.outbox[-1].body)
    assert [words in body for words in ("Vous avez dit", HEARD, "Deux agents y marchent", "You said")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert link_of(row) in body
    with acting(cast.coordinator):
        assert Message.objects.filter(invitation=row, text__contains="Deux agents", written_by=cast.coordinator).count()


def test_without_an_address_the_answer_stands_on_their_page(cast: Cast) -> None:
    concern = heard(cast, row=accepted(cast, email=""))
    answered(cast, concern, outcome=Outcome.COULD_NOT, answer="The bridge is the province's")

    page = flat(Client().get(link_of(concern.invitation)))

    assert [words in page for words in ("We couldn&#x27;t, because:", "The bridge is the province&#x27;s")] == [
        True,
        True,
    ]


def test_the_community_says_it_is_no_answer_and_reads_its_own_page(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    taken_on(cast, concern)
    client, page = Client(), link_of(concern.invitation)
    assert "Downtown division takes it on: Walk the route" in flat(client.get(page))
    answered(cast, concern)
    assert "Two constables walk there" in flat(client.get(page))

    empty = post(client, judge_page(concern), version=f"{fresh(cast, concern.pk).version}", is_answered="no")
    done = client.post(
        judge_page(concern),
        {
            "form_token": token_on(empty), "version": f"{fresh(cast, concern.pk).version}", "is_answered": "no",
            "because": "They came once",
        },
    )  # fmt: skip

    assert (empty.status_code, done.status_code, done.headers["Location"]) == (422, 303, page)
    assert said(done) == ["Thank you for telling us."]
    assert "You said that this does not answer it." in flat(client.get(page))
    after = fresh(cast, concern.pk)
    assert (after.because, after.answered_at, stand(cast, acting, concern)) == ("They came once", None, "open")


def test_the_community_calls_it_answered(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    concern = heard(cast)
    answered(cast, concern)
    client = Client()
    opened = client.get(judge_page(concern))
    assert (opened.headers["Referrer-Policy"], "Only you can say so" in flat(opened)) == ("same-origin", True)

    done = post(client, judge_page(concern), version=f"{fresh(cast, concern.pk).version}", is_answered="yes")

    assert (done.status_code, stand(cast, acting, concern)) == (303, "answered")
    assert "You called it answered" in flat(client.get(link_of(concern.invitation)))
    assert 'name="is_answered"' not in flat(client.get(judge_page(concern)))
    page = flat(signed_in(cast.coordinator).get(f"/concerns/{concern.pk}/"))
    assert ("They called it answered on" in page, "/answer/" in page, "/take-on/" in page) == (True, False, False)


def test_an_answer_changed_meanwhile_is_told_before_it_is_judged(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    answered(cast, concern)
    client, version = Client(), fresh(cast, concern.pk).version
    token = token_on(client.get(judge_page(concern)))
    answered(cast, concern, outcome=Outcome.COULD_NOT, answer="We found that we can't")

    overtaken = client.post(judge_page(concern), {"form_token": token, "version": f"{version}", "is_answered": "yes"})
    again = client.post(
        judge_page(concern), {"form_token": token_on(overtaken), "version": f"{version + 1}", "is_answered": "yes"}
    )

    page = flat(overtaken)
    assert (overtaken.status_code, "This was changed meanwhile." in page, "We found that we can" in page) == (
        422,
        True,
        True,
    )
    assert again.status_code == 303


def test_the_community_adds_a_concern_itself(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    client, address = Client(), f"{link_of(row)}concern/"
    assert "Please name nobody." in flat(client.get(address))

    done = post(client, address, text="No lamps in the park")
    empty = post(client, address, text="  ")

    assert (done.status_code, empty.status_code) == (303, 422)
    with acting(cast.coordinator):
        concern = Concern.objects.get()
    assert (concern.text, concern.heard_by, concern.owner) == ("No lamps in the park", None, "")
    assert "No lamps in the park" in flat(client.get(link_of(row)))


def test_a_flood_of_concerns_is_held_back(cast: Cast, acting: Acting) -> None:
    row = accepted(cast)
    for _ in range(rules.AT_MOST):
        as_holder(row, lambda by: add_concern(invitation=row.pk, text="No lamps", by=by, at=now()))

    with pytest.raises(Refused, match="many concerns already"):
        as_holder(row, lambda by: add_concern(invitation=row.pk, text="One more", by=by, at=now()))


def test_an_ended_link_sees_no_concern_and_adds_none(cast: Cast, acting: Acting) -> None:
    concern = heard(cast)
    answered(cast, concern)
    with acting(cast.coordinator):
        end_grants(founded_on=concern.invitation.link, basis=Basis.LINK, at=now())

    addresses = (link_of(concern.invitation), judge_page(concern), f"{link_of(concern.invitation)}concern/")
    assert [Client().get(address).status_code for address in addresses] == [404, 404, 404]
    assert as_holder(concern.invitation, lambda by: Concern.objects.count()) == 0


def test_promises_stand_on_their_page_until_and_after_they_are_kept(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    row, second = accepted(cast), colleague_of(cast)
    rostered(cast, row)
    rostered(cast, row, second)
    told(cast.pace_member, row, promises=[Promised("A card in Somali", localdate() + timedelta(days=3))])
    with acting(cast.coordinator):
        promise = Promise.objects.get()
    with acting(second) as by, pytest.raises(NotPermitted):
        keep_promise(promise=promise.pk, by=by, at=now())
    with acting(cast.coordinator) as by, pytest.raises(NotPermitted, match="a colleague's"):
        keep_promise(promise=new_id(), by=by, at=now())
    assert "A card in Somali" in flat(Client().get(link_of(row)))
    address = f"/promises/{promise.pk}/kept/"
    client = signed_in(cast.pace_member)
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(f"/events/{row.pk}/told/").content.decode())
    assert token is not None

    done = client.post(address, {"form_token": token[1]})
    with acting(cast.coordinator) as by:
        keep_promise(promise=promise.pk, by=by, at=now())

    assert (done.status_code, client.get(address).status_code) == (303, 405)
    with acting(cast.coordinator):
        kept = Promise.objects.get()
    assert (kept.kept_by, kept.kept_at is not None) == (cast.pace_member, True)
    assert "kept on" in flat(Client().get(link_of(row)))


def test_without_a_token_nothing_is_kept_and_it_is_said(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    row = accepted(cast)
    told(cast.coordinator, row, promises=[Promised("A card", localdate())])
    with acting(cast.coordinator):
        promise = Promise.objects.get()
    client = signed_in(cast.coordinator)

    done = client.post(f"/promises/{promise.pk}/kept/")

    assert (done.status_code, done.headers["Location"]) == (302, f"/events/{row.pk}/told/")
    assert "open for too long" in said(done)[0]
    assert client.post(f"/promises/{new_id()}/kept/").status_code == 404
    assert client.post(f"/introductions/{new_id()}/met/yes/").status_code == 404
