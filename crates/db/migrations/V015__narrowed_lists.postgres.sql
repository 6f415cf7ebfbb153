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

-- A search that is told among which flows it is to look, and from where on. Why it is a function: V002. What takes its time is reading
-- the words of every flow that a frequent word is in, so they are kept where the row is and in the form that is quickest to read.
ALTER TABLE tree_search SET (toast_tuple_target = 8160);
DO $$
BEGIN
    ALTER TABLE tree_search ALTER COLUMN document SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL; -- this server was built without it
END;
$$;
CREATE FUNCTION find_trees(
    tenant uuid, query text, among uuid[], last_score double precision, last_id uuid, most bigint
)
RETURNS TABLE (tree_id uuid, score double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
    SELECT ranked.tree_id, ranked.score
    FROM (
        SELECT found.tree_id, ts_rank('{0.1, 0.4, 0.5, 1.0}', found.document, to_tsquery('simple', query))::double precision AS score
        FROM tree_search AS found
        WHERE found.tenant_id = tenant
            AND tenant = nullif(current_setting('app.tenant_id', true), '')::uuid
            AND found.document @@ to_tsquery('simple', query)
            AND (among IS NULL OR found.tree_id = ANY (among))
    ) AS ranked
    WHERE last_id IS NULL OR ranked.score < last_score OR (ranked.score = last_score AND ranked.tree_id > last_id)
    ORDER BY ranked.score DESC, ranked.tree_id
    LIMIT most
$$;
