"""What the blanks of addresses are filled with: questions to the training city, for the demo's user of a role."""

from collections.abc import Mapping
from typing import Final

# Of HELP: the demo's user of each role is of that unit, and sees nobody of the other.
HELPS: Final = "SELECT id FROM accounts_unit WHERE kind = 'help'"
OPEN_CASE: Final = (
    f"c.unit_id = ({HELPS}) AND EXISTS (SELECT 1 FROM casework_case k WHERE k.person_id = c.person_id"
    " AND NOT EXISTS (SELECT 1 FROM casework_closure e WHERE e.case_id = k.id))"
)

# An officer asks to see more of the file of somebody with whom nobody works.
A_REQUEST: Final = f"""
    INSERT INTO casework_accessrequest
      (id, person_id, unit_id, asked_by_id, role, categories, reason, until_on, asked_at)
    SELECT gen_random_uuid(), c.id, c.unit_id, p.user_id, p.role, '{{plan}}', '', current_date + 7, now()
    FROM people_person c, accounts_posting p
    WHERE c.unit_id = ({HELPS}) AND NOT EXISTS (SELECT 1 FROM casework_seat s WHERE s.person_id = c.id)
      AND p.role = 'help_officer' AND p.ends_at IS NULL AND p.user_id <> %(user)s ORDER BY c.id DESC, p.id LIMIT 1"""
# A seat of a navigator of the agency of whoever asks.
COVERABLE: Final = """
    FROM casework_seat s JOIN accounts_posting n ON n.user_id = s.user_id AND n.role = 'navigator' AND n.ends_at IS NULL
    JOIN accounts_posting a ON a.user_id = %(user)s AND a.agency = n.agency AND a.ends_at IS NULL
    WHERE s.ends_at IS NULL AND s.unit_id = n.unit_id ORDER BY s.id DESC LIMIT 1"""
LASTS: Final = "c.ended_at IS NULL AND c.category = 'plan'"
# Somebody around a person, who may be told something.
AROUND: Final = f"FROM casework_supporter c WHERE {LASTS} AND {OPEN_CASE} ORDER BY c.id DESC LIMIT 1"

# The concern that most is to be seen of: we answered, and the community has not said yet whether that answers it.
WELL_TOLD: Final = "(c.told_at IS NOT NULL AND c.answered_at IS NULL) DESC, (c.owner <> '') DESC, c.id DESC"

# A record whose case the user has, one with an agreement first; who has none opens one for a purpose of their role.
MY_MEASURE: Final = """
    WITH held AS (
      SELECT t.measure_id AS id FROM diversion_takenon t WHERE t.officer_id = %(user)s
      ORDER BY EXISTS (SELECT 1 FROM diversion_ending e WHERE e.measure_id = t.measure_id),
        EXISTS (SELECT 1 FROM diversion_item i WHERE i.measure_id = t.measure_id) DESC, t.id DESC LIMIT 1
    ), opened AS (
      INSERT INTO diversion_opening (id, measure_id, by_id, at, purpose, ground, until_at)
      SELECT gen_random_uuid(), m.id, p.user_id, now() - interval '1 minute',
        CASE WHEN p.role = 'privacy_officer' THEN 'own_request' ELSE 'deciding' END, '26-104233',
        now() + interval '8 hours'
      FROM accounts_posting p, (
        SELECT e.measure_id AS id FROM diversion_ending e WHERE e.outcome = 'completed' ORDER BY e.id DESC LIMIT 1) m
      WHERE p.user_id = %(user)s AND p.role IN ('patrol_officer', 'privacy_officer') AND p.ends_at IS NULL LIMIT 1
      RETURNING id, measure_id, by_id, at, until_at, purpose
    ), granted AS (
      INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at, ends_at)
      SELECT gen_random_uuid(), by_id, 'measures', measure_id,
        CASE WHEN purpose = 'own_request' THEN '{youth,measure,program,school,self_described,queue}'::text[]
          ELSE '{youth,measure}'::text[] END,
        CASE WHEN purpose = 'own_request' THEN 'access_request' ELSE 'purpose' END, id, at, until_at FROM opened
    ), mine AS (SELECT id FROM held UNION ALL SELECT measure_id FROM opened)"""

