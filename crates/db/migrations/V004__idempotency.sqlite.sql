-- Requests that were sent with an Idempotency-Key in the last day, and what they were answered.

CREATE TABLE idempotency_keys (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    user_id BLOB NOT NULL,
    key TEXT NOT NULL,
    -- SHA-256 of method, path, query, media type and body.
    fingerprint BLOB NOT NULL,
    -- Counted up when a later request takes over from one that was interrupted. Who is not the last one changes nothing any more.
    attempt INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL,
    -- Set by the first transaction that the request commits: from then on it is not run again.
    has_written INTEGER NOT NULL,
    -- The answer; null while the request is under way.
    status INTEGER,
    headers TEXT,
    body BLOB,
    PRIMARY KEY (tenant_id, user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_claimed_at_idx ON idempotency_keys (tenant_id, user_id, claimed_at);
