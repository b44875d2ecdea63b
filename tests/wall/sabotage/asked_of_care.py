"""The questions to the functions of care, desks, intakes and referrals, each with its guards. See `guards`."""

from typing import Final

from tests.wall.sabotage.asked_of_the_wall import ANOTHER_ROLE, ELSEWHERE, MINE, RESTRICTED, in_office
from tests.wall.sabotage.grounds import (
    AN_OFFICER,
    ANOTHERS_GRANT,
    AS_SOMEBODY,
    FOR_NOBODY,
    FOR_PRIVACY,
    IN_FORCE,
    MY_GRANT,
    OF_ELSE,
    OFFICER_IN_OFFICE,
    ON_ELSE,
    OPEN_HERE,
    STILL_OF_THE_UNIT,
    not_closed,
)
from tests.wall.sabotage.guards import Asking, Guard

OF_ANOTHER_AGENCY = f"UPDATE accounts_posting SET agency = %(key)s {MINE}"
OF_ONE_AGENCY = (
    f"UPDATE accounts_posting SET agency = %(subject)s {MINE}",
    "INSERT INTO accounts_posting (id, role, agency, starts_at, user_id, unit_id)"
    " VALUES (%(key)s, 'navigator', %(subject)s, now() - interval '3 days', %(somebody)s, %(unit)s)",
)
SEATED = """UPDATE casework_seat SET user_id = %(somebody)s, unit_id = %(unit)s, starts_at = now() - interval '2 days',
  ends_at = NULL, covers_id = NULL"""
SEAT_OVER = "UPDATE casework_seat SET ends_at = now() - interval '1 day'"
SEAT_ELSEWHERE = "UPDATE casework_seat SET unit_id = %(elsewhere)s"
LEFT_ALONE = (SEATED, SEAT_OVER, "DELETE FROM casework_closure")
OF_OUR_UNIT = Guard("s.unit_id = (SELECT wall_unit())", SEAT_ELSEWHERE)
NOBODY_SITS = """NOT EXISTS (
        SELECT 1 FROM casework_seat s
        JOIN accounts_user u ON u.id = s.user_id AND u.is_active
        JOIN accounts_posting p ON p.user_id = s.user_id AND p.unit_id = s.unit_id
          AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
        WHERE s.person_id = c.person_id
          AND (s.ends_at IS NULL OR (s.covers_id IS NOT NULL AND s.ends_at > statement_timestamp()))
      )"""
END_OF_LEAVERS = "SELECT person FROM casework_end_seats_of_leavers(NULL, now())"
FOR_WHO_ENDS_OFFICES = "(wall_user() IS NULL OR wall_role() = 'administrator')"
OWN = "casework_own_navigators"

