"""The SQL functions of search: they compare what the runtime role can't read, and answer with ids and scores.

Row security switches trigram indexes off, so the keys stand in a table of their own; whoever calls gets only people
of the units whose identity they may read. The rows themselves are then read behind the wall, by id.
"""

FOLDING = r"""
-- Loads the extension into this session: only then may its threshold be pinned in a function below.
SELECT show_limit();

-- The name as it is compared: no case, no diacritics, no punctuation; scripts other than Latin stay as they are.
CREATE OR REPLACE FUNCTION people_fold(given text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$
DECLARE
  plain text := lower(unaccent(normalize(given, NFKC)));
BEGIN
  plain := regexp_replace(plain, '[''`\u00b4\u02bb\u02bc\u2018\u2019\u0300-\u036f\u064b-\u0652\u0640]', '', 'g');
  plain := btrim(regexp_replace(plain, '[[:space:].,;:!?"\u00ab\u00bb\u201c\u201d()/\\_*\u2013\u2014-]+', ' ', 'g'));
  -- A name of nothing but signs is compared as it stands.
  RETURN btrim(left(coalesce(nullif(plain, ''), lower(btrim(given))), 200));
END $$;

CREATE OR REPLACE FUNCTION people_turn(folded text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, public
AS $$ SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM unnest(string_to_array(folded, ' ')) AS word $$;

-- Double metaphone knows the sounds of Latin letters alone. A key has both sounds of each word, a question the first.
CREATE OR REPLACE FUNCTION people_sounds(folded text, of_a_key boolean) RETURNS text[] LANGUAGE sql IMMUTABLE
PARALLEL SAFE SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(DISTINCT code), '{}')
  FROM unnest(string_to_array(folded, ' ')) AS word,
    unnest(ARRAY[dmetaphone(word), CASE WHEN of_a_key THEN dmetaphone_alt(word) ELSE '' END]) AS code
  WHERE word ~ '^[a-z]+$' AND code <> ''
$$;

-- What a key and a question must share to be compared at all, as numbers: the sounds of two words, or one word whole
-- and the head or the tail of another, or a word and the year. One slip of the hand leaves some of them standing.
-- A key also has each sound alone, for a question of one word.
CREATE OR REPLACE FUNCTION people_blocks(folded text, born integer, of_a_key boolean) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public
AS $$
  WITH words AS (
    SELECT DISTINCT w.word, CASE WHEN w.word ~ '^[a-z]+$' THEN coalesce(nullif(dmetaphone(w.word), ''), w.word)
      ELSE w.word END AS sound
    FROM unnest(string_to_array(folded, ' ')) WITH ORDINALITY AS w(word, place) WHERE w.place <= 5
  ), tokens AS (
    SELECT '~' || sound AS token FROM words WHERE of_a_key OR position(' ' IN folded) = 0
    UNION ALL
    SELECT y.token FROM words,
      LATERAL (VALUES ('=' || word || '/' || born), ('~' || sound || '/' || born)) AS y(token)
    UNION ALL
    SELECT t.token FROM words a JOIN words b ON a.word < b.word, LATERAL (VALUES
      ('&' || least(a.sound, b.sound) || '&' || greatest(a.sound, b.sound)),
      ('<' || a.word || '<' || left(b.word, 2)), ('<' || b.word || '<' || left(a.word, 2)),
      ('>' || a.word || '>' || right(b.word, 2)), ('>' || b.word || '>' || right(a.word, 2)),
      ('h' || least(left(a.word, 2), left(b.word, 2)) || greatest(left(a.word, 2), left(b.word, 2)) || '/' || born),
      ('t' || least(right(a.word, 2), right(b.word, 2)) || greatest(right(a.word, 2), right(b.word, 2)) || '/' || born)
    ) AS t(token)
  )
  SELECT coalesce(array_agg(DISTINCT ('x' || left(md5(token), 8))::bit(32)::integer), '{}')
  FROM tokens WHERE token IS NOT NULL
$$;
"""

