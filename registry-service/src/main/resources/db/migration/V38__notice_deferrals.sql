-- That a person is shown reads by a statute later (R22): one employee asks and says why, another one of the same agency approves, and
-- it ends by itself. Reads that it defers name it. What was typed goes to the log as well; with the person the whole row goes, as the
-- log has its own copy of what happened.
CREATE TABLE notice_deferral (
    notice_deferral_id uuid PRIMARY KEY,
    data_subject_id    uuid NOT NULL,
    agency_id          text NOT NULL,
    case_reference     text NOT NULL,
    purpose            text NOT NULL,
    -- What allows a deferral, as the catalogue said then.
    norm               text NOT NULL,
    file_number        text NOT NULL CHECK (length(file_number) BETWEEN 1 AND 64),
    reason             text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    requested_by       text NOT NULL,
    requested_at       timestamptz NOT NULL,
    review_due_at      timestamptz NOT NULL,
    ends_at            timestamptz NOT NULL,
    outcome            text CHECK (outcome IN ('APPROVED', 'REFUSED')),
    review_comment     text CHECK (length(review_comment) BETWEEN 1 AND 1000),
    reviewed_by        text,
    reviewed_at        timestamptz,
    lifted_by          text,
    lifted_at          timestamptz,
    CHECK (requested_at < review_due_at AND review_due_at <= ends_at),
    CHECK ((outcome IS NULL) = (reviewed_by IS NULL) AND (outcome IS NULL) = (reviewed_at IS NULL)),
    -- Never approved by whoever asked.
    CHECK (reviewed_by <> requested_by),
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL)),
    CHECK (lifted_at IS NULL OR outcome = 'APPROVED')
);
-- An agency's own, the newest first, and those of one case.
CREATE INDEX notice_deferral_by_agency ON notice_deferral (agency_id, requested_at);
-- Erasure of a person, and how often an agency deferred for the same one.
CREATE INDEX notice_deferral_by_person ON notice_deferral (data_subject_id, agency_id);

-- Who asked for what, why and until when cannot be changed afterwards: a longer deferral is another one.
GRANT SELECT, INSERT, DELETE ON notice_deferral TO registry_app;
GRANT UPDATE (outcome, review_comment, reviewed_by, reviewed_at, lifted_by, lifted_at) ON notice_deferral TO registry_app;
