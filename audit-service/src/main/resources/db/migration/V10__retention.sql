-- Retention and erasure of payloads (R28, G5, ADR 31). Nothing here touches the tree. audit_app still may add and read, and
-- nothing else (R27). Payloads go by functions of the owner, which only audit_eraser may call, and which erase nothing but
-- what an entry of the log announces. The entry comes first and stays.

-- How long the payloads of a class are kept. Written at each start by afterMigrate.sql from the operator's settings.
CREATE TABLE retention_policy (
    retention_class text PRIMARY KEY,
    -- Whole months after the month of recording; null: for ever.
    months int CHECK (months BETWEEN 1 AND 600),
    -- The norm by which the class is kept until then even if the person is erased (Art. 17(3) GDPR); null: it is not.
    kept_by_norm text
);
-- What was erased has to stay known: a payload that is missing without such an entry is tampering.
INSERT INTO retention_policy VALUES ('erasure', NULL, 'Art. 5(2) DSGVO');

-- Nothing about the person, or nothing of the agency, is erased until the hold is released.
CREATE TABLE legal_hold (
    id uuid PRIMARY KEY,
    data_subject_id uuid,
    agency_id text,
    reason text NOT NULL,
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    release_reason text,
    released_by text,
    released_at timestamptz,
    CHECK (num_nonnulls(data_subject_id, agency_id) = 1),
    CHECK (num_nulls(release_reason, released_by, released_at) IN (0, 3))
);
-- A person or an agency is held once.
CREATE UNIQUE INDEX legal_hold_of_person ON legal_hold (data_subject_id) WHERE released_at IS NULL;
CREATE UNIQUE INDEX legal_hold_of_agency ON legal_hold (agency_id) WHERE released_at IS NULL;

-- What is to be erased and what was. Written before the entry is sent, so that after a crash the same entry is sent again (its
-- id is this one, and the log takes an id once), and then what it says is carried out.
CREATE TABLE erasure (
    -- CloudEvent id of the entry.
    id uuid PRIMARY KEY,
    reason text NOT NULL CHECK (reason IN ('RETENTION', 'PERSON_ERASED')),
    retention_class text,
    month date CHECK (extract(day FROM month) = 1),
    -- No person: what was erased must not be found by the person.
    positions int8multirange,
    planned_at timestamptz NOT NULL,
    erased_at timestamptz,
    -- How many payloads there were.
    payloads bigint,
    CHECK (num_nonnulls(retention_class, month) = CASE WHEN positions IS NULL THEN 2 ELSE 0 END),
    CHECK (num_nonnulls(erased_at, payloads) IN (0, 2))
);
-- The data-protection officer reads the newest first.
CREATE INDEX erasure_planned ON erasure (planned_at DESC, id);
-- A class of a month, and positions, are announced once at a time.
CREATE UNIQUE INDEX erasure_pending ON erasure (reason, retention_class, month) NULLS NOT DISTINCT
    WHERE erased_at IS NULL;

-- Deleted rows leave their bytes in the table's file until it is written anew: which months' files still hold some, and since
-- when. rewritten_at bounds how often a month is written.
CREATE TABLE payload_rewrite (
    month date PRIMARY KEY,
    erased_since timestamptz,
    rewritten_at timestamptz
);

-- Statistics hold values. Neither payloads, case references nor typed reasons are needed there.
ALTER TABLE legal_hold ALTER COLUMN reason SET STATISTICS 0, ALTER COLUMN release_reason SET STATISTICS 0;
ALTER TABLE log_payload ALTER COLUMN payload SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0,
    ALTER COLUMN case_reference SET STATISTICS 0;
DO $$
DECLARE
    part regclass;
BEGIN
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'log_payload'::regclass LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN payload SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0,'
            ' ALTER COLUMN case_reference SET STATISTICS 0', part);
    END LOOP;
END
$$;

