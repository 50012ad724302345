-- The catalogue written anew: the same purpose can rest on consent for one type of agency and on a statute for another, and a
-- consent asks for nothing but what its purpose lists (R3, R36). Old names are mapped by this table and by nothing else:
--   sensitivity  SPECIAL_CATEGORY -> SPECIAL      basis_kind  EXPLICIT_CONSENT -> CONSENT (explicitness follows the attribute)
--   sector       NON_PUBLIC -> PRIVATE            shareable   true -> YES, false -> NO
-- What else differs the import at start brings; grants and requests that it leaves without a basis end with a reason.
ALTER TABLE attribute DROP CONSTRAINT attribute_sensitivity_check;
UPDATE attribute SET sensitivity = 'SPECIAL' WHERE sensitivity = 'SPECIAL_CATEGORY';
ALTER TABLE attribute ADD CHECK (sensitivity IN ('NORMAL', 'SENSITIVE', 'SPECIAL'));
ALTER TABLE attribute ALTER COLUMN shareable TYPE text USING CASE WHEN shareable THEN 'YES' ELSE 'NO' END;
ALTER TABLE attribute ADD CHECK (shareable IN ('YES', 'STATUTE_ONLY', 'NO'));
-- R7: who consented before the attribute was found to need other protection did not consent to this.
ALTER TABLE attribute ADD COLUMN sensitivity_since timestamptz NOT NULL DEFAULT '-infinity';

ALTER TABLE purpose DROP CONSTRAINT purpose_basis_kind_check;
UPDATE purpose SET basis_kind = 'CONSENT' WHERE basis_kind = 'EXPLICIT_CONSENT';
ALTER TABLE purpose ADD CHECK (basis_kind IN ('CONSENT', 'STATUTE', 'EMERGENCY'));
ALTER TABLE purpose RENAME COLUMN statute TO norm;

ALTER TABLE agency_type DROP CONSTRAINT agency_type_sector_check;
UPDATE agency_type SET sector = 'PRIVATE' WHERE sector = 'NON_PUBLIC';
ALTER TABLE agency_type ADD CHECK (sector IN ('PUBLIC', 'CHURCH', 'PRIVATE'));
ALTER TABLE agency_type RENAME COLUMN data_protection_regime TO default_regime;
ALTER TABLE agency_type RENAME COLUMN professional_secrecy TO bound_to_secrecy;
-- Null until the import at start has said it.
ALTER TABLE agency_type ADD COLUMN default_authority text;
ALTER TABLE agency_type ADD COLUMN may_inform_immigration_office boolean NOT NULL DEFAULT false;

-- Which type of agency uses a purpose on which basis, and what a consent for a purpose can be about. Nothing refers to these rows.
CREATE TABLE purpose_use (
    purpose     text NOT NULL REFERENCES purpose (key),
    agency_type text NOT NULL REFERENCES agency_type (key),
    basis       text NOT NULL CHECK (basis IN ('CONSENT', 'STATUTE', 'EMERGENCY')),
    PRIMARY KEY (purpose, agency_type, basis)
);
CREATE TABLE consent_attribute (
    purpose   text NOT NULL REFERENCES purpose (key),
    attribute text NOT NULL REFERENCES attribute (key),
    PRIMARY KEY (purpose, attribute)
);
GRANT SELECT, INSERT, DELETE ON purpose_use, consent_attribute TO consent_app;

-- Sector, data protection law, authority and duty belong to the agency. Null until the import at start has set its type's
-- defaults.
ALTER TABLE agency ADD COLUMN sector text CHECK (sector IN ('PUBLIC', 'CHURCH', 'PRIVATE'));
ALTER TABLE agency ADD COLUMN data_protection_regime text;
ALTER TABLE agency ADD COLUMN authority text;
ALTER TABLE agency ADD COLUMN may_inform_immigration_office boolean;

-- Under which data protection law the recipient was when it asked; null in records from before.
ALTER TABLE consent_record ADD COLUMN data_protection_regime text;

-- Which type of its agency the newest event of the link tells (ADR 45); null: none did.
ALTER TABLE case_link ADD COLUMN told_agency_type text;
