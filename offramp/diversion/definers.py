"""What may be asked of measures without reading one: which there are for a name, which are over, how many there were.

Finding answers who may open a record for a purpose, with ids alone; who decided once is told that a program ended what
they sent there, without an id. Disposing is for what works by itself, once a term is over, and touches nothing else.
Counting is in `COUNTS`; what ends sight of a meeting in `MEETINGS`. Finding and counting ask the record for its end
beside its term: rows that somebody puts back without the term are over too.
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

-- What is over and not disposed of yet: what was given to schools, with its record at the latest; then measures.
CREATE OR REPLACE FUNCTION diversion_over() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT t.subject FROM access_term t
  LEFT JOIN diversion_schoolnote n ON n.id = t.subject LEFT JOIN access_term r ON r.subject = n.measure_id
  WHERE least(t.ends_at, r.ends_at) <= statement_timestamp() AND (SELECT wall_role()) = 'measures_clerk'
  ORDER BY n.id IS NULL, t.ends_at
$$;
"""

COUNTS = """
-- What came of those who were considered, in each group: kept from a charge; asked for a program or sanction, whatever
-- they said; agreed, and a yes that was taken back later is one; of these, whose way has ended; and completed.
DROP FUNCTION IF EXISTS diversion_fairness(text, date, date);
CREATE OR REPLACE FUNCTION diversion_fairness(by_what text, from_on date, to_on date, on_day date)
RETURNS TABLE (
  word text, considered bigint, kept bigint, offered bigint, agreed bigint, ended bigint, completed bigint)
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
        WHERE a.starts_on <= on_day AND (a.ends_on IS NULL OR a.ends_on >= on_day))
  ),
  came_of AS (
    SELECT s.word, s.measure_type <> 'charge' AS kept,
      s.measure_type IN ('referral', 'sanction')
        OR EXISTS (SELECT 1 FROM diversion_agreeing a WHERE a.measure_id = s.id) AS offered,
      s.measure_type IN ('referral', 'sanction') AND NOT EXISTS (
        SELECT 1 FROM diversion_agreeing a
        WHERE a.measure_id = s.id AND a.said = 'no' AND NOT EXISTS (
          SELECT 1 FROM diversion_agreeing newer
          WHERE newer.measure_id = a.measure_id AND newer.who = a.who AND newer.asked_for = a.asked_for
            AND (newer.at, newer.id) > (a.at, a.id))) AS agreed,
      EXISTS (SELECT 1 FROM diversion_ending e WHERE e.measure_id = s.id) AS ended,
      EXISTS (SELECT 1 FROM diversion_ending e WHERE e.measure_id = s.id AND e.outcome = 'completed') AS completed
    FROM standing s WHERE s.word IS NOT NULL
  )
  SELECT c.word, count(*), count(*) FILTER (WHERE c.kept), count(*) FILTER (WHERE c.offered),
    count(*) FILTER (WHERE c.agreed OR c.completed), count(*) FILTER (WHERE c.ended AND (c.agreed OR c.completed)),
    count(*) FILTER (WHERE c.completed)
  FROM came_of c GROUP BY c.word ORDER BY c.word
$$;
"""

MEETINGS = """
-- A meeting that is called off is closed to all but who has the case, whoever of them may see who was named.
CREATE OR REPLACE FUNCTION diversion_close_meeting(of_meeting uuid, until_at timestamptz) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH ended AS (
    UPDATE access_grant g SET ends_at = greatest(until_at, g.starts_at)
    WHERE wall_role() = 'youth_officer' AND g.subject = of_meeting AND g.basis = 'conference'
      AND g.party <> wall_user() AND (g.ends_at IS NULL OR g.ends_at > until_at)
      AND wall_user() = (
        SELECT t.officer_id FROM diversion_takenon t JOIN diversion_meeting d ON d.measure_id = t.measure_id
        WHERE d.id = of_meeting ORDER BY t.at DESC, t.id DESC LIMIT 1)
    RETURNING 1
  ) SELECT count(*)::integer FROM ended
$$;

-- What an agency's workers read of a unit's meetings ends no later than its agreement. For the privacy officer.
CREATE OR REPLACE FUNCTION diversion_end_with_agreement(of_unit uuid, with_agency uuid, until_at timestamptz)
RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH ended AS (
    UPDATE access_grant g SET ends_at = greatest(until_at, g.starts_at)
    FROM diversion_participant p JOIN diversion_course c ON c.measure_id = p.measure_id
    WHERE wall_role() = 'privacy_officer' AND c.unit_id = of_unit AND g.founded_on = p.id AND g.basis = 'conference'
      AND (g.ends_at IS NULL OR g.ends_at > until_at)
      AND EXISTS (
        SELECT 1 FROM accounts_posting o
        WHERE o.user_id = g.party AND o.agency = with_agency AND o.role = 'agency_worker')
    RETURNING 1
  ) SELECT count(*)::integer FROM ended
$$;
"""

# Every table with rows about a measure, those first that point to others of them.
OF_A_MEASURE = (
    m.ItemEvent,
    m.Item,
    m.MeetingNote,
    m.TakenOut,
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

SQL = FIND + COUNTS + DISPOSE + MEETINGS
OWNED_BY = {
    "offramp_gate": (
        "diversion_find(text)",
        "diversion_to_decide_again()",
        "diversion_over()",
        "diversion_close_meeting(uuid, timestamptz)",
        "diversion_end_with_agreement(uuid, uuid, timestamptz)",
    ),
    "offramp_counts": ("diversion_fairness(text, date, date, date)",),
}
READS = {"offramp_counts": ("diversion_identityagreement",)}