-- Called by the owner's functions alone. Without a search path of its own, so that it becomes a part of the query that calls it.
CREATE FUNCTION is_held(person uuid, agency text) RETURNS boolean
    LANGUAGE sql STABLE
AS $$
    SELECT EXISTS (SELECT FROM public.legal_hold h
        WHERE h.released_at IS NULL AND (h.data_subject_id = person OR h.agency_id = agency))
$$;

-- Payloads that have to go because a person was erased: all about that person but the PersonErased itself, which holds nothing but
-- a random id and shows that nothing was disclosed afterwards; and earlier tries of agencies that name the person's case but not
-- the person, unless the case was also somebody else's. The tries come first: the case links that lead to them go with the rest.
CREATE VIEW payload_of_erased_person AS
WITH gone AS (
    SELECT data_subject_id, log_index, recorded_at FROM log_payload WHERE type = 'de.handschlag.person.erased.v1'
), found AS (
    SELECT p.log_index, p.month, p.retention_class, p.data_subject_id, p.agency_id, 1 AS turn, gone.recorded_at
    FROM gone JOIN log_payload p ON p.data_subject_id = gone.data_subject_id
    WHERE p.type <> 'de.handschlag.person.erased.v1'
  UNION ALL
    SELECT p.log_index, p.month, p.retention_class, gone.data_subject_id, p.agency_id, 0, gone.recorded_at
    FROM gone
    JOIN log_payload l ON l.data_subject_id = gone.data_subject_id AND l.type = 'de.handschlag.case.linked.v1'
    JOIN log_payload p ON p.agency_id = l.agency_id AND p.case_reference = l.case_reference
        AND p.data_subject_id IS NULL AND p.log_index < gone.log_index
    WHERE NOT EXISTS (SELECT FROM log_payload o
        WHERE o.agency_id = l.agency_id AND o.case_reference = l.case_reference
          AND o.type = 'de.handschlag.case.linked.v1'
          AND NOT EXISTS (SELECT FROM gone other WHERE other.data_subject_id = o.data_subject_id))
)
SELECT log_index, month, turn, recorded_at AS person_erased_at
FROM found JOIN retention_policy USING (retention_class)
WHERE months IS NOT NULL AND kept_by_norm IS NULL AND NOT is_held(data_subject_id, agency_id);

-- Classes of a month whose time is over, and of which something is left that no hold keeps.
CREATE VIEW payload_past_retention AS
SELECT policy.retention_class, m.month::date AS month
FROM retention_policy policy,
    generate_series((SELECT date_trunc('month', min(recorded_hour) AT TIME ZONE 'UTC') FROM log_hour),
        date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => policy.months + 1), interval '1 month')
        AS m (month)
WHERE EXISTS (SELECT FROM log_payload p WHERE p.month = m.month::date AND p.retention_class = policy.retention_class
    AND NOT is_held(p.data_subject_id, p.agency_id));

-- What the entries of erasures that a signed checkpoint covers announce.
CREATE VIEW announced_erasure AS
SELECT e.id, p.log_index, p.payload::jsonb -> 'data' AS data
FROM erasure e JOIN log_entry t ON t.event_id = e.id JOIN log_payload p ON p.log_index = t.log_index
WHERE p.type = 'de.handschlag.log.erased.v1' AND p.retention_class = 'erasure'
  AND p.log_index < (SELECT max(tree_size) FROM log_checkpoint);

