use std::collections::HashSet;

use branchbook_db::{Error, params};
use branchbook_test_support::{TestApp, app_test};
use futures_util::future::{join, join_all};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{PASSWORD, refresh, register, revocation::change_role};

const GRACE: SignedDuration = SignedDuration::from_secs(20);

app_test! {
    async fn a_refresh_gives_another_pair(app: TestApp) {
        let first = register(app, "ada@example.com").await;
        app.clock.advance(SignedDuration::from_mins(20));
        let second = refresh(app, &first.text_at("/refresh_token")).await.assert_status(200);
        assert_ne!(second.at("/refresh_token"), first.at("/refresh_token"));
        let ada = app.nobody().with_token(&second.text_at("/access_token"));
        ada.get("auth/me").await.assert_status(200);
        refresh(app, &second.text_at("/refresh_token")).await.assert_status(200);
    }

    async fn fifty_who_show_one_token_at_once_get_one_successor(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/refresh_token");
        let answers = join_all((0..50).map(|_| refresh(app, &token))).await;
        let answers = answers.into_iter().map(|answer| answer.assert_status(200));
        let successors: HashSet<_> = answers.map(|answer| answer.text_at("/refresh_token")).collect();
        assert_eq!(successors.len(), 1);
        let successor = successors.into_iter().next().unwrap();
        assert_ne!(successor, token);
        // One rotation: the successor is the second token of its family, and is followed by the third.
        let third = refresh(app, &successor).await.assert_status(200).text_at("/refresh_token");
        assert!(third != successor && third != token);
        assert_eq!(ends(app).await, Vec::<Value>::new());
    }

    async fn a_token_and_its_successor_shown_at_once_come_one_after_the_other(app: TestApp) {
        let other_node = app.another_node().await;
        for round in 0..12 {
            let first = register(app, &format!("ada{round}@example.com")).await.text_at("/refresh_token");
            let second = refresh(app, &first).await.assert_status(200).text_at("/refresh_token");
            let (older, newer) = join(
                join_all((0..4).map(|_| refresh(app, &first))),
                join_all((0..4).map(|_| refresh(&other_node, &second))),
            )
            .await;
            let thirds: HashSet<_> = newer.iter().filter(|answer| answer.status == 200).map(|answer| answer.text_at("/refresh_token")).collect();
            assert!(thirds.len() <= 1, "one successor of one token");
            // Either all who showed the older one came first; or it was a replay, and the family has ended.
            let replayed = older.iter().any(|answer| answer.status == 401);
            for answer in older.iter().filter(|answer| answer.status == 200) {
                assert_eq!(answer.text_at("/refresh_token"), second);
            }
            for third in thirds {
                let status = if replayed { 401 } else { 200 };
                refresh(app, &third).await.assert_status(status);
            }
            assert!(replayed || newer.iter().all(|answer| answer.status == 200));
        }
    }

    async fn within_the_grace_the_preceding_token_gets_the_same_successor(app: TestApp) {
        let first = register(app, "ada@example.com").await.text_at("/refresh_token");
        let second = refresh(app, &first).await.assert_status(200).text_at("/refresh_token");
        app.clock.advance(GRACE);
        let again = refresh(app, &first).await.assert_status(200);
        assert_eq!(again.text_at("/refresh_token"), second);
        refresh(app, &second).await.assert_status(200);
    }

    async fn after_the_grace_the_preceding_token_ends_the_family(app: TestApp) {
        let first = register(app, "ada@example.com").await;
        let second = refresh(app, &first.text_at("/refresh_token")).await.assert_status(200);
        app.clock.advance(GRACE + SignedDuration::from_micros(1));
        let replayed = refresh(app, &first.text_at("/refresh_token")).await;
        replayed.assert_status(401).assert_problem("refresh_token_reused");

        // Neither the newest token nor any access token of the family is good any more.
        refresh(app, &second.text_at("/refresh_token")).await.assert_status(401).assert_problem("token_revoked");
        for tokens in [&first, &second] {
            let ada = app.nobody().with_token(&tokens.text_at("/access_token"));
            ada.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
        }
        let user = first.at("/user/id");
        assert_eq!(ends(app).await, [json!({ "action": "device.revoked", "ip": "127.0.0.1", "reason": "refresh_token_reused", "user_id": user })]);
    }

    async fn an_older_token_ends_the_family_also_within_the_grace(app: TestApp) {
        let first = register(app, "ada@example.com").await.text_at("/refresh_token");
        let second = refresh(app, &first).await.assert_status(200).text_at("/refresh_token");
        let third = refresh(app, &second).await.assert_status(200).text_at("/refresh_token");
        refresh(app, &first).await.assert_status(401).assert_problem("refresh_token_reused");
        refresh(app, &third).await.assert_status(401).assert_problem("token_revoked");
    }

    async fn one_replay_shown_many_times_at_once_is_one_event(app: TestApp) {
        let first = register(app, "ada@example.com").await.text_at("/refresh_token");
        refresh(app, &first).await.assert_status(200);
        app.clock.advance(GRACE * 2);
        for answer in join_all((0..20).map(|_| refresh(app, &first))).await {
            answer.assert_status(401);
        }
        assert_eq!(ends(app).await.len(), 1);
    }

    async fn the_other_devices_of_a_user_live_on(app: TestApp) {
        let laptop = register(app, "ada@example.com").await.text_at("/refresh_token");
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        let phone = app.nobody().post("auth/login/json", login).await.assert_status(200);
        refresh(app, &laptop).await.assert_status(200);
        app.clock.advance(GRACE * 2);
        refresh(app, &laptop).await.assert_problem("refresh_token_reused");
        app.nobody().with_token(&phone.text_at("/access_token")).get("auth/me").await.assert_status(200);
        refresh(app, &phone.text_at("/refresh_token")).await.assert_status(200);
    }

    async fn a_made_up_token_ends_nothing(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/refresh_token");
        for made_up in ["", "bb_rt_", "x", &format!("{}x", &token[..token.len() - 1]), &token[..40]] {
            refresh(app, made_up).await.assert_status(401).assert_problem("invalid_refresh_token");
        }
        app.nobody().post_nothing("auth/refresh").await.assert_status(401).assert_problem("invalid_refresh_token");
        refresh(app, &token).await.assert_status(200);
        assert_eq!(ends(app).await, Vec::<Value>::new());
    }

    async fn a_family_lives_thirty_days_unused_and_ninety_in_all(app: TestApp) {
        let day = SignedDuration::from_hours(24);
        let mut token = register(app, "ada@example.com").await.text_at("/refresh_token");
        let unused = register(app, "eve@example.com").await.text_at("/refresh_token");
        for _ in 0..3 {
            app.clock.advance(day * 30 - SignedDuration::from_secs(1));
            token = refresh(app, &token).await.assert_status(200).text_at("/refresh_token");
        }
        refresh(app, &unused).await.assert_status(401).assert_problem("invalid_refresh_token");
        app.clock.advance(SignedDuration::from_secs(3));
        refresh(app, &token).await.assert_status(401).assert_problem("invalid_refresh_token");
    }

    async fn who_may_not_come_in_for_a_while_is_signed_in_again_afterwards(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        let token = ada.text_at("/refresh_token");
        let tenant = ada.text_at("/tenant/id");
        set_active(app, &tenant, false).await;
        refresh(app, &token).await.assert_status(403).assert_problem("account_inactive");
        app.clock.advance(GRACE * 2);
        set_active(app, &tenant, true).await;
        // The token was not exchanged, so showing it again is no replay.
        refresh(app, &token).await.assert_status(200);
    }

    async fn a_refresh_brings_the_role_as_it_is_now(app: TestApp) {
        let viewer = app.viewer().await;
        let person = viewer.person();
        let login = json!({ "email": person.email, "password": person.password });
        let tokens = app.nobody().post("auth/login/json", login).await.assert_status(200);
        let there = json!({ "tenant_id": person.tenant, "refresh_token": tokens.text_at("/refresh_token") });
        let tokens = viewer.with_token(&tokens.text_at("/access_token")).post("auth/switch-tenant", there).await.assert_status(200);
        let person = &app.viewer().await.person().clone();
        change_role(app, person, "manager").await;
        let tokens = refresh(app, &tokens.text_at("/refresh_token")).await.assert_status(200);
        let me = app.nobody().with_token(&tokens.text_at("/access_token")).get("auth/me").await;
        assert_eq!(me.assert_status(200).at("/role"), "manager");
    }
}

