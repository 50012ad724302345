-- What agencies received by a statute or in an emergency (R21, R22): whom a later correction or erasure has to reach (R24). Written
-- before each such answer leaves. It comes from reads, not from consent-events: a rebuild of the views does not know it.
CREATE TABLE norm_disclosure (
    data_subject_id       uuid NOT NULL,
    attribute             text NOT NULL,
    -- Who contributed what left. A correction by another source, which the norm may not even let be read, is none of the agency's (R37).
    source_agency_id      text NOT NULL,
    agency_id             text NOT NULL,
    purpose               text NOT NULL,
    -- Of the last of these reads.
    norm                  text NOT NULL,
    case_references       text[] NOT NULL CHECK (cardinality(case_references) > 0),
    -- Before then the person is shown none of these reads; null if one of them was shown at once.
    notice_deferred_until timestamptz,
    -- Whoever has said since that the copy is deleted has nothing left to correct.
    last_disclosed_at     timestamptz NOT NULL,
    -- Begins with what a correction names; an erasure names the first of it.
    PRIMARY KEY (data_subject_id, attribute, source_agency_id, agency_id, purpose)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON norm_disclosure TO registry_app;

-- An obligation is about what was received either under a consent record, or by a norm.
ALTER TABLE obligation
    ALTER COLUMN consent_record_id DROP NOT NULL,
    ADD COLUMN read_norm text,
    -- The person is not shown it before then: it would tell of a read whose notice is deferred. Null if at once.
    ADD COLUMN notice_deferred_until timestamptz,
    ADD CHECK ((consent_record_id IS NULL) = (read_norm IS NOT NULL)),
    ADD CHECK (notice_deferred_until IS NULL OR read_norm IS NOT NULL);
ALTER TABLE change_entry ALTER COLUMN consent_record_id DROP NOT NULL;
