//! What goes with a flow that is deleted for good, and what stays.

use branchbook_test_support::{TestApp, db_test};
use serde_json::json;

use super::{create, id, tag_count};
use crate::tenant_data::raw::Raw;

db_test! {
    async fn a_flow_that_is_deleted_for_good_leaves_its_record_and_the_sessions_that_ran_it(db: TestDb) {
        let app = TestApp::start(db).await;
        let author = app.engineer().await;
        let tree = id(&create(&author, "Switch", json!({"tags": ["vlan"], "category": "Network", "visibility": "public"})).await);
        let path = format!("trees/{tree}");
        author.put(&path, json!({"name": "Switch port"})).await.assert_status(200);
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let session = author.post("sessions", json!({"tree_id": tree})).await.assert_status(201).text_at("/id");
        assert_eq!(tag_count(&app, "vlan").await, 1);

        app.admin().await.delete(&format!("{path}?hard=true")).await.assert_status(204);
        author.get(&path).await.assert_problem("not_found");
        assert_eq!(tag_count(&app, "vlan").await, 0);
        author.get(&format!("sessions/{session}")).await.assert_status(200);
        let raw = Raw::open(db).await;
        let mut left = vec![];
        for table in raw.tables().await {
            if !raw.rows_with(&table, &tree).await.is_empty() {
                left.push(table);
            }
        }
        left.sort_unstable();
        assert_eq!(left, ["audit_log", "sessions"]);
    }
}
