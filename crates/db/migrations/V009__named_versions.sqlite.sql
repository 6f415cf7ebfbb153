-- What somebody called a version, and how much it has changed. The table is made anew, so that the document stays the last column.
CREATE TABLE versions_with_names (
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
    tree_structure     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, version_number),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO versions_with_names (tenant_id, tree_id, version_number, change_description, user_ids, is_published, node_count, created_at,
    tree_structure)
SELECT tenant_id, tree_id, version_number, change_description, user_ids, is_published, node_count, created_at, tree_structure
FROM tree_versions;
DROP TABLE tree_versions;
ALTER TABLE versions_with_names RENAME TO tree_versions;
