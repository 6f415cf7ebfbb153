-- A category's flows in the order of their last change, and how many each category has, are read from the index alone: a row is as
-- long as its documents.
DROP INDEX trees_by_category;
CREATE INDEX trees_by_category ON trees (
    tenant_id, category, is_active, updated_at, id, visibility, author_id, status, tree_type, name_key
);
