-- Tenants, the people in them, the devices they are signed in on, and what was done. Only audit_log belongs to tenants.

CREATE TABLE tenants (
    id uuid NOT NULL PRIMARY KEY,
    name text NOT NULL,
    slug text NOT NULL CONSTRAINT tenants_slug_key UNIQUE,
    type text NOT NULL CONSTRAINT tenants_type_check CHECK (type IN ('self', 'organization')),
    plan text NOT NULL CONSTRAINT tenants_plan_check CHECK (plan IN ('free', 'starter', 'pro', 'enterprise')),
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- What the platform or the tenant has set; the rest comes from the plan.
    settings text NOT NULL
);

CREATE TABLE users (
    id uuid NOT NULL PRIMARY KEY,
    -- Case-folded, so that unique means unique.
    email text NOT NULL CONSTRAINT users_email_key UNIQUE,
    name text NOT NULL,
    -- A PHC string; null for those who cannot sign in with a password.
    password_hash text,
    email_verified boolean NOT NULL,
    is_active boolean NOT NULL,
    is_service_account boolean NOT NULL,
    last_login_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE memberships (
    user_id uuid NOT NULL REFERENCES users (id),
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    role text NOT NULL CONSTRAINT memberships_role_check CHECK (role IN ('viewer', 'engineer', 'manager', 'admin')),
    created_at timestamptz NOT NULL,
    -- Null until the role changes. Every node looks for recent ones, because access tokens carry the role they were made with.
    role_changed_at timestamptz,
    PRIMARY KEY (user_id, tenant_id)
);
CREATE INDEX memberships_tenant_id_idx ON memberships (tenant_id, user_id);
CREATE INDEX memberships_role_changed_at_idx ON memberships (role_changed_at);

-- One row per signed-in device. Its id is the token family: the chain of refresh tokens that began with the sign-in.
CREATE TABLE auth_sessions (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    -- SHA-256 of the tokens; they themselves are not stored.
    refresh_token_hash bytea NOT NULL,
    previous_token_hash bytea,
    rotated_at timestamptz,
    idle_expires_at timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL,
    ip text,
    user_agent text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text
);
CREATE INDEX auth_sessions_user_id_idx ON auth_sessions (user_id, tenant_id);
CREATE INDEX auth_sessions_tenant_id_idx ON auth_sessions (tenant_id);
CREATE INDEX auth_sessions_revoked_at_idx ON auth_sessions (revoked_at);

-- Append-only. Time comes before the id in the key, so that the newest rows are a range and months can be partitions.
CREATE TABLE audit_log (
    tenant_id uuid NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    actor_id uuid,
    action text NOT NULL,
    target_type text NOT NULL,
    target_id uuid NOT NULL,
    ip text,
    before text,
    after text,
    PRIMARY KEY (tenant_id, at, id)
);
SELECT isolate_tenants('audit_log');

-- The system tenant and its service account, which own the default flows. Nobody can sign in as it.
INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
VALUES ('00000000-0000-7000-8000-000000000001', 'Branchbook', 'branchbook', 'organization', 'enterprise', TRUE, 'epoch', 'epoch', '{}');

INSERT INTO users (id, email, name, email_verified, is_active, is_service_account, created_at, updated_at)
VALUES ('00000000-0000-7000-8000-000000000002', 'service@branchbook.invalid', 'Branchbook', TRUE, TRUE, TRUE, 'epoch', 'epoch');

INSERT INTO memberships (user_id, tenant_id, role, created_at)
VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'admin', 'epoch');
