"""What may be asked of measures without reading one: which there are for a name, which are over, how many there were.

Finding answers who may open a record for a purpose, with ids alone; who decided once is told that a program ended what
they sent there, without an id. Disposing is for what works by itself, once a term
is over, and touches nothing else. Counting is in `COUNTS`. Finding and counting ask the record for its end beside its
term: rows that somebody puts back without the term are over too.
"""

from offramp.diversion import models as m

FIND = """
CREATE OR REPLACE FUNCTION diversion_find(of_look_up text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT d.id FROM diversion_youngperson y JOIN diversion_measure d ON d.id = y.measure_id
  WHERE y.look_up = of_look_up AND d.ends_at > statement_timestamp() AND d.id <> ALL ((SELECT wall_over())::uuid[])
    AND (SELECT wall_role()) IN ('patrol_officer', 'youth_officer', 'privacy_officer')
    AND NOT EXISTS (
      SELECT 1 FROM diversion_youngperson newer
      WHERE newer.measure_id = y.measure_id AND (newer.at, newer.id) > (y.at, y.id))
  ORDER BY d.at
$$;

-- What whoever asks considered themselves and a program lately ended without its being completed: when, where, which
-- program, and nothing that leads to a record or a name.
CREATE OR REPLACE FUNCTION diversion_to_decide_again()
RETURNS TABLE (considered_at timestamptz, branch uuid, program uuid, ended_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT d.at, c.branch_id, c.program_id, e.at
  FROM diversion_ending e JOIN diversion_measure d ON d.id = e.measure_id JOIN diversion_course c USING (measure_id)
  WHERE d.by_id = (SELECT wall_user()) AND (SELECT wall_role()) IN ('patrol_officer', 'youth_officer')
    AND e.outcome NOT IN ('completed', 'died') AND e.at > statement_timestamp() - interval '14 days'
    AND d.ends_at > statement_timestamp() AND d.id <> ALL ((SELECT wall_over())::uuid[])
  ORDER BY e.at
$$;

-- What is over and not disposed of yet: measures, and what was given to schools.
CREATE OR REPLACE FUNCTION diversion_over() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT subject FROM access_term
  WHERE ends_at <= statement_timestamp() AND (SELECT wall_role()) = 'measures_clerk' ORDER BY ends_at
$$;
"""

COUNTS = """
-- How many were considered, and how many of those were offered a measure, agreed and completed, in each group.
CREATE OR REPLACE FUNCTION diversion_fairness(by_what text, from_on date, to_on date)
RETURNS TABLE (word text, considered bigint, offered bigint, agreed bigint, completed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH standing AS (
    SELECT d.*, CASE by_what
      WHEN 'age' THEN CASE WHEN d.age < 14 THEN '12-13' WHEN d.age < 16 THEN '14-15' ELSE '16-17' END
      WHEN 'sex' THEN d.sex
      WHEN 'branch' THEN d.branch_id::text
      WHEN 'offence' THEN d.offence
    END AS word
    FROM diversion_measure d
    WHERE d.id <> ALL ((SELECT wall_over())::uuid[]) AND by_what <> 'identity'
      AND (SELECT wall_role()) IN ('analyst', 'youth_officer', 'privacy_officer')
      AND d.occurred_on BETWEEN from_on AND to_on AND d.ends_at > statement_timestamp()
    UNION ALL
    SELECT d.*, told.word FROM diversion_measure d
    JOIN LATERAL (
      SELECT unnest(s.identities) AS word FROM diversion_selfdescription s
      WHERE s.measure_id = d.id AND NOT EXISTS (
        SELECT 1 FROM diversion_selfdescription newer
        WHERE newer.measure_id = s.measure_id AND (newer.at, newer.id) > (s.at, s.id))
    ) told ON true
    WHERE by_what = 'identity' AND d.id <> ALL ((SELECT wall_over())::uuid[])
      AND (SELECT wall_role()) IN ('analyst', 'youth_officer', 'privacy_officer')
      AND d.occurred_on BETWEEN from_on AND to_on AND d.ends_at > statement_timestamp()
      AND EXISTS (
        SELECT 1 FROM diversion_identityagreement a
        WHERE a.starts_on <= CURRENT_DATE AND (a.ends_on IS NULL OR a.ends_on >= CURRENT_DATE))
  )
  SELECT s.word, count(*),
    count(*) FILTER (WHERE s.measure_type <> 'charge'),
    count(*) FILTER (WHERE s.measure_type IN ('referral', 'sanction') AND NOT EXISTS (
      SELECT 1 FROM diversion_agreeing a
      WHERE a.measure_id = s.id AND a.asked_for <> 'support' AND a.said IN ('no', 'withdrawn') AND NOT EXISTS (
        SELECT 1 FROM diversion_agreeing newer
        WHERE newer.measure_id = a.measure_id AND newer.who = a.who AND newer.asked_for = a.asked_for
          AND (newer.at, newer.id) > (a.at, a.id)))),
    count(*) FILTER (WHERE EXISTS (
      SELECT 1 FROM diversion_ending e WHERE e.measure_id = s.id AND e.outcome = 'completed'))
  FROM standing s WHERE s.word IS NOT NULL GROUP BY s.word ORDER BY s.word
$$;
"""

# Every table with rows about a measure, those first that point to others of them.
OF_A_MEASURE = (
    m.ItemEvent,
    m.Item,
    m.MeetingNote,
    m.Preparation,
    m.Participant,
    m.MeetingOver,
    m.Meeting,
    m.SupportOffer,
    m.FollowUp,
    m.Ending,
    m.CheckIn,
    m.StepDone,
    m.Needs,
    m.Review,
    m.TakenOn,
    m.Course,
    m.SchoolNote,
    m.SelfDescription,
    m.VictimSaid,
    m.Victim,
    m.Agreeing,
    m.GuardianContact,
    m.Guardian,
    m.YoungPerson,
    m.Opening,
)
_DELETES = "\n".join(f"  DELETE FROM {model._meta.db_table} WHERE measure_id = of_subject;" for model in OF_A_MEASURE)
# Runs as the owner of the tables, since the runtime deletes nothing; and does so only with what is over.
DISPOSE = f"""
CREATE OR REPLACE FUNCTION diversion_dispose(of_subject uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM diversion_over() AS over (subject) WHERE over.subject = of_subject) THEN
    RETURN false;
  END IF;
  DELETE FROM diversion_schoolnote WHERE id = of_subject;
{_DELETES}
  DELETE FROM diversion_measure WHERE id = of_subject;
  DELETE FROM access_term WHERE subject = of_subject;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION diversion_dispose(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION diversion_dispose(uuid) TO offramp_app;
"""

SQL = FIND + COUNTS + DISPOSE
OWNED_BY = {
    "offramp_gate": ("diversion_find(text)", "diversion_to_decide_again()", "diversion_over()"),
    "offramp_counts": ("diversion_fairness(text, date, date)",),
}
READS = {"offramp_counts": ("diversion_identityagreement",)}