# What fills a blank, for the user who asks: its id, and whom it is about. Each is one query as the owner; %(user)s and
# %(agency)s are theirs.
FILLINGS: Final[Mapping[str, str]] = {
    "person_id": f"""
        SELECT person_id, person_id FROM casework_seat WHERE ends_at IS NULL AND starts_at < now() - interval '1 hour'
          AND unit_id = ({HELPS})
        ORDER BY (user_id = %(user)s) DESC, id DESC LIMIT 1""",
    "intake_id": f"""
        SELECT id FROM triage_intake WHERE unit_id = ({HELPS})
        ORDER BY (asked_by_id = %(user)s) DESC, (closed_at IS NULL) DESC, id DESC LIMIT 1""",
    "referral_id": """
        SELECT r.id, r.person_id FROM referrals_referral r JOIN referrals_referralterms t ON t.referral_id = r.id
        ORDER BY coalesce(t.agency_id = %(agency)s, false) DESC, (r.sent_by_id = %(user)s) DESC,
          (r.state = 'sent') DESC, r.id DESC LIMIT 1""",
    "consent_id": f"""
        SELECT c.id, c.person_id FROM consent_consent c LEFT JOIN consent_withdrawal w ON w.consent_id = c.id
        WHERE c.unit_id = ({HELPS})
        ORDER BY (c.recorded_by_id = %(user)s) DESC, (w.id IS NULL AND c.ends_at > now()) DESC, c.id DESC LIMIT 1""",
    # Nobody took back what officers saw: one notice for whoever asks.
    "notice_id": """
        INSERT INTO consent_withdrawalnotice (id, withdrawal_id, person_id, unit_id, officer_id, told_at)
        SELECT gen_random_uuid(), w.id, w.person_id, w.unit_id, %(user)s, now() FROM consent_withdrawal w
        ORDER BY w.id DESC LIMIT 1 RETURNING id""",
    # Nobody demanded anything in the training city: one demand of the office of whoever asks.
    "agreement_id": "SELECT id FROM consent_agreement ORDER BY ends_on DESC NULLS FIRST, id LIMIT 1",
    "demand_id": """
        INSERT INTO consent_demand (id, unit_id, kind, sender, reference, received_on, due_on, decider, recorded_at,
          recorded_by_id)
        SELECT gen_random_uuid(), p.unit_id, 'subpoena', 'A court', '', current_date, current_date, 'The counsel',
          now(), p.user_id FROM accounts_posting p WHERE p.user_id = %(user)s LIMIT 1 RETURNING id""",
    "mail_id": "SELECT id FROM engagement_mail ORDER BY (fate = 'waiting') DESC, (continues_id IS NULL) DESC LIMIT 1",
    "agency_id": "SELECT id FROM directory_agency ORDER BY code LIMIT 1",
    "service_id": """
        SELECT s.id FROM directory_service s JOIN referrals_referralterms t ON t.service_id = s.id
        WHERE s.ends_on IS NULL ORDER BY (s.reveals = 'plan') DESC, t.id DESC LIMIT 1""",
    "activity_id": f"SELECT id FROM activities_activity WHERE unit_id = ({HELPS})"
    " ORDER BY (logged_by_id = %(user)s) DESC, id DESC LIMIT 1",
    "case_id": f"SELECT c.id, c.person_id FROM casework_case c WHERE {OPEN_CASE} ORDER BY c.id DESC LIMIT 1",
    "goal_id": f"SELECT c.id, c.person_id FROM casework_goal c WHERE c.ended_at IS NULL AND c.category = 'plan'"
    f" AND {OPEN_CASE} ORDER BY c.id DESC LIMIT 1",
    "step_id": f"SELECT c.id, c.person_id FROM casework_step c WHERE c.done_at IS NULL AND c.category = 'plan'"
    f" AND {OPEN_CASE} ORDER BY c.id DESC LIMIT 1",
    "supporter_id": f"SELECT c.id, c.person_id FROM casework_supporter c WHERE {LASTS} AND {OPEN_CASE}"
    " ORDER BY (c.kind = 'mentor') DESC, c.id DESC LIMIT 1",
    "somebody_id": f"SELECT c.id, c.person_id {AROUND}",
    "pursuit_id": f"SELECT c.id, c.person_id FROM casework_pursuit c WHERE {LASTS} AND {OPEN_CASE} LIMIT 1",
    "seat_id": f"""
        SELECT id, person_id FROM casework_seat WHERE ends_at IS NULL AND unit_id = ({HELPS})
        ORDER BY (user_id = %(user)s) DESC, id DESC LIMIT 1""",
    "transition_id": f"SELECT c.id, c.person_id FROM casework_transition c WHERE {OPEN_CASE}"
    " ORDER BY (c.first_kept_at IS NULL) DESC, (c.category = 'plan') DESC, c.id DESC LIMIT 1",
    "follow_up_id": f"SELECT c.id, c.person_id FROM casework_followup c WHERE {OPEN_CASE} ORDER BY c.id DESC LIMIT 1",
    "request_id": f"{A_REQUEST} RETURNING id, person_id",
    # Of the agency of whoever asks.
    "navigator_id": f"SELECT s.user_id {COVERABLE}",
    "other_id": f"SELECT id FROM triage_intake WHERE closed_at IS NULL AND unit_id = ({HELPS}) ORDER BY id LIMIT 1",
    "twin_id": """
        INSERT INTO people_twin (id, person_id, restricted_id, unit_id, noted_at, words)
        SELECT gen_random_uuid(), p.id, r.id, p.unit_id, now(), '' FROM people_person p, people_person r
        WHERE p.id > r.id ORDER BY p.id DESC, r.id LIMIT 1 RETURNING id""",
    # One's own use that runs now, where one may open a file; for the privacy officer one that waits.
    "use_id": f"""
        WITH own AS (
          INSERT INTO casework_breakglass (id, person_id, unit_id, opened_by_id, role, reason, opened_at, until_at)
          SELECT gen_random_uuid(), c.person_id, c.unit_id, p.user_id, p.role, '', now(), now() + interval '4 hours'
          FROM accounts_posting p, (SELECT person_id, unit_id FROM casework_case
            WHERE unit_id = ({HELPS}) ORDER BY id DESC LIMIT 1) c
          WHERE p.user_id = %(user)s AND p.role IN ('help_officer', 'navigator') AND p.ends_at IS NULL LIMIT 1
          RETURNING id, opened_at)
        SELECT id FROM (SELECT id, opened_at, NULL::uuid AS review FROM own
          UNION ALL SELECT b.id, b.opened_at, r.id FROM casework_breakglass b
            LEFT JOIN casework_glassreview r ON r.use_id = b.id) found
        ORDER BY (id IN (SELECT id FROM own)) DESC, (review IS NULL) DESC, opened_at DESC LIMIT 1""",
    "posting_id": "SELECT id FROM accounts_posting ORDER BY id LIMIT 1",
    # A young person's record with an agreement that runs: of whoever has its case, else opened for who asks.
    "measure_id": f"{MY_MEASURE} SELECT id FROM mine LIMIT 1",
    "course_id": """
        SELECT c.id FROM diversion_course c
        WHERE NOT EXISTS (SELECT 1 FROM diversion_takenon t WHERE t.measure_id = c.measure_id) ORDER BY c.id LIMIT 1""",
    "meeting_id": """
        SELECT m.id FROM diversion_meeting m
        JOIN diversion_participant p ON p.meeting_id = m.id AND p.user_id = %(user)s
        JOIN diversion_takenon t ON t.measure_id = m.measure_id
        ORDER BY (t.officer_id = %(user)s) DESC,
          EXISTS (SELECT 1 FROM diversion_meetingover o WHERE o.meeting_id = m.id), m.id DESC LIMIT 1""",
    "participant_id": """
        SELECT p.id FROM diversion_participant p JOIN diversion_takenon t ON t.measure_id = p.measure_id
        WHERE t.officer_id = %(user)s
          AND NOT EXISTS (SELECT 1 FROM diversion_preparation d WHERE d.participant_id = p.id)
        ORDER BY p.id DESC LIMIT 1""",
    "item_id": """
        SELECT i.id FROM diversion_item i JOIN diversion_takenon t ON t.measure_id = i.measure_id
        WHERE t.officer_id = %(user)s ORDER BY i.id DESC LIMIT 1""",
    "victim_id": """
        SELECT v.id FROM diversion_victim v JOIN diversion_takenon t ON t.measure_id = v.measure_id
        WHERE t.officer_id = %(user)s ORDER BY v.id DESC LIMIT 1""",
    "school_note_id": """
        SELECT n.id FROM diversion_schoolnote n JOIN diversion_takenon t ON t.measure_id = n.measure_id
        WHERE t.officer_id = %(user)s ORDER BY n.id DESC LIMIT 1""",
    "program_id": "SELECT id FROM diversion_program ORDER BY code LIMIT 1",
    # Of a program, its fourth step and its second item.
    "program_step_id": "SELECT id FROM diversion_programstep ORDER BY position OFFSET 3 LIMIT 1",
    "kind_id": "SELECT id FROM diversion_itemkind ORDER BY position OFFSET 1 LIMIT 1",
    "identity_agreement_id": """
        INSERT INTO diversion_identityagreement (id, with_whom, terms, starts_on, by_id)
        SELECT gen_random_uuid(), 'A council', 'A table a year', current_date, %(user)s RETURNING id""",
    # A lookup is nobody's until somebody makes one: this one opens no card.
    "lookup_id": """
        INSERT INTO people_safetylookup (id, incident, asked_at, asked_by_id, cards, exact)
        VALUES (gen_random_uuid(), '26-104233', now(), %(user)s, 0, 0) RETURNING id""",
    "invitation_id": """
        SELECT i.id FROM engagement_invitation i JOIN engagement_message m ON m.invitation_id = i.id
        ORDER BY (i.state = 'received') DESC, i.id DESC LIMIT 1""",
    "earlier_id": """
        SELECT i.id FROM engagement_invitation i JOIN engagement_message m ON m.invitation_id = i.id
        WHERE i.state = 'accepted' AND i.starts_at < now() ORDER BY i.starts_at LIMIT 1""",
    "secret": """
        SELECT i.link FROM engagement_invitation i JOIN engagement_message m ON m.invitation_id = i.id
        ORDER BY (i.state = 'received') DESC, i.id DESC LIMIT 1""",
    "visit_id": """
        SELECT i.id FROM engagement_invitation i
        LEFT JOIN engagement_assignment a ON a.invitation_id = i.id AND a.user_id = %(user)s
          AND a.place IN ('asked', 'confirmed')
        LEFT JOIN engagement_debrief d ON d.invitation_id = i.id
        WHERE i.state = 'accepted'
        ORDER BY (a.id IS NOT NULL) DESC, (i.starts_at < now()) DESC, (d.id IS NOT NULL) DESC, i.id DESC LIMIT 1""",
    "concern_id": f"SELECT c.id FROM engagement_concern c ORDER BY {WELL_TOLD} LIMIT 1",
    "said_id": f"SELECT c.id FROM engagement_concern c ORDER BY {WELL_TOLD} LIMIT 1",
    "theme_id": "SELECT theme_id FROM engagement_concern WHERE theme_id IS NOT NULL ORDER BY id DESC LIMIT 1",
    "promise_id": "SELECT id FROM engagement_promise ORDER BY (kept_at IS NULL) DESC, id DESC LIMIT 1",
    "introduction_id": "SELECT id FROM engagement_introduction ORDER BY (met IS NULL) DESC, id DESC LIMIT 1",
    "place_secret": """
        SELECT a.link FROM engagement_assignment a JOIN engagement_entry e ON e.assignment_id = a.id
        ORDER BY (a.place = 'asked') DESC, a.id DESC LIMIT 1""",
    # Somebody whose people whoever asks hands on: their agency's navigator, or an officer.
    "leaver_id": """
        SELECT s.user_id FROM casework_seat s
        JOIN accounts_posting p ON p.user_id = s.user_id AND p.unit_id = s.unit_id AND p.ends_at IS NULL
        JOIN accounts_posting mine ON mine.user_id = %(user)s AND mine.unit_id = p.unit_id AND mine.ends_at IS NULL
        WHERE s.ends_at IS NULL AND ((mine.role = 'navigator_lead' AND p.role = 'navigator' AND p.agency = mine.agency)
          OR (mine.role = 'help_supervisor' AND p.role = 'help_officer'))
        ORDER BY s.user_id LIMIT 1""",
    # Of the service, and on no roster.
    "user_id": """
        SELECT u.id FROM accounts_user u JOIN accounts_posting p ON p.user_id = u.id AND p.agency IS NULL
        WHERE u.username <> 'administrator' AND p.role <> 'pace_clerk' AND p.ends_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM engagement_member m WHERE m.user_id = u.id) ORDER BY u.username LIMIT 1""",
    # On the roster, speaking a language that may be taken back: oneself, where one is.
    "member_id": """
        SELECT m.id FROM engagement_member m JOIN engagement_tongue t ON t.member_id = m.id
        WHERE m.left_at IS NULL AND t.withdrawn_at IS NULL
        ORDER BY (m.user_id = %(user)s) DESC, (m.standing = 'approved'), m.id LIMIT 1""",
    "row_id": """
        SELECT t.id FROM engagement_member m JOIN engagement_tongue t ON t.member_id = m.id
        WHERE m.left_at IS NULL AND t.withdrawn_at IS NULL
        ORDER BY (m.user_id = %(user)s) DESC, (m.standing = 'approved'), m.id LIMIT 1""",
    "event_id": """
        SELECT i.id FROM engagement_invitation i
        WHERE i.state = 'accepted' AND i.starts_at > now() ORDER BY i.starts_at, i.id LIMIT 1""",
    "place_id": """
        SELECT a.id FROM engagement_assignment a JOIN engagement_invitation i ON i.id = a.invitation_id
        WHERE a.place = 'confirmed'
        ORDER BY (a.user_id = %(user)s) DESC, (i.starts_at > now()) DESC, a.id DESC LIMIT 1""",
    # A colleague's place at an event ahead, offered to whoever asks.
    "swap_id": """
        INSERT INTO engagement_swap (id, unit_id, invitation_id, assignment_id, user_id, to_id, offered_at)
        SELECT gen_random_uuid(), a.unit_id, a.invitation_id, a.id, a.user_id, m.id, now()
        FROM engagement_assignment a JOIN engagement_invitation i ON i.id = a.invitation_id, engagement_member m
        WHERE m.user_id = %(user)s AND a.user_id <> %(user)s AND a.place = 'confirmed' AND i.starts_at > now()
          AND NOT EXISTS (SELECT 1 FROM engagement_swap s WHERE s.assignment_id = a.id AND s.ended_at IS NULL)
        ORDER BY a.id DESC LIMIT 1 RETURNING id""",
    # The problem of whoever asks of which most is to be seen; of those that are open, for what is still to be done.
    "problem_id": """
        SELECT p.id FROM prevention_problem p JOIN prevention_stagechange s ON s.problem_id = p.id AND s.left_at IS NULL
        ORDER BY (s.stage = 'response') DESC, p.id LIMIT 1""",
    "finding_id": "SELECT id FROM prevention_finding WHERE withdrawn_at IS NULL ORDER BY id LIMIT 1",
    "response_id": "SELECT id FROM prevention_response WHERE ended_on IS NULL ORDER BY id LIMIT 1",
    # One that went to the unit of whoever asks and waits, or any.
    "hand_off_id": """
        SELECT h.id FROM prevention_handoff h JOIN prevention_workunit w ON w.id = h.work_unit_id
        LEFT JOIN prevention_handoffreply r ON r.hand_off_id = h.id
        LEFT JOIN accounts_posting p ON p.unit_id = w.unit_id AND p.user_id = %(user)s AND p.ends_at IS NULL
        ORDER BY (p.id IS NOT NULL) DESC, (r.id IS NULL) DESC, h.id LIMIT 1""",
    "assessment_id": "SELECT id FROM prevention_assessment ORDER BY id LIMIT 1",
    "work_unit_id": "SELECT id FROM prevention_workunit ORDER BY name LIMIT 1",
    "initiative_id": "SELECT id FROM prevention_initiative WHERE called_off_at IS NULL ORDER BY id LIMIT 1",
    # Owed by whoever asks: what began from a theme is PACE's to bring back.
    "raised_id": """
        SELECT r.id FROM prevention_raised r JOIN prevention_result x ON x.problem_id = r.problem_id
        WHERE (r.source = 'theme') = EXISTS (SELECT 1 FROM accounts_posting p
          WHERE p.user_id = %(user)s AND p.role = 'pace_coordinator' AND p.ends_at IS NULL)
          AND r.source <> 'calls'
        ORDER BY (r.told_at IS NULL) DESC, r.id LIMIT 1""",
    "release_secret": """
        SELECT r.link FROM engagement_release r JOIN engagement_entry e ON e.assignment_id = r.assignment_id
        ORDER BY (r.answered_at IS NULL) DESC, r.id DESC LIMIT 1""",
    # A month proposed for one event that lies ahead, with one member; without any, an empty one.
    "proposal_id": """
        INSERT INTO engagement_proposal
          (id, unit_id, month, asked_by_id, asked_at, progress, best, bound, seconds, chosen, unfilled, moved_at)
        SELECT gen_random_uuid(), u.id, date_trunc('month', now()), %(user)s, now(), 'ready', 90, 100, 30,
          coalesce((SELECT jsonb_agg(one.line) FROM (SELECT jsonb_build_object(
            'invitation', i.id, 'version', i.version, 'at_least', 1, 'at_most', 2, 'courses', '[]'::jsonb,
            'stood', '[]'::jsonb, 'locked', '[]'::jsonb, 'next_best', '[]'::jsonb, 'chosen',
            jsonb_build_array(jsonb_build_object('member', m.id, 'points', 5, 'why_not', '[]'::jsonb, 'why',
              jsonb_build_array(jsonb_build_object('code', 'near', 'points', 5, 'facts', '{}'::jsonb))))) AS line
            FROM engagement_invitation i, engagement_member m
            WHERE i.state = 'accepted' AND i.starts_at > now() ORDER BY i.starts_at LIMIT 1) one), '[]'),
          '[]', now()
        FROM accounts_unit u WHERE u.kind = 'pace' RETURNING id""",
}
# Joins the care team of somebody they triage, and do not sit with yet.
JOIN: Final = f"""
    INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, starts_at)
    SELECT gen_random_uuid(), %(user)s, 'support', c.person_id, '{{identity,plan}}', 'triage', c.id, now()
    FROM casework_case c WHERE c.unit_id = ({HELPS}) AND NOT EXISTS (SELECT 1 FROM casework_seat s
      WHERE s.person_id = c.person_id AND s.user_id = %(user)s) ORDER BY c.id DESC LIMIT 1
    RETURNING subject"""
