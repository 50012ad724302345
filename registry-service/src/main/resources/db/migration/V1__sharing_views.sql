-- What the registry knows of a person: random id, consent revision, where its events come from. Never a login or a name.
CREATE TABLE person (
    data_subject_id  uuid PRIMARY KEY,
    consent_revision bigint NOT NULL,
    kafka_partition  integer NOT NULL,
    erased_at        timestamptz
);

-- An agency's case reference stands for a person. Ended links stay, so that an older event cannot bring one back.
CREATE TABLE case_link (
    case_link_id     uuid PRIMARY KEY,
    data_subject_id  uuid NOT NULL,
    agency_id        text NOT NULL,
    case_reference   text NOT NULL,
    consent_revision bigint NOT NULL,
    in_force         boolean NOT NULL
);
-- Every read starts here. Not unique: a link and the end of an earlier one come from two persons and so on two partitions
-- in any order; while two are in force the case reference is ambiguous and nothing is disclosed.
CREATE INDEX case_link_by_reference ON case_link (agency_id, case_reference) WHERE in_force;
-- Erasure of a person.
CREATE INDEX case_link_by_person ON case_link (data_subject_id);

-- What one agency may see of one person for one purpose. Of consents not in force only the revision is kept.
CREATE TABLE consent_grant (
    consent_record_id uuid PRIMARY KEY,
    data_subject_id   uuid NOT NULL,
    agency_id         text NOT NULL,
    purpose           text NOT NULL,
    attributes        text[] NOT NULL,
    legal_basis       text NOT NULL,
    expires_at        timestamptz,
    consent_revision  bigint NOT NULL,
    in_force          boolean NOT NULL,
    CHECK (NOT in_force OR (expires_at IS NOT NULL AND cardinality(attributes) > 0))
);
-- The read path: grants in force of this person for this agency and purpose.
CREATE INDEX consent_grant_in_force ON consent_grant (data_subject_id, agency_id, purpose) WHERE in_force;

-- An agency's contribution. One value per attribute and source: sources that differ stand beside each other.
CREATE TABLE attribute_value (
    data_subject_id  uuid NOT NULL,
    attribute        text NOT NULL,
    source_agency_id text NOT NULL,
    value            text NOT NULL CHECK (length(value) BETWEEN 1 AND 2000),
    as_of            date NOT NULL,
    recorded_at      timestamptz NOT NULL,
    PRIMARY KEY (data_subject_id, attribute, source_agency_id)
);

-- How far each partition of consent-events is applied, up to where enforcement receipts are acknowledged by Kafka (a start
-- goes on from there, so that no receipt is lost in a crash), and "all that was committed before is applied" (G2).
CREATE TABLE applied_partition (
    kafka_partition  integer PRIMARY KEY,
    next_offset      bigint NOT NULL,
    receipted_offset bigint NOT NULL,
    published_before timestamptz
);

-- Keys whose newest event could not be understood; their persons are blocked until a newer event of the key is (fail closed).
CREATE TABLE unintelligible_key (
    message_key     text PRIMARY KEY,
    data_subject_id uuid NOT NULL
);
CREATE INDEX unintelligible_key_by_person ON unintelligible_key (data_subject_id);

GRANT SELECT, INSERT, UPDATE ON person TO registry_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON case_link, consent_grant, attribute_value TO registry_app;
GRANT SELECT, INSERT, UPDATE ON applied_partition TO registry_app;
GRANT SELECT, INSERT, DELETE ON unintelligible_key TO registry_app;
