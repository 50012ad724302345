-- Art. 7(3) GDPR: a person without a login at hand withdraws on paper or by word of mouth, and an employee of the recipient records it (R6, R8).
ALTER TABLE consent_record
    ADD COLUMN withdrawal_channel     text CHECK (withdrawal_channel IN ('PAPER', 'ORAL')),
    -- Random id of the employee who recorded it.
    ADD COLUMN withdrawal_recorded_by text,
    -- Why it was by word of mouth. It stays here: the topic does not have it, so that it is lost where the database went back.
    ADD COLUMN withdrawal_reason      text,
    ADD CHECK ((withdrawal_channel IS NULL) = (withdrawal_recorded_by IS NULL)),
    ADD CHECK (withdrawal_reason IS NULL OR withdrawal_channel IS NOT NULL),
    -- What an office recorded, no login of the person's did.
    ADD CHECK (withdrawal_channel IS NULL OR status = 'WITHDRAWN' AND ended_by_login_binding IS NULL);
