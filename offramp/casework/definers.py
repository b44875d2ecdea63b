"""What whoever may see a plan, but not health, may know of a step that tells of health: that something is due."""

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
        AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
    )
  ORDER BY s.due_at
$$;
"""
OWNED_BY = {"offramp_gate": ("casework_appointments(uuid)",)}
