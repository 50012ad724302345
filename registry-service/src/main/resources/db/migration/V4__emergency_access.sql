-- An emergency access (R21): for a short time one employee of one agency may read one person, and a second person looks at it
-- afterwards. The texts that somebody typed are here and nowhere else; with the person they are erased, the rest stays.
CREATE TABLE emergency_access (
    emergency_access_id    uuid PRIMARY KEY,
    data_subject_id        uuid NOT NULL,
    agency_id              text NOT NULL,
    client_id              text NOT NULL,
    employee_id            text NOT NULL,
    case_reference         text,
    purpose                text NOT NULL,
    -- The named basis.
    norm                   text NOT NULL,
    attributes             text[] NOT NULL CHECK (cardinality(attributes) > 0),
    reason                 text CHECK (length(reason) BETWEEN 20 AND 1000),
    opened_at              timestamptz NOT NULL,
    expires_at             timestamptz NOT NULL,
    review_due_at          timestamptz NOT NULL,
    notice_deferred_until  timestamptz,
    notice_deferred_reason text CHECK (length(notice_deferred_reason) BETWEEN 20 AND 1000),
    outcome                text CHECK (outcome IN ('JUSTIFIED', 'NOT_JUSTIFIED')),
    review_comment         text CHECK (length(review_comment) BETWEEN 1 AND 1000),
    reviewed_by            text,
    reviewed_at            timestamptz,
    CHECK (opened_at < expires_at AND opened_at < review_due_at),
    CHECK ((outcome IS NULL) = (reviewed_by IS NULL) AND (outcome IS NULL) = (reviewed_at IS NULL)),
    -- Never reviewed by whoever opened it.
    CHECK (reviewed_by <> employee_id)
);
-- The inbox of the data-protection officer: what waits for its review, the oldest first.
CREATE INDEX emergency_access_unreviewed ON emergency_access (opened_at) WHERE outcome IS NULL;
-- And what is reviewed, the latest first.
CREATE INDEX emergency_access_reviewed ON emergency_access (reviewed_at) WHERE outcome IS NOT NULL;
-- Erasure of a person.
CREATE INDEX emergency_access_by_person ON emergency_access (data_subject_id);

-- Who opened what, when and on which basis cannot be changed afterwards, and no row goes.
GRANT SELECT, INSERT ON emergency_access TO registry_app;
GRANT UPDATE (outcome, review_comment, reviewed_by, reviewed_at) ON emergency_access TO registry_app;
-- Erasure of a person.
GRANT UPDATE (case_reference, reason, notice_deferred_reason) ON emergency_access TO registry_app;
