-- R6: a consent that a person gave without a login two employees recorded; the entry is found by either of them. Of all other entries there is
-- none, so that a sequencer of the version before can append.
ALTER TABLE log_payload ADD COLUMN second_employee_id text;
COMMENT ON COLUMN log_payload.second_employee_id IS 'The employee who confirmed a consent that another one, employee_id, recorded.';
-- "What did this employee do", as log_payload_employee.
CREATE INDEX log_payload_second_employee ON log_payload (second_employee_id, log_index) WHERE second_employee_id IS NOT NULL;
