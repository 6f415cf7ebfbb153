//! Completed sessions go when the tenant's settings say so, and no others.

use branchbook_db::{Error, Sql, params};
use branchbook_server::jobs::{Done, Runner};
use branchbook_test_support::{TestApp, app_test, client::Method};
use jiff::SignedDuration;
use serde_json::json;

use super::{Run, published, switch_flow};

async fn expire(app: &TestApp) {
    let done = Runner::new(&app.app).run_now("expire_sessions").await.unwrap();
    assert_eq!(done, Some(Done::Done));
}

app_test! {
    async fn completed_sessions_are_deleted_when_their_time_is_over(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Switch port", switch_flow(), json!({})).await;
        let start = async || Run::start(&engineer, json!({"tree_id": tree})).await;
        let (old, open, reopened) = (start().await, start().await, start().await);
        for run in [&old, &reopened] {
            run.answers("up").await;
            run.completes("resolved").await;
        }
        app.clock.advance(SignedDuration::from_hours(31 * 24));
        let (engineer, admin) = (app.engineer().await, app.admin().await);
        let reopened = reopened.seen_by(&engineer);
        engineer.post_nothing(&format!("{}/reopen", reopened.path)).await.assert_status(200);
        let recent = Run::start(&engineer, json!({"tree_id": tree})).await;
        recent.answers("up").await;
        recent.completes("resolved").await;

        expire(app).await;
        old.seen_by(&engineer).read().await.assert_status(200);

        let settings = json!({"settings": {"session_retention_days": 30}});
        admin.request(Method::PATCH, "account").json(settings).send().await.assert_status(200);
        expire(app).await;
        engineer.get(&old.path).await.assert_status(404);
        for kept in [&open.path, &reopened.path, &recent.path] {
            engineer.get(kept).await.assert_status(200);
        }
        let told = admin.get("account/audit?action=sessions.expired").await.assert_status(200);
        assert_eq!(told.at("/items/0/before/sessions"), 1, "{}", told.body);
    }

    async fn a_tenant_whose_settings_are_damaged_keeps_no_other_from_its_turn(app: TestApp) {
        let (engineer, admin, other) = (app.engineer().await, app.admin().await, app.other_tenant().await);
        let settings = json!({"settings": {"session_retention_days": 30}});
        for (author, admin) in [(&engineer, &admin), (&other, &other)] {
            let tree = published(author, "Switch port", switch_flow(), json!({})).await;
            let run = Run::start(author, json!({"tree_id": tree})).await;
            run.answers("up").await;
            run.completes("resolved").await;
            admin.request(Method::PATCH, "account").json(settings.clone()).send().await.assert_status(200);
        }
        // Whichever comes first.
        let (ours, theirs) = (engineer.person().tenant, other.person().tenant);
        let first = ours.min(theirs);
        let damaged: Result<u64, Error> = app.db.global().write(first, |tx, first| {
            let sql = Sql::global("UPDATE tenants SET settings = '{\"session_retention_days\": []}' WHERE id = $1");
            Box::pin(async move { tx.execute(sql, params![*first]).await })
        }).await;
        assert_eq!(damaged.unwrap(), 1);

        app.clock.advance(SignedDuration::from_hours(31 * 24));
        let done = Runner::new(&app.app).run_now("expire_sessions").await.unwrap();
        assert_ne!(done, Some(Done::Done));
        let left: Result<i64, Error> = app.db.tenant(ours.max(theirs)).read((), |tx, ()| {
            Box::pin(async move { tx.one("SELECT count(*) FROM sessions WHERE tenant_id = $1", &[], |row| row.get(0)).await })
        }).await;
        assert_eq!(left.unwrap(), 0);
    }
}
