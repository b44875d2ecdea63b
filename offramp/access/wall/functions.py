"""The SQL functions the policies ask. They read who is asking from the setting of the transaction.

`offramp.user` and `offramp.posting` are set by the identity middleware. An expired setting reads as ''. The
functions that look into accounts and grants run as `offramp_gate`, which owns nothing else.
"""

from offramp.access.who_sees_what import WORK_OF_A_UNIT

CONTEXT = """
CREATE OR REPLACE FUNCTION wall_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$ SELECT NULLIF(current_setting('offramp.user', true), '')::uuid $$;

-- The posting in which the user acts: theirs, in force, and the account active. No row for nobody.
CREATE OR REPLACE FUNCTION wall_posting() RETURNS SETOF accounts_posting LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, public
AS $$
  SELECT p.* FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id
  WHERE p.id = NULLIF(current_setting('offramp.posting', true), '')::uuid
    AND p.user_id = wall_user() AND u.is_active
    AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION wall_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT role FROM wall_posting() $$;

-- The unit of the office in which the user acts.
CREATE OR REPLACE FUNCTION wall_unit() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT unit_id FROM wall_posting() $$;

-- Since when somebody has held one office or another of a unit without a break. Nothing where they hold none now.
-- Cached plans: each statement that meets a grant asks this once.
CREATE OR REPLACE FUNCTION wall_works_since(who uuid, in_unit uuid) RETURNS timestamptz LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  RETURN (
    SELECT max(p.starts_at) FROM accounts_posting p
    WHERE p.user_id = who AND p.unit_id = in_unit AND p.starts_at <= statement_timestamp()
      AND NOT EXISTS (
        SELECT 1 FROM accounts_posting before
        WHERE before.user_id = who AND before.unit_id = in_unit AND before.starts_at < p.starts_at
          AND (before.ends_at IS NULL OR before.ends_at >= p.starts_at)
      )
    HAVING EXISTS (
      SELECT 1 FROM accounts_posting held JOIN accounts_user u ON u.id = held.user_id
      WHERE held.user_id = who AND held.unit_id = in_unit AND u.is_active AND held.starts_at <= statement_timestamp()
        AND (held.ends_at IS NULL OR held.ends_at > statement_timestamp())
    )
  );
END $$;

CREATE OR REPLACE FUNCTION wall_since() RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
BEGIN
  RETURN wall_works_since(wall_user(), wall_unit());
END $$;

-- Whether what was given for the work of a unit stands: a team's does; a user's while they have worked there since.
CREATE OR REPLACE FUNCTION wall_stands(of_party uuid, in_unit uuid, from_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT in_unit IS NULL OR EXISTS (SELECT 1 FROM accounts_team t WHERE t.id = of_party)
    OR coalesce(from_at >= wall_works_since(of_party, in_unit), false)
$$;

-- The secret link somebody came by, known by the digest of its secret. No row for nobody.
CREATE OR REPLACE FUNCTION wall_link() RETURNS SETOF access_link LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, public
AS $$ SELECT l.* FROM access_link l WHERE l.digest = NULLIF(current_setting('offramp.link', true), '') $$;

-- Who acts, in words of the ceiling: the posting's role, or the link's.
CREATE OR REPLACE FUNCTION wall_acting_as() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, public
AS $$ SELECT role FROM wall_posting() UNION ALL SELECT role FROM wall_link() $$;

-- The parties the user is: themselves, their teams, and for a worker the agency; or the link they came by.
CREATE OR REPLACE FUNCTION wall_parties() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  WITH office AS MATERIALIZED (SELECT * FROM wall_posting())
  SELECT coalesce(array_agg(party), '{}') FROM (
    SELECT p.user_id AS party FROM office p
    UNION ALL
    SELECT p.agency FROM office p WHERE p.role = 'agency_worker' AND p.agency IS NOT NULL
    UNION ALL
    SELECT l.id FROM wall_link() l
    UNION ALL
    SELECT m.team_id FROM office p
      JOIN accounts_membership m ON m.user_id = p.user_id
      JOIN accounts_team t ON t.id = m.team_id AND t.unit_id = p.unit_id
    WHERE m.starts_at <= statement_timestamp() AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
  ) parties
$$;

-- The cells 'basis:category' which the role's ceiling holds for reading or writing.
CREATE OR REPLACE FUNCTION wall_cells(asked text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(c.basis || ':' || c.category), '{}')
  FROM wall_acting_as() AS a (role) JOIN access_ceiling c ON c.role = a.role AND c.operation = asked
$$;

-- The bases on which the role's ceiling holds anything at all.
CREATE OR REPLACE FUNCTION wall_bases(asked text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(DISTINCT c.basis), '{}')
  FROM wall_acting_as() AS a (role) JOIN access_ceiling c ON c.role = a.role AND c.operation = asked
$$;

-- The units whose rows the user may open on a basis of the whole unit; empty if the ceiling has no such cell.
CREATE OR REPLACE FUNCTION wall_units(asked text, on_basis text, of_category text) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(DISTINCT p.unit_id), '{}')
  FROM wall_posting() p JOIN access_ceiling c
    ON c.role = p.role AND c.operation = asked AND c.basis = on_basis
    AND (of_category = '*' OR c.category = of_category)
  WHERE p.unit_id IS NOT NULL
$$;
"""