# Somebody of the unit with whom they do not work.
STRANGER: Final = f"""
    SELECT person_id FROM casework_case c WHERE c.unit_id = ({HELPS}) AND NOT EXISTS (SELECT 1 FROM access_grant g
      WHERE g.subject = c.person_id AND g.party = %(user)s) ORDER BY id DESC LIMIT 1"""
# A restricted file on which one is named, with a navigator.
CLOSED: Final = """
    WITH person AS (SELECT person_id AS id FROM casework_case c WHERE NOT EXISTS (
        SELECT 1 FROM access_restriction r WHERE r.subject = c.person_id) ORDER BY id LIMIT 1),
    closed AS (
      INSERT INTO access_restriction (id, subject, closeness, reason, restricted_at, restricted_by_id)
      SELECT gen_random_uuid(), id, 'relative', 'A brother works here', now(), %(user)s FROM person
      RETURNING id, subject),
    named AS (
      INSERT INTO access_named (id, restriction_id, user_id, named_at, named_by_id)
      SELECT gen_random_uuid(), closed.id, p.user_id, now(), %(user)s FROM closed, accounts_posting p
      WHERE p.ends_at IS NULL AND (p.user_id = %(user)s OR p.user_id = (SELECT q.user_id FROM accounts_posting q
        WHERE q.role = 'navigator' AND q.ends_at IS NULL ORDER BY q.id LIMIT 1)) RETURNING 1)
    SELECT subject FROM closed"""
