-- R7, R9: whether a release ended because its source became another agency. Without it the page could not tell such an end from one of which the
-- topic told no more than that there was one.
ALTER TABLE secrecy_release ADD COLUMN source_changed boolean NOT NULL DEFAULT false;
GRANT UPDATE (source_changed) ON secrecy_release TO consent_app;

-- R41: of a consent or a release that ended without the person there is something new to tell.
ALTER TABLE notification DROP CONSTRAINT notification_kind_check,
    ADD CONSTRAINT notification_kind_check CHECK (kind IN ('REQUEST', 'LOGIN', 'ENDED', 'CODE', 'LEFT'));