OF_CASES: Final = (
    Asking(
        "casework_appointments",
        "SELECT due_at FROM casework_appointments(%(subject)s)",
        (
            not_closed("of_person"),
            Guard("g.party = ANY ((SELECT wall_parties())::uuid[])", ANOTHERS_GRANT),
            Guard("'plan' = ANY (g.categories)", OF_ELSE),
            Guard("(g.basis || ':plan') = ANY ((SELECT wall_cells('read'))::text[])", ANOTHER_ROLE),
            Guard("s.due_at > statement_timestamp()", "UPDATE casework_step SET due_at = now() - interval '1 day'"),
            *OPEN_HERE,
        ),
        ready=(
            "UPDATE casework_step SET category = 'health', due_at = now() + interval '1 day', promised_by_id = %(me)s",
            "DELETE FROM casework_closure",
            MY_GRANT,
        ),
    ),
    Asking(
        OWN,
        "SELECT casework_own_navigators()",
        (
            in_office(),
            Guard("p.unit_id = lead.unit_id", ELSEWHERE),
            OFFICER_IN_OFFICE[0],
            Guard("lead.role = 'navigator_lead'", ANOTHER_ROLE),
            Guard("newest.agency = lead.agency", OF_ANOTHER_AGENCY),
        ),
        role="navigator_lead",
        ready=OF_ONE_AGENCY,
    ),
    Asking(
        "casework_to_cover",
        "SELECT casework_to_cover(%(somebody)s)",
        (
            Guard("wall_posting() lead ON lead.unit_id = s.unit_id", SEAT_ELSEWHERE, "accounts_posting lead ON true"),
            Guard("navigator IN (SELECT casework_own_navigators())", OF_ANOTHER_AGENCY),
            Guard(
                "(s.ends_at IS NULL OR s.person_id IN"
                " (SELECT l.person FROM casework_left_alone() l WHERE l.was_of = navigator))",
                SEAT_OVER,
            ),
            not_closed("s.person_id"),
        ),
        role="navigator_lead",
        ready=(*OF_ONE_AGENCY, SEATED),
    ),
    Asking(
        "casework_cover",
        "SELECT casework_cover("
        "%(key)s, %(somebody)s, %(subject)s, '{plan}', %(subject)s, now(), now() + interval '1 day')",
        (Guard("of_person NOT IN (SELECT casework_to_cover(navigator))", OF_ANOTHER_AGENCY, "false"),),
        role="navigator_lead",
        ready=(*OF_ONE_AGENCY, SEATED),
        done="SELECT 1 FROM access_grant WHERE id = %(key)s",
    ),
    Asking(
        "casework_is_with_a_navigator",
        "SELECT casework_is_with_a_navigator(%(subject)s)",
        (
            in_office(),
            Guard("asks.unit_id = s.unit_id", ELSEWHERE),
            Guard("asks.role = 'navigator'", ANOTHER_ROLE),
            *OFFICER_IN_OFFICE,
            not_closed("of_person"),
            Guard("(s.ends_at IS NULL OR (s.covers_id IS NOT NULL AND s.ends_at > statement_timestamp()))", SEAT_OVER),
        ),
        role="navigator",
        ready=(*OF_ONE_AGENCY, SEATED),
    ),
    Asking(
        "casework_covers",
        "SELECT lead FROM casework_covers()",
        (FOR_PRIVACY, Guard("s.ends_at > statement_timestamp()", SEAT_OVER)),
        role="privacy_officer",
        ready=("UPDATE casework_seat SET covers_id = %(me)s, ends_at = now() + interval '1 day'",),
    ),
    Asking(
        "casework_left_alone",
        "SELECT person FROM casework_left_alone()",
        (
            Guard(
                "wall_role() = 'help_supervisor' OR alone.was_of IN (SELECT casework_own_navigators())", ANOTHER_ROLE
            ),
            Guard("c.unit_id = (SELECT wall_unit())", ELSEWHERE),
            not_closed("c.person_id"),
            Guard(NOBODY_SITS, f"WITH sits AS ({AN_OFFICER}) UPDATE casework_seat SET ends_at = NULL"),
        ),
        role="help_supervisor",
        ready=LEFT_ALONE,
    ),
    Asking(
        "casework_left_alone",
        "SELECT person FROM casework_left_alone()",
        (Guard("alone.was_of IN (SELECT casework_own_navigators())", OF_ANOTHER_AGENCY),),
        role="navigator_lead",
        ready=(*OF_ONE_AGENCY, *LEFT_ALONE),
    ),
    Asking(
        "casework_end_seats_of_leavers",
        END_OF_LEAVERS,
        (
            Guard(FOR_WHO_ENDS_OFFICES, f"UPDATE accounts_posting SET role = 'help_officer' {MINE}"),
            Guard("NOT wall_stands(s.user_id, s.unit_id, s.starts_at)", AN_OFFICER),
        ),
        role="administrator",
        ready=(SEATED,),
    ),
    Asking(
        "casework_end_seats_of_leavers",
        END_OF_LEAVERS,
        (Guard(FOR_WHO_ENDS_OFFICES, AS_SOMEBODY),),
        role="",
        ready=(SEATED,),
    ),
)
OF_DESKS: Final = (
    Asking(
        "desk_may_know_who_sees",
        "SELECT desk_may_know_who_sees(%(subject)s)",
        (
            Guard("about <> ALL (wall_closed())", RESTRICTED),
            Guard("wall_role() IN ('navigator', 'navigator_lead')", ANOTHER_ROLE),
            Guard("g.basis = 'care_team'", ON_ELSE),
            Guard("'consent' = ANY (g.categories)", OF_ELSE),
            Guard("g.party = ANY ((SELECT wall_parties())::uuid[])", ANOTHERS_GRANT),
            *OPEN_HERE,
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
        (STILL_OF_THE_UNIT, *IN_FORCE),
        role="privacy_officer",
        ready=(MY_GRANT,),
    ),
    Asking(
        "desk_may_hand_on",
        "SELECT desk_may_hand_on(%(somebody)s)",
        (
            in_office(),
            Guard("p.unit_id = mine.unit_id", ELSEWHERE),
            *OFFICER_IN_OFFICE,
            Guard("mine.role = 'help_supervisor'", ANOTHER_ROLE),
        ),
        role="help_supervisor",
        ready=(AN_OFFICER,),
    ),
    Asking(
        "desk_may_hand_on",
        "SELECT desk_may_hand_on(%(somebody)s)",
        (
            Guard("mine.role = 'navigator_lead'", ANOTHER_ROLE),
            Guard("p.agency = mine.agency", OF_ANOTHER_AGENCY),
        ),
        role="navigator_lead",
        ready=OF_ONE_AGENCY,
    ),
    Asking(
        "desk_work_of",
        "SELECT person FROM desk_work_of(ARRAY[%(somebody)s]::uuid[])",
        (OF_OUR_UNIT, not_closed("s.person_id"), Guard("desk_may_hand_on(s.user_id)", ANOTHER_ROLE)),
        role="help_supervisor",
        ready=(AN_OFFICER, SEATED),
    ),
    Asking(
        "desk_claims_of",
        "SELECT desk_claims_of(%(somebody)s)",
        (
            Guard("i.unit_id = (SELECT wall_unit())", "UPDATE triage_intake SET unit_id = %(elsewhere)s"),
            Guard("desk_may_hand_on(who)", ANOTHER_ROLE),
        ),
        role="help_supervisor",
        ready=(
            AN_OFFICER,
            "UPDATE triage_claim SET by_id = %(somebody)s, released_at = NULL",
            "UPDATE triage_intake SET closed_at = NULL",
        ),
    ),
    Asking(
        "desk_workload",
        "SELECT people FROM desk_workload(now(), now())",
        (
            Guard("SELECT casework_own_navigators() AS id", OF_ANOTHER_AGENCY, "SELECT id FROM accounts_user"),
            Guard("wall_posting() asks ON asks.unit_id = s.unit_id", SEAT_ELSEWHERE, "accounts_posting asks ON true"),
            not_closed("s.person_id"),
        ),
        role="navigator_lead",
        ready=(*OF_ONE_AGENCY, SEATED),
    ),
)
OF_INTAKES: Final = (
    Asking(
        "triage_intakes_about",
        "SELECT intake FROM triage_intakes_about(%(subject)s)",
        (FOR_NOBODY,),
        role="",
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
)
OF_CARE: Final = OF_CASES + OF_DESKS + OF_INTAKES
