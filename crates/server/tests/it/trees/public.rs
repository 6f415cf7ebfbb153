//! What other tenants share with everyone, as a list.

use branchbook_test_support::{app_test, client::Client};
use serde_json::{Value, json};

use super::{create, id, switch_flow};

async fn listed(client: &Client, query: &str) -> Value {
    client
        .get(&format!("trees/public?{query}"))
        .await
        .assert_status(200)
        .json()
}

/// The names and whose they are.
fn told(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().expect("items").iter();
    items
        .map(|item| format!("{} of {}", item["name"], item["owner"]["name"]).replace('"', ""))
        .collect()
}

async fn publish(client: &Client, name: &str, visibility: &str) -> String {
    let path = format!(
        "trees/{}",
        id(&create(client, name, json!({"visibility": visibility})).await)
    );
    client.post_nothing(&format!("{path}/publish")).await.assert_status(200);
    path
}

app_test! {
    async fn flows_that_others_share_are_listed_with_whose_they_are_the_newest_first(app: TestApp) {
        app.seed().await;
        let (author, viewer, other) = (app.engineer().await, app.viewer().await, app.other_tenant().await);
        let theirs = other.get("auth/me").await.text_at("/tenant/name");
        for (name, visibility) in [("Router", "public"), ("Modem", "public"), ("Team only", "team"), ("Mine alone", "private")] {
            publish(&other, name, visibility).await;
            app.clock.advance(jiff::SignedDuration::from_mins(1));
        }
        create(&other, "Draft", json!({"visibility": "public"})).await;
        publish(&author, "Our own", "public").await;
        let all = [format!("Modem of {theirs}"), format!("Router of {theirs}")];
        for reader in [&author, &viewer] {
            let list = listed(reader, "").await;
            assert_eq!(told(&list), all);
            let item = &list["items"][0];
            assert_eq!((&item["permissions"]["edit"], &item["usage_count"], &item["node_count"]), (&json!(false), &json!(0), &json!(3)));
        }
        // Page by page, and by name whatever the letters' case.
        let first = listed(&author, "limit=1").await;
        assert_eq!(told(&first), all[..1]);
        let next = listed(&author, &format!("limit=1&cursor={}", first["next_cursor"].as_str().expect("a cursor"))).await;
        assert_eq!((told(&next), &next["next_cursor"]), (all[1..].to_vec(), &Value::Null));
        assert_eq!(told(&listed(&author, "q=rOUt").await), all[1..]);
        assert_eq!(told(&listed(&author, "q=%25").await), Vec::<String>::new());
        author.get("trees/public?cursor=xyz").await.assert_problem("invalid_cursor");
        author.get("trees/public?limit=0").await.assert_problem("invalid_request");
    }

    async fn a_shared_flow_is_listed_as_everyone_reads_it_until_it_is_taken_back(app: TestApp) {
        let (author, other) = (app.engineer().await, app.other_tenant().await);
        let path = publish(&other, "Router", "public").await;
        let mut newer = switch_flow();
        newer["nodes"].as_array_mut().expect("nodes").push(json!({"id": "more", "type": "solution", "title": "Secret plan"}));
        app.clock.advance(jiff::SignedDuration::from_mins(1));
        let later = json!({"tree_structure": newer, "review_due_at": "2030-05-01T00:00:00Z"});
        other.put(&path, later).await.assert_status(200);
        author.post("sessions", json!({"tree_id": path.replace("trees/", "")})).await.assert_status(201);
        let item = &listed(&author, "").await["items"][0];
        let read = author.get(&path).await.assert_status(200);
        for (name, value) in item.as_object().expect("a flow") {
            if name != "owner" {
                assert_eq!(*value, read.at(&format!("/{name}")), "{name}");
            }
        }
        assert_eq!((&item["version"], &item["node_count"], &item["usage_count"]), (&json!(1), &json!(3), &json!(1)));
        // Who works there and what they are at is theirs.
        assert_eq!((&item["author"]["name"], &item["review_due_at"]), (&json!(""), &Value::Null));
        let (own, published) = (other.get(&path).await, other.get(&format!("{path}/versions/1")).await);
        assert_ne!(item["author"]["id"], own.at("/author/id"));
        assert_eq!(item["updated_at"], published.at("/created_at"));

        other.put(&path, json!({"visibility": "team"})).await.assert_status(200);
        assert_eq!(listed(&author, "").await["items"], json!([]));
        other.put(&path, json!({"visibility": "public"})).await.assert_status(200);
        assert_eq!(listed(&author, "").await["items"].as_array().map(Vec::len), Some(1));
        other.post_nothing(&format!("{path}/archive")).await.assert_status(200);
        assert_eq!(listed(&author, "").await["items"], json!([]));
    }
}
