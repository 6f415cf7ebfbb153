-- Forks, and what they propose to their parents. Why it is like this: docs/adr/0008-forks-and-proposals.md.

-- What everybody may know of a flow that is shared with everyone, so that its forks in other tenants see that it has changed.
ALTER TABLE public_trees ADD COLUMN name text, ADD COLUMN version bigint, ADD COLUMN updated_at timestamptz;
ALTER TABLE trees NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tree_versions NO FORCE ROW LEVEL SECURITY;
UPDATE public_trees SET name = t.name, version = v.version_number, updated_at = v.created_at
FROM trees t JOIN tree_versions v ON v.tenant_id = t.tenant_id AND v.tree_id = t.id AND v.version_number = t.published_version
WHERE t.tenant_id = public_trees.owner_id AND t.id = public_trees.tree_id;
ALTER TABLE trees FORCE ROW LEVEL SECURITY;
ALTER TABLE tree_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE public_trees ALTER COLUMN name SET NOT NULL, ALTER COLUMN version SET NOT NULL, ALTER COLUMN updated_at SET NOT NULL;

-- Whose fork a flow is. Global, and ids only: the parent may be another tenant's, and deleting it for good has to reach its forks.
CREATE TABLE fork_parents (
    tree_id   uuid NOT NULL PRIMARY KEY,
    owner_id  uuid NOT NULL REFERENCES tenants (id),
    parent_id uuid -- null when the parent was deleted for good
);
CREATE INDEX fork_parents_by_parent ON fork_parents (parent_id, tree_id);
CREATE INDEX fork_parents_by_owner ON fork_parents (owner_id);

-- What a fork remembers of its parent: as it was when it was copied or last pulled.
CREATE TABLE tree_forks (
    tenant_id         uuid NOT NULL,
    tree_id           uuid NOT NULL,
    fork_reason       text NOT NULL,
    created_at        timestamptz NOT NULL,
    parent_name       text NOT NULL,
    parent_version    bigint NOT NULL,
    parent_updated_at timestamptz NOT NULL,
    base_structure    text NOT NULL,
    PRIMARY KEY (tenant_id, tree_id),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
);
SELECT isolate_tenants('tree_forks');

-- What a fork proposes. A row is for two tenants: the one whose flow is to be changed, and the one it comes from.
CREATE TABLE proposals (
    tenant_id          uuid NOT NULL REFERENCES tenants (id),
    id                 uuid NOT NULL,
    author_tenant_id   uuid NOT NULL,
    author_id          uuid NOT NULL,
    tree_id            uuid NOT NULL,
    tree_name          text NOT NULL,
    fork_tree_id       uuid, -- null when the fork was deleted for good
    fork_name          text NOT NULL,
    message            text NOT NULL,
    status             text NOT NULL CONSTRAINT proposals_status_check CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
    created_at         timestamptz NOT NULL,
    decided_at         timestamptz,
    decided_by         uuid,
    reason             text,
    accepted_nodes     text, -- JSON
    base_structure     text NOT NULL,
    proposed_structure text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX proposals_by_tree ON proposals (tenant_id, tree_id, id);
CREATE INDEX proposals_by_author ON proposals (author_tenant_id, author_id, id);
CREATE UNIQUE INDEX proposals_open ON proposals (tenant_id, fork_tree_id) WHERE status = 'open';
ALTER TABLE proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON proposals
    USING (nullif(current_setting('app.tenant_id', true), '')::uuid IN (tenant_id, author_tenant_id))
    WITH CHECK (nullif(current_setting('app.tenant_id', true), '')::uuid IN (tenant_id, author_tenant_id));
