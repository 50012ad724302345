-- What others say about checkpoints (ADR 33): witnesses that they saw the log grow, a time-stamping authority when it was seen.
-- Added and read, never changed or removed, like all of the log (R27). A checkpoint with a statement cannot be thinned out.

-- One row per checkpoint and witness, verified before it is written.
CREATE TABLE log_cosignature (
    tree_size bigint NOT NULL REFERENCES log_checkpoint,
    -- Name and id of the witness's key, as they stand in its verifier key: name+hex. A key that is replaced is another witness.
    witness text NOT NULL,
    -- The line as the note bears it, with its line feed (C2SP tlog-cosignature).
    line text NOT NULL,
    -- The witness's clock.
    cosigned_at timestamptz NOT NULL,
    PRIMARY KEY (tree_size, witness)
);
-- Up to where a witness has followed: the size from which it wants the next proof.
CREATE INDEX log_cosignature_witness ON log_cosignature (witness, tree_size DESC);

-- One row per checkpoint over which there is a time stamp (RFC 3161), verified before it is written.
CREATE TABLE log_timestamp (
    tree_size bigint PRIMARY KEY REFERENCES log_checkpoint,
    -- TimeStampResp as it was received, DER.
    reply bytea NOT NULL CHECK (octet_length(reply) BETWEEN 1 AND 65536),
    -- The authority's clock (genTime).
    stamped_at timestamptz NOT NULL,
    -- Our clock: when the next one is due.
    received_at timestamptz NOT NULL
);

GRANT SELECT, INSERT ON log_cosignature, log_timestamp TO audit_app;
