-- Under which grant an agency actually received data: whom a later withdrawal has to reach (R10, R23). Written before the
-- first such answer leaves, and again only when more attributes leave or under another case reference.
CREATE TABLE grant_disclosure (
    consent_record_id  uuid PRIMARY KEY,
    data_subject_id    uuid NOT NULL,
    agency_id          text NOT NULL,
    purpose            text NOT NULL,
    attributes         text[] NOT NULL CHECK (cardinality(attributes) > 0),
    case_references    text[] NOT NULL CHECK (cardinality(case_references) > 0),
    first_disclosed_at timestamptz NOT NULL
);
-- Erasure of a person; recipients of a value that is corrected.
CREATE INDEX grant_disclosure_by_person ON grant_disclosure (data_subject_id);

-- What an agency owes an answer to (R23, R24). It outlives the person's erasure, without naming the person any more.
CREATE TABLE obligation (
    obligation_id       uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cause               text NOT NULL,
    consent_record_id   uuid NOT NULL,
    -- Revision of the event that opened it; null for a correction, which is no event of the consent-service.
    consent_revision    bigint,
    -- Null once the person is erased.
    data_subject_id     uuid,
    agency_id           text NOT NULL,
    purpose             text NOT NULL,
    attributes          text[] NOT NULL,
    -- Emptied when nobody needs them any more: answered, and the person erased.
    case_references     text[] NOT NULL,
    opened_at           timestamptz NOT NULL,
    due_at              timestamptz NOT NULL,
    answered_at         timestamptz,
    outcome             text,
    norm                text,
    answered_client     text,
    answered_employee   text,
    -- When access-events acknowledged the answer; until then it is sent again.
    answer_recorded_at  timestamptz,
    -- When access-events acknowledged that the answer is overdue: once per obligation.
    overdue_recorded_at timestamptz,
    CHECK ((answered_at IS NULL) = (outcome IS NULL)),
    CHECK ((outcome = 'KEPT_BY_NORM') = (norm IS NOT NULL) OR outcome IS NULL)
);
-- A replay opens nothing twice.
CREATE UNIQUE INDEX obligation_by_event ON obligation (consent_record_id, consent_revision)
    WHERE consent_revision IS NOT NULL;
-- An agency's own list, the oldest first.
CREATE INDEX obligation_by_agency ON obligation (agency_id, opened_at, obligation_id);
-- The data-protection officer's list.
CREATE INDEX obligation_by_opening ON obligation (opened_at, obligation_id);
-- What becomes overdue, and how many are.
CREATE INDEX obligation_unanswered ON obligation (due_at) WHERE answered_at IS NULL;
-- Answers that the log has not got yet.
CREATE INDEX obligation_answer_unrecorded ON obligation (answered_at)
    WHERE answered_at IS NOT NULL AND answer_recorded_at IS NULL;
-- Erasure of a person; corrections after the end of a grant.
CREATE INDEX obligation_by_person ON obligation (data_subject_id) WHERE data_subject_id IS NOT NULL;
CREATE INDEX obligation_by_consent_record ON obligation (consent_record_id);

-- The change feed. A row gets its position after its transaction has committed, from one writer at a time, so that nothing
-- ever appears behind a cursor that was handed out. Positions count per agency and so tell nothing of others.
CREATE TABLE change_entry (
    change_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency_id         text NOT NULL,
    position          bigint,
    type              text NOT NULL,
    consent_record_id uuid NOT NULL,
    consent_revision  bigint,
    data_subject_id   uuid,
    purpose           text NOT NULL,
    attributes        text[] NOT NULL,
    case_references   text[] NOT NULL,
    changed_at        timestamptz NOT NULL,
    obligation_id     uuid REFERENCES obligation (obligation_id)
);
-- A page of an agency's feed.
CREATE UNIQUE INDEX change_entry_by_position ON change_entry (agency_id, position);
-- What waits for its position.
CREATE INDEX change_entry_waiting ON change_entry (change_id) WHERE position IS NULL;
-- A replay adds nothing twice.
CREATE UNIQUE INDEX change_entry_by_event ON change_entry (consent_record_id, consent_revision)
    WHERE consent_revision IS NOT NULL;
-- Erasure of a person.
CREATE INDEX change_entry_by_person ON change_entry (data_subject_id) WHERE data_subject_id IS NOT NULL;
CREATE INDEX change_entry_by_obligation ON change_entry (obligation_id) WHERE obligation_id IS NOT NULL;

-- The last position of each agency's feed. Kept apart, as erasing a person removes entries and positions never come again.
CREATE TABLE change_feed (
    agency_id     text PRIMARY KEY,
    last_position bigint NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON grant_disclosure, change_entry TO registry_app;
GRANT SELECT, INSERT, UPDATE ON obligation, change_feed TO registry_app;

-- Corrections on their way to the recipients of the value (R24): they are looked up later, when every read that saw the
-- former value has been written down as a disclosure or refused.
CREATE TABLE value_correction (
    correction_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    data_subject_id      uuid NOT NULL,
    attribute            text NOT NULL,
    source_agency_id     text NOT NULL,
    -- When the former value was recorded: whoever had to delete before that never had it.
    replaced_recorded_at timestamptz NOT NULL,
    corrected_at         timestamptz NOT NULL DEFAULT now()
);
-- Those that are due.
CREATE INDEX value_correction_by_time ON value_correction (corrected_at);
-- Erasure of a person.
CREATE INDEX value_correction_by_person ON value_correction (data_subject_id);

GRANT SELECT, INSERT, DELETE ON value_correction TO registry_app;

-- Where an agency wants to be told that its feed has something new (Standard Webhooks). One per agency.
CREATE TABLE webhook (
    agency_id         text PRIMARY KEY,
    url               text NOT NULL,
    -- AES-256-GCM with a key that is not in the database: nonce, secret, tag.
    sealed_secret     bytea NOT NULL,
    -- After a rotation both secrets sign until then.
    former_secret     bytea,
    former_until      timestamptz,
    registered_at     timestamptz NOT NULL,
    -- Up to where the agency was told.
    notified_position bigint NOT NULL,
    -- The message under way; the same over all its tries.
    message_id        uuid,
    tries             integer NOT NULL DEFAULT 0,
    next_try_at       timestamptz NOT NULL,
    -- A replica that sends has it until then.
    leased_until      timestamptz,
    delivered_at      timestamptz,
    last_failure      text,
    -- Given up: nothing is sent until the agency registers again. The feed goes on.
    dead_since        timestamptz
);
-- What is to be sent, and how many are given up.
CREATE INDEX webhook_alive ON webhook (next_try_at) WHERE dead_since IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON webhook TO registry_app;
