//! Forks: copied, followed, pulled, orphaned.

use branchbook_test_support::{
    TestApp, app_test,
    client::{Client, Response},
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{create, id, names, switch_flow};

/// The path of a new fork of this flow.
pub async fn fork(client: &Client, parent: &str) -> String {
    let made = client
        .post(&format!("{parent}/fork"), json!({"fork_reason": "Ours is another"}))
        .await;
    format!("trees/{}", made.assert_status(201).text_at("/id"))
}

/// Gives these nodes other titles, and lets some time pass.
pub async fn retitle(app: &TestApp, client: &Client, path: &str, titles: &[(&str, &str)]) -> Response {
    app.clock.advance(SignedDuration::from_secs(1));
    let tree = client.get(path).await.assert_status(200);
    let change = |(node, title): &(&str, &str)| json!({"node_id": node, "field": "title", "value": title});
    let changes: Vec<Value> = titles.iter().map(change).collect();
    let body = json!({"base_version": tree.at("/version"), "changes": changes});
    client.post(&format!("{path}/sync"), body).await.assert_status(200)
}

async fn title(client: &Client, path: &str, node: usize) -> Value {
    client
        .get(path)
        .await
        .assert_status(200)
        .at(&format!("/tree_structure/nodes/{node}/title"))
}

/// A flow that every tenant may read.
pub async fn public_flow(client: &Client) -> String {
    let path = format!(
        "trees/{}",
        id(&create(client, "Open", json!({"visibility": "public"})).await)
    );
    client.post_nothing(&format!("{path}/publish")).await.assert_status(200);
    path
}

app_test! {
    async fn a_fork_is_a_private_draft_of_who_made_it_and_remembers_its_parent(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        let parent = create(&author, "Switch", json!({"tags": ["vlan"], "category": "Network", "description": "Access layer"})).await;
        let path = format!("trees/{}", id(&parent));
        let made = colleague.post(&format!("{path}/fork"), json!({"fork_reason": " Ours is another ", "name": "Our switch"})).await.assert_status(201);
        assert_eq!(made.at("/tree_structure"), parent["tree_structure"]);
        for (member, value) in [("name", json!("Our switch")), ("visibility", json!("private")), ("status", json!("draft")), ("version", json!(1)),
            ("is_fork", json!(true)), ("fork_reason", json!("Ours is another")), ("parent_version", json!(1)), ("has_parent_updates", json!(false)),
            ("parent", json!({"id": parent["id"], "name": "Switch", "is_available": true, "takes_proposals": true})), ("parent_updated_at", parent["updated_at"].clone()),
            ("tags", json!(["vlan"])), ("category", json!("Network"))] {
            assert_eq!(made.at(&format!("/{member}")), value, "{member}");
        }
        assert_eq!(made.at("/author/name"), "engineer");
        colleague.post(&format!("{path}/fork"), json!({"fork_reason": " "})).await.assert_problem("invalid_body");
        colleague.post(&format!("{path}/fork"), json!({"fork_reason": "x".repeat(256)})).await.assert_problem("invalid_body");
        assert_eq!(names(&colleague, "forks=true").await, ["Our switch"]);
        assert_eq!(names(&colleague, "forks=false").await, ["Switch"]);
    }

    async fn a_change_of_the_parent_shows_in_its_forks_and_one_of_a_fork_nowhere_else(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        let parent = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let fork = fork(&colleague, &parent).await;
        let before = colleague.get(&fork).await;
        let edited = retitle(app, &colleague, &fork, &[("vlan", "Ours")]).await;
        assert_eq!(edited.at("/has_parent_updates"), false);
        assert_eq!(edited.at("/parent_updated_at"), before.at("/parent_updated_at"));
        assert_eq!(title(&author, &parent, 2).await, "Fix the VLAN");
        author.post_nothing(&format!("{parent}/publish")).await.assert_status(200);
        assert_eq!(colleague.get(&fork).await.at("/has_parent_updates"), false);
        retitle(app, &author, &parent, &[("start", "Up?")]).await;
        assert_eq!(colleague.get(&fork).await.at("/has_parent_updates"), true);
        let list = colleague.get("trees?default=false&forks=true").await;
        assert_eq!(list.at("/items/0/has_parent_updates"), true);
        let found = colleague.get("trees/search?q=switch").await.json().to_string();
        assert!(found.contains("\"has_parent_updates\":true"), "{found}");
    }

    async fn a_pull_merges_and_asks_about_what_both_have_changed(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        let parent = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let fork = fork(&colleague, &parent).await;
        retitle(app, &author, &parent, &[("start", "Up?"), ("reseat", "Reseat both ends"), ("vlan", "Theirs")]).await;
        let action = json!({"node_id": "reseat", "field": "description", "value": "Wear a strap."});
        colleague.post(&format!("{fork}/sync"), json!({"base_version": 1, "changes": [action,
            {"node_id": "vlan", "field": "title", "value": "Ours"}]})).await.assert_status(200);

        let updates = colleague.get(&format!("{fork}/parent-updates")).await.assert_status(200);
        assert_eq!((updates.at("/from_version"), updates.at("/to_version"), updates.at("/has_parent_updates")), (json!(1), json!(2), json!(true)));
        let changed = updates.at("/diff/changed");
        let nodes: Vec<&str> = changed.as_array().expect("changes").iter().map(|node| node["node_id"].as_str().expect("an id")).collect();
        assert_eq!(nodes, ["start", "reseat", "vlan"]);
        let conflict = json!([{"node_id": "vlan", "field": "title", "base": "Fix the VLAN", "ours": "Ours", "theirs": "Theirs"}]);
        assert_eq!(updates.at("/conflicts"), conflict);
        // What the fork could propose, and the documents that all this is about.
        let own = updates.at("/own_diff/changed");
        let nodes: Vec<&str> = own.as_array().expect("changes").iter().map(|node| node["node_id"].as_str().expect("an id")).collect();
        assert_eq!(nodes, ["reseat", "vlan"]);
        assert_eq!(updates.at("/base_structure/nodes/2/title"), "Fix the VLAN");
        assert_eq!(updates.at("/parent_structure/nodes/2/title"), "Theirs");

        let refused = colleague.post_nothing(&format!("{fork}/pull")).await.assert_problem("merge_conflict");
        assert_eq!(refused.at("/conflicts"), conflict);
        assert_eq!(colleague.get(&fork).await.at("/version"), 2);
        colleague.post(&format!("{fork}/pull"), json!({"parent_version": 1})).await.assert_problem("version_conflict");
        let answer = json!([{"node_id": "vlan", "field": "title", "take": "ours"}]);
        let pulled = colleague.post(&format!("{fork}/pull"), json!({"resolutions": answer, "parent_version": 2})).await.assert_status(200);
        let nodes = pulled.at("/tree_structure/nodes");
        assert_eq!([&nodes[0]["title"], &nodes[1]["title"], &nodes[1]["description"], &nodes[2]["title"]], ["Up?", "Reseat both ends", "Wear a strap.", "Ours"]);
        assert_eq!((pulled.at("/version"), pulled.at("/has_parent_updates"), pulled.at("/parent_version")), (json!(3), json!(false), json!(2)));
        // Nothing more to pull: nothing happens.
        assert_eq!(colleague.post_nothing(&format!("{fork}/pull")).await.assert_status(200).at("/version"), 3);
        // What was decided is not asked again.
        retitle(app, &author, &parent, &[("start", "Is it up?")]).await;
        assert_eq!(colleague.post_nothing(&format!("{fork}/pull")).await.assert_status(200).at("/tree_structure/nodes/2/title"), "Ours");
    }

    async fn a_public_flow_is_forked_by_another_tenant_which_follows_what_is_published(app: TestApp) {
        let (author, stranger) = (app.engineer().await, app.other_tenant().await);
        let parent = public_flow(&author).await;
        let fork = fork(&stranger, &parent).await;
        assert_eq!(stranger.get(&fork).await.at("/parent/is_available"), true);
        retitle(app, &author, &parent, &[("start", "Not for all yet")]).await;
        assert_eq!(stranger.get(&fork).await.at("/has_parent_updates"), false);
        author.post_nothing(&format!("{parent}/publish")).await.assert_status(200);
        assert_eq!(stranger.get(&fork).await.at("/has_parent_updates"), true);
        assert_eq!(stranger.get(&format!("{fork}/parent-updates")).await.assert_status(200).at("/to_version"), 2);
        let pulled = stranger.post_nothing(&format!("{fork}/pull")).await.assert_status(200);
        assert_eq!(pulled.at("/tree_structure/nodes/0/title"), "Not for all yet");
        // The owner sees no fork of another tenant's that is private, and one that is shared by its name alone.
        assert_eq!(author.get(&format!("{parent}/forks")).await.assert_status(200).at("/items"), json!([]));
        stranger.put(&fork, json!({"visibility": "public"})).await.assert_status(200);
        stranger.post_nothing(&format!("{fork}/publish")).await.assert_status(200);
        let forks = author.get(&format!("{parent}/forks")).await.assert_status(200);
        assert_eq!((forks.at("/items/0/name"), forks.at("/items/0/is_own"), forks.at("/items/0/author")), (json!("Open"), json!(false), Value::Null));
        // Withdrawn, it is not available, and nothing is said of it but what was known.
        author.put(&parent, json!({"visibility": "team", "name": "Secret"})).await.assert_status(200);
        let left = stranger.get(&fork).await;
        assert_eq!((left.at("/parent/is_available"), left.at("/parent/name"), left.at("/has_parent_updates")), (json!(false), json!("Open"), json!(false)));
        stranger.post_nothing(&format!("{fork}/pull")).await.assert_problem("conflict");
        stranger.post(&format!("{parent}/fork"), json!({"fork_reason": "Again"})).await.assert_problem("not_found");
    }

    async fn the_forks_of_a_flow_are_listed_to_who_may_see_them(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        let parent = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let mut forks = vec![];
        for _ in 0..3 {
            forks.push(fork(&colleague, &parent).await);
            app.clock.advance(SignedDuration::from_secs(1));
        }
        assert_eq!(author.get(&format!("{parent}/forks")).await.at("/items"), json!([]));
        colleague.put(&forks[1], json!({"visibility": "team"})).await.assert_status(200);
        let seen = author.get(&format!("{parent}/forks")).await.assert_status(200);
        assert_eq!((seen.at("/items/0/fork_reason"), seen.at("/items/0/author/name")), (json!("Ours is another"), json!("engineer")));
        let first = colleague.get(&format!("{parent}/forks?limit=2")).await.assert_status(200);
        let rest = colleague.get(&format!("{parent}/forks?limit=2&cursor={}", first.text_at("/next_cursor"))).await.assert_status(200);
        assert_eq!(first.at("/items").as_array().expect("items").len(), 2);
        assert_eq!(format!("trees/{}", rest.text_at("/items/0/id")), forks[0]);
    }

    async fn a_deleted_parent_is_not_available_and_one_deleted_for_good_is_forgotten_in_every_tenant(app: TestApp) {
        let (author, stranger, admin) = (app.engineer().await, app.other_tenant().await, app.admin().await);
        let parent = public_flow(&author).await;
        let forks = [(&author, fork(&author, &parent).await), (&stranger, fork(&stranger, &parent).await)];
        author.delete(&parent).await.assert_status(204);
        for (client, fork) in &forks {
            let read = client.get(fork).await.assert_status(200);
            assert_eq!((read.at("/parent/name"), read.at("/fork_reason")), (json!("Open"), json!("Ours is another")));
        }
        assert_eq!(stranger.get(&forks[1].1).await.at("/parent/is_available"), false);
        admin.delete(&format!("{parent}?hard=true")).await.assert_status(204);
        for (client, fork) in &forks {
            let read = client.get(fork).await.assert_status(200);
            assert_eq!((read.at("/parent"), read.at("/is_fork"), read.at("/fork_reason")), (Value::Null, json!(true), json!("Ours is another")));
            client.post_nothing(&format!("{fork}/pull")).await.assert_problem("conflict");
            client.get(&format!("{fork}/parent-updates")).await.assert_problem("conflict");
        }
        admin.delete(&format!("{}?hard=true", forks[0].1)).await.assert_status(204);
    }

    async fn forks_that_race_with_the_deletion_of_their_parent_are_orphans_or_are_not_there(app: TestApp) {
        let (admin, stranger) = (app.admin().await, app.other_tenant().await);
        let parent = public_flow(&admin).await;
        let path = format!("{parent}/fork");
        let forks = (0..20).map(|n| { let (path, client) = (&path, if n % 2 == 0 { &admin } else { &stranger }); async move {
            client.post(path, json!({"fork_reason": "Quick"})).await
        }});
        let delete = format!("{parent}?hard=true");
        let (made, deleted) = tokio::join!(join_all(forks), admin.delete(&delete));
        deleted.assert_status(204);
        for (n, made) in made.into_iter().enumerate() {
            if made.status == 404 {
                continue;
            }
            let client = if n % 2 == 0 { &admin } else { &stranger };
            let fork = made.assert_status(201).text_at("/id");
            assert_eq!(client.get(&format!("trees/{fork}")).await.assert_status(200).at("/parent"), Value::Null);
        }
    }

    async fn a_category_is_forked_at_once_and_what_was_forked_already_is_left_out(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        for name in ["Printer", "Scanner"] {
            create(&author, name, json!({"category": "Office"})).await;
        }
        create(&author, "Router", json!({"category": "Network"})).await;
        create(&colleague, "Mine", json!({"category": "Office"})).await;
        let body = json!({"category": "Office", "fork_reason": "For the branch"});
        let made = colleague.post("trees/fork", &body).await.assert_status(201);
        let names: Vec<Value> = made.at("/items").as_array().expect("items").iter().map(|tree| tree["name"].clone()).collect();
        assert_eq!(names, ["Printer", "Scanner"]);
        assert_eq!(made.at("/items/0/parent/name"), "Printer");
        let skipped = |answer: &Response| -> Vec<(Value, Value)> {
            let flows = answer.at("/skipped");
            flows.as_array().expect("flows").iter().map(|flow| (flow["name"].clone(), flow["reason"].clone())).collect()
        };
        assert_eq!(skipped(&made), [(json!("Mine"), json!("own"))]);
        let again = colleague.post("trees/fork", &body).await.assert_status(201);
        assert_eq!(again.at("/items"), json!([]));
        // The copies are in the category as well, and are the caller's own.
        let own = |name: &str| (json!(name), json!("own"));
        let forked = |name: &str| (json!(name), json!("forked"));
        assert_eq!(skipped(&again).len(), 5);
        for expected in [own("Mine"), own("Printer"), own("Scanner"), forked("Printer"), forked("Scanner")] {
            assert!(skipped(&again).contains(&expected), "{expected:?}");
        }
    }

    async fn the_copies_of_a_category_bear_a_prefix_if_wanted(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        create(&author, "Printer", json!({"category": "Office"})).await;
        create(&author, &"x".repeat(200), json!({"category": "Office"})).await;
        let body = json!({"category": "Office", "fork_reason": "For the branch", "name_prefix": "Oslo:"});
        let made = colleague.post("trees/fork", &body).await.assert_status(201);
        assert_eq!(made.at("/items/0/name"), "Oslo: Printer");
        assert_eq!(made.text_at("/items/1/name"), format!("Oslo: {}", "x".repeat(194)));
        let long = json!({"category": "Office", "fork_reason": "Again", "name_prefix": "x".repeat(51)});
        colleague.post("trees/fork", &long).await.assert_problem("invalid_body");
    }

    async fn default_flows_are_forked_like_any_other(app: TestApp) {
        app.seed().await;
        let author = app.engineer().await;
        let default = author.get("trees?default=true&limit=1").await.at("/items/0");
        let fork = fork(&author, &format!("trees/{}", id(&default))).await;
        let read = author.get(&fork).await;
        assert_eq!((read.at("/parent/name"), read.at("/is_default")), (default["name"].clone(), json!(false)));
        assert_eq!((read.at("/parent/is_available"), read.at("/parent/takes_proposals")), (json!(true), json!(false)));
        author.post(&format!("{fork}/proposals"), json!({"message": "Better"})).await.assert_problem("conflict");
    }

    async fn a_flow_that_is_no_fork_has_nothing_to_pull(app: TestApp) {
        let author = app.engineer().await;
        let tree = create(&author, "Mine", json!({"tree_structure": switch_flow()})).await;
        assert_eq!((&tree["is_fork"], &tree["parent"], &tree["has_parent_updates"]), (&json!(false), &Value::Null, &json!(false)));
        author.post_nothing(&format!("trees/{}/pull", id(&tree))).await.assert_problem("conflict");
    }
}
