//! Tags and categories, changed on all flows at once.

use std::collections::BTreeMap;

use branchbook_test_support::{
    app_test,
    client::{Client, Method, Response},
};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{create, id, names, save_on, switch_flow};

async fn rename(client: &Client, kind: &str, from: &str, to: &str, merge: bool) -> Response {
    let body = json!({ "from": from, "to": to, "merge": merge });
    client.post(&format!("trees/{kind}/rename"), body).await
}

async fn remove(client: &Client, kind: &str, name: &str) -> Response {
    client
        .post(&format!("trees/{kind}/remove"), json!({ "name": name }))
        .await
}

/// What the lists of labels say: name and count of the tenant's own.
async fn counted(client: &Client, kind: &str) -> BTreeMap<String, i64> {
    counted_of(client, kind, "").await
}

/// The same of a narrowed list.
async fn counted_of(client: &Client, kind: &str, narrowed: &str) -> BTreeMap<String, i64> {
    let count = if kind == "tags" { "usage_count" } else { "count" };
    let items = client
        .get(&format!("trees/{kind}?{narrowed}"))
        .await
        .assert_status(200)
        .at("/items");
    let items = items.as_array().expect("items").iter();
    items
        .map(|item| {
            (
                item["name"].as_str().expect("a name").to_owned(),
                item[count].as_i64().expect("a count"),
            )
        })
        .collect()
}

/// The same, counted in the flows themselves.
async fn recounted(client: &Client, kind: &str) -> BTreeMap<String, i64> {
    let (mut counts, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let page = client
            .get(&format!("trees?default=false&limit=200&cursor={cursor}"))
            .await
            .assert_status(200)
            .json();
        for tree in page["items"].as_array().expect("items") {
            let labels = match kind {
                "tags" => tree["tags"].as_array().expect("tags").clone(),
                _ => vec![tree["category"].clone()],
            };
            for label in labels.iter().filter_map(Value::as_str) {
                *counts.entry(label.to_owned()).or_default() += 1;
            }
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return counts,
        }
    }
}

fn counts<const N: usize>(expected: [(&str, i64); N]) -> BTreeMap<String, i64> {
    expected
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect()
}

