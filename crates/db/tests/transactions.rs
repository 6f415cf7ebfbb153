//! What a transaction promises, on both engines.

use branchbook_test_support::db_test;

db_test! {
    async fn a_new_database_answers(db: TestDb) {
        db.ping().await.unwrap();
    }
}
