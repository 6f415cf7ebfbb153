-- What somebody called a version, and how much it has changed.
ALTER TABLE tree_versions ADD COLUMN name text;
ALTER TABLE tree_versions ADD COLUMN changes text; -- JSON: how many nodes were added, removed, moved, changed
