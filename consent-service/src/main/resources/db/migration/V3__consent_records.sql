-- Notice texts that were the basis of a decision, by their SHA-256 (R6). They hold no personal data and stay.
CREATE TABLE notice (
    hash     text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    version  text NOT NULL,
    language text NOT NULL,
    text     text NOT NULL
);

-- One request and what became of it. Status words are those of the W3C Data Privacy Vocabulary.
CREATE TABLE consent_record (
    id                   uuid PRIMARY KEY,
    data_subject_id      uuid        NOT NULL REFERENCES data_subject (id),
    agency_id            text        NOT NULL REFERENCES agency (agency_id),
    case_reference       text        NOT NULL,
    purpose              text        NOT NULL REFERENCES purpose (key),
    status               text        NOT NULL CHECK (status IN ('REQUESTED', 'GIVEN', 'REFUSED', 'WITHDRAWN', 'EXPIRED',
                                                                'INVALIDATED')),
    -- What the agency asked for; attributes is what the person granted, once they did.
    requested_attributes text[]      NOT NULL CHECK (cardinality(requested_attributes) > 0),
    attributes           text[]      NOT NULL CHECK (cardinality(attributes) > 0 AND attributes <@ requested_attributes),
    explicit_attributes  text[]      NOT NULL CHECK (explicit_attributes <@ attributes),
    legal_basis          text        NOT NULL,
    -- R1: 12 by default, an operator may allow up to 24.
    months               smallint    NOT NULL CHECK (months BETWEEN 1 AND 24),
    requested_at         timestamptz NOT NULL,
    decided_at           timestamptz,
    expires_at           timestamptz,
    ended_at             timestamptz,
    end_reason           text,
    notice_version       text,
    notice_hash          text REFERENCES notice (hash),
    language             text,
    channel              text CHECK (channel IN ('WEB', 'PAPER', 'ORAL')),
    assurance_level      text,
    assisting_employee   text,
    interpreter          text,
    -- The person's consent revision after the last change of this record.
    consent_revision     bigint      NOT NULL,
    CHECK ((notice_hash IS NULL) = (channel IS NULL)),
    -- A grant has its evidence (R6), a decision its time, an end its time.
    CHECK (status <> 'GIVEN' OR (decided_at IS NOT NULL AND expires_at IS NOT NULL AND notice_hash IS NOT NULL)),
    CHECK (status <> 'REFUSED' OR decided_at IS NOT NULL),
    CHECK ((status IN ('WITHDRAWN', 'EXPIRED', 'INVALIDATED')) = (ended_at IS NOT NULL))
);
-- The person's list, newest first, and erasure.
CREATE INDEX consent_record_data_subject ON consent_record (data_subject_id, requested_at DESC, id DESC);
-- The expiry job finds what is due without reading the rest.
CREATE INDEX consent_record_due ON consent_record (expires_at) WHERE status = 'GIVEN';

GRANT SELECT, INSERT ON notice TO consent_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON consent_record TO consent_app;
