"""What somebody may know, or end, of a plan that they don't see.

Of a step that tells of health: that something is due. Of an open case: that nobody is on its care team any more. And
the seats of whoever has left the unit, which end by themselves.
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

-- Ends the seats of whoever has left the unit, of one user or (empty) of all, and says which they were, and whose.
CREATE OR REPLACE FUNCTION casework_end_seats_of_leavers(who uuid, until_at timestamptz)
RETURNS TABLE (seat uuid, person uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE casework_seat s SET ends_at = greatest(until_at, s.starts_at), ended_by_id = coalesce(wall_user(), s.user_id)
  WHERE s.ends_at IS NULL AND (who IS NULL OR s.user_id = who) AND NOT wall_stands(s.user_id, s.unit_id, s.starts_at)
  RETURNING s.id, s.person_id
$$;

-- The open cases of the unit on whose care team nobody is who works there, and since when: for who may cover or seat.
CREATE OR REPLACE FUNCTION casework_left_alone() RETURNS TABLE (person uuid, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT c.person_id, coalesce(max(left_at.ends_at), c.accepted_at)
  FROM casework_case c LEFT JOIN casework_seat left_at ON left_at.person_id = c.person_id
  WHERE wall_role() IN ('help_supervisor', 'navigator_lead') AND c.unit_id = (SELECT wall_unit())
    AND c.person_id <> ALL ((SELECT wall_closed())::uuid[])
    AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.case_id = c.id)
    AND NOT EXISTS (
      SELECT 1 FROM casework_seat s
      JOIN accounts_user u ON u.id = s.user_id AND u.is_active
      JOIN accounts_posting p ON p.user_id = s.user_id AND p.unit_id = s.unit_id
        AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
      WHERE s.person_id = c.person_id AND s.ends_at IS NULL
    )
  GROUP BY c.id
$$;
"""
OWNED_BY = {
    "offramp_gate": (
        "casework_appointments(uuid)",
        "casework_end_seats_of_leavers(uuid, timestamptz)",
        "casework_left_alone()",
    )
}
