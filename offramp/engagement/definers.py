"""PACE's themes as numbers: for problems that begin from one, without who said what, when or at which event.

Fewer than five tell somebody apart, so the function itself leaves such numbers out; a branch is named only where at
least five concerns were heard.
"""

SQL = """
-- Each theme with how many concerns it holds and from how many events, and the branch where most were heard.
CREATE OR REPLACE FUNCTION engagement_themes()
RETURNS TABLE (theme uuid, name text, concerns bigint, events bigint, branch uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH heard AS (
    SELECT c.theme_id, c.invitation_id, n.branch_id
    FROM engagement_concern c JOIN engagement_invitation i ON i.id = c.invitation_id
      LEFT JOIN areas_neighbourhood n ON n.id = i.neighbourhood_id
    WHERE c.theme_id IS NOT NULL
  ), by_branch AS (
    SELECT DISTINCT ON (theme_id) theme_id, branch_id FROM (
      SELECT theme_id, branch_id, count(*) AS many FROM heard WHERE branch_id IS NOT NULL GROUP BY 1, 2
    ) counted WHERE many >= 5 ORDER BY theme_id, many DESC, branch_id
  )
  SELECT t.id, t.name::text,
    CASE WHEN count(h.theme_id) >= 5 THEN count(h.theme_id) END,
    CASE WHEN count(DISTINCT h.invitation_id) >= 5 THEN count(DISTINCT h.invitation_id) END,
    b.branch_id
  FROM engagement_theme t JOIN heard h ON h.theme_id = t.id LEFT JOIN by_branch b ON b.theme_id = t.id
  WHERE wall_role() = 'prevention_officer'
  GROUP BY t.id, t.name, b.branch_id
$$;
"""

OWNED_BY = {"offramp_counts": ("engagement_themes()",)}
READS = {"offramp_counts": ("areas_neighbourhood",)}
