//! What each engine's schema keeps to by itself.

use super::{Catalogue, Table};

pub(super) fn sqlite(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, table) in catalogue
        .tables
        .iter()
        .filter(|(_, table)| !table.traits.contains("virtual"))
    {
        if !table.traits.contains("STRICT") {
            faults.push(format!("{name}: rule: a table of SQLite is STRICT"));
        }
        if table.traits.contains("DEFERRABLE") {
            faults.push(format!("{name}: rule: nothing is DEFERRABLE"));
        }
        if table.belongs_to_tenants() && !table.traits.contains("WITHOUT ROWID") {
            faults.push(format!("{name}: rule: a tenant's table of SQLite is WITHOUT ROWID"));
        }
        faults.extend(tenant_first(catalogue, name, table));
    }
    faults
}

pub(super) fn postgres(catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, table) in &catalogue.tables {
        for constraint in table.traits.iter().filter_map(|one| one.strip_prefix("constraint ")) {
            let (actual, default) = constraint.split_once(" for ").expect("the reader writes it so");
            if actual != default {
                faults.push(format!(
                    "{name}: rule: a constraint keeps its default name, {default} and not {actual}"
                ));
            }
        }
        if table.belongs_to_tenants() {
            for safety in ["FORCE ROW LEVEL SECURITY", "policy tenant_isolation"] {
                if !table.traits.contains(safety) {
                    faults.push(format!("{name}: rule: a tenant's table has {safety}"));
                }
            }
        }
        faults.extend(tenant_first(catalogue, name, table));
    }
    faults
}

/// The keys of a tenant's table begin with the tenant, so that a tenant's rows lie together, and on one shard.
fn tenant_first(catalogue: &Catalogue, name: &str, table: &Table) -> Vec<String> {
    if !table.lines.iter().any(|line| line.starts_with("column tenant_id:")) {
        return Vec::new();
    }
    if !table.belongs_to_tenants() {
        return vec![format!("{name}: rule: tenant_id is first in the primary key")];
    }
    let owned = |other: &str| catalogue.tables.get(other).is_some_and(Table::belongs_to_tenants);
    let keys = table.lines.iter().filter(|line| {
        let unique = line.starts_with("unique (") || (line.starts_with("index ") && line.ends_with(" unique"));
        let reference = line
            .split_once(" → ")
            .and_then(|(_, target)| target.split(' ').next())
            .is_some_and(owned);
        (unique || reference) && !line.contains(" (tenant_id,") && !line.contains(" (tenant_id)")
    });
    keys.map(|line| format!("{name}: rule: tenant_id is first in {line}"))
        .collect()
}