# A consent to an agency that stands and tells of plans, and a service of that agency whose name tells no more.
STANDS: Final = f"""
    FROM consent_consent c JOIN directory_service s ON s.agency_id = c.agency_id
    WHERE c.unit_id = ({HELPS}) AND s.ends_on IS NULL AND s.reveals = 'plan' AND 'plan' = ANY (c.categories)
      AND now() BETWEEN c.starts_at AND c.ends_at
      AND NOT EXISTS (SELECT 1 FROM consent_withdrawal w WHERE w.consent_id = c.id)
    ORDER BY c.id DESC, s.id LIMIT 1"""
# A restricted file on which no supervisor is named.
LEFT_ALONE: Final = """
    WITH closed AS (
      INSERT INTO access_restriction (id, subject, closeness, reason, restricted_at, restricted_by_id)
      SELECT gen_random_uuid(), c.person_id, 'known', 'A neighbour works here', now(), %(user)s FROM casework_case c
      WHERE NOT EXISTS (SELECT 1 FROM access_restriction r WHERE r.subject = c.person_id) ORDER BY c.id LIMIT 1
      RETURNING id),
    named AS (
      INSERT INTO access_named (id, restriction_id, user_id, named_at, named_by_id)
      SELECT gen_random_uuid(), closed.id, (SELECT user_id FROM accounts_posting WHERE role = 'navigator'
        AND ends_at IS NULL ORDER BY id LIMIT 1), now(), %(user)s FROM closed RETURNING 1)
    SELECT id FROM closed"""
