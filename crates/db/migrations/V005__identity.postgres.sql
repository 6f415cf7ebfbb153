-- One-time tokens, tokens of programs, preferences, jobs, and an audit log whose rows are chained.

-- Set from the command line only: may manage the platform.
ALTER TABLE users ADD COLUMN is_operator boolean NOT NULL DEFAULT FALSE;

-- What is good for once, or for so many times: links in mails, invites, codes. Only its hash is stored; taken by one UPDATE that counts up
-- uses while uses < max_uses. Global, because it is looked up before anybody knows whose it is.
CREATE TABLE one_time_tokens (
    id         uuid NOT NULL PRIMARY KEY,
    kind       text NOT NULL CONSTRAINT one_time_tokens_kind_check
        CHECK (kind IN ('password_reset', 'email_verification', 'invite', 'platform_invite')),
    token_hash bytea NOT NULL CONSTRAINT one_time_tokens_token_hash_key UNIQUE,
    -- Whose password or address it is about; null for invites.
    user_id    uuid REFERENCES users (id),
    -- Where it invites to; null for all but invites.
    tenant_id  uuid REFERENCES tenants (id),
    -- The address it was sent to, or is kept to; null when whoever has it may use it.
    email      text,
    -- What who takes an invite becomes.
    role       text CONSTRAINT one_time_tokens_role_check CHECK (role IN ('viewer', 'engineer', 'manager', 'admin')),
    -- What people call it, for codes of the platform.
    label      text,
    max_uses   integer NOT NULL,
    uses       integer NOT NULL,
    created_by uuid REFERENCES users (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX one_time_tokens_user_id_idx ON one_time_tokens (user_id, kind);
CREATE INDEX one_time_tokens_tenant_id_idx ON one_time_tokens (tenant_id, created_at);
CREATE INDEX one_time_tokens_created_by_idx ON one_time_tokens (created_by);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);

-- Personal access tokens, and those of agents. Global for the same reason.
CREATE TABLE api_tokens (
    id           uuid NOT NULL PRIMARY KEY,
    tenant_id    uuid NOT NULL REFERENCES tenants (id),
    -- The person or agent that acts with it.
    user_id      uuid NOT NULL REFERENCES users (id),
    name         text NOT NULL,
    scopes       text NOT NULL, -- a JSON array
    token_hash   bytea NOT NULL CONSTRAINT api_tokens_token_hash_key UNIQUE,
    -- The last four characters, to tell one from another.
    hint         text NOT NULL,
    created_by   uuid NOT NULL REFERENCES users (id),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_tokens_tenant_id_idx ON api_tokens (tenant_id, user_id);
CREATE INDEX api_tokens_user_id_idx ON api_tokens (user_id);
CREATE INDEX api_tokens_created_by_idx ON api_tokens (created_by);

-- What a person prefers in a tenant: theme, editor layout, notification choices.
CREATE TABLE user_settings (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    user_id    uuid NOT NULL,
    key        text NOT NULL,
    updated_at timestamptz NOT NULL,
    value      text NOT NULL, -- JSON
    PRIMARY KEY (tenant_id, user_id, key)
);

-- Work that is done beside requests. Global: one runner takes the jobs of all tenants, and the job that deletes a tenant outlives it.
CREATE TABLE jobs (
    id          uuid NOT NULL PRIMARY KEY,
    kind        text NOT NULL,
    -- Two jobs with the same key are the same job: of those that are on a schedule, each turn is queued once.
    unique_key  text CONSTRAINT jobs_unique_key_key UNIQUE,
    tenant_id   uuid,
    created_by  uuid,
    state       text NOT NULL CONSTRAINT jobs_state_check CHECK (state IN ('queued', 'running', 'done', 'failed')),
    -- How far it is, of how much; null when nobody knows how much there is.
    done        bigint NOT NULL,
    total       bigint,
    attempts    integer NOT NULL,
    run_at      timestamptz NOT NULL,
    -- Who runs it and until when nobody else may: a runner that was killed gives it back by not renewing this.
    lease_owner uuid,
    lease_until timestamptz,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz,
    error       text,
    payload     text NOT NULL -- JSON; no secrets
);
CREATE INDEX jobs_state_idx ON jobs (state, run_at);
CREATE INDEX jobs_finished_at_idx ON jobs (finished_at);

-- The audit log again, as a chain: `hash` authenticates the row and the hash of the one before it, so that a row that was edited, removed
-- or swapped shows. Nothing was released with the table that this takes the place of.
DROP TABLE audit_log;
CREATE TABLE audit_log (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    -- Never earlier than the row before it, also when the clock is set back.
    at          timestamptz NOT NULL,
    seq         bigint NOT NULL, -- 1, 2, 3 … without gaps
    id          uuid NOT NULL,
    actor_id    uuid,
    action      text NOT NULL,
    target_type text NOT NULL,
    target_id   uuid NOT NULL,
    ip          text,
    hash        bytea NOT NULL,
    before      text,
    after       text,
    PRIMARY KEY (tenant_id, at, seq)
);

-- The last row of each tenant's log: what the next one is chained to, and what tells when rows are missing at the end.
CREATE TABLE audit_heads (
    tenant_id uuid NOT NULL PRIMARY KEY REFERENCES tenants (id),
    seq       bigint NOT NULL,
    at        timestamptz NOT NULL,
    hash      bytea NOT NULL
);
SELECT isolate_tenants('user_settings');
SELECT isolate_tenants('audit_log');
SELECT isolate_tenants('audit_heads');
