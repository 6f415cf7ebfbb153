//! A tenant is deleted: at once for those who use it, to the last row, and with nothing of anybody else's.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

use branchbook_server::{features::identity::revocation, jobs};
use branchbook_test_support::{Client, Response, TestApp, client::Method, db_test};
use futures_util::future::{join, join_all};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::raw::Raw;

/// The tables whose rows change when somebody else uses the server.
const SHARED: &[&str] = &["jobs", "audit_log", "audit_heads"];

async fn delete_account(client: &Client, name: &str) -> Response {
    client
        .request(Method::DELETE, "account")
        .json(json!({ "name": name }))
        .send()
        .await
}

/// What a test's tenant is called: as the person who made it.
pub async fn begin(client: &Client) -> String {
    let begun = delete_account(client, &client.person().name).await.assert_status(202);
    begun.text_at("/id")
}

/// Runs what is due until the deletion has ended.
pub async fn finish(app: &TestApp, deletion: &str) -> Value {
    loop {
        app.clock.advance(SignedDuration::from_secs(31));
        jobs::run_due(&app.app).await.unwrap();
        let progress = progress(app, deletion).await;
        assert_ne!(progress["status"], "failed");
        if progress["status"] == "done" {
            return progress;
        }
    }
}

async fn progress(app: &TestApp, deletion: &str) -> Value {
    app.nobody()
        .get(&format!("deletions/{deletion}"))
        .await
        .assert_status(200)
        .json()
}

pub fn new_tree(name: &str) -> Value {
    json!({ "name": name, "tree_type": "troubleshooting", "tags": ["power"], "category": "Office", "visibility": "public",
        "tree_structure": { "root": "start", "nodes": [
            { "id": "start", "type": "decision", "title": "Is it on?", "options": [
                { "id": "yes", "label": "Yes", "to": "done" }, { "id": "no", "label": "No", "to": "done" }] },
            { "id": "done", "type": "solution", "title": "Done", "description": "It is on." }] } })
}

/// Something in nearly every table that a tenant can have rows in.
pub async fn use_it(client: &Client) -> String {
    let tree = client
        .post("trees", new_tree("Power"))
        .await
        .assert_status(201)
        .text_at("/id");
    client
        .put(&format!("trees/{tree}"), json!({ "description": "Changed" }))
        .await
        .assert_status(200);
    client
        .post_nothing(&format!("trees/{tree}/publish"))
        .await
        .assert_status(200);
    let session = client
        .post("sessions", json!({ "tree_id": tree }))
        .await
        .assert_status(201)
        .text_at("/id");
    client
        .post(
            &format!("sessions/{session}/events"),
            json!({ "type": "answered", "node_id": "start", "option_id": "yes" }),
        )
        .await
        .assert_status(200);
    client
        .post("auth/tokens", json!({ "name": "Nightly", "scopes": ["trees:read"] }))
        .await
        .assert_status(201);
    let repeated = client
        .request(Method::POST, "trees/validate")
        .header("idempotency-key", "one");
    repeated
        .json(json!({ "tree_structure": new_tree("x")["tree_structure"] }))
        .send()
        .await
        .assert_status(200);
    tree
}

/// Copies of a flow with its first version, made by the database itself.
async fn many_trees(raw: &Raw, tree: &str, count: u32) {
    let blob = tree.replace('-', "");
    for (table, id) in [("trees", "id"), ("tree_versions", "tree_id")] {
        let columns = raw.columns(table).await.into_iter().map(|(name, _)| name);
        let columns: Vec<String> = columns.filter(|name| name != id).collect();
        let columns = columns.join(", ");
        // Numbered, so that versions find their flows.
        raw.execute(
            &format!(
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
                 INSERT INTO {table} ({id}, {columns})
                 SELECT unhex(printf('{}%012x', n)), {columns} FROM {table}, n
                 WHERE {id} = x'{blob}'
                 {}",
                &blob[..20],
                if table == "trees" { "" } else { "AND version_number = 1" },
            ),
            &format!(
                "INSERT INTO {table} ({id}, {columns})
                 SELECT ('{}' || lpad(to_hex(n), 12, '0'))::uuid, {columns} FROM {table}, generate_series(1, {count}) n
                 WHERE {id} = '{tree}'
                 {}",
                &blob[..20],
                if table == "trees" { "" } else { "AND version_number = 1" },
            ),
        )
        .await;
    }
}

/// No plan stands in the way.
async fn without_limits(raw: &Raw) {
    let sql = "UPDATE tenants SET plan = 'enterprise'";
    raw.execute(sql, sql).await;
}

