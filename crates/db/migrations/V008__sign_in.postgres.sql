-- What tells a new device from a known one, and registrations that wait for their address to be confirmed.

-- The kind of client and its network, such as `Firefox on Linux, 192.0.2.0/24`: who signs in with one that they never had is told by mail.
ALTER TABLE auth_sessions ADD COLUMN device text;
CREATE INDEX auth_sessions_device_idx ON auth_sessions (user_id, device);

-- Where addresses have to be confirmed first, no account exists until then: several may have asked for one address, and the one who
-- shows that it is theirs gets the password that they chose. The id is that of the token in the mail.
CREATE TABLE pending_registrations (
    id            uuid NOT NULL PRIMARY KEY REFERENCES one_time_tokens (id) ON DELETE CASCADE,
    -- Case-folded.
    email         text NOT NULL,
    name          text NOT NULL,
    password_hash text NOT NULL,
    -- The account invite that was used, if one was.
    invite_id     uuid,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX pending_registrations_email_idx ON pending_registrations (email, created_at);
