-- Rebuilding the sharing views from consent-events (ADR 16). One row per run, so that any replica can tell how it fares.
CREATE TABLE view_rebuild (
    rebuild_id    uuid PRIMARY KEY,
    -- Compares only and changes nothing.
    check_only    boolean NOT NULL,
    -- Random id of the administrator's login.
    started_by    text NOT NULL,
    started_at    timestamptz NOT NULL DEFAULT now(),
    -- A replica that ended in the middle does not move it any more.
    alive_at      timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz,
    records_total bigint NOT NULL DEFAULT 0,
    records_read  bigint NOT NULL DEFAULT 0,
    -- How many rows were not as the topic has them; null until it is known.
    missing       bigint,
    differing     bigint,
    surplus       bigint,
    beyond_topic  bigint,
    failure       text
);
-- One at a time.
CREATE UNIQUE INDEX view_rebuild_running ON view_rebuild ((true)) WHERE finished_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON view_rebuild TO registry_app;

-- The views are built a second time in temporary tables, which only the session that makes them sees.
DO $$
BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO registry_app', current_database());
END $$;
