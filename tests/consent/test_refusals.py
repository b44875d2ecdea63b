"""Each refusal says what is wrong, what to do instead and where, word for word; what is just allowed passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from offramp.access.enums import Category
from offramp.consent import rules
from offramp.consent.enums import Ability, Authority, DemandKind, Method, Recipient, Verdict
from offramp.consent.rules import AgreementTerms, Birth, ConsentTerms, DemandTerms, DisclosureTerms
from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id

NOON = datetime(2026, 11, 23, 19, tzinfo=UTC)
"""Noon in Edmonton."""
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
NOT_KNOWN = Birth()
PERSON = new_id()
CONSENT = ConsentTerms(
    categories=[Category.PLAN],
    purpose="A room",
    recipient=Recipient.AGENCY,
    agency=new_id(),
    acknowledged=True,
    starts_at=NOON,
    ends_at=NOON + DAY,
    told_revocable=True,
    method=Method.ORAL,
    heard_by="Amara Okafor",
    ability=Ability.ABLE,
    present="Nobody else",
)
DISCLOSURE = DisclosureTerms(
    categories=[Category.PLAN], recipient="Ambulance", authority=Authority.ACUTE_RISK, words="She fell", told_at=NOON
)
DEMAND = DemandTerms(
    kind=DemandKind.SUBPOENA, sender="A court", received_on=TODAY, due_on=TODAY, decider="Counsel R. Amari"
)
AGREEMENT = AgreementTerms(unit=new_id(), agency=new_id(), categories=[Category.PLAN], starts_on=TODAY, ends_on=TODAY)


def refused(ask: Callable[[], object]) -> tuple[str, str, str] | None:
    """Return what a refusal says, what to do instead and where; None where nothing is refused."""
    try:
        ask()
    except Refused as refusal:
        return refusal.message, refusal.ask, refusal.field
    return None


def agreed(birth: Birth | None = None, agreed: list[str] | None = None, **changes: Any) -> None:
    rules.check_terms(
        replace(CONSENT, **changes), agreed=agreed, birth=birth or Birth(date(1990, 2, 28)), from_age=12, at=NOON
    )


@pytest.mark.parametrize(
    ("changes", "message", "ask", "field"),
    [
        ({"ability": Ability.NOT_NOW}, "“Not now” is a full answer: it gives no consent.", "", "ability"),
        (
            {"ability": Ability.GUARDIAN, "guardian": " "},
            "Write the name of the guardian or trustee who decides.",
            "",
            "guardian",
        ),
        (
            {"birth": Birth(date(2010, 5, 1)), "capacity_finding": " "},
            "They are, or may be, under 18. Write why you find them able to decide.",
            "Or let a guardian decide.",
            "capacity_finding",
        ),
        ({"categories": []}, "Choose what may be seen.", "", "categories"),
        (
            {"recipient": Recipient.OFFICERS, "agency": None, "categories": [Category.PLAN, Category.HEALTH]},
            "Officers on the care team see this without a consent: Goals, steps, appointments.",
            "Take it off.",
            "categories",
        ),
        ({"agency": None}, "Choose the agency that may see it.", "", "agency"),
        (
            {"agreed": None},
            "There is no information-sharing agreement in force with this agency.",
            "Choose another agency, or ask the privacy office for an agreement.",
            "agency",
        ),
        (
            {"categories": [Category.HEALTH, Category.PLAN, Category.CONSENT], "agreed": ["plan", "consent"]},
            "The agreement with this agency does not allow: Consents, Health.",
            "Take it off.",
            "categories",
        ),
        ({"ends_at": NOON}, "It ends before it begins.", "Choose a later last day.", "ends_at"),
        (
            {"starts_at": NOON - DAY, "ends_at": NOON},
            "That day has passed.",
            "Choose a later last day.",
            "ends_at",
        ),
        ({"purpose": " "}, "Write what it is for.", "", "purpose"),
        (
            {"acknowledged": False},
            "Reasons, risks and benefits must be explained and understood first.",
            "",
            "acknowledged",
        ),
        (
            {"told_revocable": False},
            "Tell them first that they can take it back at any time.",
            "",
            "told_revocable",
        ),
        ({"heard_by": " "}, "Write who heard it.", "", "heard_by"),
        (
            {"present": " "},
            "Write who was present.",
            "Were you alone with them, write “nobody else”.",
            "present",
        ),
        (
            {"birth": NOT_KNOWN, "capacity_finding": " "},
            "It is not known when they were born. Write why you take them for an adult, or why you find them able to"
            " decide.",
            "Or note their birth date, or about the year, under “Birth and languages” first.",
            "capacity_finding",
        ),
    ],
)
def test_a_consent_that_lacks_something_says_what(changes: dict[str, Any], message: str, ask: str, field: str) -> None:
    assert refused(lambda: agreed(**{"agreed": ["plan"], **changes})) == (message, ask, field)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"birth": Birth(date(2010, 5, 1)), "capacity_finding": "Says it back in her own words"},
        {"birth": Birth(date(2010, 5, 1)), "ability": Ability.GUARDIAN, "guardian": "Her aunt"},
        {"birth": Birth(TODAY.replace(year=2008))},
        {"birth": NOT_KNOWN, "capacity_finding": "Says she is thirty, and looks it"},
        {"recipient": Recipient.OFFICERS, "agency": None, "categories": [Category.HEALTH], "agreed": None},
        {"ends_at": NOON + timedelta(microseconds=1)},
        {"method": Method.WRITTEN, "heard_by": ""},
    ],
)
def test_a_consent_that_lacks_nothing_passes(changes: dict[str, Any]) -> None:
    assert refused(lambda: agreed(**{"agreed": ["plan"], **changes})) is None


def test_the_day_somebody_comes_of_age_is_the_day_here() -> None:
    late = datetime(2026, 11, 24, 3, tzinfo=UTC)  # the 24th in Greenwich, the evening of the 23rd here
    terms = replace(CONSENT, starts_at=late, ends_at=late + DAY)
    with pytest.raises(Refused, match="under 18"):
        rules.check_terms(terms, agreed=["plan"], birth=Birth(date(2008, 11, 24)), from_age=12, at=late)


@pytest.mark.parametrize(
    ("changes", "message", "ask", "field"),
    [
        ({"categories": []}, "Choose what was told.", "", "categories"),
        ({"recipient": " "}, "Write who received it.", "", "recipient"),
        (
            {"authority": Authority.CONSENT},
            "What they agreed to goes out as a referral, and is written down by itself.",
            "Send a referral.",
            "authority",
        ),
        ({"words": " "}, "Write why: which law, which danger, which order.", "", "words"),
        (
            {"told_at": NOON + timedelta(seconds=1)},
            "That moment is still to come.",
            "Write it down once it was told.",
            "told_at",
        ),
    ],
)
def test_a_disclosure_without_its_ground_says_what_is_missing(
    changes: dict[str, Any], message: str, ask: str, field: str
) -> None:
    rules.check_disclosure(DISCLOSURE, at=NOON)
    assert refused(lambda: rules.check_disclosure(replace(DISCLOSURE, **changes), at=NOON)) == (message, ask, field)


@pytest.mark.parametrize(
    ("changes", "message", "ask", "field"),
    [
        ({"sender": " "}, "Write from whom it came.", "", "sender"),
        ({"decider": " "}, "Write who decides.", "", "decider"),
        ({"received_on": TODAY + DAY}, "That day is still to come.", "", "received_on"),
        ({"due_on": TODAY - DAY}, "It is due before it came.", "Choose a later day.", "due_on"),
    ],
)
def test_a_demand_that_cannot_be_says_why(changes: dict[str, Any], message: str, ask: str, field: str) -> None:
    rules.check_demand(DEMAND, at=NOON)
    assert refused(lambda: rules.check_demand(replace(DEMAND, **changes), at=NOON)) == (message, ask, field)


def test_an_agreement_about_nothing_or_that_ends_before_it_begins_says_so() -> None:
    rules.check_agreement(AGREEMENT)
    rules.check_agreement(replace(AGREEMENT, ends_on=None))
    assert [
        refused(lambda: rules.check_agreement(replace(AGREEMENT, categories=[]))),
        refused(lambda: rules.check_agreement(replace(AGREEMENT, ends_on=TODAY - DAY))),
    ] == [
        ("Choose what may be shared.", "", "categories"),
        ("It ends before it begins.", "Choose a later last day.", "ends_on"),
    ]


def test_an_agreement_ends_between_its_first_day_and_the_last_that_stands() -> None:
    rules.check_can_end(starts_on=TODAY, ends_on=None, last_day=TODAY)
    rules.check_can_end(starts_on=TODAY, ends_on=TODAY + DAY, last_day=TODAY)
    assert [
        refused(lambda: rules.check_can_end(starts_on=TODAY, ends_on=None, last_day=TODAY - DAY)),
        refused(lambda: rules.check_can_end(starts_on=TODAY, ends_on=TODAY + DAY, last_day=TODAY + DAY)),
    ] == [
        ("It begins on 23 November 2026.", "Choose that day or a later one.", "last_day"),
        ("It ends on 24 November 2026 already.", "Write a new agreement down for a longer time.", "last_day"),
    ]


def test_what_is_taken_back_or_over_is_not_taken_back() -> None:
    ask = rules.check_can_withdraw
    ask(withdrawn_at=None, ends_at=NOON + timedelta(microseconds=1), at=NOON)
    assert [
        refused(lambda: ask(withdrawn_at=NOON, ends_at=NOON + DAY, at=NOON)),
        refused(lambda: ask(withdrawn_at=None, ends_at=NOON, at=NOON)),
    ] == [
        ("This consent was taken back already, on 23 November 2026, 12:00.", "", ""),
        ("This consent ended on 23 November 2026, 12:00. Nothing stands on it.", "", ""),
    ]


def test_a_demand_is_decided_once_with_reasons_then_given_then_closed() -> None:
    closed = ("This demand was closed on 23 November 2026, 12:00.", "", "")
    decide, give, close = rules.check_can_decide, rules.whom_to_give_of, rules.check_can_close
    decide(decided_at=None, closed_at=None, words="It is owed")
    close(is_decided=True, closed_at=None)
    assert {give(verdict, person=PERSON, closed_at=None) for verdict in (Verdict.FULL, Verdict.PART)} == {PERSON}

    assert [
        refused(lambda: decide(decided_at=None, closed_at=NOON, words="It is owed")),
        refused(lambda: decide(decided_at=NOON, closed_at=None, words="It is owed")),
        refused(lambda: decide(decided_at=None, closed_at=None, words=" ")),
        refused(lambda: give(Verdict.FULL, person=PERSON, closed_at=NOON)),
        *(refused(partial(give, verdict, person=PERSON, closed_at=None)) for verdict in ("nothing", "none_held", "")),
        refused(lambda: give(Verdict.FULL, person=None, closed_at=None)),
        refused(lambda: close(is_decided=True, closed_at=NOON)),
        refused(lambda: close(is_decided=False, closed_at=None)),
    ] == [
        closed,
        ("It was decided already, on 23 November 2026, 12:00.", "", ""),
        ("Write why.", "", "words"),
        closed,
        *[("Nothing is given before it was decided to give something.", "Write the decision down.", "")] * 3,
        ("This demand names nobody whose file is here.", "", ""),
        closed,
        ("It is not decided yet.", "Write the decision down first.", ""),
    ]
