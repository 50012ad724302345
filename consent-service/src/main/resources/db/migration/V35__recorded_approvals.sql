-- R6, R8: a person without a login gives a consent on paper or by word of mouth. Two employees of the recipient record it.
ALTER TABLE consent_record
    -- Random id of the second employee; of the first, assisting_employee.
    ADD COLUMN approval_confirmed_by text,
    -- R11: whose word it was.
    ADD COLUMN approval_signed_by    text CHECK (approval_signed_by IN ('PERSON', 'GUARDIAN')),
    -- Whether somebody interpreted; nobody's name.
    ADD COLUMN approval_interpreter  boolean,
    -- For how long at most it was given. It ends before that unless the person confirms it by a login.
    ADD COLUMN approval_agreed_until timestamptz,
    -- Why it was by word of mouth. It stays here: the topic does not have it, so that it is lost where the database went back.
    ADD COLUMN approval_reason       text,
    -- What the person says of it by a login.
    ADD COLUMN approval_answer       text CHECK (approval_answer IN ('CONFIRMED', 'CONTESTED')),
    ADD CHECK ((approval_confirmed_by IS NULL) = (approval_signed_by IS NULL)
        AND (approval_confirmed_by IS NULL) = (approval_interpreter IS NULL)
        AND (approval_confirmed_by IS NULL) = (approval_agreed_until IS NULL)),
    ADD CHECK (approval_confirmed_by IS NOT NULL OR approval_reason IS NULL AND approval_answer IS NULL),
    -- Nobody does both; nothing of a special category is given so (R5); it lasts no longer than was agreed.
    ADD CHECK (approval_confirmed_by IS NULL OR assisting_employee IS NOT NULL
        AND assisting_employee <> approval_confirmed_by AND channel <> 'WEB'
        AND cardinality(explicit_attributes) = 0 AND expires_at <= approval_agreed_until),
    -- What nobody answered, no login gave.
    ADD CHECK (approval_confirmed_by IS NULL OR approval_answer IS NOT DISTINCT FROM 'CONFIRMED'
        OR decided_by_login_binding IS NULL),
    ADD CHECK (approval_answer IS DISTINCT FROM 'CONTESTED' OR status = 'WITHDRAWN');

-- What an employee recorded of one request, before and after a second one confirmed it, as long as the request can wait. The person's consent record
-- says what became of it: neither the office nor its employees learn from here whether it counted (R10).
CREATE TABLE recorded_approval (
    -- Random. Whoever confirms names it, so that nobody confirms something else than they saw.
    recorded_approval_id uuid PRIMARY KEY,
    -- One per request.
    consent_record_id    uuid        NOT NULL UNIQUE REFERENCES consent_record (id),
    data_subject_id      uuid        NOT NULL REFERENCES data_subject (id),
    agency_id            text        NOT NULL REFERENCES agency (agency_id),
    channel              text        NOT NULL CHECK (channel IN ('PAPER', 'ORAL')),
    reason               text        CHECK (reason IS NOT NULL OR channel = 'PAPER'),
    attributes           text[]      NOT NULL CHECK (cardinality(attributes) > 0),
    signed_by            text        NOT NULL CHECK (signed_by IN ('PERSON', 'GUARDIAN')),
    interpreter          boolean     NOT NULL,
    notice_version       text        NOT NULL,
    notice_hash          text        NOT NULL REFERENCES notice (hash),
    language             text        NOT NULL,
    agreed_until         timestamptz NOT NULL,
    -- Random ids of the employees.
    recorded_by          text        NOT NULL,
    recorded_at          timestamptz NOT NULL,
    confirmed_by         text        CHECK (confirmed_by <> recorded_by)
);
-- For erasure.
CREATE INDEX recorded_approval_data_subject ON recorded_approval (data_subject_id);
-- What waits for the second employee of an office, the oldest first.
CREATE INDEX recorded_approval_waiting ON recorded_approval (agency_id, recorded_at) WHERE confirmed_by IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON recorded_approval TO consent_app;
