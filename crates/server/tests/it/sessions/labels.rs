//! Ticket and client, and values that come with them.

use branchbook_test_support::app_test;
use serde_json::json;

use super::{Run, assert_consistent};

app_test! {
    async fn labels_are_changed_at_any_time_and_are_no_events(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let set = run.client.put(&run.path, json!({"ticket_number": " INC-1 ", "client_name": "Miller"})).await.assert_status(200);
        assert_eq!((set.at("/ticket_number"), set.at("/client_name")), (json!("INC-1"), json!("Miller")));
        run.completes("resolved").await;
        let mended = run.client.put(&run.path, json!({"ticket_number": "INC-2"})).await.assert_status(200);
        assert_eq!((mended.at("/ticket_number"), mended.at("/client_name")), (json!("INC-2"), json!("Miller")));
        let taken = run.client.put(&run.path, json!({"ticket_number": null, "client_name": " "})).await.assert_status(200);
        assert!(taken.at("/ticket_number").is_null() && taken.at("/client_name").is_null());
        assert_eq!(run.read().await.json(), taken.json());
        assert_eq!(run.log().await, ["started", "completed"]);
        assert_consistent(app, 1).await;
    }

    async fn labels_that_cannot_be_are_told_all_at_once(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let wrong = json!({"ticket_number": "1".repeat(101), "client_name": "a\u{7}b"});
        let refused = run.client.put(&run.path, wrong).await.assert_problem("invalid_body");
        assert_eq!((refused.at("/errors/0/pointer"), refused.at("/errors/1/pointer")), (json!("/ticket_number"), json!("/client_name")));
        run.client.put(&run.path, json!({"ticket_number": 7})).await.assert_problem("invalid_body");
        let tree = run.read().await.at("/tree_id");
        run.client.post("sessions", json!({"tree_id": tree, "ticket_number": "a\nb"})).await.assert_problem("invalid_body");
    }

    async fn new_values_become_events_and_known_ones_do_not(app: TestApp) {
        let run = Run::of_checklist(&app.engineer().await).await;
        let set = run.client.put(&run.path, json!({"variables": {"host": "web-1", "port": 443, "asset": "A-1"}})).await.assert_status(200);
        assert_eq!(set.at("/variables"), json!({"asset": "A-1", "host": "web-1", "port": "443"}));
        assert_eq!(set.at("/seq"), 3);
        run.client.put(&run.path, json!({"variables": {"port": "443"}})).await.assert_status(200);
        let refused = run.client.put(&run.path, json!({"variables": {"asset": "A-2", "port": "many"}})).await.assert_problem("invalid_value");
        assert_eq!(refused.at("/errors/0/pointer"), "/variables/port");
        assert_eq!(run.log().await, ["started", "variable_set", "variable_set"]);
        assert_consistent(app, 1).await;
    }

    async fn a_note_that_comes_with_labels_is_an_event_once(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let change = json!({"notes": "The LED is dark", "ticket_number": "INC-1"});
        let noted = run.client.put(&run.path, &change).await.assert_status(200);
        assert_eq!((noted.at("/notes/0/text"), noted.at("/notes/0/node_id")), (json!("The LED is dark"), json!("start")));
        assert_eq!((noted.at("/ticket_number"), noted.at("/seq")), (json!("INC-1"), json!(2)));
        assert_eq!(run.client.put(&run.path, &change).await.assert_status(200).at("/seq"), 2, "a retry adds nothing");
        run.client.put(&run.path, json!({"notes": null})).await.assert_status(200);
        run.client.put(&run.path, json!({"notes": "x".repeat(10_001)})).await.assert_problem("invalid_value");
        run.client.put(&run.path, json!({"notes": ["The LED is dark"]})).await.assert_problem("invalid_body");
        run.completes("resolved").await;
        run.client.put(&run.path, json!({"notes": "Too late"})).await.assert_problem("session_completed");
        assert_eq!(run.log().await, ["started", "noted", "completed"]);
        assert_consistent(app, 1).await;
    }
}
