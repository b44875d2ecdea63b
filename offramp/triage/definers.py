"""Which intakes are about a person, for whoever destroys a key: ids alone, to a process that acts for nobody."""

SQL = """
-- The intakes that are about a person, what was closed as the same as one of them too; and who else each is about.
CREATE OR REPLACE FUNCTION triage_intakes_about(whom uuid) RETURNS TABLE (intake uuid, others uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH RECURSIVE alike (intake, first) AS (
    SELECT p.intake_id, p.intake_id FROM triage_intakeperson p WHERE p.person_id = whom AND wall_user() IS NULL
    UNION
    SELECT c.intake_id, a.first FROM triage_intakeclosing c JOIN alike a ON c.same_as_id = a.intake
  )
  SELECT a.intake, coalesce(array_agg(DISTINCT p.person_id) FILTER (WHERE p.person_id <> whom), '{}')
  FROM alike a JOIN triage_intakeperson p ON p.intake_id IN (a.intake, a.first)
  GROUP BY a.intake
$$;
"""

OWNED_BY = {"offramp_gate": ("triage_intakes_about(uuid)",)}
