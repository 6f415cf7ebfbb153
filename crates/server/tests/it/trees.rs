//! Flows: their life, their lists, their search.

mod deletion;
mod forks;
mod labels;
mod proposals;
mod public;
mod publish_preview;
mod saving;
mod searching;
mod versions;

use branchbook_db::Error;
use branchbook_test_support::{
    TestApp, app_test,
    client::{Client, Method, Response},
};
use serde_json::{Value, json};

/// A small flow without findings.
fn switch_flow() -> Value {
    json!({
        "kind": "troubleshooting", "root": "start",
        "nodes": [
            {"id": "start", "type": "decision", "title": "Is the switch port up?", "description": "Look at the LED.", "options": [
                {"id": "up", "label": "Yes", "to": "vlan"}, {"id": "down", "label": "No", "to": "reseat"}]},
            {"id": "reseat", "type": "action", "title": "Reseat the cable", "description": "Both ends.",
             "expected_outcome": "LED turns green", "next": "start"},
            {"id": "vlan", "type": "solution", "title": "Fix the VLAN", "description": "Set the access VLAN."}]
    })
}

async fn create(client: &Client, name: &str, more: Value) -> Value {
    let mut body = json!({"name": name, "tree_type": "troubleshooting", "tree_structure": switch_flow()});
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    client.post("trees", body).await.assert_status(201).json()
}

fn id(tree: &Value) -> String {
    tree["id"].as_str().expect("an id").to_owned()
}

/// The places that a refusal names.
fn pointers(refused: &Response) -> Vec<Value> {
    let errors = refused.at("/errors");
    let errors = errors.as_array().expect("errors").iter();
    errors.map(|error| error["pointer"].clone()).collect()
}

