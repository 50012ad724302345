-- Writing a month anew locked the payloads and then the holds, setting a hold the other way round: a deadlock. Each is written
-- anew in a transaction of its own now.

CREATE OR REPLACE FUNCTION rewrite_payloads(of_month date) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM replace_payload_partition(of_month, 'true');
    UPDATE payload_rewrite SET erased_since = NULL, rewritten_at = now() WHERE month = of_month;
END
$$;

-- Writes the few holds anew, whose reasons were typed, so that the bytes of deleted ones are gone from the files.
CREATE FUNCTION rewrite_legal_holds() RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
    SET lock_timeout = '3s'
AS $$
BEGIN
    LOCK TABLE public.legal_hold IN ACCESS EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE hold_that_stays ON COMMIT DROP AS SELECT * FROM public.legal_hold;
    TRUNCATE public.legal_hold;
    INSERT INTO public.legal_hold SELECT * FROM pg_temp.hold_that_stays;
END
$$;

REVOKE ALL ON FUNCTION rewrite_legal_holds() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rewrite_legal_holds() TO audit_eraser;
