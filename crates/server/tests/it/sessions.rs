//! Sessions: started, recorded, handed over, finished, told.

mod exports;
mod labels;
mod lists;
mod main_job;
mod recording;
mod retention;
mod rights;
mod secrets;
mod starting;
mod together;
mod verifying;

use branchbook_server::features::sessions::verify;
use branchbook_test_support::{Response, TestApp, client::Client};
use serde_json::{Value, json};

/// A small flow to find a cause with; it has a loop.
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

/// A small checklist with intake: `host` at the start, `port` at the step that uses it, and a secret.
fn checklist() -> Value {
    json!({
        "kind": "procedural",
        "intake": [
            {"name": "host", "label": "Host", "type": "text", "required": true},
            {"name": "port", "label": "Port", "type": "number", "required": true, "deferred": true},
            {"name": "pin", "label": "PIN", "type": "secret", "required": true}],
        "nodes": [
            {"id": "before", "type": "section_header", "title": "Before"},
            {"id": "login", "type": "procedure_step", "title": "Log in to {{host}}", "description": "The PIN is {{pin}}.",
             "expected_outcome": "A prompt"},
            {"id": "check", "type": "procedure_step", "title": "Check port {{port}}", "description": "Is it open?",
             "expected_outcome": "Open", "commands": [{"label": "Check", "command": "nc -z {{host}} {{port}}"}]},
            {"id": "after", "type": "section_header", "title": "After"},
            {"id": "logout", "type": "procedure_step", "title": "Log out", "description": "Leave nothing open.",
             "expected_outcome": "No prompt"},
            {"id": "end", "type": "procedure_end", "title": "Done"}]
    })
}

/// A draft of this document.
async fn draft(client: &Client, name: &str, document: Value, more: Value) -> String {
    let mut body = json!({"name": name, "tree_type": document["kind"], "tree_structure": document});
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    client.post("trees", body).await.assert_status(201).text_at("/id")
}

/// A published flow of this document.
async fn published(client: &Client, name: &str, document: Value, more: Value) -> String {
    let tree = draft(client, name, document, more).await;
    client
        .post_nothing(&format!("trees/{tree}/publish"))
        .await
        .assert_status(200);
    tree
}

/// A session, as somebody sees it.
struct Run {
    client: Client,
    path: String,
}

impl Run {
    /// A session of the caller's on the switch flow.
    async fn of_switch(client: &Client) -> Self {
        let tree = published(client, "Switch port", switch_flow(), json!({})).await;
        Self::start(client, json!({"tree_id": tree})).await
    }

    /// A session of the caller's on the checklist.
    async fn of_checklist(client: &Client) -> Self {
        let tree = published(client, "Port check", checklist(), json!({})).await;
        Self::start(client, json!({"tree_id": tree, "variables": {"host": "web-1"}})).await
    }

    async fn start(client: &Client, body: Value) -> Self {
        let started = client.post("sessions", body).await.assert_status(201);
        Self {
            client: client.clone(),
            path: format!("sessions/{}", started.text_at("/id")),
        }
    }

    /// The same session, as somebody else sees it.
    fn seen_by(&self, client: &Client) -> Self {
        Self {
            client: client.clone(),
            path: self.path.clone(),
        }
    }

    fn id(&self) -> &str {
        self.path.trim_start_matches("sessions/")
    }

    async fn read(&self) -> Response {
        self.client.get(&self.path).await
    }

    /// Records an event, whatever comes of it.
    async fn tries(&self, event: Value) -> Response {
        self.client.post(&format!("{}/events", self.path), event).await
    }

    /// Records an event that is taken.
    async fn does(&self, event: Value) -> Response {
        self.tries(event).await.assert_status(200)
    }

    async fn answers(&self, option: &str) -> Response {
        self.does(json!({"type": "answered", "node_id": "start", "option_id": option}))
            .await
    }

    async fn ticks(&self, node: &str, result: &str) -> Response {
        self.does(json!({"type": "completed_step", "node_id": node, "result": result}))
            .await
    }

    async fn completes(&self, outcome: &str) -> Response {
        let complete = format!("{}/complete", self.path);
        self.client
            .post(&complete, json!({"outcome": outcome}))
            .await
            .assert_status(200)
    }

    async fn exports(&self, format: &str) -> Response {
        let export = format!("{}/export", self.path);
        self.client
            .post(&export, json!({"format": format}))
            .await
            .assert_status(200)
    }

    /// The log.
    async fn events(&self) -> Vec<Value> {
        let list = self.client.get(&format!("{}/events?limit=200", self.path)).await;
        let mut list = list.assert_status(200).json();
        assert!(list["next_cursor"].is_null(), "the log goes on");
        match list["items"].take() {
            Value::Array(events) => events,
            other => panic!("no events but {other}"),
        }
    }

    /// The types of the log's events.
    async fn log(&self) -> Vec<String> {
        let events = self.events().await;
        let types = events
            .iter()
            .map(|event| event["type"].as_str().expect("a type").to_owned());
        types.collect()
    }
}

/// Every session is what its log says, and there are so many.
async fn assert_consistent(app: &TestApp, sessions: usize) {
    let verdict = verify::database(&app.db).await.expect("a database that answers");
    assert_eq!(verdict.mismatches, [], "of {} sessions", verdict.sessions);
    assert_eq!(verdict.sessions, sessions);
}
