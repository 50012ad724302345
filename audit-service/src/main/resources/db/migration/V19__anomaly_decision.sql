-- What the data-protection officer made of an anomaly. Figures and positions, no person; the note is typed and must name nobody.
CREATE TABLE anomaly_decision (
    kind text NOT NULL,
    -- The newest entry that it is about: when another one joins, it is to be looked at again.
    log_index bigint NOT NULL,
    decision text NOT NULL CHECK (decision IN ('EXPLAINED', 'FOLLOWED_UP')),
    note text NOT NULL CHECK (char_length(note) <= 500),
    decided_by text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (kind, log_index)
);

GRANT SELECT, INSERT, UPDATE ON anomaly_decision TO audit_app;