# With the rights of its caller: they read their own grants.
GROUNDS = """
-- On which bases each of some subjects is open to who asks, for the read log: in the order given, with the categories
-- that are shown of it, as words between commas. The grants that open one of them; and where none does, what the wall
-- has beside grants: the unit, duty, what is their own, what they review.
CREATE OR REPLACE FUNCTION wall_open_by(on_subjects uuid[], of_categories text[])
RETURNS TABLE (place bigint, bases text[])
LANGUAGE sql STABLE SET search_path = pg_catalog, public
AS $$
  WITH shown AS (
    SELECT s.place, s.subject, c.category
    FROM unnest(on_subjects, of_categories) WITH ORDINALITY AS s (subject, words, place),
      unnest(string_to_array(s.words, ',')) AS c (category)
  ), granted AS (
    SELECT s.place, s.category, g.basis FROM shown s
    JOIN access_grant g ON g.subject = s.subject AND s.category = ANY (g.categories)
    WHERE g.subject = ANY (on_subjects) AND g.party = ANY ((SELECT wall_parties())::uuid[])
      AND (g.basis || ':' || s.category) = ANY ((SELECT wall_cells('read'))::text[])
      AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
  ), beside AS (
    SELECT DISTINCT ON (s.place, s.category) s.place, s.category, w.basis
    FROM shown s, unnest(ARRAY['unit', 'triage', 'own', 'review']) WITH ORDINALITY AS w (basis, turn)
    WHERE (w.basis || ':' || s.category) = ANY ((SELECT wall_cells('read'))::text[])
      AND NOT EXISTS (SELECT 1 FROM granted g WHERE g.place = s.place AND g.category = s.category)
    ORDER BY s.place, s.category, w.turn
  )
  SELECT o.place, array_agg(DISTINCT o.basis::text ORDER BY o.basis::text)
  FROM (SELECT place, basis FROM granted UNION ALL SELECT place, basis FROM beside) o GROUP BY o.place
$$;
"""

