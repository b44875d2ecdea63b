"""The questions to the wall's own functions, each with its guards. See `guards`."""

from typing import Final

from tests.wall.sabotage.guards import Asking, Guard

MINE = "WHERE user_id = %(me)s"
OVER = f"UPDATE accounts_posting SET starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' {MINE}"
LATER = f"UPDATE accounts_posting SET starts_at = now() + interval '1 day' {MINE}"
TO_COME_BACK = f"""WITH gone AS ({OVER}) INSERT INTO accounts_posting (id, role, starts_at, user_id, unit_id)
  VALUES (%(key)s, 'analyst', now() + interval '1 day', %(me)s, %(unit)s)"""
NOT_ACTIVE = "UPDATE accounts_user SET is_active = false WHERE id = %(me)s"
ANOTHER_ROLE = f"UPDATE accounts_posting SET role = 'administrator' {MINE}"
ELSEWHERE = f"UPDATE accounts_posting SET unit_id = %(elsewhere)s {MINE}"
RESTRICTED = "UPDATE access_restriction SET lifted_at = NULL"
LIFTED = "UPDATE access_restriction SET lifted_at = now()"
NAMED = "UPDATE access_named SET user_id = %(me)s"
NOT_NAMED = "UPDATE access_named SET user_id = %(somebody)s"
NO_LONGER_NAMED = "UPDATE access_named SET ended_at = now()"
TERM_OVER = "UPDATE access_term SET ends_at = now() - interval '1 day'"
NO_TERM = "UPDATE access_term SET ends_at = 'infinity'"
A_LINK = "INSERT INTO access_link (id, digest, role, made_at) VALUES (%(key)s, 'x', 'rostered', now())"
BY_LINK = "SELECT set_config('offramp.link', 'x', true)"
BY_ANOTHER_LINK = "SELECT set_config('offramp.link', 'y', true)"
SUPERVISED = """INSERT INTO accounts_posting (id, role, starts_at, user_id, unit_id)
  VALUES (%(key)s, 'help_supervisor', now(), %(somebody)s, %(unit)s)"""
A_TEAM = "INSERT INTO accounts_team (id, name, tier, unit_id) VALUES (%(key)s, 'One', 'core', %(unit)s)"
IN_IT = """INSERT INTO accounts_membership (id, starts_at, user_id, team_id)
  VALUES (%(key)s, now() - interval '3 days', %(me)s, %(key)s)"""
NO_CELL = """DELETE FROM access_ceiling
  WHERE role = 'help_officer' AND operation = 'read' AND basis = 'unit' AND category = 'identity'"""
NO_BASIS = "DELETE FROM access_ceiling WHERE role = 'help_officer' AND operation = 'read' AND basis = 'unit'"
ABOUT_SOMEBODY = "SELECT set_config('offramp.whom', %(somebody)s::text, true)"
ABOUT_ME = "SELECT set_config('offramp.whom', %(me)s::text, true)"
WHOM = "current_setting('offramp.whom')::uuid"
OFFICER_OR_NOBODY = Guard("NOT EXISTS (SELECT 1 FROM wall_posting())", OVER, "false")
KEEP = "wall_keep_restriction"
KEPT = "SELECT 1 FROM access_named WHERE id = %(key)s AND restriction_id = %(subject)s"
IS_CLOSED = "SELECT 1 WHERE %(subject)s <> ALL (wall_closed())"
STANDS = "NOT EXISTS (SELECT 1 FROM wall_restrictions() r WHERE r.id = of_restriction)"


def in_office(term: str = "wall_posting()", instead: str = "accounts_posting") -> Guard:
    """Return the guard that it is their own posting, in force: without it everybody's is."""
    return Guard(term, OVER, instead)


IN_THEIR_OFFICE: Final = in_office("SELECT * FROM wall_posting()", "SELECT * FROM accounts_posting")


