//! Somebody who asks a server, and the little that most tests need there.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::process::Server;

/// One caller of the API, who tries again whenever the server is gone.
#[derive(Clone)]
pub(crate) struct Caller {
    http: Client,
    api: String,
    token: String,
}

impl Caller {
    /// The answer, once there is one.
    pub(crate) async fn call(&self, method: reqwest::Method, path: &str, body: Option<&Value>) -> (StatusCode, Value) {
        loop {
            let mut request = self
                .http
                .request(method.clone(), format!("{}/{path}", self.api))
                .bearer_auth(&self.token);
            if let Some(body) = body {
                request = request.json(body);
            }
            if let Ok(response) = request.send().await {
                let status = response.status();
                if let Ok(body) = response.json().await
                    && status != StatusCode::SERVICE_UNAVAILABLE
                {
                    return (status, body);
                }
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What is read there.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(reqwest::Method::GET, path, None).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    /// What comes of this body there.
    pub(crate) async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.call(reqwest::Method::POST, path, Some(&body)).await
    }
}

/// A new account.
pub(crate) async fn sign_up(server: &Server) -> Caller {
    let mut caller = Caller {
        http: Client::new(),
        api: format!("{}/api/v1", server.url),
        token: String::new(),
    };
    let account = json!({"email": "ada@example.com", "password": "a password of hers", "name": "Ada"});
    let (status, made) = caller.post("auth/register", account).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made["access_token"]
        .as_str()
        .expect("a token")
        .clone_into(&mut caller.token);
    caller
}

/// A published flow: its id.
pub(crate) async fn publish(caller: &Caller) -> Value {
    let structure = json!({"kind": "troubleshooting", "root": "start", "nodes": [
        {"id": "start", "type": "decision", "title": "Is it on?", "options": [
            {"id": "yes", "label": "Yes", "to": "done"}, {"id": "no", "label": "No", "to": "done"}]},
        {"id": "done", "type": "solution", "title": "Done"}]});
    let tree = json!({"name": "Power", "tree_type": "troubleshooting", "tree_structure": structure});
    let (status, tree) = caller.post("trees", tree).await;
    assert_eq!(status, StatusCode::CREATED, "{tree}");
    let id = tree["id"].clone();
    let (status, published) = caller
        .post(&format!("trees/{}/publish", id.as_str().expect("an id")), json!({}))
        .await;
    assert_eq!(status, StatusCode::OK, "{published}");
    id
}