KEYS = """
-- Makes the keys of these people anew from their names and birth year. Says nothing of anybody.
CREATE OR REPLACE FUNCTION people_index(of_people uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public
AS $$
  DELETE FROM people_searchkey WHERE person_id = ANY (of_people);
  INSERT INTO people_searchkey (id, person_id, unit_id, folded, turned, sounds, blocks, year)
  SELECT n.id, n.person_id, n.unit_id, f.folded, people_turn(f.folded), people_sounds(f.folded, true),
    people_blocks(f.folded, f.born, true), f.born
  FROM people_name n LEFT JOIN people_particulars p ON p.person_id = n.person_id,
    LATERAL (
      SELECT people_fold(n.text) AS folded, coalesce(extract(year FROM p.born_on)::integer, p.born_about) AS born
      OFFSET 0
    ) f
  WHERE n.person_id = ANY (of_people) AND n.retired_at IS NULL AND f.folded <> '';
$$;
"""

# First by what is quick: the same name, the words turned, the beginning, shared blocks. Only if none of that is near
# are trigrams compared, which takes ten times as long. A frequent name never costs more than its limit.
# Runs with the rights of its caller: of the runtime's functions only `people_search` may read the keys.
SEARCH = """
CREATE OR REPLACE FUNCTION people_candidates(f text, in_units uuid[], born integer, most integer)
RETURNS TABLE (person uuid, name uuid, score real, how text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public SET pg_trgm.similarity_threshold = 0.4
AS $$
DECLARE
  t text := people_turn(f);
  s varchar[] := people_sounds(f, false);
  b integer[] := people_blocks(f, born, false);
  w text[] := string_to_array(f, ' ');
  is_one boolean := position(' ' IN f) = 0;
  closed uuid[] := wall_closed();
BEGIN
  RETURN QUERY
  WITH same AS MATERIALIZED (
    (SELECT k.*, 1.0 AS near, 'exact' AS way FROM people_searchkey k
      WHERE k.folded = f AND k.unit_id = ANY (in_units) AND k.person_id <> ALL (closed)
      ORDER BY abs(k.year - born) NULLS LAST LIMIT 40 + most)
    UNION ALL
    (SELECT k.*, 0.97, 'swapped' FROM people_searchkey k
      WHERE k.turned = t AND k.folded <> f AND k.unit_id = ANY (in_units) AND k.person_id <> ALL (closed)
      ORDER BY abs(k.year - born) NULLS LAST LIMIT 40 + most)
    UNION ALL
    (SELECT k.*, 0.7 + 0.25 * length(f) / length(k.folded), 'begins' FROM people_searchkey k
      WHERE k.folded ~>~ f AND k.folded ~<~ (f || chr(1114111))
        AND k.unit_id = ANY (in_units) AND k.person_id <> ALL (closed)
      LIMIT 40 + most)
  ), shared AS MATERIALIZED (
    SELECT k.*, similarity(k.folded, f) AS near, 'spelling' AS way FROM people_searchkey k
    WHERE k.blocks && b AND k.turned <> t AND k.unit_id = ANY (in_units) AND k.person_id <> ALL (closed)
    LIMIT 4000
  ), verdict AS MATERIALIZED (
    SELECT CASE
      WHEN length(f) < 3 THEN true
      WHEN is_one THEN (SELECT count(*) FROM same) + (SELECT count(*) FROM shared) >= most
      ELSE EXISTS (SELECT 1 FROM same) OR EXISTS (SELECT 1 FROM shared n WHERE n.near >= 0.65)
    END AS is_enough
  ), found AS (
    SELECT * FROM same
    UNION ALL
    SELECT * FROM shared
    UNION ALL
    SELECT k.*, similarity(k.folded, f), 'spelling' FROM people_searchkey k
    WHERE NOT (SELECT v.is_enough FROM verdict v) AND k.folded % f AND k.turned <> t
      AND k.unit_id = ANY (in_units) AND k.person_id <> ALL (closed)
  ), scored AS (
    SELECT n.person_id, n.id, c.kind AS way,
      (CASE c.kind
        WHEN 'part' THEN 0.55 + 0.35 * n.near
        WHEN 'sound' THEN 0.15 + 0.82 * n.near
        WHEN 'spelling' THEN 0.9 * n.near
        ELSE n.near
      END
      + CASE
        WHEN born IS NULL OR n.year IS NULL THEN 0
        WHEN n.year = born THEN 0.15
        WHEN abs(n.year - born) <= 2 THEN 0.08
        ELSE -0.05
      END)::real AS points
    FROM found n, LATERAL (SELECT CASE
      WHEN n.way <> 'spelling' THEN n.way
      WHEN w && string_to_array(n.folded, ' ') AND (w <@ string_to_array(n.folded, ' ')
        OR n.folded LIKE '% %' AND w @> string_to_array(n.folded, ' ')) THEN 'part'
      WHEN cardinality(s) > 0 AND n.sounds @> s THEN 'sound'
      ELSE 'spelling' END AS kind) c
    WHERE c.kind <> 'spelling' OR n.near >= 0.35
  ), best AS (
    SELECT DISTINCT ON (p.person_id) p.person_id, p.id, p.points, p.way
    FROM scored p ORDER BY p.person_id, p.points DESC, p.id
  )
  SELECT p.person_id, p.id, p.points, p.way FROM best p ORDER BY p.points DESC, p.person_id DESC LIMIT most;
END $$;

CREATE OR REPLACE FUNCTION people_search(asked text, born integer, most integer)
RETURNS TABLE (person uuid, name uuid, score real, how text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
  in_units uuid[] := wall_units('read', 'unit', 'identity');
  f text := people_fold(asked);
BEGIN
  IF cardinality(in_units) = 0 OR f = '' THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT p.id, NULL::uuid, 2.0::real, 'number' FROM people_person p
    WHERE p.file_number = upper(btrim(asked)) AND p.unit_id = ANY (in_units)
      AND p.id <> ALL ((SELECT wall_closed())::uuid[]);
  IF NOT FOUND THEN
    RETURN QUERY SELECT * FROM people_candidates(f, in_units, born, least(most, 100));
  END IF;
END $$;
"""

