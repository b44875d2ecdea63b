"""The pages: an officer considers, a youth officer leads the young person through, each sees what is theirs."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.diversion.enums import Condition
from offramp.diversion.models import Course, Measure, Meeting
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.diversion.scene import BORN, agreement_with, brought_to_agreement, considered, opened, planned, the_program
from tests.ui.reading import lines


def sent(client: Client, url: str, **fields: object) -> str:
    """Open a form, send it filled, and return the page it leads to."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    token = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())
    assert token, url
    answer = client.post(url, {**fields, "form_token": token[1]}, follow=True)
    assert answer.redirect_chain, lines(answer)
    return answer.content.decode()


def consideration(cast: Cast, **changes: object) -> dict[str, object]:
    """Return the form as an officer fills it for a referral."""
    return {
        "offence": "theft",
        "occurred_on": (localtime(now()).date() - timedelta(days=1)).isoformat(),
        "branch": str(cast.downtown.pk),
        "occurrence": "26-104233",
        "grounds": "Seen on camera",
        "given_name": "Tessa",
        "family_name": "Auger",
        "born": BORN.isoformat(),
        "sex": "female",
        "considered": ["no_further_action", "warning", "caution", "referral"],
        "decision": "referral",
        "reasons": "First time, and sorry",
        "guardian_name": "Marie Auger",
        "kin": "other",
        "reached": "phone",
        "told": "She comes along",
        "program": str(the_program().pk),
        "agreed": "yes",
        "heard": "oral",
        "words": "Okay",
        "guardian_agreed": "yes",
        **changes,
    }


def test_an_officer_keeps_the_record_and_is_told_what_happens_next(cast: Cast, signed_in: SignedIn) -> None:
    officer = signed_in(cast.constable)

    page = sent(officer, reverse("diversion:consider"), **consideration(cast))

    assert "The program sees that a referral waits." in page
    assert "Tessa" not in page
    assert officer.get(reverse("diversion:opened")).content.decode().count("Auger") == 0


def test_a_sanction_waits_for_its_program_and_is_led_through_it_to_its_end(cast: Cast, signed_in: SignedIn) -> None:
    today = localtime(now()).date().isoformat()
    told = consideration(cast, decision="sanction", consented_on=today, conditions=[each.value for each in Condition])
    page = sent(signed_in(cast.constable), reverse("diversion:consider"), **told)
    assert "The program sees that somebody waits." in page
    youth = signed_in(cast.youth_officer)
    waiting = youth.get(reverse("diversion:cases")).content.decode()
    assert ("DIVERSIONfirst, Downtown" in waiting, "Tessa" in waiting) == (True, False)
    [line] = youth.get("/").context["desk"].waiting
    assert (line.title, line.detail) == ("A young person waits for DIVERSIONfirst", "Downtown")

    [course] = re.findall(r"/young-persons/waiting/([0-9a-f-]+)/take/", waiting)
    page = sent(youth, reverse("diversion:take", args=[course]))
    [measure] = set(re.findall(r"/measures/([0-9a-f-]{36})/do/", page))
    assert ("Tessa Auger" in page, "Extrajudicial sanction" in page) == (True, True)

    def do(deed: str, **fields: object) -> str:
        return sent(youth, reverse("diversion:deed", args=[measure, deed]), **fields)

    do("contact", reached="letter", words="Told of the sanction")
    page = do("answer", who="young_person", asked_for="sanction", said="withdrawn", heard="oral", words="No more")
    assert "They took their consent back" in page
    assert (
        "The program has ended before"
        in youth.get(reverse("diversion:letter", args=[measure, "completion"])).content.decode()
    )


def test_under_twelve_the_page_says_what_helps_instead_and_keeps_what_was_typed(
    cast: Cast, signed_in: SignedIn
) -> None:
    officer = signed_in(cast.constable)
    url = reverse("diversion:consider")
    token = re.search(r'name="form_token" value="([^"]+)"', officer.get(url).content.decode())
    assert token

    born = (localtime(now()).date() - timedelta(days=11 * 365)).isoformat()
    page = officer.post(url, {**consideration(cast, born=born), "form_token": token[1]})

    assert page.status_code == 422
    body = page.content.decode()
    assert "Under twelve: no measure, and nothing is kept" in body
    assert reverse("triage:refer") in body
    assert "Seen on camera" in body


