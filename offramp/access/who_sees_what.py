"""Who sees what, who writes what, who may do what: the one source.

From these tables come the SQL policies' ceilings, the guide's tables, the page "who may see what" and the
access matrix of the tests. A grant says *about whom*; these tables say *how much at most*; a reader gets what
both allow. Read it as prose: "a navigator, on the care team, reads every category".
"""

from collections.abc import Mapping
from typing import Final

from offramp.access.enums import (
    AnyCategory,
    Basis,
    Category,
    EngagementCategory,
    LinkRole,
    MeasuresCategory,
    Operation,
    OversightCategory,
    Permission,
    Role,
    ServiceRole,
)

C, E, M, V, P, R = Category, EngagementCategory, MeasuresCategory, OversightCategory, Permission, Role
Ceiling = Mapping[Basis, frozenset[AnyCategory]]

EVERYTHING: Final = frozenset[AnyCategory](Category)
ENGAGEMENT: Final = frozenset[AnyCategory](EngagementCategory)
MEASURES: Final = frozenset[AnyCategory](MeasuresCategory)
# What a stated purpose shows: who it is and what was decided. Nothing of what helped them since.
DECIDED: Final = frozenset[AnyCategory]({M.YOUTH, M.MEASURE})
IN_THE_CASE: Final = MEASURES - {M.CONFERENCE}
# What a young person is told who asks: not who was harmed, nor what others said in a meeting.
TOLD_TO_THE_YOUNG_PERSON: Final = MEASURES - {M.CONFERENCE, M.VICTIM}
AGREED_IN_THE_MEETING: Final = frozenset[AnyCategory]({M.PROGRAM, M.CONFERENCE})
OFFICER_OF_THE_UNIT: Final = frozenset({C.IDENTITY, C.SAFETY, C.CONTACT_LOG})
OFFICER_ON_THE_CASE: Final = OFFICER_OF_THE_UNIT | {C.WHEREABOUTS, C.PLAN}
TOLD_TO_A_NAVIGATOR: Final = frozenset({C.PROFILE, C.SUPPORT_NOTES, C.HEALTH})

