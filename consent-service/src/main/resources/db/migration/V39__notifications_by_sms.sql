-- R41: messages go to a letter box or to a mobile telephone; one that is away is not to hold up the other.
ALTER TABLE notification_address ADD COLUMN channel text NOT NULL DEFAULT 'EMAIL' CHECK (channel IN ('EMAIL', 'SMS'));
-- A replica of before enters addresses of e-mail only.
