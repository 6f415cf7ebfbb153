use std::time::Duration;

use branchbook_db::{Error, params};
use branchbook_server::{
    app::Clock,
    features::identity::{authenticate, revocation},
};
use branchbook_test_support::{TestApp, app_test, client::Person};
use jiff::SignedDuration;
use serde_json::json;
use tokio::time::timeout;

use super::{refresh, register};

app_test! {
    async fn logout_ends_the_device_by_its_access_token(app: TestApp) {
        let tokens = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&tokens.text_at("/access_token"));
        ada.post_nothing("auth/logout").await.assert_status(204);
        ada.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
        refresh(app, &tokens.text_at("/refresh_token")).await.assert_status(401).assert_problem("token_revoked");
    }

    async fn logout_ends_the_device_by_its_refresh_token(app: TestApp) {
        let tokens = register(app, "ada@example.com").await;
        let shown = json!({ "refresh_token": tokens.text_at("/refresh_token") });
        app.nobody().post("auth/logout", shown).await.assert_status(204);
        let ada = app.nobody().with_token(&tokens.text_at("/access_token"));
        ada.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn logging_out_twice_or_without_a_token_is_no_error(app: TestApp) {
        let admin = app.admin().await;
        for _ in 0..2 {
            admin.post_nothing("auth/logout").await.assert_status(204);
        }
        app.nobody().post_nothing("auth/logout").await.assert_status(204);
        app.nobody().with_token("garbage").post_nothing("auth/logout").await.assert_status(204);
        app.admin().await.get("auth/me").await.assert_status(200);
    }

    async fn a_logout_on_one_node_is_known_on_another_within_five_seconds(app: TestApp) {
        let other_node = app.another_node().await;
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        let there = other_node.nobody().with_token(&token);
        there.get("auth/me").await.assert_status(200);

        let mut polls = revocation::polls(&other_node.app);
        let following = tokio::spawn(revocation::follow(other_node.app.clone()));
        app.nobody().with_token(&token).post_nothing("auth/logout").await.assert_status(204);
        // A look that was under way at the logout may have missed it; the one after has not.
        let heard = timeout(Duration::from_secs(5), async {
            let now = *polls.borrow_and_update();
            polls.wait_for(|polls| *polls >= now + 2).await.map(|polls| *polls)
        });
        heard.await.expect("two looks in five seconds").unwrap();
        there.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
        following.abort();
    }

    async fn a_replayed_token_ends_its_family_on_another_node_within_five_seconds(app: TestApp) {
        let other_node = app.another_node().await;
        let first = register(app, "ada@example.com").await;
        let newest = refresh(app, &first.text_at("/refresh_token")).await.assert_status(200);
        let there = other_node.nobody().with_token(&newest.text_at("/access_token"));
        there.get("auth/me").await.assert_status(200);
        app.clock.advance(SignedDuration::from_secs(30));

        let mut polls = revocation::polls(&other_node.app);
        let following = tokio::spawn(revocation::follow(other_node.app.clone()));
        refresh(app, &first.text_at("/refresh_token")).await.assert_status(401).assert_problem("refresh_token_reused");
        let heard = timeout(Duration::from_secs(5), async {
            let now = *polls.borrow_and_update();
            polls.wait_for(|polls| *polls >= now + 2).await.map(|polls| *polls)
        });
        heard.await.expect("two looks in five seconds").unwrap();
        there.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
        refresh(&other_node, &newest.text_at("/refresh_token")).await.assert_problem("token_revoked");
        following.abort();

        let log = app.audit_log(first.text_at("/tenant/id").parse().unwrap()).await;
        let ends: Vec<_> = log.iter().filter(|row| row.action == "device.revoked").collect();
        assert_eq!(ends.len(), 1);
        assert_eq!((ends[0].actor, &ends[0].after["reason"]), (None, &json!("refresh_token_reused")));
    }

    async fn a_node_that_starts_later_knows_what_was_revoked_before(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        app.nobody().with_token(&token).post_nothing("auth/logout").await.assert_status(204);
        // It has not even asked yet.
        let later = app.another_node().await;
        let there = later.nobody().with_token(&token);
        there.get("auth/me").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_node_that_starts_later_knows_the_role_that_was_changed_before(app: TestApp) {
        let engineer = app.engineer().await;
        change_role(app, engineer.person(), "viewer").await;
        let later = app.another_node().await;
        let actor = authenticate(&later.app, engineer.token()).await.unwrap();
        assert_eq!(actor.role.as_str(), "viewer");
    }

    async fn who_is_removed_where_their_device_was_a_moment_ago_is_out_there_too(app: TestApp) {
        let (admin, engineer) = (app.admin().await, app.engineer().await);
        let Person { id, tenant: team, email, password, .. } = engineer.person();
        let login = json!({ "email": email, "password": password });
        let device = app.nobody().post("auth/login/json", login).await.assert_status(200);
        let body = json!({ "tenant_id": team, "refresh_token": device.text_at("/refresh_token") });
        let there = app.nobody().with_token(&device.text_at("/access_token")).post("auth/switch-tenant", body).await.assert_status(200);
        let there_client = app.nobody().with_token(&there.text_at("/access_token"));
        let me = there_client.get("auth/me").await.json();
        let tenants = me["memberships"].as_array().unwrap().iter().map(|membership| &membership["tenant"]["id"]);
        let own = tenants.into_iter().find(|tenant| **tenant != json!(team)).unwrap();
        let body = json!({ "tenant_id": own, "refresh_token": there.text_at("/refresh_token") });
        there_client.post("auth/switch-tenant", body).await.assert_status(200);
        // The access token from before is still good for the team.
        there_client.get("trees").await.assert_status(200);
        admin.delete(&format!("account/members/{id}")).await.assert_status(204);
        there_client.get("trees").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_changed_role_counts_for_tokens_that_were_made_before(app: TestApp) {
        let engineer = app.engineer().await;
        change_role(app, engineer.person(), "viewer").await;
        revocation::poll(&app.app).await.unwrap();
        let actor = authenticate(&app.app, engineer.token()).await.unwrap();
        assert_eq!(actor.role.as_str(), "viewer");
        assert_eq!(engineer.get("auth/me").await.assert_status(200).at("/role"), "viewer");
    }
}

/// What changing a member's role in the members' list does to the database.
pub async fn change_role(app: &TestApp, person: &Person, role: &'static str) {
    let input = (person.id, person.tenant, role, app.clock.now());
    let changed: Result<u64, Error> = app
        .db
        .global()
        .write(input, |tx, (user, tenant, role, at)| {
            let sql = "UPDATE memberships SET role = $3, role_changed_at = $4 WHERE user_id = $1 AND tenant_id = $2";
            Box::pin(async move { tx.execute(sql, params![user, tenant, *role, at]).await })
        })
        .await;
    assert_eq!(changed.expect("what the test made"), 1);
}
