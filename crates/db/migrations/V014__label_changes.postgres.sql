-- How often a flow's tags and category were changed since its version was made: by renaming or removing them everywhere, which makes
-- no version. With the version it is the flow's entity tag.
ALTER TABLE trees ADD COLUMN label_changes bigint NOT NULL DEFAULT 0;
-- The flows of a category, deleted ones too.
CREATE INDEX trees_by_category ON trees (tenant_id, category, id);
