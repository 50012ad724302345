-- The log. audit_owner owns everything and is used by migrations alone; audit_app is what the service runs as.
-- R27: audit_app may add entries and read them, never change or remove one.

-- What the Merkle tree is made of. It stays for ever, as it holds no personal data: entry is the canonical JSON of
-- id, type, class, month and a salted commitment to the payload (audit-log-format.md).
CREATE TABLE log_entry (
    -- Position in the tree, from 0 without gaps. The primary key also stops a second sequencer: it would take the same ones.
    log_index bigint PRIMARY KEY CHECK (log_index >= 0),
    -- CloudEvent id. Unique: a replay or a second delivery adds nothing twice (R26), even after its payload was erased.
    event_id uuid NOT NULL UNIQUE,
    entry bytea NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
);

-- Hashes of full tiles: hash number tile_position of tile level tile_level (1 and higher; level 0 are the leaf hashes).
-- With them a root, a proof or a tile costs a few hundred hashes at any size of the log.
CREATE TABLE log_tile_hash (
    tile_level smallint NOT NULL CHECK (tile_level BETWEEN 1 AND 7),
    tile_position bigint NOT NULL CHECK (tile_position >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tile_level, tile_position)
);

-- Checkpoints as signed. The newest one is the largest.
CREATE TABLE log_checkpoint (
    tree_size bigint PRIMARY KEY CHECK (tree_size >= 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note text NOT NULL,
    signed_at timestamptz NOT NULL
);

-- What an entry is about, and all that is personal in it. Retention drops whole months of it (R28, G5); month is that
-- of recording, so that a new entry never falls into a month that was dropped.
CREATE TABLE log_payload (
    log_index bigint NOT NULL,
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    retention_class text NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    -- CloudEvents time.
    occurred_at timestamptz NOT NULL,
    -- The sequencer's clock.
    recorded_at timestamptz NOT NULL,
    data_subject_id uuid,
    agency_id text,
    client_id text,
    employee_id text,
    purpose text,
    case_reference text,
    consent_revision bigint,
    salt bytea NOT NULL CHECK (octet_length(salt) = 32),
    -- Canonical JSON (RFC 8785), kept as text: jsonb would change the bytes that the commitment covers.
    payload text NOT NULL,
    -- One entry by its position, and the newest of all.
    PRIMARY KEY (log_index, month)
) PARTITION BY RANGE (month);

-- Every index ends with the position, newest first: a page of an answer is the start of one index range.
-- "Who saw this person's data": the person's own page and the DPO's most frequent question.
CREATE INDEX log_payload_person ON log_payload (data_subject_id, log_index DESC) WHERE data_subject_id IS NOT NULL;
-- "What did this agency read".
CREATE INDEX log_payload_agency ON log_payload (agency_id, log_index DESC) WHERE agency_id IS NOT NULL;
-- A case reference names a person only together with its agency: which person was it, and denials that found nobody.
CREATE INDEX log_payload_case ON log_payload (agency_id, case_reference, log_index DESC)
    WHERE case_reference IS NOT NULL;
-- "What did this employee read", for a complaint or an incident (R29).
CREATE INDEX log_payload_employee ON log_payload (employee_id, log_index DESC) WHERE employee_id IS NOT NULL;
-- "What was read for this purpose".
CREATE INDEX log_payload_purpose ON log_payload (purpose, log_index DESC) WHERE purpose IS NOT NULL;
-- Decisions and rare types, such as queries of the log itself.
CREATE INDEX log_payload_type ON log_payload (type, log_index DESC);

-- Takes what no month's partition takes, so that an entry is never refused for want of one.
CREATE TABLE log_payload_default PARTITION OF log_payload DEFAULT;

-- The hours in which entries were recorded, and the times of the events in them. Turns a filter by time into a range of
-- positions, so that every combination of filters stays on the index that suits its other parts.
CREATE TABLE log_hour (
    recorded_hour timestamptz PRIMARY KEY,
    first_index bigint NOT NULL,
    last_index bigint NOT NULL,
    first_occurred_at timestamptz NOT NULL,
    last_occurred_at timestamptz NOT NULL
);

-- Up to where each partition of each topic is in the log; changes in the same transaction as the entries.
CREATE TABLE ingest_offset (
    topic text NOT NULL,
    partition_number int NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= 0),
    PRIMARY KEY (topic, partition_number)
);

-- The highest consent revision of each person that is in the log: an access that saw a later one has to wait for it.
CREATE TABLE person_revision (
    data_subject_id uuid PRIMARY KEY,
    consent_revision bigint NOT NULL
);

-- Makes a month's partition ahead. The service may not create tables, so it asks the owner's function, which makes
-- nothing else. Building the table beside and attaching it locks readers out for no longer than a moment.
CREATE FUNCTION make_payload_partition(wanted date) RETURNS boolean
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public
AS $$
DECLARE
    first_day date := date_trunc('month', wanted)::date;
    next_month date := (date_trunc('month', wanted) + interval '1 month')::date;
    partition_name text := 'log_payload_' || to_char(wanted, 'YYYY_MM');
BEGIN
    IF wanted < current_date - 40 OR wanted > current_date + 100 THEN
        RAISE EXCEPTION 'no partition is made for %: too far from today', wanted;
    END IF;
    IF to_regclass('public.' || partition_name) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.log_payload INCLUDING ALL)', partition_name);
    EXECUTE format('ALTER TABLE public.log_payload ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        partition_name, first_day, next_month);
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION make_payload_partition(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_payload_partition(date) TO audit_app;

GRANT SELECT, INSERT ON log_entry, log_tile_hash, log_checkpoint, log_payload TO audit_app;
GRANT SELECT, INSERT, UPDATE ON log_hour, ingest_offset, person_revision TO audit_app;
