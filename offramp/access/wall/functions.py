"""The SQL functions the policies ask. They read who is asking from the setting of the transaction.

`offramp.user` and `offramp.posting` are set by the identity middleware. An expired setting reads as ''. The
functions that look into accounts and grants run as `offramp_gate`, which owns nothing else.
"""

CONTEXT = """
CREATE OR REPLACE FUNCTION wall_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$ SELECT NULLIF(current_setting('offramp.user', true), '')::uuid $$;

-- The posting in which the user acts: theirs, in force, and the account active. No row for nobody.
CREATE OR REPLACE FUNCTION wall_posting() RETURNS SETOF accounts_posting LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  SELECT p.* FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id
  WHERE p.id = NULLIF(current_setting('offramp.posting', true), '')::uuid
    AND p.user_id = wall_user() AND u.is_active
    AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION wall_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT role FROM wall_posting() $$;

-- The secret link somebody came by, known by the digest of its secret. No row for nobody.
CREATE OR REPLACE FUNCTION wall_link() RETURNS SETOF access_link LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT l.* FROM access_link l WHERE l.digest = NULLIF(current_setting('offramp.link', true), '') $$;

-- Who acts, in words of the ceiling: the posting's role, or the link's.
CREATE OR REPLACE FUNCTION wall_acting_as() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$ SELECT role FROM wall_posting() UNION ALL SELECT role FROM wall_link() $$;

-- The parties the user is: themselves, their teams, and for a worker the agency; or the link they came by.
CREATE OR REPLACE FUNCTION wall_parties() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(party), '{}') FROM (
    SELECT p.user_id AS party FROM wall_posting() p
    UNION ALL
    SELECT p.agency FROM wall_posting() p WHERE p.role = 'agency_worker' AND p.agency IS NOT NULL
    UNION ALL
    SELECT l.id FROM wall_link() l
    UNION ALL
    SELECT m.team_id FROM wall_posting() p
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

GRANTS = """
CREATE OR REPLACE FUNCTION wall_grant(
  new_id uuid, to_party uuid, in_stream text, on_subject uuid, of_categories text[], on_basis text,
  on_founding uuid, from_at timestamptz, until_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wall_posting()) THEN
    RAISE EXCEPTION 'nobody grants nothing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at, ends_at)
  VALUES (new_id, to_party, in_stream, on_subject, of_categories, on_basis, on_founding, from_at, until_at);
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
"""

# Owner of each function that runs with more rights than its caller.
OWNED_BY: dict[str, tuple[str, ...]] = {
    "offramp_gate": (
        "wall_posting()",
        "wall_role()",
        "wall_link()",
        "wall_acting_as()",
        "wall_parties()",
        "wall_cells(text)",
        "wall_bases(text)",
        "wall_units(text, text, text)",
        "wall_grant(uuid, uuid, text, uuid, text[], text, uuid, timestamptz, timestamptz)",
        "wall_end_grants(uuid, text, timestamptz)",
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