/// Saves only if this is the newest version.
async fn save_on(client: &Client, path: &str, version: i64, body: Value) -> Response {
    let request = client
        .request(Method::PUT, path)
        .header("if-match", format!("\"{version}\""));
    request.json(body).send().await
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let list = client
        .get(&format!("trees?default=false&{query}"))
        .await
        .assert_status(200)
        .json();
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|tree| tree["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn tag_count(app: &TestApp, tag: &str) -> i64 {
    let tags = app.admin().await.get("trees/tags").await.json();
    let items = tags["items"].as_array().expect("items");
    items
        .iter()
        .find(|item| item["name"] == tag)
        .map_or(0, |item| item["usage_count"].as_i64().expect("a count"))
}

app_test! {
    async fn a_new_flow_is_a_draft_and_reads_back_as_it_was_written(app: TestApp) {
        let author = app.engineer().await;
        let made = author.post("trees", json!({
            "name": " Switch port ", "tree_type": "troubleshooting", "tree_structure": switch_flow(),
            "description": "For the access layer", "category": "Network", "tags": ["vlan", "switch", "vlan"],
        })).await.assert_status(201);
        assert_eq!(made.at("/name"), "Switch port");
        assert_eq!(made.at("/status"), "draft");
        assert_eq!(made.at("/version"), 1);
        assert_eq!(made.at("/tags"), json!(["switch", "vlan"]));
        assert_eq!(made.at("/findings"), json!([]));
        assert_eq!(made.header("etag"), "\"1\"");
        let read = author.get(&format!("trees/{}", id(&made.json()))).await.assert_status(200);
        assert_eq!(read.json(), made.json());
        assert_eq!(read.at("/tree_structure/nodes"), switch_flow()["nodes"]);
    }

    async fn an_etag_that_is_known_is_answered_with_not_modified(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let read = author.get(&path).await;
        let tag = read.header("etag");
        for known in [tag.to_owned(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = author.request(Method::GET, &path).header("if-none-match", &known).send().await.assert_status(304);
            assert_eq!((again.header("etag"), again.body.as_str()), (tag, ""), "{known}");
        }
        author.request(Method::GET, &path).header("if-none-match", "\"other\"").send().await.assert_status(200);
    }

    async fn what_changes_without_a_new_version_is_told_to_who_has_the_version(app: TestApp) {
        let author = app.engineer().await;
        let tree = id(&create(&author, "Switch", json!({})).await);
        let path = format!("trees/{tree}");
        let ask = |known: &Response| author.request(Method::GET, &path).header("if-none-match", known.header("etag")).send();
        let draft = author.get(&path).await;
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let published = ask(&draft).await.assert_status(200);
        assert_eq!((published.at("/status"), published.at("/version")), (json!("published"), json!(1)));
        author.post("sessions", json!({"tree_id": tree})).await.assert_status(201);
        let used = ask(&published).await.assert_status(200);
        assert_eq!(used.at("/usage_count"), 1);
        // What was read can be saved on.
        let save = author.request(Method::PUT, &path).header("if-match", used.header("etag")).json(json!({"name": "Port"}));
        assert_eq!(save.send().await.assert_status(200).header("etag"), "\"2\"");
        let save = author.request(Method::PUT, &path).header("if-match", used.header("etag")).json(json!({"name": "LED"}));
        save.send().await.assert_problem("version_conflict");
    }

    async fn a_body_with_several_faults_is_told_all_of_them_and_stores_nothing(app: TestApp) {
        let author = app.engineer().await;
        let refused = author.post("trees", json!({
            "name": " ", "tree_type": "troubleshooting", "tree_structure": switch_flow(), "tags": [""], "category": "c".repeat(101),
        })).await.assert_problem("invalid_body");
        let pointers: Vec<Value> = refused.at("/errors").as_array().expect("errors").iter().map(|e| e["pointer"].clone()).collect();
        assert_eq!(pointers, ["/name", "/category", "/tags/0"]);
        author.post("trees", json!({"name": "x", "tree_type": "troubleshooting", "tree_structure": {"nodes": [{"id": "a b", "type": "nothing"}]}}))
            .await.assert_problem("invalid_body");
        assert!(names(&author, "").await.is_empty());
    }

    async fn a_stale_save_is_refused_and_changes_nothing(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "First", json!({})).await));
        save_on(&author, &path, 1, json!({"name": "Second"})).await.assert_status(200);
        let refused = save_on(&author, &path, 1, json!({"name": "Third"})).await.assert_problem("version_conflict");
        assert_eq!(refused.at("/current_version"), 2);
        assert_eq!(author.get(&path).await.at("/name"), "Second");
    }

    async fn of_many_saves_on_one_version_exactly_one_wins(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Raced", json!({})).await));
        let saves = (0..20).map(|n| { let (author, path) = (&author, &path); async move {
            save_on(author, path, 1, json!({"name": format!("Name {n}")})).await.status
        }});
        let statuses = futures_util::future::join_all(saves).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
        assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 19);
        assert_eq!(author.get(&path).await.at("/version"), 2);
    }

    async fn concurrent_saves_number_the_versions_without_a_gap(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Busy", json!({})).await));
        let saves = (0..25).map(|n| { let (author, path) = (&author, &path); async move {
            author.put(path, json!({"description": format!("{n}")})).await.assert_status(200);
        }});
        futures_util::future::join_all(saves).await;
        let versions = author.get(&format!("{path}/versions?limit=200")).await.json();
        let numbers: Vec<i64> = versions["items"].as_array().expect("items").iter().map(|v| v["version_number"].as_i64().expect("a number")).collect();
        assert_eq!(numbers, (1..=26).rev().collect::<Vec<_>>());
    }

    async fn errors_block_publishing_and_say_where_they_are(app: TestApp) {
        let author = app.engineer().await;
        let mut broken = switch_flow();
        broken["nodes"][0]["options"] = json!([{"id": "up", "label": "Yes", "to": "vlan"}]);
        let tree = create(&author, "Broken", json!({"tree_structure": broken})).await;
        let refused = author.post_nothing(&format!("trees/{}/publish", id(&tree))).await.assert_problem("validation_failed");
        let codes: Vec<Value> = refused.at("/errors").as_array().expect("errors").iter().map(|e| e["code"].clone()).collect();
        assert!(codes.contains(&json!("decision_needs_two_options")), "{codes:?}");
        assert_eq!(refused.at("/errors/0/pointer"), "/tree_structure/nodes/0");
        author.put(&format!("trees/{}", id(&tree)), json!({"tree_structure": switch_flow()})).await.assert_status(200);
        let published = author.post_nothing(&format!("trees/{}/publish", id(&tree))).await.assert_status(200);
        assert_eq!(published.at("/status"), "published");
        assert_eq!(published.at("/published_version"), 2);
    }

    async fn a_viewer_reads_what_is_published_and_no_later_draft(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        let path = format!("trees/{}", id(&create(&author, "Draft", json!({"visibility": "public"})).await));
        viewer.get(&path).await.assert_problem("not_found");
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let mut newer = switch_flow();
        newer["nodes"][2]["title"] = json!("A later title");
        author.put(&path, json!({"tree_structure": newer})).await.assert_status(200);
        assert_eq!(viewer.get(&path).await.assert_status(200).at("/tree_structure/nodes/2/title"), "Fix the VLAN");
        assert_eq!(author.get(&path).await.at("/tree_structure/nodes/2/title"), "A later title");
        viewer.put(&path, json!({"name": "Mine"})).await.assert_problem("forbidden");
        for reader in [viewer, app.other_tenant().await] {
            for later in ["/versions/2", "?version=2", "/export?format=json&version=2"] {
                reader.get(&format!("{path}{later}")).await.assert_problem("not_found");
            }
        }
    }

    async fn a_viewers_lists_and_hits_show_the_published_version_as_reading_does(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", json!({})).await));
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let mut newer = switch_flow();
        newer["nodes"][1]["next"] = json!("nowhere");
        newer["nodes"].as_array_mut().expect("nodes").push(json!({"id": "more", "type": "solution", "title": "More"}));
        author.put(&path, json!({"tree_structure": newer})).await.assert_status(200);
        for (reader, version, nodes) in [(viewer, 1, 3), (author, 2, 4)] {
            let read = reader.get(&path).await.assert_status(200);
            assert_eq!((read.at("/version"), read.at("/node_count")), (json!(version), json!(nodes)));
            let listed = reader.get("trees?default=false").await.assert_status(200).at("/items/0");
            let found = reader.get("trees/search?q=shared").await.assert_status(200).at("/items/0/tree");
            for shown in [listed, found] {
                for (name, value) in shown.as_object().expect("a flow") {
                    assert_eq!(*value, read.at(&format!("/{name}")), "{name}");
                }
            }
        }
    }

    async fn what_was_published_before_versions_were_counted_is_listed_as_it_is(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        for name in ["Counted", "Not counted"] {
            let path = format!("trees/{}", id(&create(&author, name, json!({})).await));
            author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
            let mut newer = switch_flow();
            newer["nodes"].as_array_mut().expect("nodes").push(json!({"id": "more", "type": "solution", "title": ""}));
            author.put(&path, json!({"tree_structure": newer})).await.assert_status(200);
        }
        let db = app.db.tenant(author.person().tenant);
        let forgotten: Result<u64, Error> = db.write((), |tx, ()| {
            let sql = "UPDATE tree_versions SET error_count = NULL, completion_rate = NULL \
                WHERE tenant_id = $1 AND tree_id IN (SELECT id FROM trees WHERE tenant_id = $1 AND name = 'Not counted')";
            Box::pin(async move { tx.execute(sql, &[]).await })
        }).await;
        assert_eq!(forgotten.expect("a change"), 2);
        let shown = |list: &Value, at: usize| ["version", "node_count", "error_count", "completion_rate"].map(|name| list["items"][at][name].clone());
        let (theirs, own) = (viewer.get("trees?default=false&sort=name").await.json(), author.get("trees?default=false&sort=name").await.json());
        assert_eq!(shown(&theirs, 0), shown(&theirs, 1));
        assert_eq!((&theirs["items"][1]["version"], &theirs["items"][1]["node_count"], &theirs["items"][1]["error_count"]), (&json!(1), &json!(3), &json!(0)));
        assert!(own["items"][1]["error_count"].as_i64() > Some(0));
    }

    async fn a_list_is_narrowed_to_what_is_to_be_looked_at_again(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        for (name, due) in [("May", json!("2030-05-01T00:00:00Z")), ("June", json!("2030-06-01T00:00:00Z")), ("Never", json!(null))] {
            let path = format!("trees/{}", id(&create(&author, name, json!({})).await));
            let saved = author.put(&path, json!({"review_due_at": due})).await.assert_status(200);
            assert_eq!(saved.at("/review_due_at"), due);
            viewer.put(&path, json!({"review_due_at": due})).await.assert_problem("forbidden");
        }
        assert_eq!(names(&author, "review_due_before=2030-05-01T00:00:00Z").await, Vec::<String>::new());
        assert_eq!(names(&author, "review_due_before=2030-05-01T00:00:01Z").await, ["May"]);
        assert_eq!(names(&author, "review_due_before=2031-01-01T00:00:00%2B02:00&sort=name").await, ["June", "May"]);
        assert_eq!(names(&viewer, "review_due_before=2031-01-01T00:00:00Z").await, Vec::<String>::new());
        author.get("trees?review_due_before=soon").await.assert_problem("invalid_request");
    }

    async fn a_private_flow_is_seen_by_its_author_and_admins_only(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Secret", json!({"visibility": "private"})).await));
        manager.get(&path).await.assert_problem("not_found");
        assert!(names(&manager, "").await.is_empty());
        app.admin().await.get(&path).await.assert_status(200);
        author.get(&path).await.assert_status(200);
    }

    async fn another_tenant_sees_a_flow_only_while_it_is_public_and_published(app: TestApp) {
        let (author, stranger) = (app.engineer().await, app.other_tenant().await);
        let path = format!("trees/{}", id(&create(&author, "Open", json!({"visibility": "public"})).await));
        stranger.get(&path).await.assert_problem("not_found");
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        assert_eq!(stranger.get(&path).await.assert_status(200).at("/permissions/edit"), false);
        stranger.put(&path, json!({"name": "Mine"})).await.assert_problem("not_found");
        stranger.delete(&path).await.assert_problem("not_found");
        author.put(&path, json!({"visibility": "team"})).await.assert_status(200);
        stranger.get(&path).await.assert_problem("not_found");
    }

    async fn a_manager_edits_team_flows_and_only_their_author_or_an_admin_deletes_them(app: TestApp) {
        let (author, manager, colleague) = (app.engineer().await, app.manager().await, app.member("colleague", branchbook_server::access::Role::Engineer).await);
        let path = format!("trees/{}", id(&create(&author, "Team", json!({})).await));
        manager.put(&path, json!({"name": "Team flow"})).await.assert_status(200);
        colleague.put(&path, json!({"name": "Mine"})).await.assert_problem("forbidden");
        manager.delete(&path).await.assert_problem("forbidden");
        author.delete(&format!("{path}?hard=true")).await.assert_problem("forbidden");
        author.delete(&path).await.assert_status(204);
        app.admin().await.delete(&format!("{path}?hard=true")).await.assert_status(204);
        author.get(&path).await.assert_problem("not_found");
    }

    async fn a_deleted_flow_leaves_lists_search_and_counts_and_comes_back_whole(app: TestApp) {
        let author = app.engineer().await;
        let tree = create(&author, "Switch", json!({"tags": ["vlan"], "category": "Network"})).await;
        let path = format!("trees/{}", id(&tree));
        assert_eq!(tag_count(app, "vlan").await, 1);
        author.delete(&path).await.assert_status(204);
        assert_eq!(tag_count(app, "vlan").await, 0);
        assert!(names(&author, "").await.is_empty());
        assert_eq!(names(&author, "deleted=true").await, ["Switch"]);
        assert_eq!(author.get("trees/search?q=switch").await.at("/items"), json!([]));
        author.post_nothing(&format!("{path}/undelete")).await.assert_status(200);
        assert_eq!(tag_count(app, "vlan").await, 1);
        assert_eq!(names(&author, "").await, ["Switch"]);
        assert_eq!(author.get("trees/search?q=switch").await.at("/items/0/tree/name"), "Switch");
    }

    async fn tag_and_category_counts_are_exact_when_many_flows_change_at_once(app: TestApp) {
        let author = app.engineer().await;
        let mut paths = vec![];
        for n in 0..12 {
            paths.push(format!("trees/{}", id(&create(&author, &format!("Flow {n}"), json!({"tags": ["b", "a"], "category": "One"})).await)));
        }
        let changes = paths.iter().enumerate().map(|(n, path)| { let author = &author; async move {
            let tags = if n % 2 == 0 { json!(["a", "c"]) } else { json!(["c", "b"]) };
            author.put(path, json!({"tags": tags, "category": if n % 3 == 0 { "Two" } else { "One" }})).await.assert_status(200);
        }});
        futures_util::future::join_all(changes).await;
        for (tag, count) in [("a", 6), ("b", 6), ("c", 12)] {
            assert_eq!(tag_count(app, tag).await, count, "{tag}");
        }
        let categories = author.get("trees/categories").await.json();
        assert_eq!(categories["items"], json!([{"name": "One", "count": 8, "default_count": 0}, {"name": "Two", "count": 4, "default_count": 0}]));
    }

    async fn an_old_version_is_restored_as_a_new_one(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let mut newer = switch_flow();
        newer["nodes"][2]["title"] = json!("Another title");
        author.put(&path, json!({"tree_structure": newer, "change_description": "Retitled"})).await.assert_status(200);
        let restored = author.post(&format!("{path}/restore"), json!({"version_number": 1})).await.assert_status(200);
        assert_eq!(restored.at("/version"), 3);
        assert_eq!(restored.at("/tree_structure/nodes/2/title"), "Fix the VLAN");
        let versions = author.get(&format!("{path}/versions")).await.json();
        assert_eq!(versions["items"][1]["change_description"], "Retitled");
        assert_eq!(versions["items"][0]["author"]["name"], "engineer");
        author.post(&format!("{path}/restore"), json!({"version_number": 9})).await.assert_problem("not_found");
    }

    async fn a_list_is_filtered_and_sorted(app: TestApp) {
        let (author, admin) = (app.engineer().await, app.admin().await);
        create(&author, "beta", json!({"tags": ["x"], "category": "Net"})).await;
        create(&author, "Alpha", json!({"tags": ["y"]})).await;
        let gamma = create(&admin, "gamma 100%", json!({"tags": ["x", "y"]})).await;
        admin.post_nothing(&format!("trees/{}/publish", id(&gamma))).await.assert_status(200);
        assert_eq!(names(&author, "sort=name").await, ["Alpha", "beta", "gamma 100%"]);
        assert_eq!(names(&author, "sort=-name").await, ["gamma 100%", "beta", "Alpha"]);
        assert_eq!(names(&author, "tag=x&sort=name").await, ["beta", "gamma 100%"]);
        assert_eq!(names(&author, "category=Net").await, ["beta"]);
        assert_eq!(names(&author, "status=published").await, ["gamma 100%"]);
        assert_eq!(names(&author, "mine=true&sort=name").await, ["Alpha", "beta"]);
        assert_eq!(names(&author, "q=ALPH").await, ["Alpha"]);
        assert_eq!(names(&author, "q=100%25").await, ["gamma 100%"]);
        assert_eq!(names(&author, "type=impact").await, Vec::<String>::new());
        author.get("trees?sort=colour").await.assert_problem("invalid_request");
        author.get("trees?type=colour").await.assert_problem("invalid_request");
        author.get("trees?limit=0").await.assert_problem("invalid_request");
        author.get("trees?cursor=xyz").await.assert_problem("invalid_cursor");
    }

    async fn a_list_is_filtered_by_letters_of_any_script_whatever_their_case(app: TestApp) {
        let author = app.engineer().await;
        create(&author, "Größe", json!({"description": "Über Änderungen"})).await;
        create(&author, "СЕРВЕР", json!({"description": "ΔΊΚΤΥΟ"})).await;
        for (text, name) in [("größe", "Größe"), ("GRÖ", "Größe"), ("über", "Größe"), ("ÄNDER", "Größe"), ("сервер", "СЕРВЕР"), ("δίκτ", "СЕРВЕР")] {
            assert_eq!(names(&author, &format!("q={}", percent(text))).await, [name], "{text}");
        }
    }

    async fn pages_give_every_flow_once_in_every_order_while_others_are_added(app: TestApp) {
        let author = app.engineer().await;
        for n in 0..7 {
            create(&author, &format!("Flow {n}"), json!({})).await;
        }
        for sort in ["updated_at", "-updated_at", "name", "-name", "usage_count", "-usage_count"] {
            let (mut seen, mut cursor) = (vec![], String::new());
            loop {
                let page = author.get(&format!("trees?default=false&limit=3&sort={sort}&cursor={cursor}&q=Flow")).await.assert_status(200).json();
                seen.extend(page["items"].as_array().expect("items").iter().map(|tree| tree["name"].as_str().expect("name").to_owned()));
                create(&author, "Added meanwhile", json!({})).await;
                match page["next_cursor"].as_str() { Some(next) => cursor = next.to_owned(), None => break }
            }
            seen.sort();
            assert_eq!(seen, (0..7).map(|n| format!("Flow {n}")).collect::<Vec<_>>(), "{sort}");
        }
    }

    async fn search_ranks_names_first_matches_beginnings_and_forgives_typos(app: TestApp) {
        let author = app.engineer().await;
        create(&author, "Printer offline", json!({})).await;
        create(&author, "Office checklist", json!({"description": "Look after the printer and the café's Wi-Fi"})).await;
        create(&author, "Schalter prüfen", json!({})).await;
        create(&author, "プリンター故障", json!({})).await;
        let search = async |q: &str| {
            let found = author.get(&format!("trees/search?q={q}")).await.assert_status(200).json();
            found["items"].as_array().expect("items").iter().map(|hit| hit["tree"]["name"].as_str().expect("name").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(search("printer").await, ["Printer offline", "Office checklist"]);
        assert_eq!(search("prin%20offl").await, ["Printer offline"]);
        assert_eq!(search("pirnter%20offlnie").await, ["Printer offline"]);
        assert_eq!(search("cafe").await, ["Office checklist"]);
        assert_eq!(search("pruf").await, ["Schalter prüfen"]);
        assert_eq!(search("故障").await, ["プリンター故障"]);
        assert_eq!(search("%22%29%20OR%20*%20%26%20!").await, Vec::<String>::new());
        assert_eq!(search("nothingofthekind").await, Vec::<String>::new());
        let hit = author.get("trees/search?q=led").await.json();
        assert_eq!(hit["items"].as_array().expect("items").len(), 4);
        assert!(hit["items"][0]["snippet"].as_array().expect("a snippet").iter().any(|piece| piece["hit"] == true));
        assert!(app.other_tenant().await.get("trees/search?q=printer").await.json()["items"].as_array().expect("items").is_empty());
    }

    async fn a_search_is_narrowed_as_a_list_is(app: TestApp) {
        let (author, colleague) = (app.engineer().await, app.manager().await);
        create(&author, "Printer offline", json!({"category": "Printing", "tags": ["paper"]})).await;
        create(&colleague, "Printer on fire", json!({"category": "Safety"})).await;
        create(&author, "Printer move", json!({"tree_type": "procedural", "tree_structure": {"steps": [{"title": "Lift"}]}})).await;
        let search = async |narrowed: &str| {
            let found = author.get(&format!("trees/search?q=printer&{narrowed}")).await.assert_status(200).json();
            let mut names: Vec<_> = found["items"].as_array().expect("items").iter().map(|hit| hit["tree"]["name"].as_str().expect("name").to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(search("default=false").await, ["Printer move", "Printer offline", "Printer on fire"]);
        assert_eq!(search("mine=true").await, ["Printer move", "Printer offline"]);
        assert_eq!(search("type=procedural&mine=true").await, ["Printer move"]);
        assert_eq!(search("category=Safety&default=false").await, ["Printer on fire"]);
        assert_eq!(search("tag=paper").await, ["Printer offline"]);
        assert_eq!(search("status=published&default=false").await, Vec::<String>::new());
        assert_eq!(search("default=true&category=Safety").await, Vec::<String>::new());
        author.get("trees/search?q=printer&type=nothing").await.assert_problem("invalid_request");
    }

    async fn an_import_is_previewed_and_then_a_draft(app: TestApp) {
        let author = app.engineer().await;
        let text = "graph TD\n  A{Is it on?} -->|Yes| B[Done]\n  A -->|No| C[Switch it on]\n  C --> A\n  style A fill:#f00\n";
        let import = async |query: &str| {
            author.request(Method::POST, &format!("trees/import?{query}")).text("text/plain", text).send().await
        };
        let preview = import("format=mermaid&dry_run=true&name=Power").await.assert_status(200);
        assert_eq!(preview.at("/tree_type"), "troubleshooting");
        assert_eq!(preview.at("/tree_structure/nodes/0/type"), "decision");
        assert!(preview.at("/losses").to_string().contains("style"), "{}", preview.at("/losses"));
        assert!(names(&author, "").await.is_empty());
        let made = import("format=mermaid&name=Power").await.assert_status(201);
        assert_eq!(made.at("/name"), "Power");
        assert_eq!(made.at("/tree_structure"), preview.at("/tree_structure"));
        assert_eq!(made.at("/losses"), preview.at("/losses"));
        assert_eq!(names(&author, "").await, ["Power"]);
        import("format=word").await.assert_problem("invalid_request");
        import("format=json").await.assert_problem("import_failed");
    }

    async fn an_import_that_is_too_large_says_so_and_stores_nothing(app: TestApp) {
        let author = app.engineer().await;
        let nodes: String = (0..5_001).map(|n| format!("  n{n}[Step {n}]\n")).collect();
        for (format, text) in [
            ("markdown", "x".repeat(2 * 1024 * 1024 + 1)),
            ("mermaid", format!("graph TD\n{nodes}")),
            ("json", json!({"steps": vec!["Go"; 5_001]}).to_string()),
        ] {
            for dry_run in [true, false] {
                let import = author.request(Method::POST, &format!("trees/import?format={format}&dry_run={dry_run}"));
                import.text("text/plain", text.clone()).send().await.assert_problem("too_large");
            }
        }
        assert!(names(&author, "").await.is_empty());
    }

    async fn an_import_preview_tells_all_that_the_draft_will_have(app: TestApp) {
        let author = app.engineer().await;
        let text = "---\ncategory: Network\ntags: [vlan, switch]\n---\n# Switch port\n\nFor the access layer.\n\n## Check\n\n1. Look at the LED\n";
        let import = async |query: &str| author.request(Method::POST, &format!("trees/import?format=markdown{query}")).text("text/markdown", text).send().await;
        let preview = import("&dry_run=true").await.assert_status(200);
        assert_eq!(preview.at("/description"), "For the access layer.");
        assert_eq!(preview.at("/category"), "Network");
        assert_eq!(preview.at("/tags"), json!(["switch", "vlan"]));
        let made = import("").await.assert_status(201);
        for member in ["name", "description", "category", "tags", "tree_type", "tree_structure", "findings", "completion", "losses"] {
            assert_eq!(preview.at(&format!("/{member}")), made.at(&format!("/{member}")), "{member}");
        }
    }

    async fn a_flow_is_exported_and_imported_again_elsewhere(app: TestApp) {
        let (author, stranger) = (app.engineer().await, app.other_tenant().await);
        let more = json!({"description": "For the access layer", "category": "Network", "tags": ["vlan"]});
        let tree = create(&author, "Switch / port", more).await;
        let path = format!("trees/{}/export", id(&tree));
        let file = author.get(&format!("{path}?format=json")).await.assert_status(200);
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"switch-port.json\"");
        let again = author.request(Method::GET, &format!("{path}?format=json")).header("if-none-match", file.header("etag"));
        again.send().await.assert_status(304);
        let import = stranger.request(Method::POST, "trees/import?format=json").text("application/json", file.body);
        let made = import.send().await.assert_status(201);
        assert_eq!(made.at("/losses"), json!([]));
        for member in ["name", "description", "category", "tags", "tree_type", "tree_structure"] {
            assert_eq!(made.at(&format!("/{member}")), tree[member], "{member}");
        }
        let chart = author.get(&format!("{path}?format=mermaid")).await.assert_status(200);
        assert_eq!(chart.header("content-disposition"), "attachment; filename=\"switch-port.mmd\"");
        let import = stranger.request(Method::POST, "trees/import?format=mermaid").text("text/plain", chart.body);
        assert_eq!(import.send().await.assert_status(201).at("/tree_structure/nodes/0/options/1/to"), "reseat");
        stranger.get(&format!("{path}?format=json")).await.assert_problem("not_found");
        author.get(&format!("{path}?format=word")).await.assert_problem("invalid_request");
    }

    async fn a_flow_of_any_kind_comes_back_whole_from_every_format_that_holds_it_whole(app: TestApp) {
        let author = app.engineer().await;
        for (kind, structure) in [
            ("troubleshooting", switch_flow()),
            ("procedural", json!({"steps": [{"title": "Stop\nit", "description": "## Not a step\n<!-- x", "commands": ["=cmd|' /C calc'!A0"]}]})),
            ("maintenance", json!({"steps": ["Patch {{host}}"], "intake": [{"name": "host", "label": "Host | name"}]})),
            ("impact", json!({"nodes": [{"id": "o", "type": "objective", "title": "Grow", "template_data": {"metric": 7}}, {"id": "a", "type": "outcome", "title": "More"}],
                "connections": [{"from": "o", "to": "a", "weight": 2}], "canvas_state": {"zoom": 0.5}})),
        ] {
            let made = author.post("trees", json!({"name": "Any \"kind\"", "description": "Why", "category": "A: b", "tags": ["x, y"], "tree_type": kind, "tree_structure": structure})).await.assert_status(201);
            for format in ["json", "markdown", "csv", "mermaid"] {
                let path = format!("trees/{}/export?format={format}", made.text_at("/id"));
                let preview = author.get(&format!("{path}&dry_run=true")).await.assert_status(200);
                let file = author.get(&path).await.assert_status(200);
                assert!(file.header("content-disposition").contains(&preview.text_at("/filename")), "{format}");
                let import = author.request(Method::POST, &format!("trees/import?format={format}")).text("text/plain", file.body);
                let back = import.send().await.assert_status(201);
                if format == "mermaid" {
                    assert_ne!(preview.at("/losses"), json!([]), "{kind}");
                    let ids = |tree: &Value| tree["tree_structure"]["nodes"].as_array().expect("nodes").iter().map(|node| [node["id"].clone(), node["type"].clone()]).collect::<Vec<_>>();
                    assert_eq!(ids(&back.json()), ids(&made.json()), "{kind}");
                    continue;
                }
                assert_eq!(preview.at("/losses"), json!([]), "{kind} {format}");
                for member in ["name", "description", "category", "tags", "tree_type", "tree_structure"] {
                    assert_eq!(back.at(&format!("/{member}")), made.at(&format!("/{member}")), "{kind} {format} {member}");
                }
            }
        }
    }

    async fn an_older_version_is_exported_too_and_a_broken_table_says_where(app: TestApp) {
        let author = app.engineer().await;
        let tree = create(&author, "Switch", json!({})).await;
        let path = format!("trees/{}", id(&tree));
        author.request(Method::PUT, &path).json(json!({"name": "Switch", "tree_structure": {"steps": ["Go"]}, "tree_type": "procedural"})).send().await;
        let old = author.get(&format!("{path}/export?format=csv&version=1")).await.assert_status(200);
        assert!(old.body.contains("reseat"));
        let import = author.request(Method::POST, "trees/import?format=csv").text("text/csv", "host,ip\na,b\n");
        import.send().await.assert_problem("import_failed");
    }

    async fn the_schemas_of_documents_and_templates_are_public_and_can_be_kept(app: TestApp) {
        let nobody = app.nobody();
        for (path, pointer, expected) in [
            ("schemas/flow.json", "/$id", "/api/v1/schemas/flow.json"),
            ("schemas/templates.json", "/impact/objective/0/name", "core_why"),
        ] {
            let read = nobody.get(path).await.assert_status(200);
            assert_eq!(read.at(pointer), expected);
            assert!(read.header("cache-control").starts_with("public"));
            let again = nobody.request(Method::GET, path).header("if-none-match", read.header("etag")).send().await;
            assert_eq!(again.assert_status(304).header("etag"), read.header("etag"));
        }
    }

    async fn a_nul_character_is_refused_wherever_it_comes(app: TestApp) {
        let author = app.engineer().await;
        let body = json!({"name": "a\0b", "tree_type": "troubleshooting", "tree_structure": switch_flow()});
        author.post("trees", body).await.assert_problem("invalid_request");
        author.get("trees?q=a%00b").await.assert_problem("invalid_request");
        author.get("trees/search?q=a%00b").await.assert_problem("invalid_request");
        let escaped = json!({"name": "a\\u0000b", "tree_type": "troubleshooting", "tree_structure": switch_flow()});
        author.post("trees", escaped).await.assert_status(201);
    }

    async fn a_document_is_validated_without_being_stored(app: TestApp) {
        let author = app.engineer().await;
        let assessed = author.post("trees/validate", json!({"tree_structure": switch_flow()})).await.assert_status(200);
        assert_eq!(assessed.at("/findings"), json!([]));
        author.post("trees/validate", json!({"tree_structure": []})).await.assert_problem("invalid_body");
        assert!(names(&author, "").await.is_empty());
    }
}

app_test! {
    async fn own_and_default_flows_are_paged_together_each_once_in_every_order(app: TestApp) {
        app.seed().await;
        let author = app.engineer().await;
        // Before, between and after the default flows by name; all later by time.
        for name in ["A first", "Linux is slow", "Printer", "windows", "Zebra printer", "Zulu", "Öffnen"] {
            create(&author, name, json!({})).await;
        }
        let printer = author.get("trees?q=zebra").await.text_at("/items/0/id");
        author.post_nothing(&format!("trees/{printer}/publish")).await.assert_status(200);
        author.post("sessions", json!({"tree_id": printer})).await.assert_status(201);
        for sort in ["updated_at", "-updated_at", "name", "-name", "usage_count", "-usage_count"] {
            let all = author.get(&format!("trees?limit=200&sort={sort}")).await.assert_status(200).json();
            let all: Vec<Value> = all["items"].as_array().expect("items").iter().map(|tree| tree["id"].clone()).collect();
            assert!(all.len() > 40, "{}", all.len());
            for limit in [3, 7] {
                let (mut seen, mut cursor) = (vec![], String::new());
                loop {
                    let page = author.get(&format!("trees?limit={limit}&sort={sort}&cursor={cursor}")).await.assert_status(200).json();
                    seen.extend(page["items"].as_array().expect("items").iter().map(|tree| tree["id"].clone()));
                    match page["next_cursor"].as_str() { Some(next) => cursor = next.to_owned(), None => break }
                }
                assert_eq!(seen, all, "{sort} by {limit}");
            }
        }
    }

    async fn default_flows_are_loaded_once_and_everybody_reads_and_finds_them(app: TestApp) {
        let loaded = app.seed().await;
        assert!(loaded.added >= 8, "{loaded:?}");
        let again = app.seed().await;
        assert_eq!((again.added, again.updated, again.unchanged), (0, 0, loaded.added));
        let viewer = app.viewer().await;
        let list = viewer.get("trees?default=true&limit=200").await.assert_status(200).json();
        assert_eq!(list["items"].as_array().expect("items").len(), loaded.added);
        let first = &list["items"][0];
        assert_eq!(first["is_default"], true);
        assert_eq!(first["author"]["name"], "Branchbook");
        let read = viewer.get(&format!("trees/{}", id(first))).await.assert_status(200);
        assert_eq!(read.at("/findings").as_array().expect("findings").iter().filter(|f| f["severity"] == "error").count(), 0);
        app.admin().await.put(&format!("trees/{}", id(first)), json!({"name": "Mine"})).await.assert_problem("not_found");
        let found = viewer.get("trees/search?q=printer%20offline").await.json();
        assert_eq!(found["items"][0]["tree"]["is_default"], true);
    }
}