-- Writes down what is due and not yet pending.
CREATE FUNCTION plan_erasures(wait_after_person interval) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO erasure (id, reason, retention_class, month, planned_at)
    SELECT gen_random_uuid(), 'RETENTION', retention_class, month, now() FROM payload_past_retention
    ON CONFLICT DO NOTHING;
    IF EXISTS (SELECT FROM erasure WHERE reason = 'PERSON_ERASED' AND erased_at IS NULL) THEN
        RETURN;
    END IF;
    -- No more than fit into one message; the rest is the next one's.
    INSERT INTO erasure (id, reason, positions, planned_at)
    SELECT gen_random_uuid(), 'PERSON_ERASED', range_agg(int8range(log_index, log_index, '[]')), now()
    FROM (SELECT DISTINCT turn, log_index FROM payload_of_erased_person
          WHERE person_erased_at <= now() - wait_after_person ORDER BY turn, log_index LIMIT 5000) batch
    HAVING count(*) > 0
    ON CONFLICT DO NOTHING;
END
$$;

-- Replaces a month's partition by a copy of what is kept of it, or by nothing if nothing is. Nothing of the rest stays in the
-- database's files, as it would after DELETE. Readers wait for a moment at the end; who appends to the month waits for all of it.
CREATE FUNCTION replace_payload_partition(of_month date, keep text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp
    SET lock_timeout = '3s'
AS $$
DECLARE
    old_name text := 'log_payload_' || to_char(of_month, 'YYYY_MM');
    new_name text := old_name || '_new';
    next_month date := of_month + interval '1 month';
    kept bigint;
BEGIN
    IF to_regclass('public.' || old_name) IS NULL THEN
        RETURN;
    END IF;
    -- The sequencer takes the lock of the whole table and then the month's. The other way round would be a deadlock.
    IF next_month >= (now() AT TIME ZONE 'UTC')::date THEN
        LOCK TABLE ONLY public.log_payload IN SHARE MODE;
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', old_name);
    -- The constraint says what ATTACH would otherwise look for in every row, with all others waiting.
    EXECUTE format('CREATE TABLE public.%I (LIKE public.log_payload INCLUDING ALL,'
        ' CONSTRAINT of_its_month CHECK (month >= %L AND month < %L))', new_name, of_month, next_month);
    EXECUTE format('INSERT INTO public.%I SELECT * FROM public.%I p WHERE %s ORDER BY log_index', new_name, old_name, keep);
    GET DIAGNOSTICS kept = ROW_COUNT;
    EXECUTE format('ALTER TABLE public.log_payload DETACH PARTITION public.%I', old_name);
    EXECUTE format('DROP TABLE public.%I', old_name);
    IF kept = 0 THEN
        EXECUTE format('DROP TABLE public.%I', new_name);
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', new_name, old_name);
    EXECUTE format('ALTER TABLE public.%I ALTER COLUMN payload SET STATISTICS 0, ALTER COLUMN salt SET STATISTICS 0,'
        ' ALTER COLUMN case_reference SET STATISTICS 0', old_name);
    EXECUTE format('ALTER TABLE public.log_payload ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', old_name,
        of_month, next_month);
    EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT of_its_month', old_name);
END
$$;

-- Erases the classes of a month that are past their time and announced. What a hold keeps stays.
CREATE FUNCTION erase_month(of_month date) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    classes text[];
BEGIN
    -- From here on nobody can set a hold and believe that it came in time.
    LOCK TABLE legal_hold IN SHARE MODE;
    SELECT array_agg(past.retention_class) INTO classes FROM payload_past_retention past
    WHERE past.month = of_month AND EXISTS (SELECT FROM erasure e JOIN announced_erasure a USING (id)
        WHERE e.month = of_month AND a.data ->> 'class' = past.retention_class
          AND a.data ->> 'month' = to_char(of_month, 'YYYY-MM'));
    UPDATE erasure e SET erased_at = now(), payloads = (SELECT count(*) FROM log_payload p
        WHERE p.month = of_month AND p.retention_class = e.retention_class AND p.retention_class = ANY (classes)
          AND NOT is_held(p.data_subject_id, p.agency_id))
    WHERE e.month = of_month AND e.erased_at IS NULL AND EXISTS (SELECT FROM announced_erasure a WHERE a.id = e.id);
    IF classes IS NULL THEN
        RETURN;
    END IF;
    -- Nobody waits for the revision of somebody whose last trace goes.
    DELETE FROM person_revision r USING log_payload p
    WHERE p.data_subject_id = r.data_subject_id AND p.month = of_month AND p.type = 'de.handschlag.person.erased.v1'
      AND 'consent' = ANY (classes) AND NOT is_held(p.data_subject_id, NULL);
    PERFORM replace_payload_partition(of_month, format(
        'retention_class <> ALL (%L::text[]) OR is_held(data_subject_id, agency_id)', classes));
    DELETE FROM log_payload p WHERE p.month = of_month AND p.retention_class = ANY (classes)
        AND NOT is_held(p.data_subject_id, p.agency_id);
    DELETE FROM payload_rewrite WHERE month = of_month;
END
$$;

-- Erases the positions that an erasure's entry announces, as far as they are about erased persons and no hold keeps them.
CREATE FUNCTION erase_positions(erasure_id uuid) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    announced record;
    erased bigint;
BEGIN
    SELECT * INTO announced FROM announced_erasure a WHERE a.id = erasure_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no entry under a checkpoint announces erasure %', erasure_id;
    END IF;
    LOCK TABLE legal_hold IN SHARE MODE;
    WITH erased_payload AS (
        DELETE FROM log_payload p
        USING jsonb_to_recordset(announced.data -> 'ranges') AS r (first bigint, last bigint),
            payload_of_erased_person due
        WHERE due.log_index BETWEEN r.first AND r.last AND due.log_index < announced.log_index
          AND p.log_index = due.log_index AND p.month = due.month
        RETURNING p.month
    ), noted AS (
        INSERT INTO payload_rewrite AS rewrite (month, erased_since)
        SELECT DISTINCT month, now() FROM erased_payload
        ON CONFLICT (month) DO UPDATE SET erased_since = coalesce(rewrite.erased_since, excluded.erased_since)
    )
    SELECT count(*) INTO erased FROM erased_payload;
    -- A hold that was released has no more to say about a person who is gone.
    DELETE FROM legal_hold h WHERE h.released_at IS NOT NULL AND EXISTS (SELECT FROM log_payload p
        WHERE p.data_subject_id = h.data_subject_id AND p.type = 'de.handschlag.person.erased.v1');
    UPDATE erasure SET erased_at = now(), payloads = erased WHERE id = erasure_id AND erased_at IS NULL;
END
$$;

-- Writes a month anew, so that the bytes of deleted rows are gone from its files; and the few holds, whose reasons were typed.
CREATE FUNCTION rewrite_payloads(of_month date) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM replace_payload_partition(of_month, 'true');
    CREATE TEMPORARY TABLE hold_that_stays ON COMMIT DROP AS SELECT * FROM public.legal_hold;
    TRUNCATE public.legal_hold;
    INSERT INTO public.legal_hold SELECT * FROM pg_temp.hold_that_stays;
    UPDATE payload_rewrite SET erased_since = NULL, rewritten_at = now() WHERE month = of_month;
END
$$;

REVOKE ALL ON FUNCTION is_held(uuid, text), replace_payload_partition(date, text), plan_erasures(interval),
    erase_month(date), erase_positions(uuid), rewrite_payloads(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plan_erasures(interval), erase_month(date), erase_positions(uuid), rewrite_payloads(date)
    TO audit_eraser;
-- It sees positions and months: no persons, no payloads.
GRANT SELECT ON erasure, payload_rewrite TO audit_eraser;
GRANT SELECT (log_index, event_id) ON log_entry TO audit_eraser;
GRANT SELECT (tree_size) ON log_checkpoint TO audit_eraser;
-- The service shows all this, and sets and releases holds.
GRANT SELECT ON retention_policy, erasure, payload_rewrite TO audit_app;
GRANT SELECT, INSERT, UPDATE (release_reason, released_by, released_at) ON legal_hold TO audit_app;