# For patrol: the safety cards, approved and in force, of whom this name fits. Without a card there is no answer, so
# that none tells whether there is a file. A single word must be a whole name; several may be misspelt.
LOOKUP = """
CREATE OR REPLACE FUNCTION people_look_up(asked text, born integer, most integer)
RETURNS TABLE (person uuid, is_exact boolean, year_is_known boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public SET pg_trgm.similarity_threshold = 0.5
AS $$
DECLARE
  f text := people_fold(asked);
  t text := people_turn(f);
BEGIN
  IF wall_role() IS DISTINCT FROM 'patrol_officer' OR f = '' THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH near AS MATERIALIZED (
    SELECT k.person_id, k.year, 1.0 AS points FROM people_searchkey k WHERE k.turned = t
    UNION ALL
    SELECT k.person_id, k.year, similarity(k.folded, f) FROM people_searchkey k
    WHERE position(' ' IN f) > 0 AND k.folded % f
  ), best AS (
    SELECT n.person_id, max(n.points) AS points, bool_or(n.year IS NOT NULL) AS has_year
    FROM near n
    JOIN people_safetycard c ON c.person_id = n.person_id AND c.reviewed_at IS NOT NULL AND c.ended_at IS NULL
    WHERE (born IS NULL OR n.year IS NULL OR abs(n.year - born) <= 2)
      AND n.person_id <> ALL ((SELECT wall_closed())::uuid[])
    GROUP BY n.person_id
  )
  SELECT b.person_id, b.points >= 1, b.has_year FROM best b
  ORDER BY b.points DESC, b.has_year DESC, b.person_id LIMIT most;
END $$;
"""

