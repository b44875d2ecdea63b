"""What the pages of consents, demands, agreements and disclosures say, line by line, and each form once it is sent."""

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from offramp.access.enums import Category
from offramp.consent.actions import (
    AgreementTerms,
    DemandTerms,
    DisclosureTerms,
    close_demand,
    decide_demand,
    give_on_demand,
    make_agreement,
    record_demand,
    record_disclosure,
    record_not_now,
    withdraw_consent,
)
from offramp.consent.enums import Authority, DemandKind, Verdict
from offramp.consent.models import Agreement, Demand
from offramp.kernel.clock import now
from tests.conftest import Acting
from tests.consent.scene import Scene, a_scene, consented, for_officers, terms
from tests.ui.reading import lines, said, token_on

DAY = timedelta(days=1)


def day(on: date) -> str:
    return f"{on:%-d %B %Y}"


def test_the_list_of_agreements_says_with_whom_since_when_and_what(scene: Scene, privacy: Client) -> None:
    Agreement.objects.all().delete()
    today, url = localdate(), reverse("consent:agreements")
    over = agreed(scene, scene.cast.clinic.pk, starts_on=today - 9 * DAY, ends_on=today - DAY)
    agreed(scene, scene.cast.shelter.pk, starts_on=today - DAY, reference="ISA-7")
    agreed(scene, scene.cast.shelter.pk, starts_on=today + DAY, ends_on=today + 2 * DAY)

    running, gone = lines(privacy.get(url)), lines(privacy.get(url, {"show": "over"}))

    assert running[running.index("Over") + 1 :] == [
        "Not yet", "The Shelter Society", f"HELP · {day(today + DAY)} to {day(today + 2 * DAY)}",
        "Their goals, steps and appointments", "End the agreement with The Shelter Society",
        "Runs", "The Shelter Society", f"HELP · Since {day(today - DAY)} · ISA-7",
        "Their goals, steps and appointments", "End the agreement with The Shelter Society",
    ]  # fmt: skip
    assert gone[gone.index("Over") + 1 :] == [
        "Over", "The River Clinic", f"HELP · {day(today - 9 * DAY)} to {day(today - DAY)}",
        "Their goals, steps and appointments",
    ]  # fmt: skip
    assert over.pk


def test_the_last_day_of_an_agreement_is_a_day_on_which_it_runs(scene: Scene, privacy: Client) -> None:
    Agreement.objects.all().delete()
    agreed(scene, scene.cast.shelter.pk, starts_on=localdate() - DAY, ends_on=localdate())

    assert "Runs" in lines(privacy.get(reverse("consent:agreements")))


def test_many_agreements_are_paged_there_and_back_also_those_that_are_over(scene: Scene, privacy: Client) -> None:
    Agreement.objects.all().delete()
    for days in range(30):
        agreed(scene, scene.cast.shelter.pk, starts_on=localdate() - (days + 9) * DAY, ends_on=localdate() - DAY)
        agreed(scene, scene.cast.shelter.pk, starts_on=localdate() - days * DAY)

    for asked in ({}, {"show": "over"}):
        first = privacy.get(reverse("consent:agreements"), asked)
        second = privacy.get(reverse("consent:agreements") + first.context["next"])
        third = privacy.get(reverse("consent:agreements") + second.context["previous"])
        starts = [[row[0].starts_on for row in page.context["agreements"]] for page in (first, second, third)]
        assert (len(starts[0]), len(starts[1]), starts[2]) == (25, 5, starts[0])
        assert sorted(starts[0] + starts[1], reverse=True) == starts[0] + starts[1]
        assert {page.context["over"] for page in (first, second, third)} == {bool(asked)}
        assert (first.context["previous"], second.context["next"]) == ("", "")


def test_an_agreement_is_written_down_from_today_and_ended_today_if_nothing_else_is_typed(
    scene: Scene, privacy: Client
) -> None:
    new = reverse("consent:agreement-new")
    blank = privacy.get(new)
    assert initial(blank, "starts_on") == localdate()
    assert [words in lines(blank) for words in ("Where they can be found", "Their health")] == [True, True]
    unit = str(scene.cast.help.pk)
    assert initial(blank, "unit") == unit
    typed = {"unit": unit, "agency": str(scene.cast.shelter.pk), "categories": ["plan"], "starts_on": str(localdate())}
    sent = privacy.post(new, {**typed, "form_token": token_on(blank)})
    made = Agreement.objects.latest("id")
    end = reverse("consent:agreement-end", args=[made.pk])
    page = privacy.get(end)
    assert initial(page, "last_day") == localdate()
    shown = lines(page)
    start = shown.index("End the agreement with The Shelter Society")
    assert shown[start + 1 : start + 9] == [
        "Which unit shares", "HELP", "Since", day(localdate()), "Until", "No last day",
        "What they may receive at most", "Their goals, steps and appointments",
    ]  # fmt: skip
    ended = privacy.post(end, {"last_day": str(localdate()), "form_token": token_on(page)})

    assert (sent.headers["Location"], said(sent)) == (reverse("consent:agreements"), ["It is written down."])
    assert (ended.headers["Location"], said(ended)[-1]) == (reverse("consent:agreements"), "It ends.")


