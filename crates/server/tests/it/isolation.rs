//! Tenants are apart: whatever one of them calls, nothing of another's changes; and where the program forgets to ask for a tenant's
//! rows only, PostgreSQL gives no others.

mod calls;
mod row_security;

use branchbook_test_support::{Client, TestApp, database::TestDb};
use serde_json::{Value, json};

use crate::tenant_data::raw::Raw;

/// Something of everything, the same in every tenant. The ids of it all.
async fn fill(client: &Client) -> Vec<String> {
    let mut ids = vec![client.person().id.to_string(), client.person().tenant.to_string()];
    for visibility in ["private", "team", "public"] {
        let flow = json!({
            "name": "Power", "tree_type": "troubleshooting", "visibility": visibility, "category": "Desk", "tags": ["power"],
            "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [
                {"id": "end", "type": "solution", "title": "Done", "description": "Nothing is left to do."}]},
        });
        let tree = client.post("trees", flow).await.assert_status(201).text_at("/id");
        client
            .post_nothing(&format!("trees/{tree}/publish"))
            .await
            .assert_status(200);
        let session = client
            .post("sessions", json!({ "tree_id": tree }))
            .await
            .assert_status(201)
            .text_at("/id");
        ids.extend([tree, session]);
    }
    client.put("settings/theme", json!("dark")).await.assert_status(200);
    let token = json!({ "name": "Bot", "scopes": ["trees:read"] });
    ids.push(
        client
            .post("auth/tokens", &token)
            .await
            .assert_status(201)
            .text_at("/id"),
    );
    let agent = client
        .post("account/agents", json!({ "name": "Bot", "role": "engineer" }))
        .await
        .text_at("/id");
    let tokens = format!("account/agents/{agent}/tokens");
    ids.push(client.post(&tokens, &token).await.assert_status(201).text_at("/id"));
    ids.push(agent);
    let invite = client
        .post("account/invites", json!({ "role": "viewer" }))
        .await
        .assert_status(201);
    ids.push(invite.text_at("/id"));
    let devices = client.get("auth/sessions").await.assert_status(200).json();
    let devices = devices["items"].as_array().expect("devices").iter();
    ids.extend(devices.filter_map(|device| device["id"].as_str()).map(str::to_owned));
    ids
}

/// The tenant's rows, and those of tables without tenants that name it or its admin: sorted texts, to be compared. Others may name
/// it too: a run of a flow that it has published for everyone does.
async fn dump(db: &TestDb, of: &Client) -> Vec<String> {
    let raw = Raw::open(db).await;
    let (tenant, user) = (of.person().tenant.to_string(), of.person().id.to_string());
    // As PostgreSQL and as SQLite begin a row.
    let first = [format!("({tenant},"), format!("{}|", tenant.replace('-', ""))];
    let mut rows = vec![];
    for table in raw.tables().await {
        let is_owned = raw
            .primary_key(&table)
            .await
            .first()
            .is_some_and(|key| key == "tenant_id");
        let mut found = raw.rows_with(&table, &tenant).await;
        if is_owned {
            found.retain(|row| first.iter().any(|first| row.starts_with(first)));
        } else {
            found.extend(raw.rows_with(&table, &user).await);
        }
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    rows.sort_unstable();
    rows
}

/// Two tenants with the same in them.
async fn two(app: &TestApp) -> (Client, Client, Vec<String>) {
    let (a, b) = (app.admin().await, app.other_tenant().await);
    let mut ids = fill(&a).await;
    ids.extend(fill(&b).await);
    (a, b, ids)
}

/// Puts other ids in the place of those in a body.
fn replace_ids(body: &mut Value, id: &mut impl FnMut() -> String) {
    match body {
        Value::String(text) if text.parse::<uuid::Uuid>().is_ok() => *text = id(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace_ids(item, id)),
        Value::Object(members) => members.values_mut().for_each(|member| replace_ids(member, id)),
        _ => {}
    }
}
