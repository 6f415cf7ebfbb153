-- Forks, and what they propose to their parents. Why it is like this: docs/adr/0008-forks-and-proposals.md.

-- What everybody may know of a flow that is shared with everyone, so that its forks in other tenants see that it has changed.
CREATE TABLE public_trees_with_versions (
    tree_id    BLOB NOT NULL PRIMARY KEY,
    owner_id   BLOB NOT NULL REFERENCES tenants (id),
    name       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO public_trees_with_versions (tree_id, owner_id, name, version, updated_at)
SELECT p.tree_id, p.owner_id, t.name, v.version_number, v.created_at
FROM public_trees p
    JOIN trees t ON t.tenant_id = p.owner_id AND t.id = p.tree_id
    JOIN tree_versions v ON v.tenant_id = t.tenant_id AND v.tree_id = t.id AND v.version_number = t.published_version;
DROP TABLE public_trees;
ALTER TABLE public_trees_with_versions RENAME TO public_trees;

-- Whose fork a flow is. Global, and ids only: the parent may be another tenant's, and deleting it for good has to reach its forks.
CREATE TABLE fork_parents (
    tree_id   BLOB NOT NULL PRIMARY KEY,
    owner_id  BLOB NOT NULL REFERENCES tenants (id),
    parent_id BLOB -- null when the parent was deleted for good
) STRICT, WITHOUT ROWID;
CREATE INDEX fork_parents_by_parent ON fork_parents (parent_id, tree_id);
CREATE INDEX fork_parents_by_owner ON fork_parents (owner_id);

-- What a fork remembers of its parent: as it was when it was copied or last pulled.
CREATE TABLE tree_forks (
    tenant_id         BLOB NOT NULL,
    tree_id           BLOB NOT NULL,
    fork_reason       TEXT NOT NULL,
    created_at        INTEGER NOT NULL,
    parent_name       TEXT NOT NULL,
    parent_version    INTEGER NOT NULL,
    parent_updated_at INTEGER NOT NULL,
    base_structure    TEXT NOT NULL,
    PRIMARY KEY (tenant_id, tree_id),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What a fork proposes. A row is for two tenants: the one whose flow is to be changed, and the one it comes from.
CREATE TABLE proposals (
    tenant_id          BLOB NOT NULL REFERENCES tenants (id),
    id                 BLOB NOT NULL,
    author_tenant_id   BLOB NOT NULL,
    author_id          BLOB NOT NULL,
    tree_id            BLOB NOT NULL,
    tree_name          TEXT NOT NULL,
    fork_tree_id       BLOB, -- null when the fork was deleted for good
    fork_name          TEXT NOT NULL,
    message            TEXT NOT NULL,
    status             TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
    created_at         INTEGER NOT NULL,
    decided_at         INTEGER,
    decided_by         BLOB,
    reason             TEXT,
    accepted_nodes     TEXT, -- JSON
    base_structure     TEXT NOT NULL,
    proposed_structure TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposals_by_tree ON proposals (tenant_id, tree_id, id);
CREATE INDEX proposals_by_author ON proposals (author_tenant_id, author_id, id);
CREATE UNIQUE INDEX proposals_open ON proposals (tenant_id, fork_tree_id) WHERE status = 'open';
