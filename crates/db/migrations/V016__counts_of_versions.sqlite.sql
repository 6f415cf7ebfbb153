-- What lists show of a published version with a later draft, kept with the version. Of versions from before, it is known where the
-- newest is the one; the others are counted when they are listed, until they are published again. The table is made anew, so that
-- the document stays the last column.
CREATE TABLE versions_with_counts (
    tenant_id          BLOB NOT NULL,
    tree_id            BLOB NOT NULL,
    version_number     INTEGER NOT NULL,
    change_description TEXT NOT NULL,
    user_ids           TEXT NOT NULL,
    is_published       INTEGER NOT NULL,
    node_count         INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    name               TEXT,
    changes            TEXT, -- JSON: how many nodes were added, removed, moved, changed
    error_count        INTEGER,
    completion_rate    REAL,
    tree_structure     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, version_number),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO versions_with_counts (tenant_id, tree_id, version_number, change_description, user_ids, is_published, node_count, created_at,
    name, changes, error_count, completion_rate, tree_structure)
SELECT v.tenant_id, v.tree_id, v.version_number, v.change_description, v.user_ids, v.is_published, v.node_count, v.created_at,
    v.name, v.changes, t.error_count, t.completion_rate, v.tree_structure
FROM tree_versions v
LEFT JOIN trees t ON t.tenant_id = v.tenant_id AND t.id = v.tree_id AND t.version = v.version_number;
DROP TABLE tree_versions;
ALTER TABLE versions_with_counts RENAME TO tree_versions;

-- Flows that are to be looked at again: few have such a date.
CREATE INDEX trees_by_review ON trees (tenant_id, review_due_at) WHERE review_due_at IS NOT NULL;
