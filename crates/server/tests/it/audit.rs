//! The audit log as admins read it, and what is found when somebody has tampered with it.

mod beginning;
mod tampering;

use branchbook_db::{Error, params};
use branchbook_domain::id::{TenantId, UserId};
use branchbook_server::{
    app::Clock,
    features::audit::{
        self, Event, Stamp,
        verification::{self, Verification},
    },
};
use branchbook_test_support::{TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// Writes an event to the log of a tenant.
async fn record(app: &TestApp, tenant: TenantId, event: &Event) {
    let input = (Stamp::now(&app.app), event.clone());
    let recorded: Result<(), Error> = app
        .db
        .tenant(tenant)
        .write(input, |tx, (stamp, event)| Box::pin(audit::record(tx, stamp, event)))
        .await;
    recorded.unwrap();
}

/// An event of this user's.
fn event(actor: UserId, action: &'static str, number: u128) -> Event {
    Event {
        actor: Some(actor),
        action,
        target: ("lamp", uuid::Uuid::from_u128(number)),
        ip: "192.0.2.7".to_owned(),
        before: None,
        after: Some(json!({ "number": number as u64 })),
    }
}

/// An admin with so many events, a second apart.
async fn admin_with(app: &TestApp, events: u128) -> branchbook_test_support::Client {
    let admin = app.admin().await;
    for number in 1..=events {
        app.clock.advance(SignedDuration::from_secs(1));
        let action = if number % 2 == 1 { "lamp.lit" } else { "lamp.put_out" };
        record(app, admin.person().tenant, &event(admin.person().id, action, number)).await;
    }
    // Signed in anew: an access token lives for a quarter of an hour.
    app.admin().await
}

fn numbers(items: &Value) -> Vec<u64> {
    let items = items.as_array().unwrap();
    items
        .iter()
        .filter_map(|item| item["after"]["number"].as_u64())
        .collect()
}

app_test! {
    async fn an_admin_reads_what_was_done_the_latest_first(app: TestApp) {
        let admin = admin_with(app, 3).await;
        let list = admin.get("account/audit?target_type=lamp").await.assert_status(200);
        assert_eq!(numbers(&list.at("/items")), [3, 2, 1]);
        assert_eq!(list.at("/items/0/actor/name"), "admin");
        assert_eq!(list.at("/items/0/action"), "lamp.lit");
        assert_eq!(list.at("/items/0/ip"), "192.0.2.7");
        assert_eq!(list.at("/items/0/before"), Value::Null);
        app.manager().await.get("account/audit").await.assert_status(403);
    }

    async fn pages_are_stable_while_rows_come(app: TestApp) {
        let admin = admin_with(app, 5).await;
        let first = admin.get("account/audit?target_type=lamp&limit=2").await.assert_status(200);
        record(app, admin.person().tenant, &event(admin.person().id, "lamp.lit", 6)).await;
        let cursor = first.text_at("/next_cursor");
        let second = admin.get(&format!("account/audit?target_type=lamp&limit=2&cursor={cursor}")).await;
        assert_eq!((numbers(&first.at("/items")), numbers(&second.at("/items"))), (vec![5, 4], vec![3, 2]));
    }

    async fn the_log_is_filtered(app: TestApp) {
        let admin = admin_with(app, 4).await;
        let list = admin.get("account/audit?target_type=lamp").await;
        let second = list.text_at("/items/2/at");
        let me = admin.person().id;
        for (filter, found) in [
            ("action=lamp.lit".to_owned(), vec![3, 1]),
            ("action=lamp.".to_owned(), vec![4, 3, 2, 1]),
            ("action=lam".to_owned(), vec![]),
            ("action=%25.".to_owned(), vec![]),
            (format!("actor={me}&target_type=lamp"), vec![4, 3, 2, 1]),
            ("actor=01900000-0000-7000-8000-000000000000".to_owned(), vec![]),
            ("target_type=door".to_owned(), vec![]),
            (format!("from={second}&target_type=lamp"), vec![4, 3, 2]),
            (format!("to={second}&target_type=lamp"), vec![1]),
        ] {
            let list = admin.get(&format!("account/audit?{filter}")).await.assert_status(200);
            assert_eq!(numbers(&list.at("/items")), found, "{filter}");
        }
        admin.get("account/audit?from=yesterday").await.assert_status(400).assert_problem("invalid_request");
        admin.get("account/audit?cursor=x").await.assert_status(400).assert_problem("invalid_cursor");
    }

    async fn the_log_is_exported_whole_the_earliest_first(app: TestApp) {
        let admin = admin_with(app, 1201).await;
        let lines = admin.get("account/audit/export?format=ndjson&target_type=lamp").await.assert_status(200);
        assert!(lines.header("content-disposition").contains("audit-log.ndjson"));
        let lines: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(numbers(&Value::Array(lines)), (1..=1201).collect::<Vec<u64>>());

        let table = admin.get("account/audit/export?format=csv&target_type=lamp").await.assert_status(200);
        assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
        let mut lines = table.body.lines();
        assert_eq!(lines.next().unwrap(), "seq,at,actor_id,actor_name,action,target_type,target_id,ip,before,after");
        assert!(lines.next().unwrap().ends_with(r#",192.0.2.7,,"{""number"":1}""#));
        assert_eq!(table.body.lines().count(), 1202);
        let some = admin.get("account/audit/export?format=csv&action=lamp.lit").await.assert_status(200);
        assert_eq!(some.body.lines().count(), 602);
        admin.get("account/audit/export?format=pdf").await.assert_status(400);
        admin.get("account/audit/export").await.assert_status(400);
    }

    async fn fifty_events_at_once_make_one_chain(app: TestApp) {
        let tenant = tenant_with(app, 1).await;
        let recorded = (1..=50).map(|number| async move {
            record(app, tenant, &event(nobody(), "lamp.lit", number)).await;
        });
        join_all(recorded).await;
        let verified = verification::of_tenant(&app.app, tenant).await.unwrap();
        assert_eq!(verified, Verification { ok: true, rows: 51, faults: vec![] });
    }

    async fn a_clock_that_is_set_back_changes_no_order(app: TestApp) {
        let admin = admin_with(app, 3).await;
        app.clock.advance(-SignedDuration::from_mins(5));
        record(app, admin.person().tenant, &event(admin.person().id, "lamp.lit", 4)).await;
        let list = admin.get("account/audit?target_type=lamp").await.assert_status(200);
        assert_eq!(numbers(&list.at("/items")), [4, 3, 2, 1]);
        assert_eq!(admin.get("account/audit/verify").await.at("/ok"), true);
    }
}

/// A user who is not there any more.
fn nobody() -> UserId {
    UserId::from_uuid(uuid::Uuid::from_u128(1))
}

/// A tenant with so many events in its log, and no others.
async fn tenant_with(app: &TestApp, events: u128) -> TenantId {
    let tenant = tenant_without_log(app, events).await;
    for number in 1..=events {
        let action = if number % 2 == 1 { "lamp.lit" } else { "lamp.put_out" };
        app.clock.advance(SignedDuration::from_secs(1));
        let input = (Stamp::now(&app.app), event(nobody(), action, number));
        let recorded: Result<(), Error> = app
            .db
            .tenant(tenant)
            .write(input, |tx, (stamp, event)| Box::pin(audit::begin(tx, stamp, event)))
            .await;
        recorded.unwrap();
    }
    tenant
}

/// A tenant whose log was never begun, as they were made before that was so.
async fn tenant_without_log(app: &TestApp, events: u128) -> TenantId {
    let tenant = TenantId::from_uuid(uuid::Uuid::from_u128(0x1a3f_0000 + events));
    let db = app.db.global();
    let made: Result<u64, Error> = db
        .write((tenant, app.clock.now()), |tx, (tenant, now)| {
            let sql = "INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
                       VALUES ($1, 'Lamps', $2, 'organization', 'free', TRUE, $3, $3, '{}')";
            Box::pin(async move { tx.execute(sql, params![*tenant, tenant.to_string(), *now]).await })
        })
        .await;
    made.unwrap();
    tenant
}