GRANTS = """
-- Opens a subject to a party. Where the subject has a term, the grant ends with it at the latest. What is the work of
-- a unit is that of whoever gives it: they see the person by it, and nobody sees anybody of two units at once.
CREATE OR REPLACE FUNCTION wall_grant(
  new_id uuid, to_party uuid, in_stream text, on_subject uuid, of_categories text[], on_basis text,
  on_founding uuid, from_at timestamptz, until_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) THEN
    RAISE EXCEPTION 'nobody grants nothing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A navigator lead comes to a care team by covering for somebody on it, and by nothing else.
  IF on_basis = 'care_team' AND to_party = wall_user() AND wall_role() = 'navigator_lead' THEN
    RAISE EXCEPTION 'a lead opens no file but by cover' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, unit, starts_at, ends_at)
  VALUES (
    new_id, to_party, in_stream, on_subject, of_categories, on_basis, on_founding,
    CASE WHEN on_basis = ANY ('{WORK_OF_A_UNIT}') THEN wall_unit() END, from_at,
    least(until_at, (SELECT t.ends_at FROM access_term t WHERE t.subject = on_subject))
  );
END $$;

-- Makes a secret link to one subject. Who has no posting may make the first one to a subject nobody was given yet.
CREATE OR REPLACE FUNCTION wall_new_link(
  new_id uuid, its_digest text, its_role text, grant_id uuid, in_stream text, to_subject uuid, of_categories text[],
  from_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) AND EXISTS (SELECT 1 FROM access_grant WHERE subject = to_subject) THEN
    RAISE EXCEPTION 'nobody links to what is somebody''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_link (id, digest, role, made_at) VALUES (new_id, its_digest, its_role, from_at);
  INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at, ends_at)
  VALUES (grant_id, new_id, in_stream, to_subject, of_categories, 'link', new_id, from_at, NULL);
END $$;

-- Ends what stands on one founding row and says how many grants that were.
CREATE OR REPLACE FUNCTION wall_end_grants(on_founding uuid, on_basis text, until_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE ended integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) THEN
    RAISE EXCEPTION 'nobody ends nothing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE access_grant SET ends_at = greatest(until_at, starts_at)
  WHERE founded_on = on_founding AND basis = on_basis AND (ends_at IS NULL OR ends_at > until_at);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;

-- Ends what some parties hold of that which stands on one founding row: the others keep theirs.
CREATE OR REPLACE FUNCTION wall_end_grants_of(
  of_parties uuid[], on_founding uuid, on_basis text, until_at timestamptz
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE ended integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) THEN
    RAISE EXCEPTION 'nobody ends nothing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE access_grant SET ends_at = greatest(until_at, starts_at)
  WHERE founded_on = on_founding AND basis = on_basis AND party = ANY (of_parties)
    AND (ends_at IS NULL OR ends_at > until_at);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;

-- Ends what opens nothing any more, because whom it was given to has left the unit. who: one user, or empty for all.
CREATE OR REPLACE FUNCTION wall_end_grants_of_leavers(who uuid, until_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE ended integer;
BEGIN
  UPDATE access_grant SET ends_at = greatest(until_at, starts_at)
  WHERE unit IS NOT NULL AND (ends_at IS NULL OR ends_at > until_at)
    AND party IN (SELECT u.id FROM accounts_user u WHERE who IS NULL OR u.id = who)
    AND NOT wall_stands(party, unit, starts_at);
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;
""".replace("WORK_OF_A_UNIT", ",".join(sorted(WORK_OF_A_UNIT)))