async fn set_active(app: &TestApp, tenant: &str, is_active: bool) {
    let input: (uuid::Uuid, bool) = (tenant.parse().expect("an id"), is_active);
    let changed: Result<u64, Error> = app
        .db
        .global()
        .write(input, |tx, (tenant, is_active)| {
            let sql = "UPDATE tenants SET is_active = $2 WHERE id = $1";
            Box::pin(async move { tx.execute(sql, params![tenant, is_active]).await })
        })
        .await;
    assert_eq!(changed.expect("what the test made"), 1);
}

/// The ends of families in the audit log of the only tenant that was registered.
async fn ends(app: &TestApp) -> Vec<Value> {
    let tenants: Result<Vec<_>, Error> = app
        .db
        .global()
        .read((), |tx, ()| {
            let sql = "SELECT id FROM tenants WHERE type = 'self'";
            Box::pin(async move { tx.all(sql, &[], |row| row.get(0)).await })
        })
        .await;
    let mut ends = vec![];
    for tenant in tenants.expect("what the test made") {
        let events: Result<Vec<(String, String, Value)>, Error> = app
            .db
            .tenant(tenant)
            .read((), |tx, ()| {
                let sql = "SELECT action, ip, after FROM audit_log WHERE tenant_id = $1 AND action = 'device.revoked'";
                Box::pin(async move {
                    tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                        .await
                })
            })
            .await;
        let told = |(action, ip, after): (String, String, Value)| json!({ "action": action, "ip": ip, "reason": after["reason"], "user_id": after["user_id"] });
        ends.extend(events.expect("what the test made").into_iter().map(told));
    }
    ends
}
