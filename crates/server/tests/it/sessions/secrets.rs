//! What is secret stays on the client.

use branchbook_test_support::{TestApp, app_test, client::Method, db_test};
use serde_json::json;

use super::{Run, assert_consistent, checklist, published};
use crate::tenant_data::raw::Raw;

const PIN: &str = "hunter2-4711";

app_test! {
    async fn a_secret_gets_in_by_no_door(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Port check", checklist(), json!({})).await;
        let start = json!({"tree_id": tree, "variables": {"host": "web-1", "pin": PIN}});
        let refused = engineer.post("sessions", start).await.assert_problem("invalid_value");
        assert!(refused.text_at("/detail").contains("never sent or stored"), "{}", refused.body);
        assert!(!refused.body.contains(PIN));
        let run = Run::start(&engineer, json!({"tree_id": tree, "variables": {"host": "web-1"}})).await;
        assert_eq!(run.read().await.at("/pending_variables"), json!([]));
        for refused in [
            run.tries(json!({"type": "variable_set", "name": "pin", "value": PIN})).await,
            engineer.put(&run.path, json!({"variables": {"port": 443, "pin": PIN}, "ticket_number": "T-1"})).await,
        ] {
            assert!(!refused.assert_problem("invalid_value").body.contains(PIN));
        }
        // All of the change or nothing.
        let read = run.read().await;
        assert!(read.at("/ticket_number").is_null());
        assert_eq!(read.at("/variables"), json!({"host": "web-1"}));
        assert_eq!(run.log().await, ["started"]);
        run.ticks("login", "done").await;
        run.completes("resolved").await;
        for format in ["markdown", "text", "html", "json", "ticket"] {
            let report = run.exports(format).await.text_at("/content");
            assert!(!report.contains(PIN) && report.contains("Log in to web-1"), "{report}");
        }
        let flow = engineer.get(&format!("{}?include=flow", run.path)).await;
        assert_eq!(flow.at("/flow/nodes/1/description"), "The PIN is {{pin}}.");
        assert_consistent(app, 1).await;
    }

    async fn what_looks_like_a_secret_leaves_in_no_report(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let key = ["ghp", "_", "16C7e42F292c6912E7710c838347Ae178B4a"].concat();
        run.does(json!({"type": "noted", "note": format!("password: {PIN}\nthe token is {key}")})).await;
        run.does(json!({"type": "variable_set", "name": "api_key", "value": "abcdef"})).await;
        for format in ["markdown", "text", "html", "json", "ticket"] {
            let report = run.exports(format).await.text_at("/content");
            assert!(!report.contains(PIN) && !report.contains(&key) && !report.contains("abcdef"), "{report}");
        }
    }
}

db_test! {
    async fn a_secret_is_nowhere_in_the_database(db: TestDb) {
        let app = TestApp::start(db).await;
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Port check", checklist(), json!({})).await;
        let run = Run::start(&engineer, json!({"tree_id": tree, "variables": {"host": "web-1"}})).await;
        let events = format!("{}/events", run.path);
        // With a key, under which requests and answers are remembered.
        for (path, body) in [
            ("sessions", json!({"tree_id": tree, "variables": {"host": "web-1", "pin": PIN}})),
            (events.as_str(), json!({"type": "variable_set", "name": "pin", "value": PIN})),
            ("auth/password/change", json!({"current_password": PIN, "new_password": PIN.repeat(2)})),
        ] {
            let request = engineer.request(Method::POST, path).header("idempotency-key", path);
            request.json(body).send().await.assert_status(422);
        }
        engineer.put(&run.path, json!({"variables": {"pin": PIN}})).await.assert_problem("invalid_value");
        run.ticks("login", "done").await;
        run.completes("resolved").await;

        let raw = Raw::open(db).await;
        let hex: String = PIN.bytes().map(|byte| format!("{byte:02x}")).collect();
        let mut known = 0;
        for table in raw.tables().await {
            for row in raw.rows(&table).await {
                assert!(!row.contains(PIN) && !row.contains(&hex), "{table}: {row}");
                known += usize::from(row.contains("web-1"));
            }
        }
        assert!(known > 0, "what is no secret is found in this way");
    }
}