app_test! {
    async fn a_list_narrowed_to_several_tags_has_what_bears_all_of_them(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        create(&author, "Zebra", json!({"tags": ["dns", "vpn"], "category": "Net"})).await;
        create(&author, "All", json!({"tags": ["dns", "vpn", "a/b"], "category": "Web"})).await;
        create(&author, "One", json!({"tags": ["dns"], "category": "Net"})).await;
        create(&author, "Hidden", json!({"tags": ["dns", "vpn"], "visibility": "private"})).await;
        assert_eq!(names(&author, "tag=dns&tag=vpn&sort=name").await, ["All", "Hidden", "Zebra"]);
        assert_eq!(names(&author, "tag=dns&tag=a%2Fb&tag=vpn").await, ["All"]);
        assert_eq!(names(&author, "tag=vpn&tag=nowhere").await, Vec::<String>::new());
        let found = author.get("trees/search?q=zebra&tag=dns&tag=vpn&default=false").await.assert_status(200);
        assert_eq!(found.at("/items").as_array().map(Vec::len), Some(1));
        let many = vec!["tag=dns"; 21].join("&");
        author.get(&format!("trees?{many}")).await.assert_problem("invalid_request");

        // The counts say what one more tag leaves, and what another category would.
        let narrowed = "tag=dns&tag=vpn&default=false";
        assert_eq!(counted_of(&author, "tags", narrowed).await, counts([("a/b", 1), ("dns", 3), ("vpn", 3)]));
        let elsewhere = format!("{narrowed}&category=Net");
        assert_eq!(counted_of(&author, "categories", &elsewhere).await, counts([("Net", 1), ("Web", 1)]));
        assert_eq!(counted_of(&author, "tags", &elsewhere).await, counts([("dns", 1), ("vpn", 1)]));
        // Only what is seen is counted.
        assert_eq!(counted_of(&viewer, "tags", narrowed).await, counts([]));
        let manager = app.manager().await;
        assert_eq!(counted_of(&manager, "tags", narrowed).await, counts([("a/b", 1), ("dns", 2), ("vpn", 2)]));
    }

    async fn labels_of_flows_that_somebody_does_not_see_are_not_told(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        create(&author, "Hidden", json!({"tags": ["layoffs"], "category": "Board", "visibility": "private"})).await;
        let draft = create(&author, "Draft", json!({"tags": ["dns"], "category": "Net"})).await;
        let (all, shared) = (counts([("dns", 1), ("layoffs", 1)]), counts([("dns", 1)]));
        for (client, told) in [(&author, &all), (&app.admin().await, &all), (&app.manager().await, &shared), (&viewer, &counts([]))] {
            assert_eq!(counted(client, "tags").await, *told);
            assert_eq!(counted(client, "categories").await.len(), told.len());
        }
        author.post_nothing(&format!("trees/{}/publish", id(&draft))).await.assert_status(200);
        assert_eq!(counted(&viewer, "tags").await, shared);
    }

    async fn a_renamed_tag_is_renamed_on_every_flow_and_found_by_its_new_name(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        create(&author, "Switch", json!({"tags": ["vlan", "a"]})).await;
        create(&author, "Mine alone", json!({"tags": ["vlan"], "visibility": "private"})).await;
        create(&author, "Other", json!({"tags": ["a"]})).await;
        let renamed = rename(&manager, "tags", "vlan", " Netzwerk/ß ", false).await.assert_status(200);
        assert_eq!(renamed.at("/flows"), 2);
        assert_eq!(counted(&author, "tags").await, counts([("Netzwerk/ß", 2), ("a", 2)]));
        assert_eq!(names(&author, "tag=Netzwerk%2F%C3%9F&sort=name").await, ["Mine alone", "Switch"]);
        assert_eq!(names(&author, "tag=vlan").await, Vec::<String>::new());
        assert_eq!(author.get("trees/search?q=netzwerk").await.at("/items").as_array().map(Vec::len), Some(2));
        rename(&manager, "tags", "vlan", "x", false).await.assert_problem("not_found");
        rename(&manager, "tags", "a", &"x".repeat(51), false).await.assert_problem("invalid_body");
        rename(&manager, "tags", "a", " ", false).await.assert_problem("invalid_body");
    }

    async fn two_labels_become_one_only_when_that_is_asked_for(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        create(&author, "One", json!({"tags": ["dns", "DNS"], "category": "Net"})).await;
        create(&author, "Two", json!({"tags": ["dns"], "category": "Network"})).await;
        let refused = rename(&manager, "tags", "dns", "DNS", false).await.assert_problem("conflict");
        assert_eq!(refused.at("/flows"), 1);
        assert_eq!(counted(&author, "tags").await, counts([("DNS", 1), ("dns", 2)]));
        assert_eq!(rename(&manager, "tags", "dns", "DNS", true).await.assert_status(200).at("/flows"), 2);
        assert_eq!(counted(&author, "tags").await, counts([("DNS", 2)]));
        rename(&manager, "categories", "Net", "Network", false).await.assert_problem("conflict");
        rename(&manager, "categories", "Net", "Network", true).await.assert_status(200);
        assert_eq!(counted(&author, "categories").await, counts([("Network", 2)]));
        assert_eq!(rename(&manager, "categories", "Network", "Network", false).await.assert_status(200).at("/flows"), 0);
    }

    async fn a_removed_label_is_gone_and_its_flows_are_not(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        create(&author, "One", json!({"tags": ["old", "kept"], "category": "Gone"})).await;
        assert_eq!(remove(&manager, "tags", "old").await.assert_status(200).at("/flows"), 1);
        assert_eq!(remove(&manager, "categories", "Gone").await.assert_status(200).at("/flows"), 1);
        let listed = author.get("trees?default=false").await.json();
        assert_eq!((&listed["items"][0]["tags"], &listed["items"][0]["category"]), (&json!(["kept"]), &Value::Null));
        assert_eq!(counted(&author, "tags").await, counts([("kept", 1)]));
        assert_eq!(counted(&author, "categories").await, counts([]));
        remove(&manager, "tags", "old").await.assert_problem("not_found");
    }

    async fn a_label_that_hundreds_bear_is_renamed_on_all_of_them(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        app.set_plan(author.person().tenant, "pro").await;
        for n in 0..9 {
            join_all((0..50).map(|m| create(&author, "Many", json!({"tags": ["many", format!("{n}.{}", m % 2)], "category": "Many"})))).await;
        }
        assert_eq!(rename(&manager, "tags", "many", "more", false).await.assert_status(200).at("/flows"), 450);
        assert_eq!(remove(&manager, "categories", "Many").await.assert_status(200).at("/flows"), 450);
        for kind in ["tags", "categories"] {
            assert_eq!(counted(&author, kind).await, recounted(&author, kind).await);
        }
        assert_eq!(counted(&author, "tags").await["more"], 450);
    }

    async fn a_deleted_flow_comes_back_with_the_new_names(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Switch", json!({"tags": ["100%_a", "100%_A", "b"], "category": "Old"})).await));
        author.delete(&path).await.assert_status(204);
        assert_eq!(rename(&manager, "tags", "100%_a", "z", false).await.assert_status(200).at("/flows"), 0);
        assert_eq!(remove(&manager, "tags", "b").await.assert_status(200).at("/flows"), 0);
        rename(&manager, "categories", "Old", "New", false).await.assert_status(200);
        let back = author.post_nothing(&format!("{path}/undelete")).await.assert_status(200);
        assert_eq!((back.at("/tags"), back.at("/category")), (json!(["100%_A", "z"]), json!("New")));
        assert_eq!(counted(&author, "tags").await, counts([("100%_A", 1), ("z", 1)]));
        assert_eq!(counted(&author, "categories").await, counts([("New", 1)]));
    }

    async fn renaming_a_label_is_no_edit_of_the_flows(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let tree = create(&author, "Switch", json!({"tags": ["a"]})).await;
        app.clock.advance(jiff::SignedDuration::from_secs(60));
        rename(&manager, "tags", "a", "b", false).await.assert_status(200);
        let now = author.get(&format!("trees/{}", id(&tree))).await.assert_status(200);
        assert_eq!(now.at("/tags"), json!(["b"]));
        assert_eq!((now.at("/version"), now.at("/updated_at")), (tree["version"].clone(), tree["updated_at"].clone()));
        assert_eq!(author.get(&format!("trees/{}/versions", id(&tree))).await.at("/items").as_array().map(Vec::len), Some(1));
    }

    async fn labels_that_were_read_before_one_was_renamed_do_not_bring_it_back(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        let path = format!("trees/{}", id(&create(&author, "Switch", json!({"tags": ["a"], "category": "Old"})).await));
        let before = author.get(&path).await.header("etag").to_owned();
        rename(&manager, "tags", "a", "b", false).await.assert_status(200);
        // Who has the flow as it was is told that it is another one.
        let again = author.request(Method::GET, &path).header("if-none-match", before).send().await;
        let after = again.assert_status(200).header("etag").to_owned();
        save_on(&author, &path, 1, json!({"tags": ["a", "d"]})).await.assert_problem("version_conflict");
        // What does not touch the labels is saved, and what knows what it was made of is merged.
        save_on(&author, &path, 1, json!({"tags": ["a", "d"], "base_labels": {"tags": ["a"], "category": "Old"}})).await.assert_status(200);
        assert_eq!(author.get(&path).await.at("/tags"), json!(["b", "d"]));
        rename(&manager, "categories", "Old", "New", false).await.assert_status(200);
        save_on(&author, &path, 2, json!({"category": "Old"})).await.assert_problem("version_conflict");
        save_on(&author, &path, 2, json!({"category": "Old", "base_labels": {"category": "Old"}})).await.assert_status(200);
        assert_eq!(author.get(&path).await.at("/category"), "New");
        save_on(&author, &path, 3, json!({"description": "Not about labels"})).await.assert_status(200);
        // With the tag that came with it, labels are set as ever.
        assert!(after.starts_with("\"1-1."), "{after}");
        rename(&manager, "tags", "d", "e", false).await.assert_status(200);
        let read = author.get(&path).await.header("etag").to_owned();
        let save = author.request(Method::PUT, &path).header("if-match", read);
        assert_eq!(save.json(json!({"tags": ["x"]})).send().await.assert_status(200).header("etag"), "\"5\"");
    }

    async fn only_managers_and_admins_change_labels_everywhere_and_it_is_on_record(app: TestApp) {
        let author = app.engineer().await;
        create(&author, "Switch", json!({"tags": ["a"], "category": "Net"})).await;
        for client in [&author, &app.viewer().await] {
            rename(client, "tags", "a", "b", false).await.assert_problem("forbidden");
            remove(client, "categories", "Net").await.assert_problem("forbidden");
        }
        rename(&app.other_tenant().await, "tags", "a", "b", false).await.assert_problem("not_found");
        let (manager, admin) = (app.manager().await, app.admin().await);
        rename(&manager, "tags", "a", "b", false).await.assert_status(200);
        remove(&admin, "categories", "Net").await.assert_status(200);
        let log = admin.get("account/audit?limit=2").await.assert_status(200);
        assert_eq!((log.at("/items/0/action"), log.at("/items/0/before/name")), (json!("category.removed"), json!("Net")));
        assert_eq!((log.at("/items/1/action"), log.at("/items/1/after/name")), (json!("tag.renamed"), json!("b")));
    }

    async fn counts_equal_a_recount_when_fifty_at_once_create_change_delete_and_rename(app: TestApp) {
        let (author, manager, admin) = (app.engineer().await, app.manager().await, app.admin().await);
        app.set_plan(author.person().tenant, "pro").await;
        let mut paths = vec![];
        for n in 0..20 {
            let labels = json!({"tags": ["a", "b"], "category": if n % 2 == 0 { "One" } else { "Two" }});
            paths.push(format!("trees/{}", id(&create(&author, "Flow", labels).await)));
        }
        for path in &paths[..10] {
            author.delete(path).await.assert_status(204);
        }
        let (author, manager, admin, paths) = (&author, &manager, &admin, &paths);
        let race = (0..50_usize).map(|n| async move {
            let path = &paths[n % 20];
            // What one does may come too late for another: 404 and 409 are answers too, a failure is none.
            let answer = match n % 5 {
                0 => author.post("trees", json!({"name": "New", "tree_type": "troubleshooting", "tree_structure": switch_flow(), "tags": ["a", "c"], "category": "One"})).await,
                1 => author.put(path, json!({"tags": ["b", "c"], "category": "Two"})).await,
                2 if n % 20 < 10 => author.post_nothing(&format!("{path}/undelete")).await,
                2 => author.delete(path).await,
                3 => rename(manager, "tags", ["a", "b", "c"][n % 3], ["b", "c", "a"][n % 3], true).await,
                _ if n % 2 == 0 => rename(admin, "categories", "One", "Two", true).await,
                _ => remove(admin, "tags", ["c", "a"][n % 4 / 2]).await,
            };
            assert!(answer.status < 300 || matches!(answer.status, 404 | 409), "{n}: {} {}", answer.status, answer.body);
        });
        join_all(race).await;
        for kind in ["tags", "categories"] {
            assert_eq!(counted(author, kind).await, recounted(author, kind).await, "{kind}");
        }
        // And the index knows each flow by the labels it has.
        for (tag, count) in recounted(author, "tags").await {
            assert_eq!(names(author, &format!("tag={tag}&limit=200")).await.len(), usize::try_from(count).expect("a count"), "{tag}");
        }
    }

    async fn the_labels_of_default_flows_are_offered_and_stay_as_they_are(app: TestApp) {
        app.seed().await;
        let manager = app.manager().await;
        let offered = manager.get("trees/categories").await.json();
        let first = &offered["items"][0];
        assert_eq!(first["count"], 0);
        assert!(first["default_count"].as_i64().expect("a count") > 0, "{first}");
        let name = first["name"].as_str().expect("a name");
        rename(&manager, "categories", name, "Mine", false).await.assert_problem("not_found");
        create(&manager, "Ours", json!({"category": name})).await;
        rename(&manager, "categories", name, "Mine", false).await.assert_status(200);
        let list = manager.get("trees/categories").await.json();
        let named = |name: &str| list["items"].as_array().expect("items").iter().find(|item| item["name"] == name).cloned().expect("listed");
        assert_eq!(named("Mine")["count"], 1);
        assert_eq!(named(name)["default_count"], first["default_count"]);
    }
}