def test_the_register_of_demands_says_what_each_waits_for(scene: Scene, privacy: Client) -> None:
    late = demanded(scene, sender="Late", due_on=localdate() - DAY, reference="24-103")
    done = demanded(scene, sender="Decided", due_on=localdate() + 20 * DAY, kind=DemandKind.CHILD_REPORT)
    decided(scene, done)

    found = lines(privacy.get(reverse("consent:demands")))

    came = f"Came on {day(localdate() - 3 * DAY)}"
    assert found[found.index("Subpoena · Late") + 1] == f"{came} · 24-103 · Counsel R. Amari decides"
    assert found[found.index("Duty to report a child · Decided") + 1] == f"{came} · Give a part of it"
    assert "The answer is late" in lines(privacy.get(reverse("consent:demand", args=[late.pk])))
    assert "The answer is late" not in lines(privacy.get(reverse("consent:demand", args=[done.pk])))


def test_a_demand_that_is_due_today_is_not_late(scene: Scene, privacy: Client) -> None:
    due = demanded(scene, due_on=localdate())

    assert "The answer is late" not in lines(privacy.get(reverse("consent:demand", args=[due.pk])))


def test_closed_demands_are_paged_by_themselves(scene: Scene, privacy: Client) -> None:
    for _ in range(26):
        demanded(scene)
    url = reverse("consent:demands")
    first = privacy.get(url)
    second = privacy.get(url + first.context["next"])

    assert [len(page.context["demands"]) for page in (first, second)] == [25, 1]
    assert [page.context["open"] for page in (first, second)] == [True, True]
    assert privacy.get(url + second.context["previous"]).context["demands"] == first.context["demands"]
    assert privacy.get(url, {"show": "closed"}).context["demands"] == []


def test_a_demand_asks_for_what_comes_next_and_for_nothing_else(scene: Scene, privacy: Client) -> None:
    named, nameless, nothing = demanded(scene), demanded(scene, person=None), demanded(scene)
    asked = {}
    for demand, verdict in ((named, Verdict.FULL), (nameless, Verdict.PART), (nothing, Verdict.NOTHING)):
        decided(scene, demand, verdict=verdict)
        page = privacy.get(reverse("consent:demand", args=[demand.pk]))
        asked[demand.pk] = [name for name in ("decide", "give", "close") if page.context.get(name)]
    fresh = privacy.get(reverse("consent:demand", args=[demanded(scene).pk]))

    assert asked == {named.pk: ["give", "close"], nameless.pk: ["close"], nothing.pk: ["close"]}
    assert [name for name in ("decide", "give", "close") if fresh.context.get(name)] == ["decide"]


def test_each_step_of_a_demand_says_so_and_its_address_without_a_form_leads_back(scene: Scene, privacy: Client) -> None:
    new = reverse("consent:demand-new")
    blank = privacy.get(new)
    assert initial(blank, "received_on") == localdate()
    typed: dict[str, Any] = {"kind": "subpoena", "sender": "A court", "decider": "Counsel", "person": ""}
    typed |= {"received_on": str(localdate()), "due_on": str(localdate()), "reference": ""}
    sent = privacy.post(new, {**typed, "form_token": token_on(blank)})
    with scene.acting(scene.cast.privacy):
        demand = Demand.objects.get()
    here = reverse("consent:demand", args=[demand.pk])
    assert (sent.headers["Location"], said(sent)) == (here, ["It is written down."])

    words = {
        "decide": ("The decision is written down.", here, {"verdict": "full", "words": "Owed"}),
        "close": ("The demand is closed.", reverse("consent:demands"), {}),
    }
    for step, (says, leads, fields) in words.items():
        url = reverse(f"consent:demand-{step}", args=[demand.pk])
        assert privacy.get(url).headers["Location"] == here
        token = privacy.get(here).content.decode().split(f'action="{url}"')[1].split('name="form_token" value="')[1]
        answer = privacy.post(url, {**fields, "form_token": token.split('"')[0]})
        assert (answer.headers["Location"], said(answer)[-1]) == (leads, says)
    assert privacy.get(reverse("consent:demand-give", args=[demand.pk])).headers["Location"] == here


