-- R41: of an emergency access, or a recipient that is late, the registry says that there is something to tell.
ALTER TABLE notification DROP CONSTRAINT notification_kind_check,
    ADD CONSTRAINT notification_kind_check CHECK (kind IN ('REQUEST', 'LOGIN', 'ENDED', 'NEWS', 'CODE', 'LEFT'));

-- Which news was noted, for 30 days: the topic may have it several times, and older news is not noted. None of persons who want no messages.
CREATE TABLE notification_news (
    -- Random to whoever does not have the registry's key.
    event_id        uuid PRIMARY KEY,
    data_subject_id uuid        NOT NULL REFERENCES data_subject (id),
    occurred_at     timestamptz NOT NULL
);
-- For erasure.
CREATE INDEX notification_news_data_subject ON notification_news (data_subject_id);
-- What is forgotten.
CREATE INDEX notification_news_occurred_at ON notification_news (occurred_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_news TO consent_app;