READS: Final[Mapping[Role, Ceiling]] = {
    # A patrol officer sees their own asks, and for an incident number the safety card alone.
    R.PATROL_OFFICER: {
        Basis.OWN: frozenset({C.CONTACT_LOG, V.OPENED}),
        Basis.INCIDENT: frozenset({C.SAFETY}),
        Basis.PURPOSE: DECIDED,
    },
    # "Own" consents are lines of the ledger of disclosures one wrote oneself, and notices to oneself that a consent
    # was taken back: no consent has an author.
    # "Own" plan is one's own seat on a care team, also after it ended: nothing else of a plan has an author.
    # A HELP officer knows the unit's people and police contact with them; on the case, also where they are
    # found and what the plan is. What was told to a navigator only where the person agrees.
    R.HELP_OFFICER: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.PLAN, C.CONSENT, V.EMERGENCY, V.REQUESTED}),
        Basis.UNIT: OFFICER_OF_THE_UNIT,
        Basis.TRIAGE: OFFICER_ON_THE_CASE,
        Basis.CARE_TEAM: OFFICER_ON_THE_CASE,
        Basis.CONSENT: TOLD_TO_A_NAVIGATOR,
        Basis.BREAK_GLASS: frozenset({C.WHEREABOUTS, C.PLAN}),
        Basis.ACCESS_REQUEST: frozenset({C.WHEREABOUTS, C.PLAN}),
    },
    # A navigator on the case sees all of it; of the unit's other people, who they are and how to approach.
    R.NAVIGATOR: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.SUPPORT_NOTES, C.PLAN, V.EMERGENCY, V.REQUESTED}),
        Basis.UNIT: frozenset({C.IDENTITY, C.SAFETY}),
        Basis.TRIAGE: EVERYTHING,
        Basis.CARE_TEAM: EVERYTHING,
        Basis.BREAK_GLASS: frozenset({C.WHEREABOUTS, C.PLAN, C.HEALTH}),
        Basis.ACCESS_REQUEST: EVERYTHING - {C.IDENTITY, C.SAFETY},
    },
    # A navigator lead knows nobody but those for whom they cover: a navigator of their own agency, until a day, by a
    # seat on the care team. Without it they read numbers. No police rank reaches this.
    R.NAVIGATOR_LEAD: {
        Basis.OWN: frozenset({C.PLAN}),
        Basis.CARE_TEAM: EVERYTHING,
    },
    # A supervisor sees as an officer, the queue, and the plan when on the case; never notes or health by rank. And
    # which files were opened because of danger to life, and who asks to see more of one, as the care team does.
    R.HELP_SUPERVISOR: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.PLAN, C.CONSENT, V.REQUESTED}),
        Basis.UNIT: OFFICER_OF_THE_UNIT | {V.EMERGENCY, V.REQUESTED},
        Basis.ACCESS_REQUEST: frozenset({C.PLAN}),
        Basis.TRIAGE: OFFICER_OF_THE_UNIT | {C.PLAN},
        Basis.CARE_TEAM: OFFICER_OF_THE_UNIT | {C.PLAN},
    },
    # An agency's worker sees what a referral states and nothing else; the grant names its categories. Of a young
    # person's measure only what is agreed and said in a meeting they take part in.
    R.AGENCY_WORKER: {Basis.REFERRAL: EVERYTHING, Basis.CONFERENCE: AGREED_IN_THE_MEETING},
    # PACE: no link to persons. The coordinator sees all of it. A member sees the events and who goes where; what
    # a member can, knows and wishes only of themselves; who invites, and what they write, not at all. "Own" organiser
    # is a name to ask for on the day, which the coordinator passed on to that one member.
    R.PACE_COORDINATOR: {Basis.UNIT: ENGAGEMENT},
    R.PACE_MEMBER: {
        Basis.UNIT: frozenset({E.EVENTS, E.ROSTER}),
        Basis.OWN: frozenset({E.EVENTS, E.ROSTER, E.MEMBER, E.ORGANISER}),
    },
    # Measures: nothing by unit or rank but that a referral waits. What was decided for a purpose in the law, stated
    # first, about one young person; the rest by having their case; what is said in a meeting by taking part in it.
    # Nothing of Support.
    R.YOUTH_OFFICER: {
        Basis.OWN: frozenset({V.OPENED}),
        Basis.UNIT: frozenset({M.QUEUE}),
        Basis.PURPOSE: DECIDED,
        Basis.ADMINISTERING: IN_THE_CASE,
        Basis.CONFERENCE: AGREED_IN_THE_MEETING,
    },
    # Problems hold nobody's data: a prevention officer has no way to any category.
    R.PREVENTION_OFFICER: {},
    R.ANALYST: {},
    # The consents of the privacy officer's own office are its register of legal demands, and what it disclosed on
    # them: no consent of anybody's is kept there. They review why a file was opened because of danger to life, never
    # what stands in it.
    R.PRIVACY_OFFICER: {
        Basis.UNIT: frozenset({C.CONSENT}),
        Basis.ACCESS_REQUEST: EVERYTHING | TOLD_TO_THE_YOUNG_PERSON,
        Basis.OWN: frozenset({V.OPENED}),
        Basis.REVIEW: frozenset({V.EMERGENCY, V.OPENED}),
    },
    R.ADMINISTRATOR: {},
}

