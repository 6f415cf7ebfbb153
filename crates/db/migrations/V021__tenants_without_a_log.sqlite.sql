-- Those whose log is still to be begun: looked for at every start, and hardly ever there.
CREATE INDEX tenants_without_log ON tenants (id) WHERE log_since IS NULL;
