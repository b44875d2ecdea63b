"""The six counts of the bulletin: one function that returns numbers and nothing else, so that anyone may be told."""

SQL = """
-- From one moment until before another. With a branch: of its team alone, and the core team's two are empty, as it
-- serves the whole city. Restricted files count too.
CREATE OR REPLACE FUNCTION reporting_bulletin(from_at timestamptz, until_at timestamptz, of_branch uuid)
RETURNS TABLE (
  interactions bigint, calls_primary bigint, consultations bigint, on_scene_assists bigint,
  referrals_assisted bigint, accepted_individuals bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT
    count(*) FILTER (WHERE a.kind = 'interaction'),
    count(*) FILTER (WHERE a.kind = 'call_primary'),
    count(*) FILTER (WHERE a.kind = 'consultation'),
    count(*) FILTER (WHERE a.kind = 'on_scene_assist'),
    (SELECT count(*) FROM triage_assistance
      WHERE of_branch IS NULL AND tier = 'core' AND at >= from_at AND at < until_at),
    (SELECT count(DISTINCT person_id) FROM casework_case
      WHERE of_branch IS NULL AND tier = 'core' AND accepted_at >= from_at AND accepted_at < until_at)
  FROM activities_activity a JOIN accounts_team t ON t.id = a.team_id
  WHERE a.tier = 'branch' AND a.at >= from_at AND a.at < until_at AND (of_branch IS NULL OR t.branch_id = of_branch)
$$;
"""

OWNED_BY = {"offramp_counts": ("reporting_bulletin(timestamptz, timestamptz, uuid)",)}
READS = {"offramp_counts": ("activities_activity", "accounts_team")}
