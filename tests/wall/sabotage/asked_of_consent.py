"""The questions to the functions of consent, each with its guards. See `guards`."""

from typing import Final

from tests.wall.sabotage.asked_of_the_wall import ELSEWHERE, RESTRICTED
from tests.wall.sabotage.grounds import (
    AN_OFFICER,
    ANOTHERS_GRANT,
    FOR_NOBODY,
    FOR_PRIVACY,
    IN_FORCE,
    MY_GRANT,
    OF_THE_UNIT,
    OFFICER_IN_OFFICE,
    ON_ELSE,
    STILL_OF_THE_UNIT,
    TO_AN_OFFICER,
    not_closed,
)
from tests.wall.sabotage.guards import Asking, Guard

A_CONSENT = (
    "UPDATE consent_consent SET agency_id = %(subject)s, somebody = %(subject)s, categories = '{plan}',"
    " recipient = 'officers', starts_at = now() - interval '1 day', ends_at = now() + interval '1 day',"
    " recorded_by_id = %(me)s",
    "UPDATE consent_withdrawal SET consent_id = %(key)s",
)
NOT_WITHDRAWN = Guard(
    "NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)",
    "UPDATE consent_withdrawal SET consent_id = %(subject)s",
)
BEGUN = Guard("c.starts_at <= on_moment", "UPDATE consent_consent SET starts_at = now() + interval '1 hour'")
NOT_OVER = Guard("c.ends_at > on_moment", "UPDATE consent_consent SET ends_at = now() - interval '1 hour'")

OF_CONSENT: Final = (
    Asking(
        "consent_stands",
        "SELECT consent_stands(%(subject)s, %(subject)s, '{plan}', now())",
        (
            not_closed("about"),
            OF_THE_UNIT,
            BEGUN,
            NOT_OVER,
            NOT_WITHDRAWN,
            Guard("c.agency_id = to_agency", "UPDATE consent_consent SET agency_id = %(key)s"),
            Guard("c.categories::text[] @> for_categories", "UPDATE consent_consent SET categories = '{safety}'"),
        ),
        ready=A_CONSENT,
    ),
    Asking(
        "consent_officers_on",
        "SELECT * FROM consent_officers_on(%(subject)s)",
        (
            Guard("p.unit_id = (SELECT unit_id FROM wall_posting())", ELSEWHERE),
            not_closed("about"),
            Guard("g.basis = 'care_team'", ON_ELSE),
            *OFFICER_IN_OFFICE,
            STILL_OF_THE_UNIT,
            *IN_FORCE,
        ),
        ready=(TO_AN_OFFICER.format("care_team"), AN_OFFICER),
    ),
    Asking(
        "consent_for_officers",
        "SELECT consent FROM consent_for_officers(%(subject)s, now())",
        (
            not_closed("about"),
            OF_THE_UNIT,
            NOT_OVER,
            NOT_WITHDRAWN,
            Guard("c.recipient = 'officers'", "UPDATE consent_consent SET recipient = 'agency'"),
        ),
        ready=A_CONSENT,
    ),
    Asking(
        "consent_end_for_officer",
        "SELECT consent_end_for_officer(%(subject)s, %(somebody)s, now())",
        (OF_THE_UNIT,),
        ready=(TO_AN_OFFICER.format("consent"),),
    ),
    Asking(
        "consent_opened_to",
        "SELECT * FROM consent_opened_to(%(subject)s)",
        (OF_THE_UNIT, not_closed("c.person_id"), IN_FORCE[0], *OFFICER_IN_OFFICE),
        ready=(TO_AN_OFFICER.format("consent"), AN_OFFICER),
    ),
    Asking(
        "consent_tells",
        "SELECT somebody FROM consent_tells(ARRAY[%(subject)s]::uuid[], now())",
        (not_closed("c.person_id"), OF_THE_UNIT, BEGUN, NOT_OVER, NOT_WITHDRAWN),
        ready=A_CONSENT,
    ),
    Asking(
        "consent_to_renew",
        "SELECT consent FROM consent_to_renew(now() + interval '9 days')",
        (
            FOR_NOBODY,
            Guard("c.starts_at <= statement_timestamp()", BEGUN.wrong),
            Guard("c.ends_at > statement_timestamp()", NOT_OVER.wrong),
            NOT_WITHDRAWN,
            Guard("r.lifted_at IS NULL", RESTRICTED, "false"),
            Guard("g.party = c.recorded_by_id", ANOTHERS_GRANT),
            STILL_OF_THE_UNIT,
            *IN_FORCE,
        ),
        role="",
        ready=(*A_CONSENT, MY_GRANT, "DELETE FROM access_grant WHERE id <> %(key)s"),
    ),
    Asking(
        "consent_ledger",
        "SELECT disclosure FROM consent_ledger(NULL, NULL, 10)",
        (FOR_PRIVACY,),
        role="privacy_officer",
    ),
    Asking(
        "consent_person_of_file",
        "SELECT consent_person_of_file('x')",
        (FOR_PRIVACY,),
        role="privacy_officer",
        ready=("UPDATE people_person SET file_number = 'X'",),
    ),
)
