-- What every tenant may read, as a list: what was published last comes first.
CREATE INDEX public_trees_by_update ON public_trees (updated_at, tree_id);
