//! Real objects of the admin's for the ids in paths, and bodies that a schema alone does not tell.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use branchbook_db::BoxFuture;
use branchbook_test_support::{Client, Response};
use serde_json::{Value, json};

/// Makes an object as the admin and says its path.
type Make = for<'c> fn(&'c Client) -> BoxFuture<'c, String>;

/// A body for one operation: its method, its path, and what makes the body.
type Body = (&'static str, &'static str, fn() -> Value);

/// How to make the object of a path. The longest beginning that fits counts; each slice adds its own.
const OBJECTS: &[(&str, Make)] = &[
    ("/api/v1/trees/{id}", |admin| Box::pin(tree(admin))),
    ("/api/v1/trees/{id}/versions/{number}", |admin| {
        Box::pin(async move { format!("{}/versions/1", tree(admin).await) })
    }),
    ("/api/v1/trees/{id}/pull", |admin| {
        Box::pin(async move { format!("{}/pull", fork(admin).await) })
    }),
    ("/api/v1/trees/{id}/parent-updates", |admin| {
        Box::pin(async move { format!("{}/parent-updates", fork(admin).await) })
    }),
    ("/api/v1/trees/{id}/proposals", |admin| {
        Box::pin(async move { format!("{}/proposals", fork(admin).await) })
    }),
    ("/api/v1/trees/categories/", |admin| {
        Box::pin(labelled(admin, "categories"))
    }),
    ("/api/v1/trees/tags/", |admin| Box::pin(labelled(admin, "tags"))),
    ("/api/v1/proposals/{id}", |admin| Box::pin(proposal(admin))),
    ("/api/v1/sessions/{id}", |admin| Box::pin(session(admin))),
    // The platform is found by operators only, whom the sweep does not have.
    ("/api/v1/platform/tenants/{id}", |_| {
        Box::pin(async { nobodys("platform/tenants") })
    }),
    ("/api/v1/account/members/{user_id}", |admin| {
        Box::pin(async move { format!("/api/v1/account/members/{}", agent(admin).await) })
    }),
    ("/api/v1/account/agents/{id}", |admin| {
        Box::pin(async move { format!("/api/v1/account/agents/{}", agent(admin).await) })
    }),
    ("/api/v1/account/agents/{id}/tokens/{token_id}", |admin| {
        Box::pin(async move {
            let tokens = format!("account/agents/{}/tokens", agent(admin).await);
            let made = admin.post(&tokens, new_token()).await.assert_status(201);
            format!("/api/v1/{tokens}/{}", made.text_at("/id"))
        })
    }),
    ("/api/v1/account/invites/{id}", |admin| {
        Box::pin(async move { format!("/api/v1/account/invites/{}", invite(admin).await.text_at("/id")) })
    }),
    ("/api/v1/invites/{code}", |admin| {
        Box::pin(async move { format!("/api/v1/invites/{}", invite(admin).await.text_at("/code")) })
    }),
    ("/api/v1/settings/{key}", |admin| {
        Box::pin(async move {
            admin.put("settings/theme", json!("dark")).await.assert_status(200);
            "/api/v1/settings/theme".to_owned()
        })
    }),
    ("/api/v1/platform/users/{id}", |_| {
        Box::pin(async { nobodys("platform/users") })
    }),
    ("/api/v1/platform/invite-codes/{id}", |_| {
        Box::pin(async { nobodys("platform/invite-codes") })
    }),
    // One that nobody has begun: it takes the admin's own account.
    ("/api/v1/deletions/{id}", |_| Box::pin(async { nobodys("deletions") })),
    ("/api/v1/auth/tokens/{id}", |admin| {
        Box::pin(async move {
            let made = admin.post("auth/tokens", new_token()).await.assert_status(201);
            format!("/api/v1/auth/tokens/{}", made.text_at("/id"))
        })
    }),
    ("/api/v1/auth/sessions/{id}", |admin| Box::pin(device(admin))),
];

/// Bodies for operations whose schema allows more than the server accepts. Each slice adds its own.
const BODIES: &[Body] = &[
    ("POST", "/api/v1/account/agents/{id}/tokens", new_token),
    (
        "POST",
        "/api/v1/auth/email/resend",
        || json!({ "email": "sweep@example.com" }),
    ),
    (
        "POST",
        "/api/v1/auth/password/change",
        || json!({ "current_password": "not known", "new_password": "four words that are new" }),
    ),
    ("PATCH", "/api/v1/platform/tenants/{id}", || json!({ "plan": "pro" })),
    ("POST", "/api/v1/trees", new_tree),
    ("POST", "/api/v1/trees/categories/rename", new_name),
    ("POST", "/api/v1/trees/categories/remove", || json!({ "name": "sweep" })),
    ("POST", "/api/v1/trees/tags/rename", new_name),
    ("POST", "/api/v1/trees/tags/remove", || json!({ "name": "sweep" })),
    ("PUT", "/api/v1/trees/{id}", || json!({ "description": "Changed" })),
    (
        "POST",
        "/api/v1/trees/{id}/sync",
        || json!({ "base_version": 1, "changes": [] }),
    ),
    (
        "PATCH",
        "/api/v1/trees/{id}/versions/{number}",
        || json!({ "name": "First" }),
    ),
    ("POST", "/api/v1/trees/{id}/restore", || json!({ "version_number": 1 })),
    ("POST", "/api/v1/trees/import", || {
        json!("graph TD\n  A{On?} -->|Yes| B\n  A -->|No| C\n")
    }),
    (
        "POST",
        "/api/v1/trees/validate",
        || json!({ "tree_structure": new_tree()["tree_structure"] }),
    ),
];

