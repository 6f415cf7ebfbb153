//! What is of no use any more is thrown away, and nothing else.

use branchbook_db::{Error, Sql, params};
use branchbook_server::{
    app::Clock,
    jobs::{Done, Runner},
};
use branchbook_test_support::{TestApp, app_test};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::{listed, queued};

async fn run(app: &TestApp, kind: &str) {
    let done = Runner::new(&app.app).run_now(kind).await.unwrap();
    assert_eq!(done, Some(Done::Done), "{kind}");
}

/// Those that the test has made: registration makes links of its own.
const LINKS: &str = "one_time_tokens WHERE kind = 'password_reset'";

async fn count(app: &TestApp, table: &'static str) -> i64 {
    let db = app.db.global();
    let read = db.read(table, |tx, table| {
        let sql = Sql::global(format!("SELECT count(*) FROM {table}"));
        Box::pin(async move { tx.one(sql, &[], |row| row.get::<i64>(0)).await })
    });
    let count: Result<i64, Error> = read.await;
    count.unwrap()
}

/// A link and a token of a program that end at these times.
async fn insert(app: &TestApp, number: u8, ends: Timestamp) {
    let admin = app.admin().await;
    let person = admin.person();
    let input = (number, person.id, person.tenant, app.clock.now(), ends);
    let inserted: Result<(), Error> = app
        .db
        .global()
        .write(input, |tx, (number, user, tenant, now, ends)| {
            Box::pin(async move {
                let link = "INSERT INTO one_time_tokens (id, kind, token_hash, user_id, max_uses, uses, created_at, expires_at)
                            VALUES ($1, 'password_reset', $2, $3, 1, 0, $4, $5)";
                tx.execute(link, params![Uuid::from_u128((*number).into()), [*number; 32][..], user, now, ends]).await?;
                let token = "INSERT INTO api_tokens (id, tenant_id, user_id, name, scopes, token_hash, hint, created_by, created_at,
                                 expires_at)
                             VALUES ($1, $6, $3, 'script', '[]', $2, 'abcd', $3, $4, $5)";
                tx.execute(token, params![Uuid::from_u128((*number).into()), [*number; 32][..], user, now, ends, tenant]).await?;
                Ok(())
            })
        })
        .await;
    inserted.unwrap();
}

app_test! {
    async fn links_and_tokens_are_removed_some_time_after_they_ended(app: TestApp) {
        let now = app.clock.now();
        let hours = |hours: i64| SignedDuration::from_hours(hours);
        insert(app, 1, now + hours(1)).await;
        insert(app, 2, now + hours(10_000)).await;
        run(app, "purge_tokens").await;
        assert_eq!((count(app, LINKS).await, count(app, "api_tokens").await), (2, 2));
        app.clock.advance(hours(8 * 24));
        run(app, "purge_tokens").await;
        assert_eq!((count(app, LINKS).await, count(app, "api_tokens").await), (1, 2));
        app.clock.advance(hours(90 * 24));
        run(app, "purge_tokens").await;
        assert_eq!((count(app, LINKS).await, count(app, "api_tokens").await), (1, 1));
    }

    async fn devices_are_removed_some_time_after_they_were_signed_out(app: TestApp) {
        let gone = app.admin().await;
        app.other_tenant().await;
        let before = count(app, "auth_sessions").await;
        gone.post_nothing("auth/logout").await.assert_status(204);
        app.clock.advance(SignedDuration::from_hours(24 * 29));
        run(app, "purge_tokens").await;
        assert_eq!(count(app, "auth_sessions").await, before);
        app.clock.advance(SignedDuration::from_hours(24 * 2));
        run(app, "purge_tokens").await;
        assert_eq!(count(app, "auth_sessions").await, before - 1);
        app.clock.advance(SignedDuration::from_hours(24 * 40));
        run(app, "purge_tokens").await;
        assert_eq!(count(app, "auth_sessions").await, 0, "those that nobody used for long, too");
    }

    async fn invites_that_were_mailed_are_counted_for_a_day(app: TestApp) {
        let invite = json!({ "email": "ada@example.com", "role": "viewer" });
        app.admin().await.post("account/invites", invite).await.assert_status(201);
        app.clock.advance(SignedDuration::from_hours(23));
        run(app, "purge_tokens").await;
        assert_eq!(count(app, "invite_mails").await, 1);
        app.clock.advance(SignedDuration::from_hours(2));
        run(app, "purge_tokens").await;
        assert_eq!(count(app, "invite_mails").await, 0);
    }

    async fn answers_kept_for_repeated_requests_are_removed_after_a_day(app: TestApp) {
        let (one, other) = (app.admin().await, app.other_tenant().await);
        let import = async |client: &branchbook_test_support::Client, key: &str| {
            let request = client.request(branchbook_test_support::client::Method::POST, "trees/import?format=mermaid");
            request.header("idempotency-key", key).text("text/plain", "graph TD\n a{A?} -->|x| b\n a -->|y| c").send().await.assert_status(201)
        };
        import(&one, "first").await;
        import(&other, "first").await;
        app.clock.advance(SignedDuration::from_hours(23));
        let other = app.other_tenant().await;
        import(&other, "second").await;
        app.clock.advance(SignedDuration::from_hours(2));
        run(app, "purge_idempotency_keys").await;
        for (client, left) in [(&one, 0), (&other, 1)] {
            let db = app.db.tenant(client.person().tenant);
            let read = db.read((), |tx, ()| {
                let sql = "SELECT count(*) FROM idempotency_keys WHERE tenant_id = $1";
                Box::pin(async move { tx.one(sql, &[], |row| row.get::<i64>(0)).await })
            });
            let count: Result<i64, Error> = read.await;
            assert_eq!(count.unwrap(), left);
        }
        assert_eq!(listed(app).await[0].done, 2);
    }

    async fn jobs_that_ended_long_ago_are_removed(app: TestApp) {
        queued(app, "nobody knows this kind").await;
        run(app, "purge_jobs").await;
        app.clock.advance(SignedDuration::from_hours(24 * 8));
        run(app, "purge_jobs").await;
        let left: Vec<_> = listed(app).await.into_iter().map(|job| job.kind).collect();
        assert_eq!(left, ["purge_jobs", "nobody knows this kind"]);
    }
}
