//! Saves that meet: refused, merged, or asked about.

use branchbook_test_support::{
    app_test,
    client::{Client, Method, Response},
};
use futures_util::{StreamExt, future::join_all, stream};
use serde_json::{Value, json};

use super::{create, id, pointers, switch_flow};

/// The flow with another title of this node.
fn titled(node: usize, title: &str) -> Value {
    let mut flow = switch_flow();
    flow["nodes"][node]["title"] = json!(title);
    flow
}

/// Saves a document that was made of this version.
async fn save(client: &Client, path: &str, base: i64, structure: Value, resolutions: Value) -> Response {
    client
        .put(
            path,
            json!({"tree_structure": structure, "base_version": base, "resolutions": resolutions}),
        )
        .await
}

app_test! {
    async fn what_two_have_changed_in_different_places_is_both_there(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
        save(&author, &path, 1, titled(0, "Is the port up?"), json!([])).await.assert_status(200);
        let merged = save(&manager, &path, 1, titled(2, "Set the VLAN"), json!([])).await.assert_status(200);
        assert_eq!(merged.at("/version"), 3);
        assert_eq!(merged.at("/tree_structure/nodes/0/title"), "Is the port up?");
        assert_eq!(merged.at("/tree_structure/nodes/2/title"), "Set the VLAN");
    }

    async fn what_two_have_changed_in_one_place_is_shown_and_nothing_is_saved(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
        save(&author, &path, 1, titled(2, "Theirs"), json!([])).await.assert_status(200);
        let body = json!({"tree_structure": titled(2, "Ours"), "base_version": 1, "name": "Renamed"});
        let refused = manager.put(&path, body).await.assert_problem("merge_conflict");
        assert_eq!(refused.at("/current_version"), 2);
        assert_eq!(refused.at("/conflicts"), json!([
            {"node_id": "vlan", "field": "title", "base": "Fix the VLAN", "ours": "Ours", "theirs": "Theirs"}]));
        let unchanged = author.get(&path).await;
        assert_eq!((unchanged.at("/version"), unchanged.at("/name")), (json!(2), json!("Shared")));
    }

    async fn a_conflict_becomes_what_its_answer_says(app: TestApp) {
        let author = app.engineer().await;
        for (said, answer, title) in [("take", "theirs", "Theirs"), ("take", "ours", "Ours"), ("value", "Both", "Both")] {
            let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
            save(&author, &path, 1, titled(2, "Theirs"), json!([])).await.assert_status(200);
            let answer = json!([{"node_id": "vlan", "field": "title", said: answer}]);
            let saved = save(&author, &path, 1, titled(2, "Ours"), answer).await.assert_status(200);
            assert_eq!(saved.at("/tree_structure/nodes/2/title"), title);
        }
    }

    async fn an_answer_says_one_thing_about_one_place(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        let answers = json!([{"node_id": "vlan"}, {"take": "ours"}, {"node_id": "vlan", "take": "ours", "value": 1}]);
        let refused = save(&author, &path, 1, switch_flow(), answers).await.assert_problem("invalid_body");
        assert_eq!(pointers(&refused), ["/resolutions/0", "/resolutions/1", "/resolutions/2"]);
    }

    async fn a_save_on_a_version_that_never_was_is_refused(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        for base in [0, 2, -1] {
            let refused = save(&author, &path, base, switch_flow(), json!([])).await.assert_problem("invalid_body");
            assert_eq!(pointers(&refused), ["/base_version"]);
        }
    }

    async fn a_condition_holds_also_for_a_merge(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        save(&author, &path, 1, titled(0, "Up?"), json!([])).await.assert_status(200);
        let merge = |condition: &str| author.request(Method::PUT, &path).header("if-match", condition)
            .json(json!({"tree_structure": titled(2, "Set it"), "base_version": 1})).send();
        merge("\"1\"").await.assert_problem("version_conflict");
        merge("\"2\"").await.assert_status(200);
    }

    async fn only_edits_move_the_time_of_the_last_change(app: TestApp) {
        let author = app.engineer().await;
        let tree = create(&author, "Mine", json!({})).await;
        let path = format!("trees/{}", id(&tree));
        for act in ["publish", "archive"] {
            app.clock.advance(jiff::SignedDuration::from_secs(60));
            let done = author.post_nothing(&format!("{path}/{act}")).await.assert_status(200);
            assert_eq!(done.at("/updated_at"), tree["updated_at"], "{act}");
        }
        author.delete(&path).await.assert_status(204);
        let back = author.post_nothing(&format!("{path}/undelete")).await.assert_status(200);
        assert_eq!(back.at("/updated_at"), tree["updated_at"]);
        for other in [json!({}), json!({"visibility": "team"}), json!({"category": "Network", "tags": ["vpn"]})] {
            let saved = author.put(&path, other.clone()).await.assert_status(200);
            assert_eq!(saved.at("/updated_at"), tree["updated_at"], "{other}");
        }
        let mut last = tree["updated_at"].clone();
        for edit in [json!({"tree_structure": titled(0, "Up?")}), json!({"name": "Ours"}), json!({"description": "For all."})] {
            app.clock.advance(jiff::SignedDuration::from_secs(60));
            let edited = author.put(&path, edit.clone()).await.assert_status(200);
            assert_ne!(edited.at("/updated_at"), last, "{edit}");
            last = edited.at("/updated_at");
        }
    }

    async fn changes_of_fields_are_made_to_the_newest_version(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
        save(&author, &path, 1, titled(0, "Up?"), json!([])).await.assert_status(200);
        let changes = json!({"base_version": 1, "changes": [
            {"node_id": "vlan", "field": "title", "value": "Set the VLAN"},
            {"node_id": "start", "field": "options/up/label", "value": "It is"},
            {"op": "add", "node_id": "call", "value": {"type": "solution", "title": "Call the vendor"}},
            {"op": "update", "node_id": "start", "field": "options/down/to", "value": "call"},
            {"op": "remove", "node_id": "reseat"},
            {"field": "intake/port", "value": {"label": "Port", "type": "text"}},
        ]});
        let saved = manager.post(&format!("{path}/sync"), &changes).await.assert_status(200);
        assert_eq!((saved.at("/success"), saved.at("/conflicts"), saved.at("/version")), (json!(true), json!([]), json!(3)));
        assert_eq!(saved.header("etag"), "\"3\"");
        let nodes = saved.at("/tree_structure/nodes");
        let ids: Vec<&str> = nodes.as_array().expect("nodes").iter().map(|node| node["id"].as_str().expect("an id")).collect();
        assert_eq!(ids, ["start", "vlan", "call"]);
        assert_eq!([&nodes[0]["title"], &nodes[0]["options"][0]["label"], &nodes[0]["options"][1]["to"]], ["Up?", "It is", "call"]);
        // Sent again, they are there already.
        let again = manager.post(&format!("{path}/sync"), &changes).await.assert_status(200);
        assert_eq!(again.at("/version"), 3);
    }

    async fn a_change_of_a_field_that_somebody_else_has_changed_is_a_conflict(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
        save(&author, &path, 1, titled(2, "Theirs"), json!([])).await.assert_status(200);
        let sync = |resolutions: Value| { let (manager, path) = (&manager, &path); async move {
            manager.post(&format!("{path}/sync"), json!({"base_version": 1, "resolutions": resolutions, "changes": [
                {"node_id": "vlan", "field": "title", "value": "Ours"}, {"node_id": "start", "field": "title", "value": "Up?"}]})).await
        }};
        let refused = sync(json!([])).await.assert_problem("merge_conflict");
        assert_eq!(refused.at("/conflicts/0/node_id"), "vlan");
        assert_eq!(author.get(&path).await.at("/tree_structure/nodes/0/title"), "Is the switch port up?");
        let saved = sync(json!([{"node_id": "vlan", "field": "title", "take": "ours"}])).await.assert_status(200);
        assert_eq!(saved.at("/tree_structure/nodes/2/title"), "Ours");
    }

    async fn changes_that_fit_nowhere_are_told_by_their_number_and_none_is_saved(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Mine", json!({})).await));
        let refused = author.post(&format!("{path}/sync"), json!({"base_version": 1, "changes": [
            {"node_id": "start", "field": "title", "value": "Up?"},
            {"node_id": "nowhere", "field": "title", "value": "?"},
            {"node_id": "start", "field": "id", "value": "begin"}]})).await.assert_problem("invalid_body");
        assert_eq!(pointers(&refused), ["/changes/1", "/changes/2"]);
        let contradiction = json!({"base_version": 1, "changes": [{"op": "add", "node_id": "x"}]});
        author.post(&format!("{path}/sync"), contradiction).await.assert_problem("invalid_body");
        assert_eq!(author.get(&path).await.at("/version"), 1);
    }

    async fn of_fifty_who_change_one_title_at_once_one_saves_it_and_the_others_are_shown_the_clash(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Raced", json!({})).await));
        let saves = (0..50).map(|n| { let (author, path) = (&author, &path); async move {
            save(author, path, 1, titled(2, &format!("Title {n}")), json!([])).await
        }});
        let answers = join_all(saves).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        let title = author.get(&path).await.at("/tree_structure/nodes/2/title");
        for refused in answers.into_iter().filter(|answer| answer.status != 200) {
            assert_eq!(refused.assert_problem("merge_conflict").at("/conflicts/0/theirs"), title);
        }
    }

    async fn a_thousand_saves_over_ten_flows_two_hundred_at_once_lose_nothing_and_number_the_versions_without_a_gap(app: TestApp) {
        let author = app.engineer().await;
        const FIELDS: [&str; 5] = ["title", "description", "help_text", "expected_outcome", "a_field_of_ours"];
        let step = |n: usize| json!({"id": format!("step-{n}"), "type": "procedure_step", "title": "Not yet"});
        let flow = json!({"kind": "procedural", "nodes": (0..20).map(step).collect::<Vec<_>>()});
        let mut trees = vec![];
        for n in 0..10 {
            let made = json!({"name": format!("Flow {n}"), "tree_type": "procedural", "tree_structure": flow});
            trees.push(format!("trees/{}", author.post("trees", made).await.assert_status(201).text_at("/id")));
        }
        // Each save fills a field of its own: a hundred in each flow.
        let saves = (0..1_000).map(|n| { let (author, path, mut flow) = (&author, &trees[n % 10], flow.clone()); async move {
            flow["nodes"][n / 50][FIELDS[n / 10 % 5]] = json!(format!("Done {n}"));
            save(author, path, 1, flow, json!([])).await.assert_status(200);
        }});
        stream::iter(saves).buffer_unordered(200).collect::<Vec<()>>().await;
        for (tree, path) in trees.iter().enumerate() {
            let nodes = author.get(path).await.assert_status(200).at("/tree_structure/nodes");
            for n in (tree..1_000).step_by(10) {
                assert_eq!(nodes[n / 50][FIELDS[n / 10 % 5]], format!("Done {n}"), "in flow {tree}");
            }
            let versions = author.get(&format!("{path}/versions?limit=200")).await.json();
            let numbers: Vec<i64> = versions["items"].as_array().expect("items").iter().map(|v| v["version_number"].as_i64().expect("a number")).collect();
            assert_eq!(numbers, (1..=101).rev().collect::<Vec<_>>());
        }
    }
}