/// An agent of the admin's.
async fn agent(admin: &Client) -> String {
    let made = admin
        .post("account/agents", json!({ "name": "Bot", "role": "viewer" }))
        .await;
    made.assert_status(201).text_at("/id")
}

/// An invite to the admin's tenant, for nobody who takes part.
async fn invite(admin: &Client) -> Response {
    static GUEST: AtomicU64 = AtomicU64::new(1);
    let email = format!("guest-{}@example.com", GUEST.fetch_add(1, Relaxed));
    let invite = json!({ "role": "viewer", "email": email });
    admin.post("account/invites", invite).await.assert_status(201)
}

/// The path of something that is not there.
fn nobodys(kind: &str) -> String {
    format!("/api/v1/{kind}/01900000-0000-7000-8000-000000000000")
}

/// A token that may read.
fn new_token() -> Value {
    json!({ "name": "Nightly import", "scopes": ["trees:read"] })
}

/// A flow without findings.
fn new_tree() -> Value {
    json!({ "name": "Power", "tree_type": "troubleshooting", "tree_structure": { "root": "start", "nodes": [
        { "id": "start", "type": "decision", "title": "Is it on?", "options": [
            { "id": "yes", "label": "Yes", "to": "done" }, { "id": "no", "label": "No", "to": "done" }] },
        { "id": "done", "type": "solution", "title": "Done" }] } })
}

/// A draft of the admin's.
async fn tree(admin: &Client) -> String {
    let made = admin.post("trees", new_tree()).await.assert_status(201);
    format!("/api/v1/trees/{}", made.text_at("/id"))
}

/// The path to labels of this kind, of which the admin's flows bear one.
async fn labelled(admin: &Client, kind: &str) -> String {
    let mut labelled = new_tree();
    labelled["category"] = json!("sweep");
    labelled["tags"] = json!(["sweep"]);
    admin.post("trees", labelled).await.assert_status(201);
    format!("/api/v1/trees/{kind}/")
}

/// Another name for that label, whether flows bear it already or not.
fn new_name() -> Value {
    json!({ "from": "sweep", "to": "swept", "merge": true })
}

/// A changed fork of a flow of the admin's.
async fn fork(admin: &Client) -> String {
    let parent = tree(admin).await;
    let parent = parent.trim_start_matches("/api/v1/");
    let reason = json!({ "fork_reason": "Ours is another" });
    let made = admin.post(&format!("{parent}/fork"), reason).await.assert_status(201);
    let fork = format!("/api/v1/trees/{}", made.text_at("/id"));
    let mut changed = made.at("/tree_structure");
    changed["nodes"][0]["title"] = json!("Is it plugged in?");
    let change = json!({ "tree_structure": changed });
    admin
        .put(fork.trim_start_matches("/api/v1/"), change)
        .await
        .assert_status(200);
    fork
}

/// What that fork proposes.
async fn proposal(admin: &Client) -> String {
    let fork = fork(admin).await;
    let path = format!("{}/proposals", fork.trim_start_matches("/api/v1/"));
    let made = admin
        .post(&path, json!({ "message": "Ask this" }))
        .await
        .assert_status(201);
    format!("/api/v1/proposals/{}", made.text_at("/id"))
}

/// A session of the admin's on a draft of theirs.
async fn session(admin: &Client) -> String {
    let tree = tree(admin).await;
    let new = json!({ "tree_id": tree.trim_start_matches("/api/v1/trees/") });
    let started = admin.post("sessions", new).await.assert_status(201);
    format!("/api/v1/sessions/{}", started.text_at("/id"))
}

/// Another device of the admin's than the one that asks.
async fn device(admin: &Client) -> String {
    let person = admin.person();
    let login = json!({ "email": person.email, "password": person.password });
    admin.post("auth/login/json", login).await.assert_status(200);
    let devices = admin.get("auth/sessions").await.assert_status(200).at("/items");
    let mut others = devices
        .as_array()
        .into_iter()
        .flatten()
        .filter(|device| device["current"] == false);
    let id = others
        .next()
        .and_then(|device| device["id"].as_str())
        .expect("the other device");
    format!("/api/v1/auth/sessions/{id}")
}

/// The body that was said for this operation.
pub fn body(method: &str, path: &str) -> Option<Value> {
    let said = BODIES
        .iter()
        .find(|(said_method, said_path, _)| (*said_method, *said_path) == (method, path));
    said.map(|(_, _, body)| body())
}

/// The path with real ids in it.
pub async fn real_path(path: &str, admin: &Client) -> Result<String, String> {
    let fitting = OBJECTS.iter().filter(|(beginning, _)| path.starts_with(beginning));
    let real = match fitting.max_by_key(|(beginning, _)| beginning.len()) {
        Some((beginning, make)) => path.replacen(beginning, &make(admin).await, 1),
        None => path.to_owned(),
    };
    if real.contains('{') {
        return Err(format!(
            "{path}: say in tests/it/authorization/objects.rs how to make such an object"
        ));
    }
    Ok(real)
}

/// The ids in a path.
pub fn ids_in(path: &str) -> impl Iterator<Item = String> {
    path.split('/')
        .filter(|segment| segment.parse::<uuid::Uuid>().is_ok())
        .map(str::to_owned)
}
