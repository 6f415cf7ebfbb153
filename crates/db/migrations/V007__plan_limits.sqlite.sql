-- Flows that are not deleted are counted whenever one is added.
CREATE INDEX trees_by_activity ON trees (tenant_id, is_active, id);