WRITES: Final[Mapping[Role, Ceiling]] = {
    # A patrol officer writes what they considered for a young person, and can't read it without a purpose; what a
    # parent said then is of the program, who was harmed of the case: they read neither again.
    R.PATROL_OFFICER: {
        Basis.OWN: frozenset({C.CONTACT_LOG, *DECIDED, M.PROGRAM, M.VICTIM, M.QUEUE, V.OPENED}),
    },
    R.HELP_OFFICER: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.CONSENT, V.EMERGENCY, V.REQUESTED}),
        Basis.UNIT: OFFICER_OF_THE_UNIT | {C.WHEREABOUTS},
        Basis.TRIAGE: OFFICER_ON_THE_CASE,
        Basis.CARE_TEAM: OFFICER_ON_THE_CASE,
    },
    R.NAVIGATOR: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.SUPPORT_NOTES, V.EMERGENCY, V.REQUESTED}),
        Basis.UNIT: OFFICER_OF_THE_UNIT | {C.WHEREABOUTS},
        Basis.TRIAGE: EVERYTHING,
        Basis.CARE_TEAM: EVERYTHING,
    },
    R.NAVIGATOR_LEAD: {Basis.CARE_TEAM: EVERYTHING},
    R.HELP_SUPERVISOR: {
        Basis.OWN: frozenset({C.CONTACT_LOG, C.CONSENT, V.REQUESTED}),
        Basis.UNIT: OFFICER_OF_THE_UNIT,
        Basis.TRIAGE: OFFICER_OF_THE_UNIT | {C.PLAN},
        Basis.CARE_TEAM: OFFICER_OF_THE_UNIT | {C.PLAN},
    },
    # A worker answers what was sent to them.
    R.AGENCY_WORKER: {Basis.REFERRAL: frozenset({C.REFERRAL, C.PLAN})},
    # A youth officer refers to HELP as one puts a letter through a door: they write an ask, and read none.
    R.YOUTH_OFFICER: {
        Basis.OWN: frozenset({C.CONTACT_LOG, *DECIDED, M.PROGRAM, M.VICTIM, M.QUEUE, V.OPENED}),
        Basis.ADMINISTERING: IN_THE_CASE,
        Basis.CONFERENCE: AGREED_IN_THE_MEETING,
    },
    R.PACE_COORDINATOR: {Basis.UNIT: ENGAGEMENT},
    # A member writes what is their own: their place at an event, how it was, what they heard.
    R.PACE_MEMBER: {Basis.OWN: frozenset({E.EVENTS, E.ROSTER, E.MEMBER})},
    R.PREVENTION_OFFICER: {},
    R.ANALYST: {},
    # A birth date that was not known, in a record that they opened to answer or to put right.
    R.PRIVACY_OFFICER: {
        Basis.OWN: frozenset({V.OPENED}),
        Basis.ACCESS_REQUEST: frozenset({M.YOUTH}),
        Basis.UNIT: frozenset({C.CONSENT}),
        Basis.REVIEW: frozenset({V.EMERGENCY}),
    },
    R.ADMINISTRATOR: {},
}

# Who comes by a secret link: what the link was made for, as long as it stands.
LINKS_READ: Final[Mapping[LinkRole, Ceiling]] = {
    LinkRole.ORGANISER: {Basis.LINK: frozenset({E.EVENTS, E.ORGANISER, E.ROSTER})},
    LinkRole.ROSTERED: {Basis.LINK: frozenset({E.ROSTER})},
    LinkRole.SUPERVISOR: {Basis.LINK: frozenset({E.ROSTER})},
    LinkRole.CALENDAR: {Basis.LINK: frozenset({E.ROSTER})},
}
LINKS_WRITE: Final[Mapping[LinkRole, Ceiling]] = {
    LinkRole.ORGANISER: {Basis.LINK: frozenset({E.EVENTS, E.ORGANISER})},
    LinkRole.ROSTERED: {Basis.LINK: frozenset({E.ROSTER})},
    LinkRole.SUPERVISOR: {Basis.LINK: frozenset({E.ROSTER})},
    LinkRole.CALENDAR: {},
}

# What works by itself: it reads the mailbox, reminds, warns, proposes. It decides nothing. What disposes of measures
# whose clock ran out reads none of them.
SERVICES: Final[Mapping[ServiceRole, Ceiling]] = {
    ServiceRole.PACE_CLERK: {Basis.UNIT: ENGAGEMENT},
    ServiceRole.MEASURES_CLERK: {},
}

