-- Every node looks every two seconds for tenants that are not active: there are few among many.
CREATE INDEX tenants_inactive_idx ON tenants (id) WHERE NOT is_active;
