-- The catalogue as its CSV files have it. Rows are never deleted, because consent records name them: an entry that left
-- the files is retired.
CREATE TABLE attribute (
    key         text PRIMARY KEY,
    label_de    text    NOT NULL,
    category    text    NOT NULL,
    standard    text    NOT NULL,
    sensitivity text    NOT NULL CHECK (sensitivity IN ('NORMAL', 'SENSITIVE', 'SPECIAL_CATEGORY')),
    shareable   boolean NOT NULL,
    retired     boolean NOT NULL DEFAULT false
);

CREATE TABLE purpose (
    key         text PRIMARY KEY,
    label_de    text    NOT NULL,
    basis_kind  text    NOT NULL CHECK (basis_kind IN ('CONSENT', 'EXPLICIT_CONSENT', 'STATUTE', 'EMERGENCY')),
    dpv_iri     text    NOT NULL,
    legal_basis text    NOT NULL,
    statute     text,
    retired     boolean NOT NULL DEFAULT false,
    CHECK (basis_kind <> 'STATUTE' OR statute IS NOT NULL)
);

CREATE TABLE agency_type (
    key                    text PRIMARY KEY,
    label_de               text    NOT NULL,
    sector                 text    NOT NULL CHECK (sector IN ('PUBLIC', 'NON_PUBLIC')),
    data_protection_regime text    NOT NULL,
    enforcement_function   boolean NOT NULL,
    professional_secrecy   boolean NOT NULL,
    retired                boolean NOT NULL DEFAULT false
);

CREATE TABLE agency (
    agency_id   text PRIMARY KEY CHECK (agency_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text NOT NULL,
    agency_type text NOT NULL REFERENCES agency_type (key)
);

GRANT SELECT, INSERT, UPDATE ON attribute, purpose, agency_type, agency TO consent_app;
