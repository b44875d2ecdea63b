"""The questions to the functions of the rooms, each with its guards; and which functions have none. See `guards`."""

from typing import Final

from tests.wall.sabotage.asked_of_care import OF_CARE
from tests.wall.sabotage.asked_of_consent import OF_CONSENT
from tests.wall.sabotage.asked_of_the_wall import ANOTHER_ROLE, ELSEWHERE, LIFTED, NAMED, NO_TERM, RESTRICTED, TERM_OVER
from tests.wall.sabotage.grounds import ANOTHERS_GRANT, AS_SOMEBODY, FOR_PRIVACY, MY_GRANT, OPEN_HERE, not_closed
from tests.wall.sabotage.guards import Asking, Guard

# Why nobody is kept from a function: what it tells is nothing of anybody, or nothing that whoever asks hasn't got.
TELLS_OF_NOBODY: Final = {
    "people_index": "makes search keys anew from what the rows say, and answers nothing",
    "people_note_twins": "writes for the privacy officer, and answers nothing to whoever opened the file",
    "reporting_bulletin": "six counts of the whole city, for anyone",
    "wall_supervises": "says of an account whether it has a supervisor's office, never anything of anybody in care",
}

OF_WHAT_WAITS: Final = (
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
    Asking(
        "ui_forget_about",
        "SELECT ui_forget_about(ARRAY[%(subject)s]::uuid[])",
        (Guard("coalesce(current_setting('offramp.user', true), '') = ''", AS_SOMEBODY),),
        role="",
        ready=("UPDATE ui_draft SET about = %(subject)s",),
    ),
)
BY_NAME = "UPDATE people_searchkey SET folded = 'x', turned = 'x', year = NULL"
STOPPED = "SELECT 1 WHERE %(subject)s = ANY (people_reminders_stopped(ARRAY[%(subject)s]::uuid[]))"
DECLINED = "UPDATE people_statuschange SET status = 'declined'"
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
    Asking(
        "people_reminders_stopped",
        STOPPED,
        (
            not_closed("s.person_id"),
            Guard(
                "wall_units('read', 'unit', 'identity')", ELSEWHERE, "ARRAY(SELECT unit_id FROM people_statuschange)"
            ),
        ),
        ready=(DECLINED,),
    ),
    Asking(
        "people_reminders_stopped",
        STOPPED,
        (
            Guard("g.party = ANY ((SELECT wall_parties())::uuid[])", ANOTHERS_GRANT),
            Guard("g.basis = ANY ((SELECT wall_bases('read'))::text[])", ANOTHER_ROLE),
            *OPEN_HERE,
        ),
        ready=(DECLINED, "UPDATE people_statuschange SET unit_id = %(elsewhere)s", MY_GRANT),
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
ANOTHERS_MEASURE = "UPDATE diversion_takenon SET officer_id = %(somebody)s"
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
            Guard("least(t.ends_at, r.ends_at) <= statement_timestamp()", NO_TERM),
        ),
        role="measures_clerk",
        ready=(TERM_OVER,),
    ),
    Asking(
        "diversion_to_decide_again",
        "SELECT ended_at FROM diversion_to_decide_again()",
        (
            *MEASURE_STANDS,
            Guard("d.by_id = (SELECT wall_user())", "UPDATE diversion_measure SET by_id = %(somebody)s"),
            Guard("(SELECT wall_role()) IN ('patrol_officer', 'youth_officer')", ANOTHER_ROLE),
            Guard(
                "e.at > statement_timestamp() - interval '14 days'",
                "UPDATE diversion_ending SET at = now() - interval '15 days'",
            ),
        ),
        role="patrol_officer",
        ready=(
            A_MEASURE,
            "UPDATE diversion_measure SET by_id = %(me)s",
            "UPDATE diversion_ending SET at = now() - interval '1 day', outcome = 'ended'",
        ),
    ),
    Asking(
        "diversion_close_meeting",
        "SELECT diversion_close_meeting(%(subject)s, now())",
        (
            Guard("wall_role() = 'youth_officer'", ANOTHER_ROLE),
            Guard("wall_user() = (", ANOTHERS_MEASURE, "NULL IS DISTINCT FROM ("),
        ),
        role="youth_officer",
        ready=("UPDATE access_grant SET basis = 'conference'", "UPDATE diversion_takenon SET officer_id = %(me)s"),
    ),
    Asking(
        "diversion_end_with_agreement",
        "SELECT diversion_end_with_agreement(%(unit)s, %(subject)s, now())",
        (FOR_PRIVACY,),
        role="privacy_officer",
        ready=(
            "UPDATE access_grant SET basis = 'conference'",
            "INSERT INTO accounts_posting (id, role, agency, starts_at, user_id)"
            " VALUES (%(key)s, 'agency_worker', %(subject)s, now(), %(somebody)s)",
        ),
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
        "SELECT word FROM diversion_fairness('age', '2026-01-01', '2026-02-01', CURRENT_DATE)",
        (*MEASURE_STANDS, COUNTERS),
        role="analyst",
        ready=(A_MEASURE,),
    ),
    Asking(
        "diversion_fairness",
        "SELECT word FROM diversion_fairness('identity', '2026-01-01', '2026-02-01', CURRENT_DATE)",
        (
            *MEASURE_STANDS,
            COUNTERS,
            Guard("a.starts_on <= on_day", "UPDATE diversion_identityagreement SET starts_on = CURRENT_DATE + 9"),
            Guard(
                "(a.ends_on IS NULL OR a.ends_on >= on_day)",
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
ASKED_OF_THE_ROOMS: Final = OF_CONSENT + OF_CARE + OF_PEOPLE + OF_MEASURES + OF_WHAT_WAITS