# Where a blank means something else on one route.
BY_NAME: Final[Mapping[str, Mapping[str, str]]] = {
    # One that is assessed, with a result, brought back to some.
    "prevention:problem": {"problem_id": "SELECT problem_id FROM prevention_assessment ORDER BY id LIMIT 1"},
    "casework:join": {"person_id": JOIN},
    "casework:ask-access": {"person_id": STRANGER},
    "casework:end-access": {
        "request_id": f"""
            WITH asked AS ({A_REQUEST} RETURNING id, person_id, unit_id, asked_by_id),
            given AS (
              INSERT INTO casework_accessanswer
                (id, request_id, person_id, unit_id, asked_by_id, answer, words, until_at, answered_at, answered_by_id)
              SELECT gen_random_uuid(), id, person_id, unit_id, asked_by_id, 'allowed', '', now() + interval '3 days',
                now(), %(user)s FROM asked RETURNING request_id, person_id)
            SELECT request_id, person_id FROM given"""
    },
    "casework:end-cover": {
        "navigator_id": f"""
            WITH cover AS (
              INSERT INTO casework_seat (id, person_id, unit_id, user_id, is_lead, starts_at, ends_at, reason,
                seated_by_id, ended_by_id, end_reason, covers_id)
              SELECT gen_random_uuid(), s.person_id, s.unit_id, %(user)s, false, now(), now() + interval '3 days', '',
                %(user)s, %(user)s, '', s.user_id {COVERABLE}
              RETURNING id, person_id, unit_id, starts_at, ends_at, covers_id
            ), opened AS (
              INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, unit, starts_at,
                ends_at)
              SELECT gen_random_uuid(), %(user)s, 'support', person_id, '{{identity,plan}}', 'care_team', id, unit_id,
                starts_at, ends_at FROM cover)
            SELECT covers_id FROM cover"""
    },
    "consent:record-somebody": {"person_id": f"SELECT c.person_id, c.person_id {AROUND}"},
    "referrals:send": {"person_id": f"SELECT c.person_id, c.person_id {STANDS}", "service_id": f"SELECT s.id {STANDS}"},
    "casework:break-glass": {"person_id": STRANGER},
    "people:lift": {"person_id": CLOSED},
    "people:succeed": {"restriction_id": LEFT_ALONE},
    "people:take-off": {
        "person_id": "SELECT subject FROM access_restriction WHERE lifted_at IS NULL ORDER BY id DESC LIMIT 1",
        "user_id": """
            SELECT n.user_id FROM access_named n WHERE n.user_id <> %(user)s
              AND n.restriction_id = (SELECT id FROM access_restriction ORDER BY id DESC LIMIT 1) LIMIT 1""",
    },
    "engagement:judge": {
        "secret": f"""
            SELECT i.link FROM engagement_invitation i JOIN engagement_concern c ON c.invitation_id = i.id
            ORDER BY {WELL_TOLD} LIMIT 1"""
    },
}
# Blanks that no table fills.
LITERALS: Final[Mapping[str, str]] = {
    "uidb64": "bm9ib2R5",
    "token": "used-up",
    "role": "navigator",
    "act": "close",
    "language": "en",
    "verdict": "accept",
    "answer": "yes",
    "section": "wishes",
    "standing": "trained",
    "kind": "language",
    "fill": "put-in",
    "deed": "off",
    "yes_or_no": "no",
    "doing": "check-in",
    "letter": "agreement",
    "measure_type": "referral",
    "taken": "decline",
    "stage": "assessment",
}
