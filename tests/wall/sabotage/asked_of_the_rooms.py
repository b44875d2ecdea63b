"""The questions to the functions of the rooms, each with its guards; and which functions have none. See `guards`."""

from typing import Final

from tests.wall.sabotage.asked_of_the_wall import (
    ANOTHER_ROLE,
    ELSEWHERE,
    LIFTED,
    NAMED,
    NO_TERM,
    RESTRICTED,
    TERM_OVER,
)
from tests.wall.sabotage.guards import Asking, Guard

# Why nobody is kept from a function: what it tells is nothing of anybody, or nothing that whoever asks hasn't got.
TELLS_OF_NOBODY: Final = {
    "people_index": "makes search keys anew from what the rows say, and answers nothing",
    "people_note_twins": "writes for the privacy officer, and answers nothing to whoever opened the file",
    "people_reminders_stopped": "of ids that whoever asks has already it says for which reminders stopped",
    "reporting_bulletin": "six counts of the whole city, for anyone",
    "wall_supervises": "says of an account whether it has a supervisor's office, never anything of anybody in care",
}

MY_GRANT = """INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at)
  VALUES (%(key)s, %(me)s, 'support', %(subject)s, '{plan,consent}', 'care_team', %(key)s, now() - interval '3 days')"""
ANOTHERS_GRANT = "UPDATE access_grant SET party = %(somebody)s"
GRANT_LATER = "UPDATE access_grant SET starts_at = now() + interval '1 day'"
GRANT_OVER = "UPDATE access_grant SET ends_at = now() - interval '1 day'"
OF_ELSE = "UPDATE access_grant SET categories = '{safety}'"
ON_ELSE = "UPDATE access_grant SET basis = 'triage'"
IN_FORCE = (
    Guard("g.starts_at <= statement_timestamp()", GRANT_LATER),
    Guard("(g.ends_at IS NULL OR g.ends_at > statement_timestamp())", GRANT_OVER),
)
TO_AN_OFFICER = """UPDATE access_grant SET party = %(somebody)s, basis = '{}', categories = '{{plan}}',
  founded_on = %(subject)s, starts_at = now() - interval '3 days'"""
AN_OFFICER = """INSERT INTO accounts_posting (id, role, starts_at, user_id, unit_id)
  VALUES (%(key)s, 'help_officer', now() - interval '3 days', %(somebody)s, %(unit)s)"""
OFFICER_IN_OFFICE = (
    Guard(
        "p.starts_at <= statement_timestamp()",
        "UPDATE accounts_posting SET starts_at = now() + interval '1 day' WHERE id = %(key)s",
    ),
    Guard(
        "(p.ends_at IS NULL OR p.ends_at > statement_timestamp())",
        "UPDATE accounts_posting SET ends_at = now() - interval '1 day' WHERE id = %(key)s",
    ),
)
FOR_PRIVACY = Guard("wall_role() = 'privacy_officer'", ANOTHER_ROLE)
OF_THE_UNIT = Guard("c.unit_id = (SELECT unit_id FROM wall_posting())", ELSEWHERE)