def test_a_closed_demand_asks_for_nothing_more(scene: Scene, privacy: Client) -> None:
    demand = demanded(scene)
    decided(scene, demand)
    with scene.acting(scene.cast.privacy) as by:
        close_demand(demand=demand.pk, by=by, at=now())

    page = privacy.get(reverse("consent:demand", args=[demand.pk]))

    assert [name for name in ("decide", "give", "close") if page.context.get(name)] == []
    assert f"Closed on {day(localdate())}" in lines(page)


def test_a_decision_without_its_reasons_is_refused_on_the_demands_own_page(scene: Scene, privacy: Client) -> None:
    demand = demanded(scene)
    here = reverse("consent:demand", args=[demand.pk])
    token = token_on(privacy.get(here))

    page = privacy.post(f"{here}decide/", {"verdict": "part", "words": "", "form_token": token})

    assert (page.status_code, page.context["decide"]["verdict"].value()) == (422, "part")


def test_what_was_given_on_a_demand_is_told_with_its_words(scene: Scene, privacy: Client) -> None:
    demand, another = demanded(scene, reference="24-103"), demanded(scene)
    for each in (demand, another):
        decided(scene, each)
    with scene.acting(scene.cast.privacy) as by:
        given_at = now()
        give_on_demand(
            demand=another.pk, categories=[Category.PLAN], words="On another", given_at=given_at, by=by, at=given_at
        )
    here = reverse("consent:demand", args=[demand.pk])
    url = reverse("consent:demand-give", args=[demand.pk])
    page = privacy.get(here)
    assert abs(page.context["give"]["given_at"].initial - now()) < timedelta(minutes=1)
    token = page.content.decode().split(f'action="{url}"')[1].split('name="form_token" value="')[1].split('"')[0]
    typed = {"categories": ["plan", "health"], "given_at": f"{localdate()} 00:00", "words": "One visit"}
    answer = privacy.post(url, {**typed, "form_token": token})

    page = privacy.get(here)
    found = lines(page)

    assert page.status_code == 200
    assert (answer.headers["Location"], said(answer)) == (here, ["It stands in the ledger of disclosures."])
    start = found.index("What was given")
    assert found[start + 1 : start + 6] == [
        f"{day(localdate())}, 00:00", "Support", "Their goals, steps and appointments and their health",
        "Omar Said", "One visit",
    ]  # fmt: skip
    assert "On another" not in found
    assert found[found.index("Decided") + 1 : found.index("Decided") + 3] == ["Give a part of it", "Owed"]
    facts = {"Its number": "24-103", "Who decides": "Counsel R. Amari", "Written down by": "Omar Said"}
    assert {label: found[found.index(label) + 1] for label in facts} == facts


def test_the_page_of_disclosures_says_what_went_to_whom_on_what_ground_by_whom(scene: Scene, navigator: Client) -> None:
    first = told(scene, "The first", at=now() - 2 * DAY)
    second = told(scene, "The second", at=now() - DAY, authority=Authority.STATUTE)

    found = lines(navigator.get(reverse("consent:disclosures", args=[scene.person])))

    at = [f"{localtime(moment):%-d %b %Y, %H:%M}" for moment in (second, first)]
    assert found[found.index(at[0]) :] == [
        at[0], "The second", "Where they can be found", "She fell", "A law asks for it or allows it · by Amara Okafor",
        at[1], "The first", "Where they can be found", "She fell",
        "Danger to somebody's life or health · by Amara Okafor",
    ]  # fmt: skip
    assert "Each time something left the unit. Nobody can change or delete a line." in found


def test_many_disclosures_of_a_person_are_paged_there_and_back(scene: Scene, navigator: Client) -> None:
    for number in range(26):
        told(scene, f"Number {number}", at=now() - DAY)
    url = reverse("consent:disclosures", args=[scene.person])

    first = navigator.get(url)
    second = navigator.get(url + first.context["next"])

    assert [len(page.context["lines"]) for page in (first, second)] == [25, 1]
    assert navigator.get(url + second.context["previous"]).context["lines"] == first.context["lines"]
    assert (first.context["previous"], second.context["next"]) == ("", "")


