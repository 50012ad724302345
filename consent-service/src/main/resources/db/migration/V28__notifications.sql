-- R41: where a person is told that there is something new. Who chose nothing has no row here.
CREATE TABLE notification_address (
    address_id        uuid PRIMARY KEY,
    data_subject_id   uuid        NOT NULL REFERENCES data_subject (id),
    -- ENTERED: nothing but a code goes there. CONFIRMED: the person has shown that they read it. LEFT: is told that nothing comes any more.
    status            text        NOT NULL CHECK (status IN ('ENTERED', 'CONFIRMED', 'LEFT')),
    -- Id of a key and the address, sealed with it; opens as this address only.
    sealed            text        NOT NULL,
    -- BCP 47 tag of what the person read when they entered it.
    language          text        NOT NULL,
    names_offices     boolean     NOT NULL,
    -- Which login entered it: with that one it goes, so that whoever had a login for a while has no ear here afterwards (R35).
    login_binding_id  uuid        NOT NULL,
    entered_at        timestamptz NOT NULL,
    confirmed_at      timestamptz,
    -- When something was last sent there, or given up: an office must not be able to flood a person.
    told_at           timestamptz,
    -- Since when nothing got there; null if the last one did.
    undelivered_since timestamptz,
    CHECK (status = 'LEFT' OR (status = 'CONFIRMED') = (confirmed_at IS NOT NULL))
);
-- One address is in use, and one may wait to be; also for what is new of a person.
CREATE UNIQUE INDEX notification_address_of ON notification_address (data_subject_id, status) WHERE status <> 'LEFT';
-- For erasure.
CREATE INDEX notification_address_data_subject ON notification_address (data_subject_id);

-- What is to be told, from the transaction in which it happened until it was handed to the mail server or given up. A row says nothing of
-- whether there is anything to tell: it is written for every request alike, also for one that is not shown (R2) and for persons who want no
-- messages, so that the asking office cannot tell by the time of its answer.
CREATE TABLE notification (
    id                uuid PRIMARY KEY,
    data_subject_id   uuid        NOT NULL REFERENCES data_subject (id),
    kind              text        NOT NULL CHECK (kind IN ('REQUEST', 'LOGIN', 'CODE', 'LEFT')),
    -- Of a request: nothing is told once it waits no more.
    consent_record_id uuid,
    -- To which address; null for wherever the person is told then.
    address_id        uuid REFERENCES notification_address (address_id) ON DELETE CASCADE,
    -- A code for the address, sealed, since it cannot be made again.
    sealed_code       text,
    -- Until when the code is good.
    expires_at        timestamptz,
    occurred_at       timestamptz NOT NULL,
    -- Not before; tries move it on.
    due_at            timestamptz NOT NULL,
    attempts          integer     NOT NULL DEFAULT 0,
    first_tried_at    timestamptz,
    CHECK ((kind = 'REQUEST') = (consent_record_id IS NOT NULL)),
    CHECK ((kind IN ('CODE', 'LEFT')) = (address_id IS NOT NULL)),
    CHECK ((kind = 'CODE') = (sealed_code IS NOT NULL AND expires_at IS NOT NULL))
) WITH (
    -- Every row is deleted soon after it came.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000
);
-- What is due, in its order.
CREATE INDEX notification_due ON notification (due_at);
-- For erasure, and for all that is new of a person.
CREATE INDEX notification_data_subject ON notification (data_subject_id);
-- For the end of an address.
CREATE INDEX notification_address_id ON notification (address_id) WHERE address_id IS NOT NULL;

-- How many codes were sent for a person, and to an address, whoever asked: nobody's letter box is to be filled from here. It outlasts an
-- erasure until its day is over, since otherwise erasing and enrolling would begin a new count.
CREATE TABLE notification_code_limit (
    -- Keyed hash of the person, or of the address.
    actor        text PRIMARY KEY,
    sent         integer     NOT NULL,
    window_start timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON notification_address, notification, notification_code_limit TO consent_app;

-- The code that a person reads at an address.
ALTER TABLE one_time_code DROP CONSTRAINT one_time_code_kind_check;
ALTER TABLE one_time_code ADD CONSTRAINT one_time_code_kind_check CHECK (kind IN ('LINK', 'BINDING', 'ADDRESS'));