RESTRICTED = """
-- The people whose files are restricted, and whoever asks not named on them. The privacy officer, who sees no file,
-- is told of all that is theirs to look after. Cached plans: each guarded table asks this once in each statement.
CREATE OR REPLACE FUNCTION wall_closed() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
DECLARE closed uuid[];
BEGIN
  SELECT array_agg(r.subject) INTO closed FROM access_restriction r
  WHERE r.lifted_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM access_named n
    WHERE n.restriction_id = r.id AND n.user_id = wall_user() AND n.ended_at IS NULL
  );
  IF closed IS NULL OR wall_role() = 'privacy_officer' THEN
    RETURN '{}';
  END IF;
  RETURN closed;
END $$;

-- The restrictions that stand, to whom is named on them, and to the privacy officer.
CREATE OR REPLACE FUNCTION wall_restrictions() RETURNS SETOF access_restriction
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT r.* FROM access_restriction r
  WHERE r.lifted_at IS NULL AND wall_role() IS NOT NULL AND r.subject <> ALL ((SELECT wall_closed())::uuid[])
$$;

CREATE OR REPLACE FUNCTION wall_named() RETURNS SETOF access_named
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT n.* FROM access_named n JOIN wall_restrictions() r ON r.id = n.restriction_id WHERE n.ended_at IS NULL
$$;

-- Closes a file to all but the named, who restricts it among them.
CREATE OR REPLACE FUNCTION wall_restrict(
  new_id uuid, on_subject uuid, of_closeness text, why text, to_users uuid[], with_ids uuid[], from_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF wall_role() IS DISTINCT FROM 'help_supervisor' OR wall_user() <> ALL (to_users) THEN
    RAISE EXCEPTION 'only a supervisor restricts a file' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_restriction (id, subject, closeness, reason, restricted_at, restricted_by_id)
  VALUES (new_id, on_subject, of_closeness, why, from_at, wall_user());
  INSERT INTO access_named (id, restriction_id, user_id, named_at, named_by_id)
  SELECT t.id, new_id, t.who, from_at, wall_user() FROM unnest(with_ids, to_users) AS t (id, who);
END $$;

-- Says whether a user holds the office of a supervisor now.
CREATE OR REPLACE FUNCTION wall_supervises(who uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id
    WHERE p.user_id = who AND p.role = 'help_supervisor' AND u.is_active
      AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
  )
$$;

-- Names one more on a file, takes one off it, or lifts the restriction: a supervisor who is named on it. Where none of
-- those named is a supervisor any more, the privacy officer names one, and does nothing else.
CREATE OR REPLACE FUNCTION wall_keep_restriction(
  of_restriction uuid, deed text, new_id uuid, who uuid, on_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_restrictions() r WHERE r.id = of_restriction)
    OR (wall_role() = 'help_supervisor' OR (
      wall_role() = 'privacy_officer' AND deed = 'name' AND wall_supervises(who) AND NOT EXISTS (
        SELECT 1 FROM access_named n
        WHERE n.restriction_id = of_restriction AND n.ended_at IS NULL AND wall_supervises(n.user_id)
      )
    )) IS NOT TRUE THEN
    RAISE EXCEPTION 'only a supervisor who is named changes a restriction' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF deed = 'name' THEN
    INSERT INTO access_named (id, restriction_id, user_id, named_at, named_by_id)
    VALUES (new_id, of_restriction, who, on_at, wall_user());
  ELSIF deed = 'take_off' THEN
    UPDATE access_named SET ended_at = on_at
    WHERE restriction_id = of_restriction AND user_id = who AND ended_at IS NULL AND who <> wall_user();
  ELSIF deed = 'lift' THEN
    UPDATE access_restriction SET lifted_at = on_at, lifted_by_id = wall_user() WHERE id = of_restriction;
  END IF;
END $$;
"""

TERMS = """
-- The subjects whose term is over, as far as they are not disposed of yet: nobody reads of them.
CREATE OR REPLACE FUNCTION wall_over() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT coalesce(array_agg(subject), '{}') FROM access_term WHERE ends_at <= statement_timestamp() $$;

-- Sets until when a subject is read, or sooner than it was set before: never later.
CREATE OR REPLACE FUNCTION wall_set_term(new_id uuid, of_subject uuid, until_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) THEN
    RAISE EXCEPTION 'nobody sets no term' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_term (id, subject, ends_at) VALUES (new_id, of_subject, until_at)
  ON CONFLICT (subject) DO UPDATE SET ends_at = least(access_term.ends_at, excluded.ends_at);
END $$;
"""

# Owner of each function that runs with more rights than its caller.
OWNED_BY: dict[str, tuple[str, ...]] = {
    "offramp_gate": (
        "wall_posting()",
        "wall_role()",
        "wall_unit()",
        "wall_works_since(uuid, uuid)",
        "wall_since()",
        "wall_stands(uuid, uuid, timestamptz)",
        "wall_link()",
        "wall_acting_as()",
        "wall_parties()",
        "wall_cells(text)",
        "wall_bases(text)",
        "wall_units(text, text, text)",
        "wall_closed()",
        "wall_restrictions()",
        "wall_named()",
        "wall_supervises(uuid)",
        "wall_over()",
        "wall_set_term(uuid, uuid, timestamptz)",
        "wall_restrict(uuid, uuid, text, text, uuid[], uuid[], timestamptz)",
        "wall_keep_restriction(uuid, text, uuid, uuid, timestamptz)",
        "wall_grant(uuid, uuid, text, uuid, text[], text, uuid, timestamptz, timestamptz)",
        "wall_end_grants(uuid, text, timestamptz)",
        "wall_end_grants_of(uuid[], uuid, text, timestamptz)",
        "wall_end_grants_of_leavers(uuid, timestamptz)",
        "wall_new_link(uuid, text, text, uuid, text, uuid, text[], timestamptz)",
    ),
}
GATE_READS = (
    "accounts_user",
    "accounts_posting",
    "accounts_team",
    "accounts_membership",
    "access_ceiling",
    "access_link",
)
