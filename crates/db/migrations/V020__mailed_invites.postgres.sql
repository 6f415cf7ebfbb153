-- Who has added an agent and answers for it; null for people, and for agents from before.
ALTER TABLE users ADD COLUMN made_by uuid;

-- Invites that were mailed, for a day: they are counted, also when their account is gone. To whom, by whom and from where are HMACs under
-- the server's key.
CREATE TABLE invite_mails (
    id      uuid NOT NULL PRIMARY KEY,
    address bytea NOT NULL,
    sender  bytea NOT NULL,
    account bytea NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX invite_mails_by_address ON invite_mails (address, at);
CREATE INDEX invite_mails_by_sender ON invite_mails (sender, at);
CREATE INDEX invite_mails_at_idx ON invite_mails (at);
