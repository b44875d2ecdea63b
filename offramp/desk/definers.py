"""Who can see anything of one person now: for the privacy officer, and for a navigator on the care team who shows it.
And what somebody who leaves still has, for whoever hands it on; and how much each navigator has, for their lead.

Grants of others are closed to the runtime role; this function tells them of one person alone, with their referrals
and with what reached HELP about them. What it returns is what opens rows; ceilings are joined where it is read.
"""

SQL = """
CREATE OR REPLACE FUNCTION desk_may_know_who_sees(about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT about <> ALL (wall_closed())
    AND coalesce(wall_role() = 'privacy_officer' OR (wall_role() IN ('navigator', 'navigator_lead') AND EXISTS (
    SELECT 1 FROM access_grant g
    WHERE g.subject = about AND g.basis = 'care_team' AND 'consent' = ANY (g.categories)
      AND g.party = ANY ((SELECT wall_parties())::uuid[])
      AND (g.unit IS NULL OR g.unit = (SELECT wall_unit())) AND wall_stands(g.party, g.unit, g.starts_at)
      AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
  )), false)
$$;

-- What tells of a person: themselves, what was sent of them and called back, and what reached HELP about them.
CREATE OR REPLACE FUNCTION desk_subjects_of(about uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT s.id FROM (
    SELECT about AS id
    UNION SELECT t.referral_id FROM referrals_referralterms t WHERE t.person_id = about
    UNION SELECT c.id FROM referrals_callback c WHERE c.person_id = about
    UNION SELECT l.intake_id FROM triage_intakeperson l WHERE l.person_id = about
  ) s WHERE (SELECT desk_may_know_who_sees(about))
$$;

-- Each row is one ground: a grant in force, a row of which somebody is the author, or what the unit opens to all on
-- triage duty (then there is no party). No row where whoever asks may not know.
CREATE OR REPLACE FUNCTION desk_who_sees(about uuid)
RETURNS TABLE (
  party uuid, basis text, categories text[], founded_on uuid, starts_at timestamptz, ends_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH intakes AS MATERIALIZED (
    SELECT i.id, i.asked_by_id, i.asked_at FROM triage_intakeperson l JOIN triage_intake i ON i.id = l.intake_id
    WHERE l.person_id = about
  ), grounds AS (
    SELECT g.party, g.basis::text, g.categories::text[], g.founded_on, g.starts_at, g.ends_at
    FROM desk_subjects_of(about) AS s (id) JOIN access_grant g ON g.subject = s.id
    WHERE g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
      AND wall_stands(g.party, g.unit, g.starts_at)
    UNION ALL
    SELECT s.user_id, 'own', '{plan}', NULL, min(s.starts_at), NULL FROM casework_seat s
    WHERE s.person_id = about GROUP BY s.user_id
    UNION ALL
    SELECT b.opened_by_id, 'own', '{emergency}', NULL, min(b.opened_at), NULL FROM casework_breakglass b
    WHERE b.person_id = about GROUP BY b.opened_by_id
    UNION ALL
    SELECT r.asked_by_id, 'own', '{requested}', NULL, min(r.asked_at), NULL FROM casework_accessrequest r
    WHERE r.person_id = about GROUP BY r.asked_by_id
    UNION ALL
    SELECT w.asked_by_id, 'own', '{plan}', NULL, min(w.answered_at), NULL FROM casework_accessanswer w
    WHERE w.person_id = about GROUP BY w.asked_by_id
    UNION ALL
    SELECT n.written_by_id, 'own', ARRAY[n.category::text], NULL, min(n.written_at), NULL FROM activities_activitynote n
    WHERE n.person_id = about GROUP BY n.written_by_id, n.category
    UNION ALL
    SELECT i.asked_by_id, 'own', '{contact_log}', NULL, min(i.asked_at), NULL FROM intakes i GROUP BY i.asked_by_id
    UNION ALL
    SELECT a.for_user_id, 'own', '{contact_log}', NULL, min(a.at), NULL FROM triage_advice a
    JOIN intakes i ON i.id = a.intake_id GROUP BY a.for_user_id
    UNION ALL
    SELECT d.by_id, 'own', '{consent}', NULL, min(d.recorded_at), NULL FROM consent_disclosure d
    WHERE d.person_id = about GROUP BY d.by_id
    UNION ALL
    SELECT NULL, 'triage', '{contact_log}', NULL, min(i.asked_at), NULL FROM intakes i HAVING count(*) > 0
    UNION ALL
    SELECT NULL, 'triage', '{plan}', NULL, min(s.at), NULL FROM (
      SELECT starts_at AS at FROM casework_seat WHERE person_id = about
      UNION ALL SELECT answered_at FROM casework_accessanswer WHERE person_id = about
    ) s HAVING count(*) > 0
  )
  SELECT * FROM grounds WHERE (SELECT desk_may_know_who_sees(about))
$$;

-- Whether whoever asks hands on for somebody: a navigators' lead for those of her agency, a supervisor for officers.
CREATE OR REPLACE FUNCTION desk_may_hand_on(for_user uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM wall_posting() mine
    JOIN accounts_posting p ON p.user_id = for_user AND p.unit_id = mine.unit_id
      AND p.starts_at <= statement_timestamp() AND (p.ends_at IS NULL OR p.ends_at > statement_timestamp())
    WHERE (mine.role = 'navigator_lead' AND p.role IN ('navigator', 'navigator_lead') AND p.agency = mine.agency)
      OR (mine.role = 'help_supervisor' AND p.role IN ('help_officer', 'help_supervisor'))
  )
$$;

-- What some users still have, for whoever hands on for them: on whose care teams they sit, and how much they promised
-- there that is not done. Numbers and days, and none of its words.
CREATE OR REPLACE FUNCTION desk_work_of(who uuid[])
RETURNS TABLE (
  holder uuid, person uuid, is_lead boolean, since timestamptz, promises bigint, follow_ups bigint, due timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT s.user_id, s.person_id, s.is_lead, s.starts_at, steps.many, asks.many, least(steps.due, asks.due)
  FROM casework_seat s
  CROSS JOIN LATERAL (
    SELECT count(*) AS many, min(t.due_at) AS due FROM casework_step t
    WHERE t.person_id = s.person_id AND t.promised_by_id = s.user_id AND t.done_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM casework_closure c WHERE c.person_id = t.person_id AND c.at >= t.made_at)
  ) steps
  CROSS JOIN LATERAL (
    SELECT count(*) AS many, min(f.due_on)::timestamptz AS due FROM casework_followup f
    WHERE f.person_id = s.person_id AND f.promised_by_id = s.user_id AND f.done_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM casework_closure c WHERE c.case_id = f.case_id)
  ) asks
  WHERE s.user_id = ANY (who) AND s.ends_at IS NULL AND s.unit_id = (SELECT wall_unit())
    AND s.person_id <> ALL ((SELECT wall_closed())::uuid[]) AND desk_may_hand_on(s.user_id)
  ORDER BY least(steps.due, asks.due) NULLS LAST, s.starts_at, s.id
$$;

-- How many intakes somebody claimed that are still open: they are their team's, and stay with it.
CREATE OR REPLACE FUNCTION desk_claims_of(who uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT count(*) FROM triage_claim c JOIN triage_intake i ON i.id = c.intake_id
  WHERE c.by_id = who AND c.released_at IS NULL AND i.closed_at IS NULL AND i.unit_id = (SELECT wall_unit())
    AND desk_may_hand_on(who)
$$;

-- The unit that has the file, for who may know who sees it.
CREATE OR REPLACE FUNCTION desk_unit_of(about uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT p.unit_id FROM people_person p WHERE p.id = about AND (SELECT desk_may_know_who_sees(about))
$$;

-- How much each navigator of a lead's own agency has: numbers alone. No row for anybody else. Of whom nobody is
-- to be reminded any more, and whose file is restricted, is left out.
CREATE OR REPLACE FUNCTION desk_workload(due_before timestamptz, seen_since timestamptz)
RETURNS TABLE (navigator uuid, people bigint, cases bigint, late bigint, due bigint, unseen bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  WITH own AS MATERIALIZED (SELECT casework_own_navigators() AS id), seats AS MATERIALIZED (
    SELECT s.user_id, s.person_id FROM casework_seat s JOIN own ON own.id = s.user_id
    JOIN wall_posting() asks ON asks.unit_id = s.unit_id
    WHERE s.ends_at IS NULL AND s.person_id <> ALL ((SELECT wall_closed())::uuid[])
  ), stopped AS MATERIALIZED (
    SELECT latest.person_id AS id FROM (
      SELECT DISTINCT ON (c.person_id) c.person_id, c.status FROM people_statuschange c
      WHERE c.person_id IN (SELECT person_id FROM seats) ORDER BY c.person_id, c.at DESC, c.id DESC
    ) latest WHERE latest.status IN ('deceased', 'declined')
  ), sits AS MATERIALIZED (
    SELECT s.user_id, s.person_id, EXISTS (
      SELECT 1 FROM casework_case c WHERE c.person_id = s.person_id
        AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.case_id = c.id)
    ) AS has_case
    FROM seats s WHERE s.person_id NOT IN (SELECT id FROM stopped)
  ), promised AS MATERIALIZED (
    SELECT p.promised_by_id AS user_id, p.due_at FROM casework_step p
    JOIN sits ON sits.user_id = p.promised_by_id AND sits.person_id = p.person_id
    WHERE p.done_at IS NULL AND p.due_at < due_before
      AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.person_id = p.person_id AND e.at >= p.made_at)
    UNION ALL
    SELECT f.promised_by_id, (f.due_on + 1)::timestamptz FROM casework_followup f
    JOIN sits ON sits.user_id = f.promised_by_id AND sits.person_id = f.person_id
    WHERE f.done_at IS NULL AND f.due_on < due_before::date
      AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.case_id = f.case_id)
  )
  SELECT own.id,
    (SELECT count(*) FROM sits WHERE sits.user_id = own.id),
    (SELECT count(*) FROM sits WHERE sits.user_id = own.id AND has_case),
    (SELECT count(*) FROM promised p WHERE p.user_id = own.id AND p.due_at < statement_timestamp()),
    (SELECT count(*) FROM promised p WHERE p.user_id = own.id AND p.due_at >= statement_timestamp()),
    (SELECT count(*) FROM sits WHERE sits.user_id = own.id AND has_case AND NOT EXISTS (
      SELECT 1 FROM activities_activityperson v JOIN activities_activity a ON a.id = v.activity_id
      WHERE v.person_id = sits.person_id AND a.kind = 'interaction' AND a.at >= seen_since
    ))
  FROM own
$$;
"""

OWNED_BY = {
    "offramp_gate": (
        "desk_may_know_who_sees(uuid)",
        "desk_subjects_of(uuid)",
        "desk_who_sees(uuid)",
        "desk_unit_of(uuid)",
        "desk_may_hand_on(uuid)",
        "desk_work_of(uuid[])",
        "desk_claims_of(uuid)",
        "desk_workload(timestamptz, timestamptz)",
    )
}
READS = {"offramp_gate": ("activities_activity",)}
