-- What lists show of a published version with a later draft, kept with the version. Of versions from before, it is known where the
-- newest is the one; the others are counted when they are listed, until they are published again.
ALTER TABLE tree_versions ADD COLUMN error_count bigint, ADD COLUMN completion_rate double precision;
ALTER TABLE trees NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tree_versions NO FORCE ROW LEVEL SECURITY;
UPDATE tree_versions SET error_count = t.error_count, completion_rate = t.completion_rate
FROM trees t
WHERE t.tenant_id = tree_versions.tenant_id AND t.id = tree_versions.tree_id AND t.version = tree_versions.version_number;
ALTER TABLE trees FORCE ROW LEVEL SECURITY;
ALTER TABLE tree_versions FORCE ROW LEVEL SECURITY;

-- Flows that are to be looked at again: few have such a date.
CREATE INDEX trees_by_review ON trees (tenant_id, review_due_at) WHERE review_due_at IS NOT NULL;
