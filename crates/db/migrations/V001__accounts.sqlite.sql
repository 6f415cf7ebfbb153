-- Tenants, the people in them, the devices they are signed in on, and what was done. Only audit_log belongs to tenants.

CREATE TABLE tenants (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL CONSTRAINT tenants_slug_key UNIQUE,
    type TEXT NOT NULL CONSTRAINT tenants_type_check CHECK (type IN ('self', 'organization')),
    plan TEXT NOT NULL CONSTRAINT tenants_plan_check CHECK (plan IN ('free', 'starter', 'pro', 'enterprise')),
    is_active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- What the platform or the tenant has set; the rest comes from the plan.
    settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY,
    -- Case-folded, so that unique means unique.
    email TEXT NOT NULL CONSTRAINT users_email_key UNIQUE,
    name TEXT NOT NULL,
    -- A PHC string; null for those who cannot sign in with a password.
    password_hash TEXT,
    email_verified INTEGER NOT NULL,
    is_active INTEGER NOT NULL,
    is_service_account INTEGER NOT NULL,
    last_login_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    user_id BLOB NOT NULL REFERENCES users (id),
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    role TEXT NOT NULL CONSTRAINT memberships_role_check CHECK (role IN ('viewer', 'engineer', 'manager', 'admin')),
    created_at INTEGER NOT NULL,
    -- Null until the role changes. Every node looks for recent ones, because access tokens carry the role they were made with.
    role_changed_at INTEGER,
    PRIMARY KEY (user_id, tenant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_tenant_id_idx ON memberships (tenant_id, user_id);
CREATE INDEX memberships_role_changed_at_idx ON memberships (role_changed_at);

-- One row per signed-in device. Its id is the token family: the chain of refresh tokens that began with the sign-in.
CREATE TABLE auth_sessions (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    -- SHA-256 of the tokens; they themselves are not stored.
    refresh_token_hash BLOB NOT NULL,
    previous_token_hash BLOB,
    rotated_at INTEGER,
    idle_expires_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    ip TEXT,
    user_agent TEXT,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoke_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX auth_sessions_user_id_idx ON auth_sessions (user_id, tenant_id);
CREATE INDEX auth_sessions_tenant_id_idx ON auth_sessions (tenant_id);
CREATE INDEX auth_sessions_revoked_at_idx ON auth_sessions (revoked_at);

-- Append-only. Time comes before the id in the key, so that the newest rows are a range and months can be partitions.
CREATE TABLE audit_log (
    tenant_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    id BLOB NOT NULL,
    actor_id BLOB,
    action TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target_id BLOB NOT NULL,
    ip TEXT,
    before TEXT,
    after TEXT,
    PRIMARY KEY (tenant_id, at, id)
) STRICT, WITHOUT ROWID;

-- The system tenant and its service account, which own the default flows. Nobody can sign in as it.
INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
VALUES (x'00000000000070008000000000000001', 'Branchbook', 'branchbook', 'organization', 'enterprise', TRUE, 0, 0, '{}');

INSERT INTO users (id, email, name, email_verified, is_active, is_service_account, created_at, updated_at)
VALUES (x'00000000000070008000000000000002', 'service@branchbook.invalid', 'Branchbook', TRUE, TRUE, TRUE, 0, 0);

INSERT INTO memberships (user_id, tenant_id, role, created_at)
VALUES (x'00000000000070008000000000000002', x'00000000000070008000000000000001', 'admin', 0);
