-- A notice is a list of named parts from here on: the document is the canonical JSON (RFC 8785) of them and of what they are about, and
-- the hash is its SHA-256. What was kept before has no document, and its hash stays that of the text.
ALTER TABLE notice
    ADD COLUMN document text,
    ADD CHECK (document IS NULL OR hash = encode(sha256(convert_to(document, 'UTF8')), 'hex'));

-- What notices are made of, as somebody wrote and somebody else approved it (R32). The scope is 'common', or a purpose for the words
-- that differ by it. Rows are never deleted: they are the record of who approved what.
CREATE TABLE notice_wording (
    id             uuid PRIMARY KEY,
    scope          text        NOT NULL,
    language       text        NOT NULL,
    version        integer     NOT NULL CHECK (version > 0),
    state          text        NOT NULL CHECK (state IN ('DRAFT', 'APPROVED', 'PUBLISHED', 'REPLACED')),
    -- Canonical JSON, so that everybody can hash it again.
    content        text        NOT NULL,
    content_hash   text        NOT NULL CHECK (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    -- Hash of the German wording that this one says in another language: an approval holds for this pair only.
    source_hash    text        NOT NULL CHECK (source_hash ~ '^[0-9a-f]{64}$'),
    proposed_by    text        NOT NULL,
    proposed_at    timestamptz NOT NULL,
    approved_by    text,
    -- The login under which the approval was entered; null for what the catalogue itself vouches for.
    approval_login text,
    approved_at    timestamptz,
    published_at   timestamptz,
    UNIQUE (scope, language, version),
    -- A second person approves. What the catalogue says in German and English it vouches for itself, and no login did it.
    CHECK (approved_by <> proposed_by OR approval_login IS NULL),
    CHECK (state IN ('DRAFT', 'REPLACED') OR approved_by IS NOT NULL),
    CHECK (state <> 'PUBLISHED' OR published_at IS NOT NULL)
);
-- There is one text in force.
CREATE UNIQUE INDEX notice_wording_published ON notice_wording (scope, language) WHERE state = 'PUBLISHED';

-- What a notice says about its agency; null where nobody has told it yet.
ALTER TABLE agency
    ADD COLUMN contact                 text,
    ADD COLUMN data_protection_officer text,
    ADD COLUMN retention_months        integer CHECK (retention_months > 0);

GRANT SELECT, INSERT, UPDATE ON notice_wording TO consent_app;
