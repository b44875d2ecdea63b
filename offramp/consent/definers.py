"""What somebody may need to know of a consent without reading it: yes or no, and whom to open it to.

Each answers only to a member of the unit that holds the consent, and of a restricted file to those named on it; the
register to the privacy officer alone.
"""

SQL = """
CREATE OR REPLACE FUNCTION consent_stands(about uuid, to_agency uuid, for_categories text[], on_moment timestamptz)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM consent_consent c
    WHERE c.person_id = about AND about <> ALL ((SELECT wall_closed())::uuid[])
      AND c.agency_id = to_agency AND c.categories::text[] @> for_categories
      AND c.unit_id = (SELECT unit_id FROM wall_posting())
      AND c.starts_at <= on_moment AND c.ends_at > on_moment
      AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)
  )
$$;

-- The officers who sit on a person's care team now.
CREATE OR REPLACE FUNCTION consent_officers_on(about uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT DISTINCT g.party FROM access_grant g
  JOIN accounts_posting p ON p.user_id = g.party AND p.role = 'help_officer'
    AND p.unit_id = (SELECT unit_id FROM wall_posting())
    AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
  WHERE g.subject = about AND about <> ALL ((SELECT wall_closed())::uuid[]) AND g.basis = 'care_team'
    AND wall_stands(g.party, g.unit, g.starts_at)
    AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
$$;

-- The consents by which officers on a person's care team see more: which, what, from and until.
CREATE OR REPLACE FUNCTION consent_for_officers(about uuid, on_moment timestamptz)
RETURNS TABLE (consent uuid, categories text[], starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT c.id, c.categories::text[], c.starts_at, c.ends_at FROM consent_consent c
  WHERE c.person_id = about
    AND about <> ALL ((SELECT wall_closed())::uuid[]) AND c.recipient = 'officers' AND c.ends_at > on_moment
    AND c.unit_id = (SELECT unit_id FROM wall_posting())
    AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)
$$;

-- Ends what one officer saw of a person by consent, and says how many grants that were.
CREATE OR REPLACE FUNCTION consent_end_for_officer(about uuid, officer uuid, until_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE ended integer;
BEGIN
  UPDATE access_grant g SET ends_at = greatest(until_at, g.starts_at)
  WHERE g.subject = about AND g.party = officer AND g.basis = 'consent'
    AND (g.ends_at IS NULL OR g.ends_at > until_at)
    AND EXISTS (
      SELECT 1 FROM consent_consent c
      WHERE c.id = g.founded_on AND c.unit_id = (SELECT unit_id FROM wall_posting())
    );
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;

-- The officers of the unit to whom a consent opened something: whoever is told when it is taken back.
CREATE OR REPLACE FUNCTION consent_opened_to(of_consent uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT DISTINCT g.party FROM access_grant g
  JOIN consent_consent c ON c.id = g.founded_on AND c.unit_id = (SELECT unit_id FROM wall_posting())
  JOIN accounts_posting p ON p.user_id = g.party AND p.role = 'help_officer' AND p.unit_id = c.unit_id
    AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
  WHERE g.founded_on = of_consent AND c.person_id <> ALL ((SELECT wall_closed())::uuid[])
    AND g.basis = 'consent' AND g.starts_at <= statement_timestamp()
$$;

-- What each of some who are around a person may be told now under a consent: that they work with the unit, and whether
-- the plan too; until when the most of it holds. Whoever may be told nothing is not among them.
CREATE OR REPLACE FUNCTION consent_tells(of_somebody uuid[], on_moment timestamptz)
RETURNS TABLE (somebody uuid, plan boolean, until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT DISTINCT ON (c.somebody) c.somebody, 'plan' = ANY (c.categories::text[]) AS plan, c.ends_at
  FROM consent_consent c
  WHERE c.somebody = ANY (of_somebody) AND c.person_id <> ALL ((SELECT wall_closed())::uuid[])
    AND c.unit_id = (SELECT unit_id FROM wall_posting())
    AND c.starts_at <= on_moment AND c.ends_at > on_moment
    AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)
  ORDER BY c.somebody, plan DESC, c.ends_at DESC
$$;

-- Which consents in force end before a moment, and who asked for each, while they are on the care team and may know of
-- the file: ids alone, for what works by itself and writes to them.
CREATE OR REPLACE FUNCTION consent_to_renew(before timestamptz) RETURNS TABLE (consent uuid, asker uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT c.id, c.recorded_by_id FROM consent_consent c
  WHERE wall_user() IS NULL AND c.starts_at <= statement_timestamp() AND c.ends_at > statement_timestamp()
    AND c.ends_at < before AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)
    AND EXISTS (
      SELECT 1 FROM access_grant g
      WHERE g.subject = c.person_id AND g.party = c.recorded_by_id AND g.basis = 'care_team'
        AND wall_stands(g.party, g.unit, g.starts_at)
        AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
    )
    AND NOT EXISTS (
      SELECT 1 FROM access_restriction r
      WHERE r.subject = c.person_id AND r.lifted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM access_named n
        WHERE n.restriction_id = r.id AND n.user_id = c.recorded_by_id AND n.ended_at IS NULL
      )
    )
  ORDER BY c.ends_at, c.id
$$;

-- What left any unit, of whom, to whom and on what ground, never its words: the register, for the privacy officer.
CREATE OR REPLACE FUNCTION consent_ledger(about uuid, before uuid, most integer)
RETURNS TABLE (disclosure uuid, told_at timestamptz, person uuid, categories text[], authority text, agency uuid,
  recipient text, told_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT d.id, d.at, d.person_id, d.categories::text[], d.authority, d.agency_id, d.recipient, d.by_id
  FROM consent_disclosure d
  WHERE wall_role() = 'privacy_officer' AND (about IS NULL OR d.person_id = about) AND (before IS NULL OR d.id < before)
  ORDER BY d.id DESC LIMIT most
$$;

-- Whose file has this number, as an id alone: for a legal demand, by the privacy officer.
CREATE OR REPLACE FUNCTION consent_person_of_file(number text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT p.id FROM people_person p WHERE p.file_number = upper(btrim(number)) AND wall_role() = 'privacy_officer'
$$;
"""

OWNED_BY = {
    "offramp_gate": (
        "consent_stands(uuid, uuid, text[], timestamptz)",
        "consent_officers_on(uuid)",
        "consent_for_officers(uuid, timestamptz)",
        "consent_end_for_officer(uuid, uuid, timestamptz)",
        "consent_opened_to(uuid)",
        "consent_tells(uuid[], timestamptz)",
        "consent_to_renew(timestamptz)",
        "consent_ledger(uuid, uuid, integer)",
    ),
    "offramp_search": ("consent_person_of_file(text)",),
}