/// Every row in which the tenant is named, but those of the platform's log that tell of its deletion.
async fn left_of(raw: &Raw, tenant: &str) -> Vec<String> {
    let mut left = vec![];
    for table in raw.tables().await {
        let rows = raw.rows_with(&table, tenant).await;
        left.extend(
            rows.into_iter()
                .filter(|row| !row.contains("tenant.delet"))
                .map(|row| format!("{table}: {row}")),
        );
    }
    left
}

/// Every row in which the tenant is named.
async fn all_of(raw: &Raw, tenant: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in raw
        .tables()
        .await
        .iter()
        .filter(|table| !SHARED.contains(&table.as_str()))
    {
        all.extend(
            raw.rows_with(table, tenant)
                .await
                .into_iter()
                .map(|row| format!("{table}: {row}")),
        );
    }
    all
}

db_test! {
    async fn a_node_that_starts_after_a_tenant_is_gone_takes_no_token_of_it(db: TestDb) {
        let app = &TestApp::start(db).await;
        let other = app.other_tenant().await;
        let deletion = begin(&other).await;
        finish(app, &deletion).await;
        // It has heard of nothing that was so before.
        let later = app.another_node().await;
        let there = later.nobody().with_token(other.token());
        there.get("trees").await.assert_status(401).assert_problem("token_revoked");
        there.post("trees", new_tree("Power")).await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_tenant_of_ten_thousand_flows_is_deleted_while_it_is_written_to(db: TestDb) {
        let app = &TestApp::start(db).await;
        let raw = Raw::open(db).await;
        let (admin, other) = (app.admin().await, app.other_tenant().await);
        let engineer = app.engineer().await;
        let still = app.nobody().post("auth/register", json!({
            "email": "still@example.com", "password": "a password of theirs", "name": "still",
        })).await.assert_status(201);
        without_limits(&raw).await;
        for client in [&other, &app.nobody().with_token(&still.text_at("/access_token"))] {
            use_it(client).await;
        }
        many_trees(&raw, &use_it(&admin).await, 10_000).await;
        let [gone, stays] = [admin.person().tenant.to_string(), still.text_at("/tenant/id")];
        let before = all_of(&raw, &stays).await;
        assert!(before.len() > 10, "{before:?}");
        let there = left_of(&raw, &gone).await.len();
        assert!(there > 20_000, "{there}");

        // Elsewhere, where it takes two seconds to be heard of that the tenant is not active: the job does not wait so long here.
        let elsewhere = app.another_node().await;
        let hearing = tokio::spawn(revocation::follow(elsewhere.app.clone()));
        let is_over = AtomicBool::new(false);
        let there = |client: &Client| elsewhere.nobody().with_token(client.token());
        let write = |client: Client, number: usize| {
            let is_over = &is_over;
            async move {
                let mut made = vec![];
                while !is_over.load(Ordering::SeqCst) {
                    let tree = client.post("trees", new_tree(&format!("Flow of {number}"))).await;
                    if tree.status == 201 {
                        made.push(tree.text_at("/id"));
                        let path = format!("trees/{}", tree.text_at("/id"));
                        client.put(&path, json!({ "description": "Changed" })).await;
                        client.post("sessions", json!({ "tree_id": tree.text_at("/id") })).await;
                    }
                }
                made
            }
        };
        let writers = (0..8).map(|number| write(there(if number % 2 == 0 { &admin } else { &engineer }), number));
        let others = (0..2).map(|number| write(there(&other), 8 + number));
        let writing = join(join_all(writers), join_all(others));
        let deleting = async {
            let deletion = begin(&admin).await;
            for client in [&admin, &engineer] {
                assert!(matches!(client.get("trees").await.status, 401 | 403), "it is over at once");
            }
            let progress = finish(app, &deletion).await;
            is_over.store(true, Ordering::SeqCst);
            progress
        };
        let (progress, (_, kept)) = join(deleting, writing).await;
        hearing.abort();

        assert!(progress["done"].as_i64().unwrap() > 20_000 && progress["done"] == progress["total"], "{progress}");
        assert_eq!(left_of(&raw, &gone).await, Vec::<String>::new());
        assert_eq!(all_of(&raw, &stays).await, before);
        let there = all_of(&raw, &other.person().tenant.to_string()).await;
        let kept: Vec<String> = kept.into_iter().flatten().collect();
        assert!(!kept.is_empty());
        for tree in kept {
            let tree = tree.replace('-', "");
            assert!(there.iter().any(|row| row.replace('-', "").contains(&tree)), "{tree} of another tenant is missing");
        }
        let users = raw.rows("users").await.join("\n");
        assert!(!users.contains("admin@example.com"), "the admin belonged nowhere else");
        assert!(users.contains("engineer@example.com"), "the engineer has a tenant of their own");
    }

    async fn no_address_and_no_agent_of_a_deleted_tenant_is_left_anywhere(db: TestDb) {
        let app = &TestApp::start(db).await;
        let raw = Raw::open(db).await;
        let admin = app.admin().await;
        let new = json!({ "name": "Night watch", "role": "viewer" });
        let agent = admin.post("account/agents", new).await.assert_status(201).text_at("/id");
        admin.delete(&format!("account/agents/{agent}")).await.assert_status(204);
        app.nobody().post("auth/password/forgot", json!({ "email": "admin@example.com" })).await.assert_status(202);
        jobs::run_due(&app.app).await.unwrap();
        let deletion = begin(&admin).await;
        finish(app, &deletion).await;
        for name in ["admin@example.com", "Night watch", &agent] {
            assert_eq!(left_of(&raw, name).await, Vec::<String>::new(), "{name}");
        }
    }

    async fn a_deletion_that_was_killed_goes_on_elsewhere(db: TestDb) {
        let app = &TestApp::start(db).await;
        let raw = Raw::open(db).await;
        let admin = app.admin().await;
        without_limits(&raw).await;
        many_trees(&raw, &use_it(&admin).await, 2_000).await;
        let deletion = begin(&admin).await;
        app.clock.advance(SignedDuration::from_secs(6));
        let runs = app.app.clone();
        let killed = tokio::spawn(async move { jobs::run_due(&runs).await });
        while progress(app, &deletion).await["done"] == 0 {}
        killed.abort();
        let _ = killed.await;
        let half_way = progress(app, &deletion).await;
        assert_eq!(half_way["status"], "running");

        let elsewhere = app.another_node().await;
        let progress = finish(&elsewhere, &deletion).await;
        assert!(progress["done"].as_i64() > half_way["done"].as_i64());
        assert_eq!(left_of(&raw, &admin.person().tenant.to_string()).await, Vec::<String>::new());
        let audit = raw.rows("audit_log").await;
        for told in ["tenant.deletion_begun", "tenant.deleted"] {
            assert_eq!(audit.iter().filter(|row| row.contains(told)).count(), 1, "{told}");
        }
    }

    async fn everything_ends_within_seconds_on_every_node(db: TestDb) {
        let app = &TestApp::start(db).await;
        let elsewhere = app.another_node().await;
        let (admin, viewer) = (app.admin().await, app.viewer().await);
        let token = admin.post("auth/tokens", json!({ "name": "Nightly", "scopes": ["trees:read"] })).await.text_at("/token");
        let there = |token: &str| elsewhere.nobody().with_token(token);
        for token in [admin.token(), viewer.token(), &token] {
            there(token).get("trees").await.assert_status(200);
        }
        begin(&admin).await;
        revocation::poll(&elsewhere.app).await.unwrap();
        app.clock.advance(SignedDuration::from_secs(3));
        for token in [admin.token(), viewer.token(), &token] {
            assert!(matches!(there(token).get("trees").await.status, 401 | 403));
        }
        let again = json!({ "email": "admin@example.com", "password": admin.person().password });
        app.nobody().post("auth/login/json", again).await.assert_status(403).assert_problem("account_inactive");
    }

    async fn the_name_has_to_be_typed_letter_for_letter_by_an_admin_in_person(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = app.admin().await;
        for name in ["", "Admin", "admin ", "other"] {
            let refused = delete_account(&admin, name).await.assert_status(422).assert_problem("invalid_value");
            assert_eq!(refused.at("/errors/0/pointer"), "/name");
        }
        delete_account(&app.manager().await, "admin").await.assert_status(403);
        let token = admin.post("auth/tokens", json!({ "name": "Nightly", "scopes": ["admin"] })).await.text_at("/token");
        delete_account(&app.nobody().with_token(&token), "admin").await.assert_status(403);
        admin.get("trees").await.assert_status(200);
        app.nobody().get("deletions/01900000-0000-7000-8000-000000000000").await.assert_status(404);
    }

    async fn of_fifty_deletions_at_once_one_begins(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = app.admin().await;
        let begun = join_all((0..50).map(|_| delete_account(&admin, "admin"))).await;
        assert_eq!(begun.iter().filter(|answer| answer.status == 202).count(), 1);
        assert!(begun.iter().all(|answer| matches!(answer.status, 202 | 401 | 403 | 404)));
    }
}
