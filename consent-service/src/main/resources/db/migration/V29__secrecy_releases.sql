-- R9: a release from secrecy (§ 203 StGB) is a part of the consent that names the reader, the items and the purpose. Which sources are released
-- counts while the grant is in force and for nothing afterwards: with the consent its releases end.
ALTER TABLE consent_record ADD COLUMN released_sources text[] NOT NULL DEFAULT '{}';

-- Each release as a declaration of its own: what shows that it was informed (R6), and how it was taken back.
CREATE TABLE secrecy_release (
    id                         uuid PRIMARY KEY,
    consent_record_id          uuid        NOT NULL REFERENCES consent_record (id),
    data_subject_id            uuid        NOT NULL REFERENCES data_subject (id),
    source_agency_id           text        NOT NULL REFERENCES agency (agency_id),
    -- How often the source had become another agency (R7): as one that it was not then, it is not released.
    source_version             integer     NOT NULL,
    released_at                timestamptz NOT NULL,
    notice_version             text        NOT NULL,
    notice_hash                text        NOT NULL REFERENCES notice (hash),
    language                   text        NOT NULL,
    channel                    text        NOT NULL CHECK (channel IN ('WEB', 'PAPER', 'ORAL')),
    assurance_level            text,
    assisting_employee         text,
    interpreter                text,
    -- Bindings of the logins that declared it and took it back (R35); null if that is not known.
    released_by_login_binding  uuid,
    withdrawn_at               timestamptz,
    withdrawn_by_login_binding uuid,
    -- The person's consent revision after the last change of this release.
    consent_revision           bigint      NOT NULL,
    CHECK (withdrawn_at IS NOT NULL OR withdrawn_by_login_binding IS NULL)
);
-- There is one release of a source for a consent, however often it is declared; and the releases of a consent.
CREATE UNIQUE INDEX secrecy_release_in_force ON secrecy_release (consent_record_id, source_agency_id)
    WHERE withdrawn_at IS NULL;
CREATE INDEX secrecy_release_consent_record ON secrecy_release (consent_record_id);
-- For erasure.
CREATE INDEX secrecy_release_data_subject ON secrecy_release (data_subject_id);

GRANT SELECT, INSERT, DELETE ON secrecy_release TO consent_app;
-- What was declared never changes.
GRANT UPDATE (withdrawn_at, withdrawn_by_login_binding, consent_revision) ON secrecy_release TO consent_app;
