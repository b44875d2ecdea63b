"""Who sees and writes what, once more, in plain words: written by hand from the design, not made from the rules.

It is what a mistake in `who_sees_what.py` is held against: a cell that is taken out of the one or put into it differs
from the other. Whoever changes the rules writes the change here too, and reads both as a privacy officer.
"""

from functools import cache
from typing import Final

from offramp.access.enums import Basis, LinkRole, Operation, Role, ServiceRole

Cell = tuple[str, str, str, str]
"""Role, operation, basis, category."""

# Who; on which basis; what they read and write of it, at most.
HELD: Final = """
patrol officer    | own            | reads contact_log, opened
patrol officer    | own            | writes contact_log, youth, measure, program, victim, queue, opened
patrol officer    | incident       | reads safety
patrol officer    | purpose        | reads youth, measure
HELP officer      | own            | reads contact_log, plan, consent, emergency, requested
HELP officer      | own            | writes contact_log, consent, emergency, requested
HELP officer      | unit           | reads identity, safety, contact_log
HELP officer      | unit           | writes identity, safety, contact_log, whereabouts
HELP officer      | triage         | reads and writes identity, safety, contact_log, whereabouts, plan
HELP officer      | care team      | reads and writes identity, safety, contact_log, whereabouts, plan
HELP officer      | consent        | reads profile, support_notes, health
HELP officer      | danger to life | reads whereabouts, plan
HELP officer      | access request | reads whereabouts, plan
navigator         | own            | reads contact_log, support_notes, plan, emergency, requested
navigator         | own            | writes contact_log, support_notes, emergency, requested
navigator         | unit           | reads identity, safety
navigator         | unit           | writes identity, safety, contact_log, whereabouts
navigator         | triage         | reads and writes the whole file
navigator         | care team      | reads and writes the whole file
navigator         | danger to life | reads whereabouts, plan, health
navigator         | access request | reads what navigators know of a file
navigator lead    | own            | reads plan
navigator lead    | care team      | reads and writes the whole file
HELP supervisor   | own            | reads contact_log, plan, consent, requested
HELP supervisor   | own            | writes contact_log, consent, requested
HELP supervisor   | unit           | reads identity, safety, contact_log, emergency, requested
HELP supervisor   | access request | reads plan
HELP supervisor   | unit           | writes identity, safety, contact_log
HELP supervisor   | triage         | reads and writes identity, safety, contact_log, plan
HELP supervisor   | care team      | reads and writes identity, safety, contact_log, plan
agency worker     | referral       | reads the whole file
agency worker     | referral       | writes referral, plan
agency worker     | meeting        | reads program, conference
PACE coordinator  | unit           | reads and writes all of engagement
PACE member       | unit           | reads events, roster
PACE member       | own            | reads events, roster, member, organiser
PACE member       | own            | writes events, roster, member
youth officer     | own            | reads opened
youth officer     | own            | writes contact_log, youth, measure, program, victim, queue, opened
youth officer     | unit           | reads queue
youth officer     | purpose        | reads youth, measure
youth officer     | case           | reads and writes a measure without its meetings
youth officer     | meeting        | reads and writes program, conference
privacy officer   | own            | reads and writes opened
privacy officer   | unit           | reads and writes consent
privacy officer   | access request | reads the whole file
privacy officer   | access request | reads a measure without its meetings or who was harmed
privacy officer   | access request | writes youth
privacy officer   | review         | reads emergency, opened
privacy officer   | review         | writes emergency
organiser's link  | link           | reads events, organiser, roster
organiser's link  | link           | writes events, organiser
member's link     | link           | reads and writes roster
supervisor's link | link           | reads and writes roster
calendar's link   | link           | reads roster
PACE by itself    | unit           | reads and writes all of engagement
"""  # prevention officer, analyst, administrator, what disposes of measures by itself: nothing of anybody's at all
LISTS: Final = {
    "the whole file": "identity, profile, whereabouts, safety, contact_log, plan, support_notes, health, referral, "
    "consent",
    "what navigators know of a file": "profile, whereabouts, contact_log, plan, support_notes, "
    "health, referral, consent",
    "all of engagement": "events, organiser, roster, member",
    "a measure without its meetings": "youth, measure, program, victim, school, self_described, queue",
    "a measure without its meetings or who was harmed": "youth, measure, program, school, self_described, queue",
}
WHO: Final[dict[str, str]] = {
    "patrol officer": Role.PATROL_OFFICER,
    "HELP officer": Role.HELP_OFFICER,
    "navigator": Role.NAVIGATOR,
    "navigator lead": Role.NAVIGATOR_LEAD,
    "HELP supervisor": Role.HELP_SUPERVISOR,
    "agency worker": Role.AGENCY_WORKER,
    "PACE coordinator": Role.PACE_COORDINATOR,
    "PACE member": Role.PACE_MEMBER,
    "youth officer": Role.YOUTH_OFFICER,
    "privacy officer": Role.PRIVACY_OFFICER,
    "organiser's link": LinkRole.ORGANISER,
    "member's link": LinkRole.ROSTERED,
    "supervisor's link": LinkRole.SUPERVISOR,
    "calendar's link": LinkRole.CALENDAR,
    "PACE by itself": ServiceRole.PACE_CLERK,
}
ON: Final[dict[str, Basis]] = {
    "own": Basis.OWN,
    "incident": Basis.INCIDENT,
    "unit": Basis.UNIT,
    "triage": Basis.TRIAGE,
    "care team": Basis.CARE_TEAM,
    "consent": Basis.CONSENT,
    "danger to life": Basis.BREAK_GLASS,
    "referral": Basis.REFERRAL,
    "access request": Basis.ACCESS_REQUEST,
    "review": Basis.REVIEW,
    "purpose": Basis.PURPOSE,
    "case": Basis.ADMINISTERING,
    "meeting": Basis.CONFERENCE,
    "link": Basis.LINK,
}


@cache
def plainly() -> frozenset[Cell]:
    """Return what the plain words say as cells."""
    return frozenset(cell for line in HELD.strip().splitlines() for cell in _cells(line))


def _cells(line: str) -> set[Cell]:
    who, basis, held = (part.strip() for part in line.split("|"))
    verbs, _, names = held.replace("reads and writes", "both").partition(" ")
    found = set()
    for verb, operation in (("reads", Operation.READ), ("writes", Operation.WRITE)):
        if verbs in (verb, "both"):
            found |= {
                (str(WHO[who]), str(operation), str(ON[basis]), each) for each in LISTS.get(names, names).split(", ")
            }
    return found
