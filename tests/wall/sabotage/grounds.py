"""What makes somebody one who may ask of a file, and the guards that many functions have. See `guards`."""

from tests.wall.sabotage.asked_of_the_wall import ANOTHER_ROLE, ELSEWHERE, RESTRICTED
from tests.wall.sabotage.guards import Guard

MY_GRANT = """INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, unit, starts_at)
  VALUES (%(key)s, %(me)s, 'support', %(subject)s, '{plan,consent}', 'care_team', %(key)s, %(unit)s,
    now() - interval '3 days')"""
AT_WORK = """INSERT INTO accounts_posting (id, role, starts_at, user_id, unit_id)
  VALUES (gen_random_uuid(), 'analyst', now() - interval '9 days', %({})s, %({})s)"""
ANOTHERS_GRANT = f"WITH works AS ({AT_WORK.format('somebody', 'unit')}) UPDATE access_grant SET party = %(somebody)s"
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
GIVEN_BEFORE = "UPDATE access_grant SET unit = %(unit)s, starts_at = now() - interval '99 days'"
STILL_OF_THE_UNIT = Guard("wall_stands(g.party, g.unit, g.starts_at)", GIVEN_BEFORE)
IN_ANOTHER_UNIT = f"WITH works AS ({AT_WORK.format('me', 'elsewhere')}) UPDATE access_grant SET unit = %(elsewhere)s"
OPEN_HERE = (
    STILL_OF_THE_UNIT,
    Guard("(g.unit IS NULL OR g.unit = (SELECT wall_unit()))", IN_ANOTHER_UNIT),
    *IN_FORCE,
)
AS_SOMEBODY = "SELECT set_config('offramp.user', %(me)s::text, true)"
FOR_NOBODY = Guard("wall_user() IS NULL", AS_SOMEBODY)
FOR_PRIVACY = Guard("wall_role() = 'privacy_officer'", ANOTHER_ROLE)
OF_THE_UNIT = Guard("c.unit_id = (SELECT unit_id FROM wall_posting())", ELSEWHERE)


def not_closed(column: str) -> Guard:
    """Return the guard that a file is not restricted to others."""
    return Guard(f"{column} <> ALL ((SELECT wall_closed())::uuid[])", RESTRICTED)