def test_the_ledger_says_the_same_without_words_and_of_whom(scene: Scene, privacy: Client) -> None:
    moment = told(scene, "Ambulance", at=now() - DAY)

    found = lines(privacy.get(reverse("consent:ledger"), {"whom": str(scene.person)}))

    assert found[found.index("Of one person:") :] == [
        "Of one person:", str(scene.person), "Of everybody", f"{localtime(moment):%-d %b %Y, %H:%M}", "Ambulance",
        "Where they can be found", "Danger to somebody's life or health · by Amara Okafor", str(scene.person),
    ]  # fmt: skip


def test_a_disclosure_is_of_now_if_nothing_else_is_typed(scene: Scene, navigator: Client) -> None:
    url = reverse("consent:disclose", args=[scene.person])
    page = navigator.get(url)
    typed = {"recipient": "Ambulance", "categories": ["whereabouts"], "authority": "acute_risk", "words": "She fell"}
    sent = navigator.post(url, {**typed, "told_at": f"{localdate()} 00:00", "form_token": token_on(page)})

    assert abs(initial(page, "told_at") - now()) < timedelta(minutes=1)
    assert lines(page)[0] == "What did you tell of Josephine M.?"
    assert [words in lines(page) for words in ("Where they can be found", "Their health")] == [True, True]
    assert said(sent) == ["It is written down."]


def test_the_consents_of_a_person_are_theirs_alone_those_that_stand_first(
    scene: Scene, navigator: Client, acting: Acting
) -> None:
    other = a_scene(scene.cast, acting)
    consented(other, terms(other, purpose="Of somebody else"))
    first, today = consented(scene), localdate()
    consented(scene, for_officers(scene, Category.HEALTH))
    with scene.acting(scene.cast.navigator) as by:
        withdraw_consent(consent=first.pk, words="Enough", by=by, at=now())
        record_not_now(person=scene.person, note="Sleep first", by=by, at=now())

    page = navigator.get(reverse("consent:of-person", args=[scene.person]))

    found = lines(page)
    assert found[0] == "What Josephine M. agreed to"
    assert [len(page.context[part]) for part in ("stands", "over", "asked")] == [1, 1, 1]
    standing, over = found[found.index("Stands now") : found.index("Over")], found[found.index("Over") :]
    last = day(localdate(now() + 180 * DAY - timedelta(microseconds=1)))
    assert [words in " ".join(standing) for words in ("Their health", day(today), last)] == [True] * 3
    assert "Names, birth date, languages and how to reach them and their goals, steps and appointments" in over
    assert over[-3:] == [found[-3], "Sleep first", "Asked by Amara Okafor"]
    assert "Of somebody else" not in " ".join(found)


def test_a_consent_runs_from_today_for_half_a_year_if_nothing_else_is_typed(scene: Scene, navigator: Client) -> None:
    page = navigator.get(reverse("consent:record", args=[scene.person, scene.cast.shelter.pk]))

    assert (initial(page, "starts_at"), initial(page, "ends_at")) == (localdate(), localdate() + 182 * DAY)
    assert "What may The Shelter Society see of Josephine M.?" in lines(page)


def initial(page: Any, name: str) -> Any:
    """Return what a field of the page's form holds before anybody types."""
    return page.context["form"].get_initial_for_field(page.context["form"].fields[name], name)


def agreed(scene: Scene, agency: Any, **changes: Any) -> Agreement:
    with scene.acting(scene.cast.privacy) as by:
        terms: dict[str, Any] = {"starts_on": localdate(), **changes}
        said = AgreementTerms(unit=scene.cast.help.pk, agency=agency, categories=[Category.PLAN], **terms)
        return make_agreement(terms=said, by=by, at=now())


def demanded(scene: Scene, **changes: Any) -> Demand:
    said: dict[str, Any] = {
        "kind": DemandKind.SUBPOENA,
        "sender": "The King's Bench",
        "person": scene.person,
        "received_on": localdate() - 3 * DAY,
        "due_on": localdate() + 20 * DAY,
        "decider": "Counsel R. Amari",
    }
    with scene.acting(scene.cast.privacy) as by:
        return record_demand(terms=DemandTerms(**{**said, **changes}), by=by, at=now())


def decided(scene: Scene, demand: Demand, *, verdict: Verdict = Verdict.PART) -> None:
    with scene.acting(scene.cast.privacy) as by:
        decide_demand(demand=demand.pk, verdict=verdict, words="Owed", by=by, at=now())


def told(scene: Scene, recipient: str, *, at: datetime, authority: Authority = Authority.ACUTE_RISK) -> datetime:
    with scene.acting(scene.cast.navigator) as by:
        said = DisclosureTerms(
            categories=[Category.WHEREABOUTS], recipient=recipient, authority=authority, words="She fell", told_at=at
        )
        return record_disclosure(person=scene.person, terms=said, by=by, at=now()).at
