-- Flows, their versions, and what lists and searches of them need. Whole documents are the last column, so that lists
-- never read their pages.

CREATE TABLE trees (
    tenant_id         BLOB NOT NULL REFERENCES tenants (id),
    id                BLOB NOT NULL,
    name              TEXT NOT NULL,
    name_key          TEXT NOT NULL, -- the name in lower case, for sorting
    description       TEXT NOT NULL,
    tree_type         TEXT NOT NULL,
    status            TEXT NOT NULL,
    visibility        TEXT NOT NULL,
    category          TEXT,
    tags              TEXT NOT NULL,
    author_id         BLOB NOT NULL,
    is_default        INTEGER NOT NULL,
    is_active         INTEGER NOT NULL,
    version           INTEGER NOT NULL,
    published_version INTEGER,
    node_count        INTEGER NOT NULL,
    error_count       INTEGER NOT NULL,
    completion_rate   REAL NOT NULL,
    review_due_at     INTEGER,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    findings          TEXT NOT NULL,
    completion        TEXT NOT NULL,
    tree_structure    TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX trees_by_update ON trees (tenant_id, updated_at, id);
CREATE INDEX trees_by_name ON trees (tenant_id, name_key, id);

-- A tree's tags again, one row each, for filtering.
CREATE TABLE tree_tags (
    tenant_id BLOB NOT NULL,
    tree_id   BLOB NOT NULL,
    tag       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, tag),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tree_tags_by_tag ON tree_tags (tenant_id, tag, tree_id);

-- How many active trees bear each tag and each category; kept in the transaction that changes a tree.
CREATE TABLE tags (
    tenant_id   BLOB NOT NULL REFERENCES tenants (id),
    name        TEXT NOT NULL,
    usage_count INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE categories (
    tenant_id   BLOB NOT NULL REFERENCES tenants (id),
    name        TEXT NOT NULL,
    usage_count INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE tree_versions (
    tenant_id          BLOB NOT NULL,
    tree_id            BLOB NOT NULL,
    version_number     INTEGER NOT NULL,
    change_description TEXT NOT NULL,
    user_ids           TEXT NOT NULL,
    is_published       INTEGER NOT NULL,
    node_count         INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    tree_structure     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, version_number),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- How many sessions this tenant has started on a tree, its own or another's: apart from the trees, so that a start rewrites no
-- document and reaches into no other tenant.
CREATE TABLE tree_usage (
    tenant_id   BLOB NOT NULL REFERENCES tenants (id),
    tree_id     BLOB NOT NULL,
    usage_count INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, tree_id)
) STRICT, WITHOUT ROWID;

-- Which tenant owns a published tree that every tenant may read. Global: the one thing others may learn of it beforehand.
CREATE TABLE public_trees (
    tree_id  BLOB NOT NULL PRIMARY KEY,
    owner_id BLOB NOT NULL REFERENCES tenants (id)
) STRICT, WITHOUT ROWID;

-- The full-text index. Every word in it begins with its tenant's id (see `features/trees/terms.rs`), so that ranking counts no
-- other tenant's words. `doc` is made from the flow's id.
CREATE VIRTUAL TABLE tree_search USING fts5 (
    tenant_id UNINDEXED, tree_id UNINDEXED, name, labels, titles, bodies,
    content = '', contentless_delete = 1, contentless_unindexed = 1, tokenize = 'unicode61'
);

-- The words a tenant's flows have ever used, for finding what a mistyped one was meant to be.
CREATE TABLE search_words (
    tenant_id BLOB NOT NULL REFERENCES tenants (id),
    word      TEXT NOT NULL,
    PRIMARY KEY (tenant_id, word)
) STRICT, WITHOUT ROWID;
