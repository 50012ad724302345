-- The door counts as JSON and forms do (UTF-16); a letter beyond the basic plane is two there and one here. A reason that the door takes
-- must not fail here, when its entry stands in the log already.
ALTER TABLE emergency_access
    DROP CONSTRAINT emergency_access_reason_check,
    ADD CONSTRAINT emergency_access_reason_check CHECK (length(reason) BETWEEN 1 AND 1000),
    DROP CONSTRAINT emergency_access_notice_deferred_reason_check,
    ADD CONSTRAINT emergency_access_notice_deferred_reason_check CHECK (length(notice_deferred_reason) BETWEEN 1 AND 1000);
