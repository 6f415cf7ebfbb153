-- What a search of sessions looks through, in the order of lists and apart from the rows: those are wide.
CREATE INDEX sessions_by_text ON sessions (tenant_id, started_at, id, search_text);
-- Whether a document is still run.
CREATE INDEX sessions_by_flow ON sessions (tenant_id, flow_digest);
