-- Questions that were asked on a page and recorded, so that reloading the page and going back show the answer again to whoever
-- asked it without asking once more (R29). They may name a person, and go after twelve hours.
CREATE TABLE asked_question (
    id uuid PRIMARY KEY,
    -- The login that asked, as entries name it: nobody else is shown the answer.
    login text NOT NULL,
    query_purpose text NOT NULL,
    data_subject_id uuid,
    agency_id text,
    case_reference text,
    purpose text,
    employee_id text,
    decision text,
    type text,
    attribute text,
    occurred_from timestamptz,
    occurred_to timestamptz,
    -- The answer holds entries before this position.
    before_index bigint NOT NULL,
    asked_at timestamptz NOT NULL
);
-- Those whose time is over.
CREATE INDEX asked_question_asked ON asked_question (asked_at);
-- Statistics hold values.
ALTER TABLE asked_question ALTER COLUMN data_subject_id SET STATISTICS 0, ALTER COLUMN case_reference SET STATISTICS 0,
    ALTER COLUMN employee_id SET STATISTICS 0;

GRANT SELECT, INSERT, DELETE ON asked_question TO audit_app;
