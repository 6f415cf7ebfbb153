-- Pages are put together of two tenants' flows, in the order of the bytes of their names, whatever the database's own order is.
ALTER TABLE trees ALTER COLUMN name_key TYPE text COLLATE "C";
