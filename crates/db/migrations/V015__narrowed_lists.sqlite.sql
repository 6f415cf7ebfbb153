-- All that a list is narrowed by is in the index of its order: a row is as long as its documents, and is looked at only when it is
-- wanted.
DROP INDEX trees_by_update;
DROP INDEX trees_by_name;
CREATE INDEX trees_by_update ON trees (
    tenant_id, is_active, updated_at, id, visibility, author_id, status, tree_type, category, name_key
);
CREATE INDEX trees_by_name ON trees (
    tenant_id, is_active, name_key, id, visibility, author_id, status, tree_type, category, updated_at
);
