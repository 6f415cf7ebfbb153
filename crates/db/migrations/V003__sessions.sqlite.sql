-- Sessions: the log of each, what the log amounts to, and the documents they run.

-- What sessions run, by content: a session depends on nothing that becomes of the flow, nor on the tenant that owns it, and the
-- same document is kept once, whoever called it what.
CREATE TABLE session_flows (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    digest    BLOB NOT NULL, -- SHA-256 of the document
    document  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, digest)
) STRICT, WITHOUT ROWID;

-- `state` is what the log amounts to. The columns before it say some of that again for lists, and are written with it.
CREATE TABLE sessions (
    tenant_id       BLOB NOT NULL REFERENCES tenants (id),
    id              BLOB NOT NULL,
    -- The flow as it was at the start. It may be another tenant's, and may be gone: no foreign keys.
    tree_id         BLOB NOT NULL,
    tree_owner_id   BLOB NOT NULL,
    tree_version    INTEGER NOT NULL,
    tree_name       TEXT NOT NULL,
    tree_type       TEXT NOT NULL,
    tree_is_default INTEGER NOT NULL,
    flow_digest     BLOB NOT NULL,
    audience        TEXT NOT NULL,
    started_by      BLOB NOT NULL,
    ticket_number   TEXT,
    client_name     TEXT,
    search_text     TEXT NOT NULL, -- flow, ticket and client in lower case
    user_id         BLOB NOT NULL, -- who carries on
    status          TEXT NOT NULL,
    outcome         TEXT,
    current_title   TEXT,
    steps_taken     INTEGER NOT NULL,
    steps_done      INTEGER, -- of steps_total; null unless the flow is a checklist
    steps_total     INTEGER,
    active_seconds  INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    started_at      INTEGER NOT NULL,
    last_event_at   INTEGER NOT NULL,
    completed_at    INTEGER,
    state           TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, flow_digest) REFERENCES session_flows (tenant_id, digest)
) STRICT, WITHOUT ROWID;
-- None of them has a column that changes with each event.
CREATE INDEX sessions_by_start ON sessions (tenant_id, started_at, id);
CREATE INDEX sessions_by_user ON sessions (tenant_id, user_id, started_at, id);
CREATE INDEX sessions_by_tree ON sessions (tenant_id, tree_id, started_at, id);
CREATE INDEX sessions_by_status ON sessions (tenant_id, status, started_at, id);
CREATE INDEX sessions_by_ticket ON sessions (tenant_id, ticket_number, started_at, id);

-- What happened. Only ever added to, but for a session that is deleted whole.
CREATE TABLE session_events (
    tenant_id  BLOB NOT NULL,
    session_id BLOB NOT NULL,
    seq        INTEGER NOT NULL, -- 1, 2, 3 … without gaps
    actor_id   BLOB NOT NULL,
    at         INTEGER NOT NULL,
    seconds    INTEGER NOT NULL,
    type       TEXT NOT NULL,
    data       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, session_id, seq),
    FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id)
) STRICT, WITHOUT ROWID;