def test_earlier_measures_open_for_a_purpose_and_close_again(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast)
    officer = signed_in(cast.constable)
    record = reverse("diversion:record", args=[kept.pk])
    assert officer.get(record).status_code == 404

    page = sent(
        officer,
        reverse("diversion:look-up"),
        given_name="tessa",
        family_name="AUGER",
        born=BORN.isoformat(),
        purpose="deciding",
        ground="26-200",
    )
    assert "Deciding again whether to use a measure, 26-200" in page
    shown = officer.get(record).content.decode()
    assert "Seen on camera with two pairs of shoes" in shown
    assert "The shoe shop" not in shown  # who was harmed is not for this purpose
    token = re.search(r'name="form_token" value="([^"]+)"', shown)
    assert token
    officer.post(reverse("diversion:close", args=[kept.pk]), {"form_token": token[1]})
    assert officer.get(record).status_code == 404


def test_a_look_up_that_finds_nothing_says_so(cast: Cast, signed_in: SignedIn) -> None:
    considered(cast)
    page = sent(
        signed_in(cast.constable),
        reverse("diversion:look-up"),
        given_name="Tessa",
        family_name="Auger",
        born=(BORN + timedelta(days=1)).isoformat(),
        purpose="deciding",
        ground="26-200",
    )
    assert "There is nothing under this name and birth date." in page