def not_closed(column: str) -> Guard:
    """Return the guard that a file is not restricted to others."""
    return Guard(f"{column} <> ALL ((SELECT wall_closed())::uuid[])", RESTRICTED)


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
            Guard("wall_user() IS NULL", "SELECT set_config('offramp.user', %(me)s::text, true)"),
            Guard("c.starts_at <= statement_timestamp()", BEGUN.wrong),
            Guard("c.ends_at > statement_timestamp()", NOT_OVER.wrong),
            NOT_WITHDRAWN,
            Guard("r.lifted_at IS NULL", RESTRICTED, "false"),
            Guard("g.party = c.recorded_by_id", ANOTHERS_GRANT),
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
OF_CARE: Final = (
    Asking(
        "casework_appointments",
        "SELECT due_at FROM casework_appointments(%(subject)s)",
        (
            not_closed("of_person"),
            Guard("g.party = ANY ((SELECT wall_parties())::uuid[])", ANOTHERS_GRANT),
            Guard("'plan' = ANY (g.categories)", OF_ELSE),
            Guard("(g.basis || ':plan') = ANY ((SELECT wall_cells('read'))::text[])", ANOTHER_ROLE),
            Guard("s.due_at > statement_timestamp()", "UPDATE casework_step SET due_at = now() - interval '1 day'"),
            *IN_FORCE,
        ),
        ready=(
            "UPDATE casework_step SET category = 'health', due_at = now() + interval '1 day', promised_by_id = %(me)s",
            "DELETE FROM casework_closure",
            MY_GRANT,
        ),
    ),
    Asking(
        "desk_may_know_who_sees",
        "SELECT desk_may_know_who_sees(%(subject)s)",
        (
            Guard("about <> ALL (wall_closed())", RESTRICTED),
            Guard("wall_role() IN ('navigator', 'navigator_lead')", ANOTHER_ROLE),
            Guard("g.basis = 'care_team'", ON_ELSE),
            Guard("'consent' = ANY (g.categories)", OF_ELSE),
            Guard("g.party = ANY ((SELECT wall_parties())::uuid[])", ANOTHERS_GRANT),
            *IN_FORCE,
        ),
        role="navigator",
        ready=(MY_GRANT,),
    ),
    Asking(
        "desk_may_know_who_sees",
        "SELECT desk_may_know_who_sees(%(subject)s)",
        (FOR_PRIVACY,),
        role="privacy_officer",
    ),
    *(
        Asking(
            function,
            f"SELECT * FROM {function}(%(subject)s)",
            (Guard("(SELECT desk_may_know_who_sees(about))", ANOTHER_ROLE),),
            role="privacy_officer",
        )
        for function in ("desk_subjects_of", "desk_who_sees", "desk_unit_of")
    ),
    Asking(
        "desk_who_sees",
        "SELECT 1 FROM desk_who_sees(%(subject)s) WHERE founded_on = %(key)s",
        IN_FORCE,
        role="privacy_officer",
        ready=(MY_GRANT,),
    ),
    Asking(
        "referrals_sent_under",
        "SELECT referral FROM referrals_sent_under(%(subject)s)",
        (
            Guard("t.unit_id = (SELECT unit_id FROM wall_posting())", ELSEWHERE),
            Guard("wall_role() IN ('navigator', 'navigator_lead')", ANOTHER_ROLE),
        ),
        role="navigator",
    ),
    Asking(
        "referrals_end_with_agreement",
        "SELECT referrals_end_with_agreement(%(unit)s, %(subject)s, now())",
        (FOR_PRIVACY,),
        role="privacy_officer",
        ready=("UPDATE access_grant SET basis = 'referral', party = %(subject)s",),
    ),
    Asking(
        "ui_forget_old",
        "SELECT ui_forget_old(now() + interval '99 days')",
        (Guard("least(at, statement_timestamp())", "UPDATE ui_draft SET saved_at = now()", "at"),),
        done="SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ui_draft)",
    ),
    Asking(
        "engagement_themes",
        "SELECT theme FROM engagement_themes()",
        (Guard("wall_role() = 'prevention_officer'", ANOTHER_ROLE),),
        role="prevention_officer",
        ready=("UPDATE engagement_concern SET theme_id = %(subject)s",),
    ),
)
BY_NAME = "UPDATE people_searchkey SET folded = 'x', turned = 'x', year = NULL"
OF_PEOPLE: Final = (
    Asking(
        "people_search",
        "SELECT person FROM people_search('x', NULL, 9)",
        (
            Guard("wall_units('read', 'unit', 'identity')", ELSEWHERE, "ARRAY(SELECT unit_id FROM people_person)"),
            not_closed("p.id"),
        ),
        ready=("UPDATE people_person SET file_number = 'X'",),
    ),
    Asking(
        "people_candidates",
        "SELECT person FROM people_search('x', NULL, 9)",
        (
            Guard("wall_closed()", RESTRICTED, "'{}'"),
            Guard("k.unit_id = ANY (in_units)", "UPDATE people_searchkey SET unit_id = %(elsewhere)s"),
        ),
        ready=(BY_NAME, "UPDATE people_person SET file_number = 'Y'"),
    ),
    Asking(
        "people_look_up",
        "SELECT person FROM people_look_up('x', NULL, 9)",
        (
            Guard("wall_role() IS DISTINCT FROM 'patrol_officer'", ANOTHER_ROLE, "false"),
            not_closed("n.person_id"),
            Guard("c.reviewed_at IS NOT NULL", "UPDATE people_safetycard SET reviewed_at = NULL"),
            Guard("c.ended_at IS NULL", "UPDATE people_safetycard SET ended_at = now()"),
        ),
        role="patrol_officer",
        ready=(BY_NAME, "UPDATE people_safetycard SET reviewed_at = now(), ended_at = NULL"),
    ),
    Asking("people_twins", "SELECT twin FROM people_twins()", (FOR_PRIVACY,), role="privacy_officer"),
    Asking(
        "people_settle_twin",
        "SELECT people_settle_twin(%(subject)s, 'x', now())",
        (FOR_PRIVACY,),
        role="privacy_officer",
    ),
    Asking(
        "people_unit_of_restricted",
        "SELECT people_unit_of_restricted(%(subject)s)",
        (
            FOR_PRIVACY,
            Guard("of_person = ANY ((SELECT array_agg(r.subject) FROM wall_restrictions() r)::uuid[])", LIFTED),
        ),
        role="privacy_officer",
        ready=(RESTRICTED, NAMED),
    ),
)
A_MEASURE = "UPDATE diversion_measure SET ends_at = now() + interval '1 day'"
MEASURE_STANDS = (
    Guard("d.ends_at > statement_timestamp()", "UPDATE diversion_measure SET ends_at = now() - interval '1 day'"),
    Guard("d.id <> ALL ((SELECT wall_over())::uuid[])", TERM_OVER),
)
COUNTERS = Guard("(SELECT wall_role()) IN ('analyst', 'youth_officer', 'privacy_officer')", ANOTHER_ROLE)
OF_MEASURES: Final = (
    Asking(
        "diversion_find",
        "SELECT diversion_find('x')",
        (
            *MEASURE_STANDS,
            Guard("(SELECT wall_role()) IN ('patrol_officer', 'youth_officer', 'privacy_officer')", ANOTHER_ROLE),
        ),
        role="youth_officer",
        ready=(A_MEASURE,),
    ),
    Asking(
        "diversion_over",
        "SELECT diversion_over()",
        (
            Guard("(SELECT wall_role()) = 'measures_clerk'", ANOTHER_ROLE),
            Guard("ends_at <= statement_timestamp()", NO_TERM),
        ),
        role="measures_clerk",
        ready=(TERM_OVER,),
    ),
    Asking(
        "diversion_dispose",
        "SELECT diversion_dispose(%(subject)s)",
        (
            Guard(
                "NOT EXISTS (SELECT 1 FROM diversion_over() AS over (subject) WHERE over.subject = of_subject)",
                NO_TERM,
                "false",
            ),
        ),
        role="measures_clerk",
        ready=(TERM_OVER,),
    ),
    Asking(
        "diversion_fairness",
        "SELECT word FROM diversion_fairness('age', '2026-01-01', '2026-02-01')",
        (*MEASURE_STANDS, COUNTERS),
        role="analyst",
        ready=(A_MEASURE,),
    ),
    Asking(
        "diversion_fairness",
        "SELECT word FROM diversion_fairness('identity', '2026-01-01', '2026-02-01')",
        (
            *MEASURE_STANDS,
            COUNTERS,
            Guard("a.starts_on <= CURRENT_DATE", "UPDATE diversion_identityagreement SET starts_on = CURRENT_DATE + 9"),
            Guard(
                "(a.ends_on IS NULL OR a.ends_on >= CURRENT_DATE)",
                "UPDATE diversion_identityagreement SET ends_on = CURRENT_DATE - 1",
            ),
        ),
        role="analyst",
        ready=(
            A_MEASURE,
            "UPDATE diversion_selfdescription SET identities = '{one}'",
            "INSERT INTO diversion_identityagreement (id, with_whom, terms, starts_on, by_id)"
            " VALUES (%(key)s, 'x', 'x', CURRENT_DATE - 9, %(me)s)",
        ),
    ),
)
ASKED_OF_THE_ROOMS: Final = OF_CONSENT + OF_CARE + OF_PEOPLE + OF_MEASURES
