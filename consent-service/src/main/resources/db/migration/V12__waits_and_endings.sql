-- On whose word a waiting time began is kept from its beginning (R35): when it is over, the agencies may have become one body. Of
-- those that run already it is noted where it is certain: only a proofing lets a login wait with the codes of one agency, and codes
-- of two are codes of two. Nothing is guessed of the others, which were two agencies then or proofed: they lapse.
UPDATE login_binding b SET means = CASE
    WHEN cardinality(b.agencies) = 1 THEN 'IDENTITY_PROOFING'
    WHEN (SELECT count(DISTINCT coalesce(a.body, a.agency_id)) FROM agency a WHERE a.agency_id = ANY (b.agencies)) > 1
        THEN 'TWO_AGENCIES' END
WHERE b.status = 'WAITING' AND b.takes_effect_at IS NOT NULL;

-- Of an ending a receipt says when it was enforced, and whose it was is forgotten with that. Nothing else ever changes.
REVOKE UPDATE ON ending FROM consent_app;
GRANT UPDATE (data_subject_id, consent_revision, enforced_at) ON ending TO consent_app;
