//! With the filter on the tenant left out of a statement, PostgreSQL still gives and changes nothing of another tenant's.

use branchbook_db::{Error, Sql, params};
use branchbook_test_support::{
    TestApp,
    database::{MIGRATIONS, TestDb, on_postgres},
};

use super::two;
use crate::tenant_data::raw::Raw;

/// The tables whose rows belong to tenants, as the catalogue has them.
async fn owned(raw: &Raw) -> Vec<String> {
    let mut owned = vec![];
    for table in raw.tables().await {
        if raw
            .primary_key(&table)
            .await
            .first()
            .is_some_and(|first| first == "tenant_id")
        {
            owned.push(table);
        }
    }
    assert!(owned.len() > 10 && owned.contains(&"trees".to_owned()), "{owned:?}");
    owned
}

#[test]
fn a_statement_without_its_filter_finds_nothing_of_another_tenant() {
    on_postgres(MIGRATIONS, async |db| {
        let app = TestApp::start(db).await;
        let (a, b, _) = two(&app).await;
        let raw = Raw::open(db).await;
        let (mine, other) = (app.db.tenant(a.person().tenant), b.person().tenant);
        let mut filled = 0;
        for table in owned(&raw).await {
            let there = raw.rows_with(&table, &other.to_string()).await.len();
            filled += usize::from(there > 0);
            // `$1` is there, because the layer insists, and filters nothing.
            for (what, sql) in [
                (
                    "reads",
                    format!("SELECT 1 FROM {table} WHERE $1::uuid IS NOT NULL AND tenant_id = $2"),
                ),
                (
                    "changes",
                    format!("UPDATE {table} SET tenant_id = tenant_id WHERE $1::uuid IS NOT NULL AND tenant_id = $2"),
                ),
                (
                    "deletes",
                    format!("DELETE FROM {table} WHERE $1::uuid IS NOT NULL AND tenant_id = $2"),
                ),
            ] {
                let run = mine.write(sql, move |tx, sql| {
                    Box::pin(async move { tx.execute(Sql::from(sql.clone()), params![other]).await })
                });
                let rows: Result<u64, Error> = run.await;
                assert_eq!(
                    rows.expect("a statement that runs"),
                    0,
                    "{what} what is not its own in {table}"
                );
            }
            assert_eq!(raw.rows_with(&table, &other.to_string()).await.len(), there, "{table}");
        }
        assert!(filled > 8, "{filled} tables had something to find");
    });
}

#[test]
fn without_a_tenant_there_is_nothing_to_find() {
    on_postgres(MIGRATIONS, async |db| nothing_without_a_tenant(db).await);
}

async fn nothing_without_a_tenant(db: &TestDb) {
    let app = TestApp::start(db).await;
    two(&app).await;
    let raw = Raw::open(db).await;
    let owned = owned(&raw).await;
    // From here on as the program works, but past its layer.
    raw.execute("", "SET ROLE branchbook_app").await;
    for table in owned {
        assert_eq!(raw.rows(&table).await, [""; 0], "{table}");
    }
}
