-- Requests that were sent with an Idempotency-Key in the last day, and what they were answered.

CREATE TABLE idempotency_keys (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    user_id uuid NOT NULL,
    key text NOT NULL,
    -- SHA-256 of method, path, query, media type and body.
    fingerprint bytea NOT NULL,
    -- Counted up when a later request takes over from one that was interrupted. Who is not the last one changes nothing any more.
    attempt integer NOT NULL,
    claimed_at timestamptz NOT NULL,
    -- Set by the first transaction that the request commits: from then on it is not run again.
    has_written boolean NOT NULL,
    -- The answer; null while the request is under way.
    status integer,
    headers text,
    body bytea,
    PRIMARY KEY (tenant_id, user_id, key)
);
CREATE INDEX idempotency_keys_claimed_at_idx ON idempotency_keys (tenant_id, user_id, claimed_at);
SELECT isolate_tenants('idempotency_keys');
