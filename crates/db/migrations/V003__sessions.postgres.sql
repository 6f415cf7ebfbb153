-- Sessions: the log of each, what the log amounts to, and the documents they run.

-- What sessions run, by content: a session depends on nothing that becomes of the flow, nor on the tenant that owns it, and the
-- same document is kept once, whoever called it what.
CREATE TABLE session_flows (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    digest    bytea NOT NULL, -- SHA-256 of the document
    document  text NOT NULL,
    PRIMARY KEY (tenant_id, digest)
);

-- `state` is what the log amounts to. The columns before it say some of that again for lists, and are written with it.
CREATE TABLE sessions (
    tenant_id       uuid NOT NULL REFERENCES tenants (id),
    id              uuid NOT NULL,
    -- The flow as it was at the start. It may be another tenant's, and may be gone: no foreign keys.
    tree_id         uuid NOT NULL,
    tree_owner_id   uuid NOT NULL,
    tree_version    bigint NOT NULL,
    tree_name       text NOT NULL,
    tree_type       text NOT NULL,
    tree_is_default boolean NOT NULL,
    flow_digest     bytea NOT NULL,
    audience        text NOT NULL,
    started_by      uuid NOT NULL,
    ticket_number   text,
    client_name     text,
    search_text     text NOT NULL, -- flow, ticket and client in lower case
    user_id         uuid NOT NULL, -- who carries on
    status          text NOT NULL,
    outcome         text,
    current_title   text,
    steps_taken     bigint NOT NULL,
    steps_done      bigint, -- of steps_total; null unless the flow is a checklist
    steps_total     bigint,
    active_seconds  bigint NOT NULL,
    seq             bigint NOT NULL,
    started_at      timestamptz NOT NULL,
    last_event_at   timestamptz NOT NULL,
    completed_at    timestamptz,
    state           text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, flow_digest) REFERENCES session_flows (tenant_id, digest)
);
-- None of them has a column that changes with each event.
CREATE INDEX sessions_by_start ON sessions (tenant_id, started_at, id);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id, started_at, id);
CREATE INDEX sessions_by_tree ON sessions (tenant_id, tree_id, started_at, id);
CREATE INDEX sessions_by_status ON sessions (tenant_id, status, started_at, id);
CREATE INDEX sessions_by_ticket ON sessions (tenant_id, ticket_number, started_at, id);

-- What happened. Only ever added to, but for a session that is deleted whole.
CREATE TABLE session_events (
    tenant_id  uuid NOT NULL,
    session_id uuid NOT NULL,
    seq        bigint NOT NULL, -- 1, 2, 3 … without gaps
    actor_id   uuid NOT NULL,
    at         timestamptz NOT NULL,
    seconds    bigint NOT NULL,
    type       text NOT NULL,
    data       text NOT NULL,
    PRIMARY KEY (tenant_id, session_id, seq),
    FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id)
);

SELECT isolate_tenants('session_flows');
SELECT isolate_tenants('sessions');
SELECT isolate_tenants('session_events');