WHO_ASKS: Final = (
    Asking(
        "wall_posting",
        "SELECT id FROM wall_posting()",
        (
            Guard(
                "p.id = NULLIF(current_setting('offramp.posting', true), '')::uuid",
                f"UPDATE accounts_posting SET id = %(key)s {MINE}",
            ),
            Guard("p.user_id = wall_user()", "SELECT set_config('offramp.user', %(somebody)s::text, true)"),
            Guard("u.is_active", NOT_ACTIVE),
            Guard("p.starts_at <= statement_timestamp()", LATER),
            Guard("(p.ends_at IS NULL OR p.ends_at > statement_timestamp())", OVER),
        ),
    ),
    Asking("wall_role", "SELECT wall_role()", (in_office(),)),
    Asking("wall_unit", "SELECT wall_unit()", (in_office(),)),
    Asking("wall_since", "SELECT wall_since()", (Guard("wall_works_since(wall_user(), wall_unit())", OVER, "now()"),)),
    Asking(
        "wall_works_since",
        "SELECT wall_works_since(%(me)s, %(unit)s)",
        (
            Guard("u.is_active", NOT_ACTIVE),
            Guard("held.starts_at <= statement_timestamp()", TO_COME_BACK),
            Guard("(held.ends_at IS NULL OR held.ends_at > statement_timestamp())", OVER),
        ),
    ),
    Asking(
        "wall_stands",
        "SELECT wall_stands(%(me)s, %(unit)s, now() - interval '3 days')",
        (Guard("coalesce(from_at >= wall_works_since(of_party, in_unit), false)", OVER),),
    ),
    Asking(
        "wall_link",
        "SELECT id FROM wall_link()",
        (Guard("l.digest = NULLIF(current_setting('offramp.link', true), '')", BY_ANOTHER_LINK),),
        role="",
        ready=(A_LINK, BY_LINK),
    ),
    Asking("wall_acting_as", "SELECT * FROM wall_acting_as()", (in_office(),)),
    Asking(
        "wall_acting_as",
        "SELECT * FROM wall_acting_as()",
        (Guard("wall_link()", BY_ANOTHER_LINK, "access_link"),),
        role="",
        ready=(A_LINK, BY_LINK),
    ),
    Asking(
        "wall_parties",
        "SELECT 1 WHERE %(me)s = ANY (wall_parties())",
        (IN_THEIR_OFFICE,),
    ),
    Asking(
        "wall_parties",
        "SELECT 1 WHERE %(subject)s = ANY (wall_parties())",
        (
            IN_THEIR_OFFICE,
            Guard("p.role = 'agency_worker'", ANOTHER_ROLE),
        ),
        role="agency_worker",
        ready=(f"UPDATE accounts_posting SET agency = %(subject)s {MINE}",),
    ),
    Asking(
        "wall_parties",
        "SELECT 1 WHERE %(key)s = ANY (wall_parties())",
        (Guard("wall_link()", BY_ANOTHER_LINK, "access_link"),),
        role="",
        ready=(A_LINK, BY_LINK),
    ),
    Asking(
        "wall_parties",
        "SELECT 1 WHERE %(key)s = ANY (wall_parties())",
        (
            IN_THEIR_OFFICE,
            Guard("t.unit_id = p.unit_id", ELSEWHERE),
            Guard(
                "m.starts_at <= statement_timestamp()",
                f"UPDATE accounts_membership SET starts_at = now() + interval '1 day' {MINE}",
            ),
            Guard(
                "(m.ends_at IS NULL OR m.ends_at > statement_timestamp())",
                f"UPDATE accounts_membership SET ends_at = now() - interval '1 day' {MINE}",
            ),
        ),
        ready=(A_TEAM, IN_IT),
    ),
    *(
        Asking(
            function,
            f"SELECT 1 WHERE '{cell}' = ANY ({function}('read'))",
            (
                Guard("c.role = a.role", ANOTHER_ROLE),
                Guard("c.operation = asked", gone),
                in_office("wall_acting_as()", "(SELECT role FROM accounts_posting)"),
            ),
        )
        for function, cell, gone in (("wall_cells", "unit:identity", NO_CELL), ("wall_bases", "unit", NO_BASIS))
    ),
    Asking(
        "wall_units",
        "SELECT 1 WHERE %(unit)s = ANY (wall_units('read', 'unit', 'identity'))",
        (
            in_office(),
            Guard("c.role = p.role", ANOTHER_ROLE),
            Guard("c.operation = asked", NO_CELL),
            Guard("c.basis = on_basis", NO_CELL),
            Guard("(of_category = '*' OR c.category = of_category)", NO_CELL),
        ),
    ),
)
CLOSED: Final = (
    Asking(
        "wall_closed",
        IS_CLOSED,
        (Guard("wall_role() = 'privacy_officer'", ANOTHER_ROLE),),
        role="privacy_officer",
        ready=(RESTRICTED,),
    ),
    Asking(
        "wall_closed",
        IS_CLOSED,
        (Guard("n.user_id = wall_user()", NOT_NAMED), Guard("n.ended_at IS NULL", NO_LONGER_NAMED)),
        ready=(RESTRICTED, NAMED),
    ),
    Asking(
        "wall_restrictions",
        "SELECT id FROM wall_restrictions()",
        (Guard("wall_role() IS NOT NULL", OVER), Guard("r.subject <> ALL ((SELECT wall_closed())::uuid[])", NOT_NAMED)),
        ready=(RESTRICTED, NAMED),
    ),
    Asking(
        "wall_named",
        "SELECT id FROM wall_named()",
        (Guard("wall_restrictions()", NOT_NAMED, "access_restriction"),),
        ready=(RESTRICTED, NAMED),
    ),
    Asking(
        "wall_named",
        "SELECT id FROM wall_named()",
        (Guard("n.ended_at IS NULL", NO_LONGER_NAMED),),
        role="privacy_officer",
        ready=(RESTRICTED,),
    ),
    Asking(
        "wall_restrict",
        f"SELECT wall_restrict(%(key)s, %(subject)s, 'relative', 'x', ARRAY[{WHOM}], ARRAY[%(key)s]::uuid[], now())",
        (
            Guard("wall_role() IS DISTINCT FROM 'help_supervisor'", ANOTHER_ROLE, "false"),
            Guard("wall_user() <> ALL (to_users)", ABOUT_SOMEBODY, "false"),
        ),
        role="help_supervisor",
        ready=(ABOUT_ME,),
        done="SELECT 1 FROM access_restriction WHERE id = %(key)s",
    ),
    Asking(
        KEEP,
        "SELECT wall_keep_restriction(%(subject)s, 'name', %(key)s, %(somebody)s, now())",
        (Guard(STANDS, NOT_NAMED, "false"), Guard("wall_role() = 'help_supervisor'", ANOTHER_ROLE)),
        role="help_supervisor",
        ready=(RESTRICTED, NAMED),
        done=KEPT,
    ),
    Asking(
        KEEP,
        "SELECT wall_keep_restriction(%(subject)s, 'name', %(key)s, %(somebody)s, now())",
        (
            Guard("wall_role() = 'privacy_officer'", ANOTHER_ROLE),
            Guard("wall_supervises(who)", "UPDATE accounts_posting SET role = 'navigator' WHERE id = %(key)s"),
            Guard("wall_supervises(n.user_id)", NOT_NAMED, "false"),
        ),
        role="privacy_officer",
        ready=(RESTRICTED, NAMED, SUPERVISED),
        done=KEPT,
    ),
    Asking(
        KEEP,
        "SELECT wall_keep_restriction(%(subject)s, 'lift', %(key)s, %(somebody)s, now())",
        (Guard("deed = 'name' AND", f"UPDATE accounts_posting SET role = 'privacy_officer' {MINE}", ""),),
        role="help_supervisor",
        ready=(RESTRICTED, NAMED, SUPERVISED),
        done="SELECT 1 FROM access_restriction WHERE lifted_at IS NOT NULL",
    ),
    Asking(
        KEEP,
        f"SELECT wall_keep_restriction(%(subject)s, 'take_off', %(key)s, {WHOM}, now())",
        (Guard("who <> wall_user()", ABOUT_ME),),
        role="help_supervisor",
        ready=(
            RESTRICTED,
            NAMED,
            "INSERT INTO access_named (id, named_at, named_by_id, user_id, restriction_id)"
            " VALUES (%(key)s, now(), %(me)s, %(somebody)s, %(subject)s)",
            ABOUT_SOMEBODY,
        ),
        done="SELECT 1 FROM access_named WHERE ended_at IS NOT NULL",
    ),
)
OPENED: Final = (
    Asking(
        "wall_over",
        "SELECT 1 WHERE %(subject)s <> ALL (wall_over())",
        (Guard("ends_at <= statement_timestamp()", TERM_OVER, "false"),),
    ),
    Asking(
        "wall_set_term",
        "SELECT wall_set_term(%(key)s, %(key)s, '2031-01-01')",
        (OFFICER_OR_NOBODY,),
        ready=("CREATE UNIQUE INDEX ON access_term (subject)",),
        done="SELECT 1 FROM access_term WHERE subject = %(key)s",
    ),
    Asking(
        "wall_set_term",
        "SELECT wall_set_term(%(key)s, %(subject)s, '2031-01-01')",
        (Guard("least(access_term.ends_at, excluded.ends_at)", TERM_OVER, "excluded.ends_at"),),
        ready=("CREATE UNIQUE INDEX ON access_term (subject)",),
        done="SELECT 1 FROM access_term WHERE ends_at = '2031-01-01'",
    ),
    Asking(
        "wall_grant",
        "SELECT wall_grant(%(key)s, %(me)s, 'support', %(subject)s, '{plan}', 'care_team', %(key)s, now(), NULL)",
        (
            OFFICER_OR_NOBODY,
            Guard(
                "on_basis = 'care_team' AND to_party = wall_user() AND wall_role() = 'navigator_lead'",
                f"UPDATE accounts_posting SET role = 'navigator_lead' {MINE}",
                "false",
            ),
            Guard(
                "least(until_at, (SELECT t.ends_at FROM access_term t WHERE t.subject = on_subject))",
                TERM_OVER,
                "'infinity'::timestamptz",
            ),
        ),
        done="SELECT 1 FROM access_grant WHERE id = %(key)s AND ends_at = 'infinity'",
    ),
    Asking(
        "wall_end_grants",
        "SELECT wall_end_grants(founding, kind, now()) FROM (VALUES (%(subject)s, 'x')) AS g (founding, kind)",
        (OFFICER_OR_NOBODY,),
    ),
    Asking(
        "wall_end_grants_of",
        "SELECT wall_end_grants_of(ARRAY[%(somebody)s]::uuid[], %(subject)s, 'x', now())",
        (OFFICER_OR_NOBODY,),
    ),
    Asking(
        "wall_end_grants_of_leavers",
        "SELECT wall_end_grants_of_leavers(%(somebody)s, now())",
        (
            Guard(
                "NOT wall_stands(party, unit, starts_at)",
                "INSERT INTO accounts_posting (id, role, starts_at, user_id, unit_id)"
                " VALUES (%(key)s, 'navigator', '2026-01-01', %(somebody)s, %(unit)s)",
            ),
        ),
        ready=("UPDATE access_grant SET unit = %(unit)s",),
    ),
    Asking(
        "wall_new_link",
        "SELECT wall_new_link(%(key)s, 'x', 'rostered', %(key)s, 'support', %(subject)s, '{plan}', now())",
        (
            Guard(
                "NOT EXISTS (SELECT 1 FROM wall_posting())"
                " AND EXISTS (SELECT 1 FROM access_grant WHERE subject = to_subject)",
                OVER,
                "false",
            ),
        ),
        done="SELECT 1 FROM access_link WHERE id = %(key)s",
    ),
)
ASKED_OF_THE_WALL: Final = WHO_ASKS + CLOSED + OPENED
