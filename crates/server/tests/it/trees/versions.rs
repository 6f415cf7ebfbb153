//! Old versions: compared, named, gone back to.

use branchbook_db::Error;
use branchbook_server::{
    access::Role,
    jobs::{self, NewJob},
};
use branchbook_test_support::{
    app_test,
    client::{Client, Method, Response},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{create, id, switch_flow};

/// The flow with one node added, one removed, one changed.
fn changed_flow() -> Value {
    let mut flow = switch_flow();
    flow["nodes"][0]["title"] = json!("Is the port up?");
    flow["nodes"][0]["options"][1]["to"] = json!("call");
    flow["nodes"][1] = json!({"id": "call", "type": "solution", "title": "Call the vendor"});
    flow
}

async fn name(client: &Client, path: &str, version: i64, name: Value) -> Response {
    let request = client.request(Method::PATCH, &format!("{path}/versions/{version}"));
    request.json(json!({"name": name})).send().await
}

app_test! {
    async fn a_diff_says_by_node_and_field_what_has_changed(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        author.put(&path, json!({"tree_structure": changed_flow()})).await.assert_status(200);
        let diff = author.get(&format!("{path}/diff?from=1")).await.assert_status(200);
        assert_eq!((diff.at("/from"), diff.at("/to")), (json!(1), json!(2)));
        assert_eq!(diff.at("/added"), json!(["call"]));
        assert_eq!(diff.at("/removed"), json!(["reseat"]));
        assert_eq!(diff.at("/changed/0/node_id"), "start");
        let mut fields = diff.at("/changed/0/fields").as_array().expect("fields").clone();
        fields.sort_by_key(|field| field["field"].to_string());
        assert_eq!(json!(fields), json!([
            {"field": "options/down/to", "from": "reseat", "to": "call"},
            {"field": "title", "from": "Is the switch port up?", "to": "Is the port up?"}]));
        assert_eq!(diff.at("/titles/reseat"), "Reseat the cable");
        assert_eq!(diff.at("/titles/start"), "Is the port up?");
        let back = author.get(&format!("{path}/diff?from=2&to=1")).await.assert_status(200);
        assert_eq!(back.at("/added"), json!(["reseat"]));
        author.get(&format!("{path}/diff?from=1&to=3")).await.assert_problem("not_found");
        author.get(&format!("{path}/diff")).await.assert_problem("invalid_request");
    }

    async fn a_viewer_compares_what_was_published(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        author.put(&path, json!({"tree_structure": changed_flow()})).await.assert_status(200);
        viewer.get(&format!("{path}/diff?from=1&to=2")).await.assert_problem("not_found");
        assert_eq!(viewer.get(&format!("{path}/diff?from=1")).await.assert_status(200).at("/to"), 1);
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        viewer.get(&format!("{path}/diff?from=1&to=2")).await.assert_status(200);
    }

    async fn the_list_says_who_has_changed_how_much(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        manager.put(&path, json!({"tree_structure": changed_flow(), "change_description": "No cables"})).await.assert_status(200);
        let restored = author.post(&format!("{path}/restore"), json!({"version_number": 1})).await.assert_status(200);
        assert_eq!(restored.at("/tree_structure/nodes/1/id"), "reseat");
        let list = author.get(&format!("{path}/versions")).await.assert_status(200);
        assert_eq!(list.at("/items/0/change_description"), "Restored version 1");
        assert_eq!(list.at("/items/1/changes/added"), 1);
        assert_eq!(list.at("/items/1/changes/removed"), 1);
        assert_eq!(list.at("/items/1/changes/changed"), 1);
        assert_eq!(list.at("/items/1/change_description"), "No cables");
        assert_eq!(list.at("/items/1/authors"), json!([{"id": manager.person().id, "name": "manager"}]));
        assert_eq!((list.at("/items/2/changes"), list.at("/items/2/name")), (Value::Null, Value::Null));
    }

    async fn a_version_gets_a_name_from_who_may_edit_the_flow(app: TestApp) {
        let (author, colleague) = (app.engineer().await, app.member("colleague", Role::Engineer).await);
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        let named = name(&author, &path, 1, json!(" Before the move ")).await.assert_status(200);
        assert_eq!(named.at("/name"), "Before the move");
        author.put(&path, json!({"description": "Later"})).await.assert_status(200);
        let named_only = author.get(&format!("{path}/versions?named=true")).await.assert_status(200).at("/items");
        assert_eq!((named_only.as_array().map(Vec::len), named_only[0]["name"].clone()), (Some(1), json!("Before the move")));
        assert_eq!(author.get(&format!("{path}/versions?named=false")).await.at("/items").as_array().map(Vec::len), Some(2));
        name(&author, &path, 1, json!("x".repeat(101))).await.assert_problem("invalid_body");
        name(&author, &path, 3, json!("None")).await.assert_problem("not_found");
        name(&colleague, &path, 1, json!("Mine")).await.assert_problem("forbidden");
        assert_eq!(name(&author, &path, 1, Value::Null).await.assert_status(200).at("/name"), Value::Null);
    }

    async fn old_versions_are_thinned_out_but_for_those_that_are_published_or_named_and_the_newest(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        // Ten versions within ten minutes of one hour, long ago.
        for n in 2..=10 {
            app.clock.advance(SignedDuration::from_mins(1));
            author.put(&path, json!({"description": format!("{n}")})).await.assert_status(200);
            if n == 3 {
                author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
            }
        }
        name(&author, &path, 5, json!("Before the move")).await.assert_status(200);
        app.clock.advance(SignedDuration::from_hours(24 * 40));
        let author = app.engineer().await;
        author.put(&path, json!({"description": "Much later"})).await.assert_status(200);
        let other = app.other_tenant().await;
        let others = format!("trees/{}", id(&create(&other, "Theirs", json!({})).await));

        let job = NewJob::new(&app.app, "thin_versions", json!({}));
        let queued: Result<bool, Error> = app.db.global().write(job, |tx, job| Box::pin(jobs::enqueue(tx, job))).await;
        assert!(queued.expect("a queue"));
        jobs::run_due(&app.app).await.expect("jobs that run");
        let kept = author.get(&format!("{path}/versions?limit=200")).await.assert_status(200).at("/items");
        let kept: Vec<i64> = kept.as_array().expect("items").iter().map(|version| version["version_number"].as_i64().expect("a number")).collect();
        assert_eq!(kept, [11, 10, 5, 3]);
        assert_eq!(other.get(&format!("{others}/versions")).await.at("/items").as_array().expect("items").len(), 1);
        // What was made of a version that is gone cannot be merged, and says so.
        author.put(&path, json!({"tree_structure": changed_flow(), "base_version": 4})).await.assert_problem("version_conflict");
    }
}