def test_a_youth_officer_leads_a_young_person_from_the_referral_to_the_end(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast)
    agreement_with(cast, cast.shelter)
    youth = signed_in(cast.youth_officer)
    waiting = youth.get(reverse("diversion:cases")).content.decode()
    assert "DIVERSIONfirst, Downtown" in waiting
    assert "Tessa" not in waiting

    [course] = re.findall(r"/young-persons/waiting/([0-9a-f-]+)/take/", waiting)
    page = sent(youth, reverse("diversion:take", args=[course]))
    assert "You have this case now." in page
    assert "Tessa Rose Auger" in page

    def do(deed: str, **fields: object) -> str:
        return sent(youth, reverse("diversion:deed", args=[kept.pk, deed]), **fields)

    do("review", is_taken="yes", words="Fits")
    do("contact", reached="in_person", words="Her aunt wants it too")
    do("guardian", name="Joe Auger", kin="father", reach="780-555-0177")
    do("needs", needs="Somebody for homework", strengths="Draws")
    do("answer", who="young_person", asked_for="program", said="yes", heard="oral")
    do("answer", who="guardian", asked_for="program", said="yes", heard="oral")
    tomorrow = localtime(now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    page = do("meeting", kind="agreement", planned_at=tomorrow, place="The library", name="Cst. Whitebear")
    [meeting] = re.findall(r"/measures/meetings/([0-9a-f-]+)/", page)
    sent(youth, reverse("diversion:participant", args=[meeting]), name="Tessa", part="young_person")
    page = sent(
        youth, reverse("diversion:participant", args=[meeting]), name="Pia", part="partner", user=str(cast.worker.pk)
    )
    [first, *_more] = re.findall(r"/measures/participants/([0-9a-f-]+)/prepared/", page)
    sent(youth, reverse("diversion:prepared", args=[first]), words="Nervous")
    sent(youth, reverse("diversion:note", args=[meeting]), words="She said she was sorry")
    kind = re.search(
        r'value="([0-9a-f-]{36})"[^>]*>\s*(?:<[^>]+>\s*)*Written apology',
        youth.get(reverse("diversion:item", args=[meeting])).content.decode(),
    )
    assert kind
    in_two_weeks = (localtime(now()).date() + timedelta(days=14)).isoformat()
    page = sent(
        youth,
        reverse("diversion:item", args=[meeting]),
        kind=kind[1],
        words="A letter to the shop",
        due_on=in_two_weeks,
        proof="The shop has it",
    )
    assert "A letter to the shop" in page
    token = re.search(r'held/"[^>]*>.*?name="form_token" value="([^"]+)"', page, re.S)
    assert token
    youth.post(reverse("diversion:held", args=[meeting]), {"form_token": token[1]})

    worker = signed_in(cast.worker)
    seen = worker.get(reverse("diversion:meeting", args=[meeting])).content.decode()
    assert ("She said she was sorry" in seen, "A letter to the shop" in seen, "Auger" in seen) == (True, True, False)
    assert worker.get(reverse("diversion:record", args=[kept.pk])).status_code == 403

    page = youth.get(reverse("diversion:record", args=[kept.pk])).content.decode()
    [item] = re.findall(r"/measures/items/([0-9a-f-]+)/", page)
    sent(youth, reverse("diversion:turn", args=[item]), turn="done", words="She read it aloud")
    do("check-in", how="in_person", words="Proud")
    page = do("end", outcome="completed")
    assert "It has ended. Thank everybody." in page


def test_an_item_is_changed_by_its_page_and_what_was_agreed_before_stands_behind_it(
    cast: Cast, signed_in: SignedIn
) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    youth, turn = signed_in(cast.youth_officer), reverse("diversion:turn", args=[agreed.item.pk])

    page = sent(
        youth,
        turn,
        turn="changed",
        words="They closed",
        new_words="A letter to the owner",
        new_helper="Her aunt",
        agreed_by=["young_person", "victim"],
    )

    for shown in (page, youth.get(reverse("diversion:meeting", args=[agreed.meeting.pk])).content.decode()):
        assert "A letter to the owner" in shown
        assert "it was: “A letter to the shop”, by" in " ".join(shown.split())
        assert "They closed (agreed: Was harmed, The young person)" in " ".join(shown.split())
    assert "A letter to the owner" in youth.get(turn).content.decode()
    letter = youth.get(reverse("diversion:letter", args=[kept.pk, "agreement"])).content.decode()
    assert ("A letter to the owner" in letter, "A letter to the shop" in letter) == (True, False)


def test_a_case_is_handed_on_and_closed_to_who_had_it(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast)
    brought_to_agreement(cast, kept)
    youth, other = signed_in(cast.youth_officer), signed_in(cast.other_youth_officer)
    record = reverse("diversion:record", args=[kept.pk])
    assert other.get(record).status_code == 404

    sent(youth, reverse("diversion:deed", args=[kept.pk, "hand-on"]), officer=str(cast.other_youth_officer.pk))

    assert (youth.get(record).status_code, other.get(record).status_code) == (404, 200)


def test_who_takes_a_case_over_leads_the_meeting_that_is_planned_and_reads_nothing_of_the_one_before(
    cast: Cast, signed_in: SignedIn, acting: Acting
) -> None:
    kept = considered(cast)
    held = brought_to_agreement(cast, kept).meeting
    with acting(cast.youth_officer) as by:
        ahead = planned(kept, by)
    youth, other = signed_in(cast.youth_officer), signed_in(cast.other_youth_officer)

    sent(youth, reverse("diversion:deed", args=[kept.pk, "hand-on"]), officer=str(cast.other_youth_officer.pk))

    page = other.get(reverse("diversion:meeting", args=[ahead.pk])).content.decode()
    assert "It is called off" in page
    assert other.get(reverse("diversion:meeting", args=[held.pk])).status_code == 404
    assert (
        reverse("diversion:meeting", args=[held.pk])
        not in other.get(reverse("diversion:record", args=[kept.pk])).content.decode()
    )


def test_who_was_harmed_is_heard_and_a_school_is_told_apart(cast: Cast, signed_in: SignedIn) -> None:
    kept = considered(cast)
    brought_to_agreement(cast, kept)
    youth = signed_in(cast.youth_officer)
    page = youth.get(reverse("diversion:record", args=[kept.pk])).content.decode()
    [victim] = re.findall(r"/measures/victims/([0-9a-f-]+)/", page)

    page = sent(youth, reverse("diversion:hear", args=[victim]), choice="wants_letter", words="A letter is enough")
    assert "A letter is enough" in page
    in_a_week = (localtime(now()).date() + timedelta(days=7)).isoformat()
    page = sent(
        youth,
        reverse("diversion:deed", args=[kept.pk, "school"]),
        given_to="Her school, the principal",
        ground="safety",
        words="Keeps apart from one class",
        needed_until=in_a_week,
    )
    assert "Keeps apart from one class" in page
    [note] = re.findall(r"/measures/schools/([0-9a-f-]+)/end/", page)
    page = sent(youth, reverse("diversion:end-school", args=[note]))
    assert "Keeps apart from one class" not in page


def test_help_is_asked_with_their_yes_and_nothing_else_crosses(cast: Cast, signed_in: SignedIn, acting: Acting) -> None:
    kept = considered(cast)
    brought_to_agreement(cast, kept)
    youth = signed_in(cast.youth_officer)
    page = sent(
        youth,
        reverse("desk:offer-help-from", args=[kept.pk]),
        wanted="yes",
        guardian_said="yes",
        heard="oral",
        person_name="Tessa A.",
        reach="780-555-0131",
        place="The library",
        branch=str(cast.downtown.pk),
        words="Somebody to talk to about home",
        team=str(cast.core_team.pk),
    )
    assert "Somebody to talk to about home" in page

    queue = signed_in(cast.core_navigator).get(reverse("triage:queue")).content.decode()
    [intake] = set(re.findall(r"/queue/([0-9a-f-]{36})/", queue))
    asked = signed_in(cast.core_navigator).get(reverse("triage:intake", args=[intake])).content.decode()
    assert "Somebody to talk to about home" in asked
    for word in ("26-104233", "camera", "referral to a program", "DIVERSION", "shoe"):
        assert word not in asked
    assert str(kept.pk) not in asked
    with acting(cast.core_navigator):
        assert (Measure.objects.count(), Meeting.objects.count(), Course.objects.count()) == (0, 0, 0)


def test_a_program_s_words_steps_and_items_are_the_service_s_own(cast: Cast, signed_in: SignedIn) -> None:
    admin = signed_in(cast.administrator)
    program = the_program()
    page = sent(
        admin,
        reverse("diversion:program-change", args=[program.pk]),
        name="Second chances",
        about="Ours",
        consent_words="Yes, no, not now",
        follow_up_months="6, 12",
        is_open="on",
    )
    assert "Second chances" in page
    page = sent(admin, reverse("diversion:step-new", args=[program.pk]), name="A walk", position="3", is_used="on")
    assert "A walk" in page
    page = sent(
        admin, reverse("diversion:item-kind-new", args=[program.pk]), name="A mural", position="9", is_used="on"
    )
    assert "A mural" in page


def test_whether_it_was_offered_fairly_is_shown_without_small_numbers(cast: Cast, signed_in: SignedIn) -> None:
    opened(cast, cast.constable)
    considered(cast)
    page = signed_in(cast.analyst).get(reverse("diversion:fairness")).content.decode()

    assert "left out" in page
    assert "No table by Indigenous identity is made without a recorded agreement." in page


def test_the_privacy_officer_records_an_agreement_and_answers_a_young_person_s_request(
    cast: Cast, signed_in: SignedIn
) -> None:
    kept = considered(cast)
    privacy = signed_in(cast.privacy)
    page = sent(
        privacy,
        reverse("diversion:agreements"),
        with_whom="A council",
        terms="One table a year, for the council",
        starts_on=localtime(now()).date().isoformat(),
    )
    assert "One table a year, for the council" in page
    sent(
        privacy,
        reverse("diversion:look-up"),
        given_name="Tessa",
        family_name="Auger",
        born=BORN.isoformat(),
        purpose="own_request",
        ground="Request 12, seen in person with her health card",
    )
    shown = privacy.get(reverse("diversion:record", args=[kept.pk])).content.decode()
    assert "Seen on camera with two pairs of shoes" in shown
    assert "The young person asks what is held about them" in shown
