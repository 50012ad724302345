-- Questions that a data-protection officer asks again and again. Neither a person nor an employee is in them: who is erased must
-- not remain here (G5), and nobody is watched by standing order (R29, ADR 34).
CREATE TABLE saved_search (
    id uuid PRIMARY KEY,
    -- The login that saved it, as entries name it.
    owner text NOT NULL,
    -- The office of the login that it is shared with: agency_id of the token, empty if it has none; null: not shared.
    shared_with text,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    query_purpose text NOT NULL,
    agency_id text,
    purpose text,
    decision text,
    type text,
    occurred_from timestamptz,
    occurred_to timestamptz,
    saved_at timestamptz NOT NULL,
    -- Also the way to all of one login.
    UNIQUE (owner, name)
);
-- Those that others of the office share.
CREATE INDEX saved_search_shared ON saved_search (shared_with) WHERE shared_with IS NOT NULL;

-- Never changed: whoever wants another one saves it anew.
GRANT SELECT, INSERT, DELETE ON saved_search TO audit_app;
