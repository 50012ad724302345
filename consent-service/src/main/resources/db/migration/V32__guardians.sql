-- R11: on which day the person was born, as the first office said that made a code for a guardian. It stays here: no event has it.
ALTER TABLE data_subject
    ADD COLUMN birth_date        date,
    ADD COLUMN birth_date_agency text REFERENCES agency (agency_id),
    -- Whether a guardian was bound on it: before that, nobody but one office says so, and it hinders nobody.
    ADD COLUMN birth_date_counts boolean NOT NULL DEFAULT false,
    ADD CHECK ((birth_date IS NULL) = (birth_date_agency IS NULL)),
    ADD CHECK (birth_date IS NOT NULL OR NOT birth_date_counts),
    ADD CHECK (erased_at IS NULL OR birth_date IS NULL);

-- R11: a login that is not the person's own, but whose owner acts for the person; and what the office was shown.
ALTER TABLE login_binding
    ADD COLUMN guardian_kind  text CHECK (guardian_kind IN ('PARENT', 'GUARDIAN', 'LEGAL_GUARDIAN', 'OFFICIAL')),
    ADD COLUMN guardian_proof text CHECK (guardian_proof IN
        ('BIRTH_CERTIFICATE', 'CUSTODY_DECLARATION', 'COURT_ORDER', 'CERTIFICATE_OF_APPOINTMENT', 'OTHER')),
    ADD CHECK ((guardian_kind IS NULL) = (guardian_proof IS NULL));
DROP INDEX login_binding_login;
-- A login is one person's own, or waits to become it; and it can act for several others.
CREATE UNIQUE INDEX login_binding_login ON login_binding (issuer, subject) WHERE guardian_kind IS NULL;
CREATE UNIQUE INDEX login_binding_guardian ON login_binding (issuer, subject, data_subject_id)
    WHERE guardian_kind IS NOT NULL;
-- The job that ends what is over by the person's age looks at guardians only.
CREATE INDEX login_binding_guardians ON login_binding (data_subject_id) WHERE guardian_kind IS NOT NULL;

-- The code by which a guardian's login is bound.
ALTER TABLE one_time_code
    DROP CONSTRAINT one_time_code_kind_check,
    DROP CONSTRAINT one_time_code_check,
    ADD COLUMN guardian_kind  text CHECK (guardian_kind IN ('PARENT', 'GUARDIAN', 'LEGAL_GUARDIAN', 'OFFICIAL')),
    ADD COLUMN guardian_proof text CHECK (guardian_proof IN
        ('BIRTH_CERTIFICATE', 'CUSTODY_DECLARATION', 'COURT_ORDER', 'CERTIFICATE_OF_APPOINTMENT', 'OTHER')),
    ADD CONSTRAINT one_time_code_kind_check CHECK (kind IN ('LINK', 'BINDING', 'ADDRESS', 'GUARDIAN')),
    ADD CONSTRAINT one_time_code_agency_check CHECK ((kind IN ('BINDING', 'GUARDIAN')) = (agency_id IS NOT NULL)),
    ADD CONSTRAINT one_time_code_guardian_check CHECK ((kind = 'GUARDIAN') = (guardian_kind IS NOT NULL)
        AND (kind = 'GUARDIAN') = (guardian_proof IS NOT NULL));
DROP INDEX one_time_code_unused;
-- Two parents at one desk get a code each.
CREATE UNIQUE INDEX one_time_code_unused ON one_time_code (data_subject_id, kind, agency_id) NULLS NOT DISTINCT
    WHERE used_at IS NULL AND kind <> 'GUARDIAN';

-- R12: what a person keeps from their guardians: an item of the catalogue, or an office.
CREATE TABLE confidential_mark (
    data_subject_id uuid NOT NULL REFERENCES data_subject (id),
    attribute       text REFERENCES attribute (key),
    agency_id       text REFERENCES agency (agency_id),
    CHECK (num_nonnulls(attribute, agency_id) = 1)
);
-- Each once; and for erasure.
CREATE UNIQUE INDEX confidential_mark_of ON confidential_mark (data_subject_id, attribute, agency_id) NULLS NOT DISTINCT;
GRANT SELECT, INSERT, DELETE ON confidential_mark TO consent_app;
