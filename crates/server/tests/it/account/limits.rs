use branchbook_test_support::{Client, Response, TestApp, app_test, client::Method};
use futures_util::future::join_all;
use serde_json::{Value, json};

fn flow() -> Value {
    json!({
        "name": "Power", "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [{"id": "end", "type": "solution", "title": "Done"}]},
    })
}

async fn make(client: &Client) -> Response {
    client.post("trees", flow()).await
}

async fn import(client: &Client) -> Response {
    let text = "graph TD\n  A{On?} -->|Yes| B\n  A -->|No| C\n";
    client
        .request(Method::POST, "trees/import?format=mermaid&name=Power")
        .text("text/plain", text)
        .send()
        .await
}

fn count(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

/// Makes flows until one more is all there may be.
async fn fill_up_to_one(app: &TestApp, client: &Client) -> String {
    app.set_plan(client.person().tenant, "free").await;
    let mut last = String::new();
    for _ in 0..24 {
        last = make(client).await.assert_status(201).text_at("/id");
    }
    last
}

app_test! {
    async fn of_fifty_flows_at_once_where_there_is_room_for_one_exactly_one_is_made(app: TestApp) {
        let author = app.engineer().await;
        fill_up_to_one(app, &author).await;
        let answers = join_all((0..50).map(|n| {
            let author = author.clone();
            async move { if n % 2 == 0 { make(&author).await } else { import(&author).await } }
        }));
        let answers = answers.await;
        assert_eq!((count(&answers, 201), count(&answers, 403)), (1, 49));
        for refused in answers.into_iter().filter(|answer| answer.status == 403) {
            let refused = refused.assert_problem("plan_limit_reached");
            assert_eq!((refused.at("/limit"), refused.at("/current")), (json!(25), json!(25)));
        }
        let usage = author.get("account/usage").await.assert_status(200);
        assert_eq!(usage.at("/trees"), json!({ "used": 25, "limit": 25 }));
    }

    async fn of_many_deleted_flows_brought_back_at_once_there_are_as_many_as_there_may_be(app: TestApp) {
        let author = app.engineer().await;
        app.set_plan(author.person().tenant, "enterprise").await;
        let mut ids = vec![];
        for _ in 0..30 {
            let id = make(&author).await.assert_status(201).text_at("/id");
            author.delete(&format!("trees/{id}")).await.assert_status(204);
            ids.push(id);
        }
        app.set_settings(author.person().tenant, r#"{"max_trees": 4}"#).await;
        let answers = join_all(ids.iter().map(|id| {
            let (author, path) = (author.clone(), format!("trees/{id}/undelete"));
            async move { author.post_nothing(&path).await }
        }));
        let answers = answers.await;
        assert_eq!((count(&answers, 200), count(&answers, 403)), (4, 26));
        // Who is back already is no flow more.
        let back = answers.iter().find(|answer| answer.status == 200).unwrap().text_at("/id");
        author.post_nothing(&format!("trees/{back}/undelete")).await.assert_status(200);
    }

    async fn a_deleted_flow_makes_room_and_a_larger_plan_too(app: TestApp) {
        let author = app.engineer().await;
        let last = fill_up_to_one(app, &author).await;
        make(&author).await.assert_status(201);
        make(&author).await.assert_status(403).assert_problem("plan_limit_reached");
        author.delete(&format!("trees/{last}")).await.assert_status(204);
        make(&author).await.assert_status(201);
        author.post_nothing(&format!("trees/{last}/undelete")).await.assert_status(403).assert_problem("plan_limit_reached");
        app.set_plan(author.person().tenant, "starter").await;
        author.post_nothing(&format!("trees/{last}/undelete")).await.assert_status(200);
    }

    async fn a_dry_run_and_a_change_need_no_room(app: TestApp) {
        let author = app.engineer().await;
        let id = make(&author).await.assert_status(201).text_at("/id");
        app.set_settings(author.person().tenant, r#"{"max_trees": 1}"#).await;
        make(&author).await.assert_status(403);
        let dry = author.request(Method::POST, "trees/import?format=mermaid&dry_run=true");
        dry.text("text/plain", "graph TD\n  A --> B\n").send().await.assert_status(200);
        author.put(&format!("trees/{id}"), json!({ "name": "Renamed" })).await.assert_status(200);
    }
}
