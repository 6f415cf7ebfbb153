//! Preferences of a person in a tenant.

use branchbook_test_support::{Client, Response, app_test};
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn keep(client: &Client, key: &str, value: Value) -> Response {
    client.put(&format!("settings/{key}"), value).await
}

app_test! {
    async fn a_preference_is_kept_read_replaced_and_forgotten(app: TestApp) {
        let viewer = app.viewer().await;
        viewer.get("settings/theme").await.assert_status(404).assert_problem("not_found");
        keep(&viewer, "theme", json!("dark")).await.assert_status(200);
        let layout = json!({ "columns": [1, 2.5, null], "open": true });
        assert_eq!(keep(&viewer, "editor.layout", layout.clone()).await.assert_status(200).json(), layout);
        keep(&viewer, "theme", json!(null)).await.assert_status(200);
        assert_eq!(viewer.get("settings").await.json(), json!({ "items": { "editor.layout": layout, "theme": null } }));
        assert_eq!(viewer.get("settings/editor.layout").await.json(), layout);
        viewer.delete("settings/theme").await.assert_status(204);
        viewer.delete("settings/theme").await.assert_status(404);
        assert_eq!(viewer.get("settings").await.json(), json!({ "items": { "editor.layout": layout } }));
    }

    async fn preferences_are_ones_own_in_each_tenant(app: TestApp) {
        let (viewer, engineer, other) = (app.viewer().await, app.engineer().await, app.other_tenant().await);
        keep(&viewer, "theme", json!("dark")).await.assert_status(200);
        for somebody in [&engineer, &other, &app.admin().await] {
            assert_eq!(somebody.get("settings").await.json(), json!({ "items": {} }));
            somebody.delete("settings/theme").await.assert_status(404);
        }
    }

    async fn keys_and_values_have_limits(app: TestApp) {
        let viewer = app.viewer().await;
        for key in ["Theme", "a%20b", "ä", &"k".repeat(65), "a%2Fb"] {
            keep(&viewer, key, json!(1)).await.assert_status(404).assert_problem("not_found");
        }
        keep(&viewer, &"k".repeat(64), json!("x".repeat((64 << 10) - 2))).await.assert_status(200);
        keep(&viewer, "theme", json!("x".repeat((64 << 10) - 1))).await.assert_status(422).assert_problem("invalid_value");
    }

    async fn of_many_keys_kept_at_once_there_are_a_hundred(app: TestApp) {
        let viewer = app.viewer().await;
        let answers = join_all((0..120).map(|n| {
            let viewer = viewer.clone();
            async move { keep(&viewer, &format!("key-{n}"), json!(n)).await }
        }));
        let answers = answers.await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(200), count(422)), (100, 20));
        assert_eq!(viewer.get("settings").await.at("/items").as_object().unwrap().len(), 100);
    }
}
