//! The table of what tenants own fits the schema, so that no table that comes later is forgotten.

use std::collections::BTreeSet;

use branchbook_server::features::tenant_data::tables::{Export, LEFT_OUT, NOT_OWNED, TABLES};
use branchbook_test_support::db_test;

use super::raw::Raw;

db_test! {
    async fn every_table_is_deleted_and_exported_or_says_why_not(db: TestDb) {
        let raw = Raw::open(db).await;
        let known: BTreeSet<&str> = TABLES.iter().map(|table| table.name).chain(NOT_OWNED.iter().copied()).collect();
        let there = raw.tables().await;
        let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
        assert_eq!(there, known, "say in features/tenant_data/tables.rs whose the rows of a new table are");

        for table in TABLES.iter().filter(|table| table.name != "tree_search") {
            let columns = raw.columns(table.name).await;
            assert!(columns.iter().any(|(name, _)| name == table.owner), "{}: {}", table.name, table.owner);
            let mut key = raw.primary_key(table.name).await;
            key.retain(|name| name != table.owner);
            if key.is_empty() {
                key.push(table.owner.to_owned());
            }
            assert_eq!(key, table.key, "{}: the rest of the primary key", table.name);
            if let Export::Rows(exported) = table.export {
                let exported: BTreeSet<_> = exported.iter().map(|column| (column.name.to_owned(), column.is_nullable)).collect();
                let left_out = |name: &str| name == table.owner || LEFT_OUT.contains(&(table.name, name));
                let there: BTreeSet<_> = columns.into_iter().filter(|(name, _)| !left_out(name)).collect();
                assert_eq!(exported, there, "{}: the columns of an archive", table.name);
            }
        }
        for table in NOT_OWNED {
            let columns = raw.columns(table).await;
            assert!(!columns.iter().any(|(name, _)| name.contains("tenant_id")), "{table} has rows of tenants");
        }
    }
}
