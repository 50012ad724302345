-- What an administrator ended of an agency's entitlements, whatever its tokens still say (ADR 55): one purpose, or all that it may (NULL).
-- It counts from its commit on, for every replica. A row whose end was taken back stays, to show who decided what.
CREATE TABLE ended_entitlement (
    ended_entitlement_id uuid        PRIMARY KEY,
    agency_id            text        NOT NULL,
    purpose              text,
    reason               text        NOT NULL,
    ended_by             text        NOT NULL,
    ended_at             timestamptz NOT NULL DEFAULT now(),
    restored_by          text,
    restored_at          timestamptz,
    CHECK ((restored_by IS NULL) = (restored_at IS NULL))
);
-- Every read looks here for its agency; and nothing is ended twice.
CREATE UNIQUE INDEX ended_entitlement_in_force ON ended_entitlement (agency_id, purpose) NULLS NOT DISTINCT
    WHERE restored_at IS NULL;
GRANT SELECT, INSERT, UPDATE (restored_by, restored_at) ON ended_entitlement TO registry_app;
-- No row-level security: a read that saw too few of these rows would disclose, and none of them is about a person.
GRANT SELECT (agency_id, purpose, restored_at) ON ended_entitlement TO registry_reader;
