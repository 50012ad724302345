-- Which checkpoints the public log has shown, for all replicas alike (ADR 54). It moves on a fixed beat, so that nobody can tie an
-- entry to a moment, and never back: the largest one is the public one. What was public before this migration stays so.
CREATE TABLE public_checkpoint (
    tree_size bigint PRIMARY KEY,
    shown_at timestamptz NOT NULL
);
INSERT INTO public_checkpoint (tree_size, shown_at)
SELECT tree_size, now() FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1;
GRANT SELECT, INSERT ON public_checkpoint TO audit_app;

-- A witness signs the time with a checkpoint. What it signed before the checkpoint was public would tell the public when the
-- entries were there, so it is asked once more when it is; that cosignature is shown, the other one is not.
ALTER TABLE log_cosignature ADD COLUMN of_public boolean NOT NULL DEFAULT true;
ALTER TABLE log_cosignature ALTER COLUMN of_public DROP DEFAULT;
ALTER TABLE log_cosignature DROP CONSTRAINT log_cosignature_pkey;
ALTER TABLE log_cosignature ADD PRIMARY KEY (tree_size, witness, of_public);