# What is founded on the work of a unit opens in an office of that unit alone, whatever other offices its reader holds.
WORK_OF_A_UNIT: Final = frozenset(
    {Basis.TRIAGE, Basis.CARE_TEAM, Basis.CONSENT, Basis.BREAK_GLASS, Basis.ACCESS_REQUEST}
)

TRIAGERS: Final = frozenset({R.HELP_OFFICER, R.NAVIGATOR, R.HELP_SUPERVISOR})
NAVIGATORS: Final = frozenset({R.NAVIGATOR, R.NAVIGATOR_LEAD})
HELP: Final = TRIAGERS | NAVIGATORS

MAY: Final[Mapping[Permission, frozenset[Role | ServiceRole]]] = {
    P.CONSULT_ASK: frozenset({R.PATROL_OFFICER}),
    P.CONSULT_LOG: TRIAGERS,
    P.INTAKE_TRIAGE: TRIAGERS,
    P.INTAKE_CLAIM: TRIAGERS,
    P.INTAKE_CLOSE: TRIAGERS,
    P.ADVICE_GIVE: TRIAGERS,
    P.ACTIVITY_LOG: TRIAGERS,
    P.PERSON_SEARCH: TRIAGERS,
    P.PERSON_CREATE: TRIAGERS,
    P.PERSON_EDIT: TRIAGERS,
    P.NOTICE_SET: frozenset({R.PRIVACY_OFFICER, R.ADMINISTRATOR}),
    P.STATUS_SET: TRIAGERS,
    P.SAFETY_WRITE: TRIAGERS,
    P.SAFETY_REVIEW: NAVIGATORS,
    P.SAFETY_LOOK_UP: frozenset({R.PATROL_OFFICER}),
    # Consent is asked by a navigator, out of an officer's hearing.
    P.CONSENT_RECORD: NAVIGATORS,
    P.CONSENT_WITHDRAW: NAVIGATORS,
    P.WITHDRAWAL_ACKNOWLEDGE: frozenset({R.HELP_OFFICER}),
    P.DISCLOSURE_RECORD: NAVIGATORS | {R.HELP_SUPERVISOR},
    P.LEDGER_READ: frozenset({R.PRIVACY_OFFICER}),
    P.DEMAND_KEEP: frozenset({R.PRIVACY_OFFICER}),
    P.AGREEMENT_KEEP: frozenset({R.PRIVACY_OFFICER}),
    P.REFERRAL_SEND: NAVIGATORS,
    P.REFERRAL_ANSWER: frozenset({R.AGENCY_WORKER}),
    P.REFERRAL_REVOKE: NAVIGATORS,
    P.CARE_TEAM_CHANGE: HELP,
    P.ACCESS_ASK: TRIAGERS,
    P.ACCESS_ANSWER: NAVIGATORS | {R.HELP_SUPERVISOR},
    P.NAVIGATOR_COVER: frozenset({R.NAVIGATOR_LEAD}),
    P.CASE_ACCEPT: TRIAGERS,
    P.CASE_PLAN: HELP,
    P.CASE_NOTE: NAVIGATORS,
    P.CASE_MOVE: HELP,
    P.CASE_CLOSE: HELP,
    P.FILE_RESTRICT: frozenset({R.HELP_SUPERVISOR}),
    P.FILE_TWINS: frozenset({R.PRIVACY_OFFICER}),
    P.GLASS_BREAK: frozenset({R.HELP_OFFICER, R.NAVIGATOR}),
    P.GLASS_REVIEW: frozenset({R.PRIVACY_OFFICER}),
    P.INVITATION_DECIDE: frozenset({R.PACE_COORDINATOR}),
    P.MAIL_SORT: frozenset({R.PACE_COORDINATOR, ServiceRole.PACE_CLERK}),
    P.MEMBER_MANAGE: frozenset({R.PACE_COORDINATOR}),
    P.MEMBER_OWN: frozenset({R.PACE_MEMBER}),
    P.ROSTER_MANAGE: frozenset({R.PACE_COORDINATOR}),
    P.PLACE_ANSWER: frozenset({R.PACE_MEMBER}),
    P.DEBRIEF_TELL: frozenset({R.PACE_COORDINATOR, R.PACE_MEMBER}),
    P.CONCERN_MANAGE: frozenset({R.PACE_COORDINATOR}),
    P.ENGAGEMENT_READ: frozenset({R.PACE_COORDINATOR}),
    P.MEASURE_CONSIDER: frozenset({R.PATROL_OFFICER, R.YOUTH_OFFICER}),
    P.MEASURE_OPEN: frozenset({R.PATROL_OFFICER, R.YOUTH_OFFICER}),
    P.MEASURE_ADMINISTER: frozenset({R.YOUTH_OFFICER}),
    P.MEASURE_TAKE_PART: frozenset({R.YOUTH_OFFICER, R.AGENCY_WORKER}),
    P.MEASURE_ANSWER: frozenset({R.PRIVACY_OFFICER}),
    P.MEASURE_PUT_RIGHT: frozenset({R.PRIVACY_OFFICER}),
    P.MEASURE_DISPOSE: frozenset({ServiceRole.MEASURES_CLERK}),
    P.PROGRAM_KEEP: frozenset({R.YOUTH_OFFICER, R.ADMINISTRATOR}),
    P.FAIRNESS_READ: frozenset({R.YOUTH_OFFICER, R.ANALYST, R.PRIVACY_OFFICER}),
    P.SUPPORT_OFFER: frozenset({R.YOUTH_OFFICER}),
    # Of PACE's concerns a prevention officer reads the names of themes and numbers: never who said what, or where.
    P.THEME_READ: frozenset({R.PREVENTION_OFFICER}),
    P.PROBLEM_READ: frozenset({R.PREVENTION_OFFICER, R.ANALYST}),
    P.PROBLEM_KEEP: frozenset({R.PREVENTION_OFFICER}),
    P.HAND_OFF_ANSWER: frozenset({R.PREVENTION_OFFICER, R.HELP_SUPERVISOR, R.PACE_COORDINATOR, R.YOUTH_OFFICER}),
    P.RESULT_BRING: frozenset({R.PREVENTION_OFFICER, R.PACE_COORDINATOR}),
    P.BULLETIN_READ: frozenset({R.HELP_SUPERVISOR, R.ANALYST, R.HELP_OFFICER, R.NAVIGATOR, R.NAVIGATOR_LEAD}),
    P.ACCOUNT_MANAGE: frozenset({R.ADMINISTRATOR}),
    P.LOG_READ: frozenset({R.PRIVACY_OFFICER}),
}


def ceilings() -> list[tuple[str, str, str, str]]:
    """Return every allowed cell as (role, operation, basis, category), sorted: the rows of `access_ceiling`."""
    tables: list[
        tuple[Operation, Mapping[Role, Ceiling] | Mapping[LinkRole, Ceiling] | Mapping[ServiceRole, Ceiling]]
    ] = [
        (Operation.READ, READS),
        (Operation.WRITE, WRITES),
        (Operation.READ, LINKS_READ),
        (Operation.WRITE, LINKS_WRITE),
        (Operation.READ, SERVICES),
        (Operation.WRITE, SERVICES),
    ]
    return sorted(
        (role.value, operation.value, basis.value, category.value)
        for operation, table in tables
        for role, ceiling in table.items()
        for basis, categories in ceiling.items()
        for category in categories
    )


def allows(role: str, operation: Operation, basis: str, category: str) -> bool:
    """Return whether the ceiling of a role holds this category on this basis."""
    table = READS if operation == Operation.READ else WRITES
    try:
        return category in table[Role(role)].get(Basis(basis), frozenset())
    except ValueError:
        return False


def may(role: str, permission: Permission) -> bool:
    """Return whether a role may do this at all. About whom is asked of the grants."""
    return role in MAY[permission]
