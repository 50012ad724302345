-- Legal body that an agency is a part of: agencies of one body are one where two are asked for (R35).
ALTER TABLE agency ADD COLUMN body text CHECK (body ~ '^[a-z0-9][a-z0-9-]{0,62}$');

-- Whose login a person's is, and on whose word (R35): a tie that waits or holds.
ALTER TABLE login_binding
    ADD COLUMN login_binding_id           uuid   NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN status                     text   NOT NULL DEFAULT 'BOUND' CHECK (status IN ('WAITING', 'BOUND')),
    ADD COLUMN means                      text
        CHECK (means IN ('SELF_ENROLMENT', 'AGENCY_CODE', 'LOGIN_CONFIRMATION', 'TWO_AGENCIES', 'IDENTITY_PROOFING')),
    ADD COLUMN agencies                   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN binding_code_ids           uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN unconfirmed_agency         text REFERENCES agency (agency_id),
    ADD COLUMN assurance_level            text,
    ADD COLUMN requested_at               timestamptz,
    ADD COLUMN takes_effect_at            timestamptz,
    ADD COLUMN confirmed_by_login_binding uuid,
    DROP CONSTRAINT login_binding_pkey,
    ADD PRIMARY KEY (login_binding_id);

-- How a login was bound before this table said so, nobody knows: means stays empty, and the login decides as it did.
UPDATE login_binding SET requested_at = bound_at;

ALTER TABLE login_binding
    ALTER COLUMN login_binding_id DROP DEFAULT,
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN agencies DROP DEFAULT,
    ALTER COLUMN binding_code_ids DROP DEFAULT,
    ALTER COLUMN requested_at SET NOT NULL,
    -- Without a login: one that was lost in a restore. The tie still counts (ADR 42).
    ALTER COLUMN issuer DROP NOT NULL,
    ALTER COLUMN subject DROP NOT NULL,
    ALTER COLUMN bound_at DROP NOT NULL,
    ADD CHECK ((issuer IS NULL) = (subject IS NULL)),
    ADD CHECK ((status = 'BOUND') = (bound_at IS NOT NULL));

-- A login is one person's, or waits to become one person's.
CREATE UNIQUE INDEX login_binding_login ON login_binding (issuer, subject);
-- The job finds what is due without reading the rest.
CREATE INDEX login_binding_waiting ON login_binding (takes_effect_at, requested_at) WHERE status = 'WAITING';
-- Never which login, nor whose: a tie that is no more ends, and another begins.
GRANT UPDATE (status, means, agencies, binding_code_ids, unconfirmed_agency, assurance_level, takes_effect_at, bound_at,
    confirmed_by_login_binding) ON login_binding TO consent_app;

-- Ties that ended, until the person is erased and the topic is told to forget them. Nothing says which login it was.
CREATE TABLE ended_login_binding (
    login_binding_id uuid PRIMARY KEY,
    data_subject_id  uuid NOT NULL REFERENCES data_subject (id)
);
-- For erasure.
CREATE INDEX ended_login_binding_data_subject ON ended_login_binding (data_subject_id);
GRANT SELECT, INSERT, DELETE ON ended_login_binding TO consent_app;

-- Which agency a binding code is of was not kept until now, and is not guessed: those that are out end, and the agency makes a
-- new one.
DELETE FROM one_time_code WHERE kind = 'BINDING';
ALTER TABLE one_time_code
    ADD COLUMN code_id   uuid NOT NULL DEFAULT gen_random_uuid(),
    -- Whose code it is; null for a code that the person made.
    ADD COLUMN agency_id text REFERENCES agency (agency_id),
    -- A used code stays until it would have ended, so that a repeated request is told from a wrong code.
    ADD COLUMN used_at   timestamptz,
    -- HMAC of who used it and for what.
    ADD COLUMN used_by   text,
    ADD CHECK ((kind = 'BINDING') = (agency_id IS NOT NULL)),
    ADD CHECK ((used_at IS NULL) = (used_by IS NULL));
ALTER TABLE one_time_code ALTER COLUMN code_id DROP DEFAULT;
DROP INDEX one_time_code_data_subject;
-- A new code replaces the older one of the same kind and agency that is not used yet. Another agency's stays: two codes of
-- different agencies are wanted together (R35), and nobody shall end what another agency made.
CREATE UNIQUE INDEX one_time_code_unused ON one_time_code (data_subject_id, kind, agency_id) NULLS NOT DISTINCT
    WHERE used_at IS NULL;
-- For erasure.
CREATE INDEX one_time_code_data_subject ON one_time_code (data_subject_id);
GRANT UPDATE (used_at, used_by) ON one_time_code TO consent_app;
REVOKE UPDATE (expires_at) ON one_time_code FROM consent_app;

-- Which login decided, and which withdrew.
ALTER TABLE consent_record
    ADD COLUMN decided_by_login_binding uuid,
    ADD COLUMN ended_by_login_binding   uuid;