TWINS = """
-- A new file that may be of somebody whose file is restricted is noted for the privacy officer. Who opened it learns
-- nothing: neither that this asked anything, nor what it found.
CREATE OR REPLACE FUNCTION people_note_twins(of_person uuid, with_ids uuid[], on_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  INSERT INTO people_twin (id, person_id, restricted_id, unit_id, noted_at, words)
  SELECT with_ids[row_number() OVER (ORDER BY max(similarity(k.folded, n.folded)) DESC)], n.person_id, k.person_id,
    n.unit_id, on_at, ''
  FROM people_searchkey n JOIN people_searchkey k ON k.person_id = ANY ((SELECT wall_closed())::uuid[])
  WHERE n.person_id = of_person AND wall_role() IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM people_twin t WHERE t.person_id = n.person_id AND t.restricted_id = k.person_id
    ) AND (n.year IS NULL OR k.year IS NULL OR abs(n.year - k.year) <= 2)
    AND (k.turned = n.turned OR similarity(k.folded, n.folded) >= 0.5
      OR (cardinality(n.sounds) > 1 AND k.sounds::text[] @> people_sounds(n.folded, false)))
  GROUP BY n.person_id, k.person_id, n.unit_id LIMIT cardinality(with_ids)
$$;

CREATE OR REPLACE FUNCTION people_twins()
RETURNS TABLE (twin uuid, person uuid, number text, restricted uuid, restricted_number text, noted_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT t.id, t.person_id, p.file_number, t.restricted_id, r.file_number, t.noted_at
  FROM people_twin t JOIN people_person p ON p.id = t.person_id JOIN people_person r ON r.id = t.restricted_id
  WHERE t.settled_at IS NULL AND wall_role() = 'privacy_officer' ORDER BY t.noted_at, t.id
$$;

CREATE OR REPLACE FUNCTION people_settle_twin(which uuid, said text, on_at timestamptz) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  UPDATE people_twin SET settled_at = on_at, settled_by_id = wall_user(), words = said
  WHERE id = which AND settled_at IS NULL AND wall_role() = 'privacy_officer' RETURNING person_id
$$;
"""

STATUS = """
-- Which of these people no reminder may be made of any more: they died, or they declined help. For the unit that has
-- their file, and for whom something of it is open to; anybody else is told of nobody.
CREATE OR REPLACE FUNCTION people_reminders_stopped(of_people uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT coalesce(array_agg(latest.person_id), '{}') FROM (
    SELECT DISTINCT ON (s.person_id) s.person_id, s.status FROM people_statuschange s
    WHERE s.person_id = ANY (of_people) AND s.person_id <> ALL ((SELECT wall_closed())::uuid[])
      AND (s.unit_id = ANY ((SELECT wall_units('read', 'unit', 'identity'))::uuid[]) OR EXISTS (
        SELECT 1 FROM access_grant g
        WHERE g.subject = s.person_id AND g.party = ANY ((SELECT wall_parties())::uuid[])
          AND g.basis = ANY ((SELECT wall_bases('read'))::text[])
          AND (g.unit IS NULL OR g.unit = (SELECT wall_unit())) AND wall_stands(g.party, g.unit, g.starts_at)
          AND g.starts_at <= statement_timestamp() AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
      ))
    ORDER BY s.person_id, s.at DESC, s.id DESC
  ) latest WHERE latest.status IN ('deceased', 'declined')
$$;
"""

UNITS = """
-- Which unit has a file, for the privacy officer, who gives a restricted one into its supervisor's hands.
CREATE OR REPLACE FUNCTION people_unit_of_restricted(of_person uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT p.unit_id FROM people_person p
  WHERE p.id = of_person AND of_person = ANY ((SELECT array_agg(r.subject) FROM wall_restrictions() r)::uuid[])
    AND wall_role() = 'privacy_officer'
$$;
"""

SQL = FOLDING + KEYS + SEARCH + LOOKUP + TWINS + STATUS + UNITS

OWNED_BY = {
    "offramp_search": (
        "people_index(uuid[])",
        "people_search(text, integer, integer)",
        "people_look_up(text, integer, integer)",
        "people_note_twins(uuid, uuid[], timestamptz)",
        "people_twins()",
        "people_settle_twin(uuid, text, timestamptz)",
        "people_unit_of_restricted(uuid)",
    ),
    "offramp_gate": ("people_reminders_stopped(uuid[])",),
}
