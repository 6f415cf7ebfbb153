//! What is done to flows and sessions that somebody may have to answer for is in the audit log.

use branchbook_test_support::{Client, TestApp, app_test};
use serde_json::{Value, json};

async fn tree(client: &Client) -> String {
    let flow = json!({
        "name": "Power", "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [
            {"id": "end", "type": "solution", "title": "Done", "description": "Nothing is left to do."}]},
    });
    client.post("trees", flow).await.assert_status(201).text_at("/id")
}

/// What the log says of flows and sessions: action, and what was so before and after.
async fn told(app: &TestApp, client: &Client) -> Vec<(String, Value, Value)> {
    let rows = app.audit_log(client.person().tenant).await.into_iter();
    let rows = rows.filter(|row| matches!(&*row.target_type, "tree" | "session"));
    rows.map(|row| (row.action, row.before, row.after)).collect()
}

app_test! {
    async fn the_life_of_a_flow_is_on_record(app: TestApp) {
        let admin = app.admin().await;
        let path = format!("trees/{}", tree(&admin).await);
        admin.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        admin.put(&path, json!({ "visibility": "public" })).await.assert_status(200);
        admin.put(&path, json!({ "visibility": "public", "name": "Mains" })).await.assert_status(200);
        admin.post_nothing(&format!("{path}/archive")).await.assert_status(200);
        admin.delete(&path).await.assert_status(204);
        admin.delete(&path).await.assert_status(204);
        admin.post_nothing(&format!("{path}/undelete")).await.assert_status(200);
        admin.delete(&format!("{path}?hard=true")).await.assert_status(204);
        let told = told(app, &admin).await;
        let actions: Vec<_> = told.iter().map(|(action, ..)| action.as_str()).collect();
        assert_eq!(actions, [
            "tree.published", "tree.visibility_changed", "tree.archived", "tree.deleted", "tree.restored", "tree.deleted_for_good",
        ]);
        assert_eq!((&told[0].1["status"], &told[0].2["status"]), (&json!("draft"), &json!("published")));
        assert_eq!((&told[1].1["visibility"], &told[1].2["visibility"]), (&json!("team"), &json!("public")));
        assert_eq!((&told[5].1["name"], &told[5].2), (&json!("Mains"), &Value::Null));
    }

    async fn a_deleted_session_is_on_record(app: TestApp) {
        let admin = app.admin().await;
        let tree = tree(&admin).await;
        let session = admin.post("sessions", json!({ "tree_id": tree, "ticket_number": "T-1" })).await.assert_status(201);
        admin.delete(&format!("sessions/{}", session.text_at("/id"))).await.assert_status(204);
        let told = told(app, &admin).await;
        assert_eq!(told[0].0, "session.deleted");
        assert_eq!((&told[0].1["ticket_number"], &told[0].1["tree_id"], &told[0].2), (&json!("T-1"), &json!(tree), &Value::Null));
    }
}
