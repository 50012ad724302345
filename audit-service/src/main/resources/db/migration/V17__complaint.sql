-- What persons did not expect of an access to their data, and what the data-protection officer answered within a month
-- (Art. 12(3) GDPR).
CREATE TABLE complaint (
    id uuid PRIMARY KEY,
    data_subject_id uuid NOT NULL,
    -- The entry that it is about: one of the person's own, which the person was shown.
    log_index bigint NOT NULL,
    text text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    received_at timestamptz NOT NULL,
    deadline date NOT NULL,
    answer text CHECK (char_length(answer) BETWEEN 1 AND 4000),
    -- The login that answered, as entries name it.
    answered_by text,
    answered_at timestamptz,
    CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3))
);
-- A person's own, and those of an erased person.
CREATE INDEX complaint_of_person ON complaint (data_subject_id);
-- What is to be answered, the soonest first.
CREATE INDEX complaint_open ON complaint (deadline, id) WHERE answered_at IS NULL;
-- Statistics hold values. Typed texts are not needed there.
ALTER TABLE complaint ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN answer SET STATISTICS 0;

-- What a person wrote is never changed; an answer is given once.
GRANT SELECT, INSERT, UPDATE (answer, answered_by, answered_at) ON complaint TO audit_app;

-- Complaints go with the person, as payloads do, and three years after their answer, when claims from it have lapsed (§ 195 BGB),
-- unless a hold keeps them. The table is written anew, so that their bytes are gone from the files.
CREATE FUNCTION erase_complaints(wait_after_person interval) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
    SET lock_timeout = '3s'
AS $$
DECLARE
    due uuid[];
BEGIN
    SELECT array_agg(c.id) INTO due FROM complaint c
    WHERE (c.answered_at < now() - interval '3 years' OR EXISTS (SELECT FROM log_payload p
            WHERE p.data_subject_id = c.data_subject_id AND p.type = 'de.handschlag.person.erased.v1'
              AND p.recorded_at <= now() - wait_after_person))
      AND NOT is_held(c.data_subject_id, NULL);
    IF due IS NULL THEN
        RETURN;
    END IF;
    -- From here on nobody can set a hold and believe that it came in time.
    LOCK TABLE public.legal_hold IN SHARE MODE;
    LOCK TABLE public.complaint IN ACCESS EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE complaint_that_stays ON COMMIT DROP AS SELECT * FROM public.complaint c
        WHERE c.id <> ALL (due) OR is_held(c.data_subject_id, NULL);
    TRUNCATE public.complaint;
    INSERT INTO public.complaint SELECT * FROM pg_temp.complaint_that_stays;
END
$$;

REVOKE ALL ON FUNCTION erase_complaints(interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_complaints(interval) TO audit_eraser;
