-- "These are all the entries about you" (ADR 35): a tree over keyed hashes of persons, made anew once a day. All of it can be
-- computed again from the payloads; so audit_app may change and delete here, as nowhere among the entries (R27). No person's
-- id stands in these tables.

-- A tree. While it is being made, root, leaves and persons are null; what a crash leaves behind is found by that.
CREATE TABLE completeness_tree (
    -- CloudEvent id of the entry with the root: sent again after a crash, the log takes it once.
    id uuid PRIMARY KEY,
    -- It covers the entries before this position.
    covered_size bigint NOT NULL CHECK (covered_size >= 0),
    key_id text NOT NULL,
    -- What persons may be shown is told as of this time.
    stated_at timestamptz NOT NULL,
    root bytea CHECK (octet_length(root) = 32),
    leaves bigint,
    persons bigint,
    CHECK (num_nonnulls(root, leaves, persons) IN (0, 3))
);

-- Leaves in the order of their hashes, which is that of their positions.
CREATE TABLE completeness_leaf (
    tree_id uuid NOT NULL REFERENCES completeness_tree,
    position bigint NOT NULL CHECK (position >= 0),
    person_hash bytea NOT NULL CHECK (octet_length(person_hash) = 32),
    -- To the number of entries and their positions, blinded.
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    PRIMARY KEY (tree_id, position),
    -- A person's leaf, and the neighbours of a leaf that is not there.
    UNIQUE (tree_id, person_hash)
);

-- Hashes of full tiles, as log_tile_hash has them for the log.
CREATE TABLE completeness_tile_hash (
    tree_id uuid NOT NULL REFERENCES completeness_tree,
    tile_level smallint NOT NULL CHECK (tile_level BETWEEN 1 AND 7),
    tile_position bigint NOT NULL CHECK (tile_position >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (tree_id, tile_level, tile_position)
);

-- Leaves of the tree that is being made, until all are there and can be numbered. Worthless after a crash.
CREATE UNLOGGED TABLE completeness_draft (
    person_hash bytea PRIMARY KEY,
    commitment bytea NOT NULL
);

-- Entries that a person is not shown (R21, R22), and holds, which are not told. Found once for each entry, so that the daily
-- run need not look into payloads.
CREATE TABLE completeness_withheld (
    log_index bigint PRIMARY KEY,
    -- Null: never.
    shown_from timestamptz
);

GRANT SELECT, INSERT, UPDATE, DELETE ON completeness_tree TO audit_app;
GRANT SELECT, INSERT, DELETE ON completeness_leaf, completeness_tile_hash, completeness_draft, completeness_withheld
    TO audit_app;
