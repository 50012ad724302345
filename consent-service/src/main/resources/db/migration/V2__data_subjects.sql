-- The person. After an erasure (Art. 17 GDPR) the row keeps its random id, the revision and the time, nothing else.
CREATE TABLE data_subject (
    id               uuid PRIMARY KEY,
    consent_revision bigint NOT NULL CHECK (consent_revision >= 0),
    enrolled_at      timestamptz,
    erased_at        timestamptz,
    CHECK ((enrolled_at IS NULL) <> (erased_at IS NULL))
);

-- A login is (issuer, sub): the same sub at another issuer is another person.
CREATE TABLE login_binding (
    issuer          text        NOT NULL,
    subject         text        NOT NULL,
    data_subject_id uuid        NOT NULL REFERENCES data_subject (id),
    bound_at        timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject)
);
-- For erasure, and for the check of the foreign key.
CREATE INDEX login_binding_data_subject ON login_binding (data_subject_id);

CREATE TABLE case_link (
    case_link_id    uuid PRIMARY KEY,
    data_subject_id uuid        NOT NULL REFERENCES data_subject (id),
    agency_id       text        NOT NULL REFERENCES agency (agency_id),
    case_reference  text        NOT NULL,
    linked_at       timestamptz NOT NULL,
    unlinked_at     timestamptz
);
-- A case reference stands for one person at a time; it is also how an agency finds its case (R17).
CREATE UNIQUE INDEX case_link_in_force ON case_link (agency_id, case_reference) WHERE unlinked_at IS NULL;
-- For erasure.
CREATE INDEX case_link_data_subject ON case_link (data_subject_id);

-- Codes that a person carries from one place to another. Only an HMAC of the code is kept.
CREATE TABLE one_time_code (
    code_hash       text PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('LINK', 'BINDING')),
    data_subject_id uuid        NOT NULL REFERENCES data_subject (id),
    expires_at      timestamptz NOT NULL
);
-- A new code replaces the person's older one of the same kind.
CREATE UNIQUE INDEX one_time_code_data_subject ON one_time_code (data_subject_id, kind);
-- For clearing out.
CREATE INDEX one_time_code_expires_at ON one_time_code (expires_at);

-- Failed attempts per login or agency. In the database, so that the limit holds over all replicas.
CREATE TABLE code_attempt (
    actor        text PRIMARY KEY,
    failures     integer     NOT NULL,
    window_start timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON data_subject, case_link TO consent_app;
GRANT DELETE ON case_link TO consent_app;
GRANT SELECT, INSERT, DELETE ON login_binding, one_time_code TO consent_app;
-- SELECT … FOR UPDATE, by which a code is used once only, asks for the right to update some column.
GRANT UPDATE (expires_at) ON one_time_code TO consent_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON code_attempt TO consent_app;
