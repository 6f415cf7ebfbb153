//! What is known before a flow is published.

use branchbook_test_support::{app_test, client::Method};
use serde_json::{Value, json};

use super::{create, forks::retitle, id};

app_test! {
    async fn before_publishing_one_sees_what_changes_and_for_how_many_open_sessions_it_does_not(app: TestApp) {
        let author = app.engineer().await;
        let tree = create(&author, "Switch", json!({})).await;
        let path = format!("trees/{}", id(&tree));
        let first = author.get(&format!("{path}/publish-preview")).await.assert_status(200);
        assert_eq!((first.at("/version"), first.at("/published_version"), first.at("/diff")), (json!(1), Value::Null, Value::Null));
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let mut sessions = vec![];
        for _ in 0..3 {
            let started = author.post("sessions", json!({"tree_id": tree["id"]})).await.assert_status(201);
            sessions.push(started.text_at("/id"));
        }
        let ended = author.post(&format!("sessions/{}/complete", sessions[0]), json!({"outcome": "resolved"})).await;
        ended.assert_status(200);
        retitle(app, &author, &path, &[("start", "Up?")]).await;
        let preview = author.get(&format!("{path}/publish-preview")).await.assert_status(200);
        assert_eq!((preview.at("/version"), preview.at("/published_version")), (json!(2), json!(1)));
        assert_eq!(preview.at("/diff/changed/0/node_id"), "start");
        assert_eq!(preview.at("/titles/start"), "Up?");
        assert_eq!((preview.at("/open_sessions_on_older"), preview.at("/open_sessions")), (json!(2), json!([{"version": 1, "count": 2}])));
    }

    async fn what_was_saved_after_one_has_looked_is_not_published(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        retitle(app, &author, &path, &[("start", "Up?")]).await;
        let publish = |version: &str| author.request(Method::POST, &format!("{path}/publish")).header("if-match", version).send();
        let refused = publish("\"1\"").await.assert_problem("version_conflict");
        assert_eq!(refused.at("/current_version"), 2);
        assert_eq!(author.get(&path).await.at("/published_version"), Value::Null);
        assert_eq!(publish("\"2\"").await.assert_status(200).at("/published_version"), 2);
    }
}
