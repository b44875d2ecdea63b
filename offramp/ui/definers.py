"""What the runtime may have done for it in SQL, though it may not reach the rows itself.

The functions stay the owner's: a draft opens to its author alone, and the night's job is nobody's author, nor is who
destroys a subject's key.
"""

SQL = """
CREATE OR REPLACE FUNCTION ui_forget_old(at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  DELETE FROM ui_draft WHERE saved_at < least(at, statement_timestamp()) - interval '14 days';
  DELETE FROM ui_sentform WHERE sent_at < least(at, statement_timestamp()) - interval '21 days';
$$;

-- Deletes the drafts about some subjects, whoever typed them, and says how many; for a process that acts for nobody.
CREATE OR REPLACE FUNCTION ui_forget_about(subjects uuid[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  WITH gone AS (
    DELETE FROM ui_draft
    WHERE about = ANY (subjects) AND coalesce(current_setting('offramp.user', true), '') = '' RETURNING 1
  )
  SELECT count(*)::integer FROM gone;
$$;
REVOKE ALL ON FUNCTION ui_forget_old(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ui_forget_old(timestamptz) TO offramp_app;
REVOKE ALL ON FUNCTION ui_forget_about(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ui_forget_about(uuid[]) TO offramp_app;
"""

OWNED_BY: dict[str, tuple[str, ...]] = {}
