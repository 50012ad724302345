-- Every index ends with the position. It grows at the right end of each key's range, and PostgreSQL packs pages that grow so;
-- in descending order they were split in the middle, half empty, and each append touched more of them. A page of newest
-- entries is read backwards at the same price.
DROP INDEX log_payload_person, log_payload_agency, log_payload_case, log_payload_employee, log_payload_purpose,
    log_payload_type;

-- "Who saw this person's data": the person's own page and the DPO's most frequent question.
CREATE INDEX log_payload_person ON log_payload (data_subject_id, log_index) WHERE data_subject_id IS NOT NULL;
-- "What did this agency read".
CREATE INDEX log_payload_agency ON log_payload (agency_id, log_index) WHERE agency_id IS NOT NULL;
-- A case reference names a person only together with its agency: which person was it, and denials that found nobody.
CREATE INDEX log_payload_case ON log_payload (agency_id, case_reference, log_index) WHERE case_reference IS NOT NULL;
-- "What did this employee read", for a complaint or an incident (R29).
CREATE INDEX log_payload_employee ON log_payload (employee_id, log_index) WHERE employee_id IS NOT NULL;
-- "What was read for this purpose".
CREATE INDEX log_payload_purpose ON log_payload (purpose, log_index) WHERE purpose IS NOT NULL;
-- Decisions and rare types, such as queries of the log itself.
CREATE INDEX log_payload_type ON log_payload (type, log_index);
