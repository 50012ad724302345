-- That a person contests a stored value (Art. 16, 18 GDPR): its source answers within a month (Art. 12(3)). What the person wrote is for
-- the source alone, sealed with the person's key; it goes a while after the answer, and all of it with the person.
CREATE TABLE correction_request (
    correction_request_id uuid PRIMARY KEY,
    data_subject_id       uuid NOT NULL,
    attribute             text NOT NULL,
    source_agency_id      text NOT NULL,
    wish                  text NOT NULL CHECK (wish IN ('CHANGE', 'DELETE')),
    -- What the person says is right, and why; sealed. Null if nothing was said, or no more.
    sealed_right_value    bytea,
    sealed_words          bytea,
    -- What was stored when the person contested it, sealed as it was there: who says that it is corrected has changed it, and what was
    -- contested in vain is not restricted once more.
    sealed_contested      bytea NOT NULL,
    contested_form        text NOT NULL,
    -- Nobody but in an emergency is disclosed the value until the request ends.
    restricts             boolean NOT NULL,
    opened_at             timestamptz NOT NULL,
    due_at                timestamptz NOT NULL,
    outcome               text CHECK (outcome IN ('CORRECTED', 'DELETED', 'KEPT', 'TAKEN_BACK')),
    kept_reason           text,
    ended_at              timestamptz,
    answered_client       text,
    answered_employee     text,
    -- Since when the consent-service knows that there is something to tell the person (R41); null until then.
    overdue_told_at       timestamptz,
    answer_told_at        timestamptz,
    CHECK (opened_at < due_at),
    CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    CHECK ((outcome = 'KEPT') IS TRUE = (kept_reason IS NOT NULL)),
    CHECK (sealed_right_value IS NULL OR wish = 'CHANGE')
);
-- One at a time about one value.
CREATE UNIQUE INDEX correction_request_open ON correction_request (data_subject_id, attribute, source_agency_id)
    WHERE ended_at IS NULL;
-- A person's own, what was contested before, and the erasure of a person.
CREATE INDEX correction_request_by_person ON correction_request (data_subject_id, opened_at);
-- A source's own, the oldest first.
CREATE INDEX correction_request_by_source ON correction_request (source_agency_id, opened_at, correction_request_id);
-- What is looked through every few seconds: late ones, and answers of which the person is not told.
CREATE INDEX correction_request_late ON correction_request (due_at) WHERE ended_at IS NULL AND overdue_told_at IS NULL;
CREATE INDEX correction_request_untold ON correction_request (ended_at)
    WHERE ended_at IS NOT NULL AND answer_told_at IS NULL;
-- What is kept for long enough.
CREATE INDEX correction_request_ended ON correction_request (ended_at) WHERE ended_at IS NOT NULL;

-- Who asked what, of whom and until when cannot be changed afterwards.
GRANT SELECT, INSERT, DELETE ON correction_request TO registry_app;
GRANT UPDATE (sealed_right_value, sealed_words, outcome, kept_reason, ended_at, answered_client, answered_employee,
    overdue_told_at, answer_told_at) ON correction_request TO registry_app;

-- The person contests the value and wants nobody to use it meanwhile (Art. 18(1)(a) GDPR). A mark in the row itself: the read looks at no
-- further table for it, and its plan stays as it is.
ALTER TABLE attribute_value ADD COLUMN restricted boolean NOT NULL DEFAULT false;

-- Row-level security (ADR 11) holds it besides, whatever else permits the row: what is restricted is seen only by a transaction that says
-- that it reads in an emergency (Art. 18(2)). Replicas of the version before this one never say so.
CREATE POLICY not_restricted ON attribute_value AS RESTRICTIVE FOR SELECT TO registry_reader
    USING (NOT restricted OR current_setting('handschlag.in_emergency', true) = 'true');
