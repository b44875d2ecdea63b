"""What somebody may know, or end, of a plan that they don't see.

Of a step that tells of health: that something is due. Of an open case: that nobody is on its care team any more. The
seats of whoever has left the unit, which end by themselves; whom a lead may cover; and which covers run.
"""

SQL = """
CREATE OR REPLACE FUNCTION casework_appointments(of_person uuid)
RETURNS TABLE (due_at timestamptz, promised_by text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT s.due_at, u.name FROM casework_step s JOIN accounts_user u ON u.id = s.promised_by_id
  WHERE s.person_id = of_person
    AND of_person <> ALL ((SELECT wall_closed())::uuid[]) AND s.category = 'health' AND s.done_at IS NULL
    AND s.due_at > statement_timestamp()
    AND NOT EXISTS (SELECT 1 FROM casework_closure c WHERE c.person_id = of_person AND c.at >= s.made_at)
    AND EXISTS (
      SELECT 1 FROM access_grant g
      WHERE g.subject = of_person AND g.party = ANY ((SELECT wall_parties())::uuid[])
        AND 'plan' = ANY (g.categories) AND (g.basis || ':plan') = ANY ((SELECT wall_cells('read'))::text[])
        AND (g.unit IS NULL OR g.unit = (SELECT wall_unit())) AND wall_stands(g.party, g.unit, g.starts_at)
        AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
    )
  ORDER BY s.due_at
$$;

-- Ends the seats of whoever has left the unit, of one user or (empty) of all, and says which they were, and whose: for
-- the administrator, who ended the office, and for what works by itself. Nobody else ends any, nor is told of one.
CREATE OR REPLACE FUNCTION casework_end_seats_of_leavers(who uuid, until_at timestamptz)
RETURNS TABLE (seat uuid, person uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE casework_seat s SET ends_at = greatest(until_at, s.starts_at), ended_by_id = coalesce(wall_user(), s.user_id)
  WHERE (s.ends_at IS NULL OR s.covers_id IS NOT NULL AND s.ends_at > until_at)
    AND (who IS NULL OR s.user_id = who) AND NOT wall_stands(s.user_id, s.unit_id, s.starts_at)
    AND (wall_user() IS NULL OR wall_role() = 'administrator')
  RETURNING s.id, s.person_id
$$;

-- The navigators of a lead's own agency in the lead's unit: whose newest office as a navigator there is of that agency,
-- so that somebody who left can be covered too. No row for anybody else who asks.
CREATE OR REPLACE FUNCTION casework_own_navigators() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT newest.user_id FROM wall_posting() lead, LATERAL (
    SELECT DISTINCT ON (p.user_id) p.user_id, p.agency FROM accounts_posting p
    WHERE p.role = 'navigator' AND p.unit_id = lead.unit_id AND p.starts_at <= statement_timestamp()
    ORDER BY p.user_id, p.starts_at DESC, p.id DESC
  ) newest
  WHERE lead.role = 'navigator_lead' AND newest.agency = lead.agency
$$;

-- The open cases of the unit on whose care team nobody is who works there, since when, and who left last: to a
-- supervisor, who seats somebody; to a navigator lead those whose last one was of their own agency, whom they cover.
CREATE OR REPLACE FUNCTION casework_left_alone() RETURNS TABLE (person uuid, since timestamptz, was_of uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT * FROM (
    SELECT c.person_id, coalesce(max(gone.ends_at), max(c.accepted_at)),
      (array_agg(gone.user_id ORDER BY gone.ends_at DESC NULLS FIRST, gone.starts_at DESC))[1] AS was_of
    FROM casework_case c
    LEFT JOIN casework_seat gone ON gone.person_id = c.person_id AND gone.covers_id IS NULL
    WHERE c.unit_id = (SELECT wall_unit())
      AND c.person_id <> ALL ((SELECT wall_closed())::uuid[])
      AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.case_id = c.id)
      AND NOT EXISTS (
        SELECT 1 FROM casework_seat s
        JOIN accounts_user u ON u.id = s.user_id AND u.is_active
        JOIN accounts_posting p ON p.user_id = s.user_id AND p.unit_id = s.unit_id
          AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
        WHERE s.person_id = c.person_id
          AND (s.ends_at IS NULL OR (s.covers_id IS NOT NULL AND s.ends_at > statement_timestamp()))
      )
    GROUP BY c.id
  ) alone
  WHERE wall_role() = 'help_supervisor' OR alone.was_of IN (SELECT casework_own_navigators())
$$;

-- The people on whose care teams such a navigator sits, or sat as the last one before they left, and the lead not. A
-- restricted file stays with those named.
CREATE OR REPLACE FUNCTION casework_to_cover(navigator uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT s.person_id FROM casework_seat s JOIN wall_posting() lead ON lead.unit_id = s.unit_id
  WHERE s.user_id = navigator AND navigator IN (SELECT casework_own_navigators())
    AND (s.ends_at IS NULL OR s.person_id IN (SELECT l.person FROM casework_left_alone() l WHERE l.was_of = navigator))
    AND s.person_id <> ALL ((SELECT wall_closed())::uuid[])
    AND NOT EXISTS (
      SELECT 1 FROM casework_seat mine WHERE mine.person_id = s.person_id AND mine.user_id = wall_user()
        AND (mine.ends_at IS NULL OR mine.ends_at > statement_timestamp())
    )
  GROUP BY s.person_id ORDER BY min(s.starts_at), s.person_id
$$;

-- Opens one of them to the lead until a moment: the only way in which a lead comes to a file.
CREATE OR REPLACE FUNCTION casework_cover(
  new_id uuid, navigator uuid, of_person uuid, of_categories text[], on_seat uuid, from_at timestamptz,
  until_at timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF of_person NOT IN (SELECT casework_to_cover(navigator)) OR until_at IS NULL OR until_at <= from_at THEN
    RAISE EXCEPTION 'only a lead covers, for a navigator of their agency, until a day'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, unit, starts_at, ends_at)
  VALUES (
    new_id, wall_user(), 'support', of_person, of_categories, 'care_team', on_seat, wall_unit(), from_at, until_at
  );
END $$;

-- Says to a navigator of the unit that has a file whether a navigator sits on its care team: who could allow them more.
CREATE OR REPLACE FUNCTION casework_is_with_a_navigator(of_person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM casework_seat s JOIN wall_posting() asks ON asks.unit_id = s.unit_id AND asks.role = 'navigator'
    JOIN accounts_posting p ON p.user_id = s.user_id AND p.unit_id = s.unit_id
      AND p.role IN ('navigator', 'navigator_lead')
      AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
    WHERE s.person_id = of_person AND of_person <> ALL ((SELECT wall_closed())::uuid[])
      AND (s.ends_at IS NULL OR (s.covers_id IS NOT NULL AND s.ends_at > statement_timestamp()))
  )
$$;

-- The covers that run, for the privacy officer: who for whom, until when, and with how many people; no person.
CREATE OR REPLACE FUNCTION casework_covers()
RETURNS TABLE (lead text, navigator text, starts_at timestamptz, ends_at timestamptz, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT l.name, n.name, s.starts_at, s.ends_at, count(*) FROM casework_seat s
  JOIN accounts_user l ON l.id = s.user_id JOIN accounts_user n ON n.id = s.covers_id
  WHERE wall_role() = 'privacy_officer' AND s.ends_at > statement_timestamp()
  GROUP BY l.name, n.name, s.starts_at, s.ends_at ORDER BY s.ends_at, l.name, n.name
$$;
"""
OWNED_BY = {
    "offramp_gate": (
        "casework_appointments(uuid)",
        "casework_end_seats_of_leavers(uuid, timestamptz)",
        "casework_left_alone()",
        "casework_own_navigators()",
        "casework_to_cover(uuid)",
        "casework_cover(uuid, uuid, uuid, text[], uuid, timestamptz, timestamptz)",
        "casework_is_with_a_navigator(uuid)",
        "casework_covers()",
    )
}
