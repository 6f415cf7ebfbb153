//! Signing in while what it rests on ends: whoever comes last sees the other.

use std::collections::HashSet;

use branchbook_db::{Error, params};
use branchbook_domain::id::UserId;
use branchbook_server::{access::Role, app::Clock, features::identity::service};
use branchbook_test_support::{Response, TestApp, app_test};
use futures_util::future::{join, join_all};
use serde_json::json;

use super::{PASSWORD, register};

const ROUNDS: usize = 8;
const AT_ONCE: usize = 12;

app_test! {
    async fn who_is_removed_while_they_sign_in_is_out(app: TestApp) {
        let admin = app.admin().await;
        let ada = register(app, "ada@example.com").await;
        let (id, team): (UserId, _) = (ada.text_at("/user/id").parse().unwrap(), admin.person().tenant);
        for _ in 0..ROUNDS {
            // So that there is nowhere else to go, until they are out.
            leave(app, id).await;
            assert!(service::add_member(&app.db.global(), id, team, Role::Engineer, app.clock.now()).await.unwrap());
            let path = format!("account/members/{id}");
            let removal = async {
                login(app, PASSWORD).await;
                admin.delete(&path).await.assert_status(204)
            };
            let (answers, _) = join(join_all((0..AT_ONCE).map(|_| login(app, PASSWORD))), removal).await;
            for answer in answers.into_iter().map(|answer| answer.assert_status(200)) {
                let client = app.nobody().with_token(&answer.text_at("/access_token"));
                let me = client.get("auth/me").await;
                match me.status {
                    200 => assert_ne!(me.text_at("/tenant/id"), team.to_string(), "a tenant of their own, made anew"),
                    _ => is_out(app, &answer).await,
                }
            }
        }
    }

    async fn who_belongs_nowhere_any_more_gets_a_tenant_of_their_own_at_sign_in(app: TestApp) {
        let id = register(app, "ada@example.com").await.text_at("/user/id").parse().unwrap();
        leave(app, id).await;
        let answers = join_all((0..AT_ONCE).map(|_| login(app, PASSWORD))).await;
        let mut tenants = HashSet::new();
        for answer in answers {
            let token = answer.assert_status(200).text_at("/access_token");
            let me = app.nobody().with_token(&token).get("auth/me").await.assert_status(200);
            assert_eq!((me.at("/role"), me.at("/tenant/type"), me.at("/tenant/name")), (json!("admin"), json!("self"), json!("Ada Lovelace")));
            tenants.insert(me.text_at("/tenant/id"));
        }
        assert_eq!(tenants.len(), 1);
        let log = app.audit_log(tenants.iter().next().unwrap().parse().unwrap()).await;
        assert_eq!(log.iter().filter(|row| row.action == "account.created").count(), 1);
    }

    async fn who_belongs_nowhere_any_more_and_forgot_the_password_sets_a_new_one(app: TestApp) {
        let id = register(app, "ada@example.com").await.text_at("/user/id").parse().unwrap();
        leave(app, id).await;
        app.nobody().post("auth/password/forgot", json!({ "email": "ada@example.com" })).await.assert_status(202);
        let token = app.mailed_token("ada@example.com", "reset-password").await;
        let new = "another password of hers";
        app.nobody().post("auth/password/reset", json!({ "token": token, "password": new })).await.assert_status(204);
        login(app, new).await.assert_status(200);
    }

    async fn who_signs_in_with_a_password_while_it_is_changed_is_out(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&ada.text_at("/access_token"));
        let passwords = [PASSWORD, "another password of hers"];
        for round in 0..ROUNDS {
            let (old, new) = (passwords[round % 2], passwords[(round + 1) % 2]);
            let change = json!({ "current_password": old, "new_password": new });
            let change = ada.post("auth/password/change", &change);
            let (answers, changed) = join(join_all((0..AT_ONCE).map(|_| login(app, old))), change).await;
            changed.assert_status(204);
            for answer in answers {
                match answer.status {
                    200 => is_out(app, &answer).await,
                    _ => drop(answer.assert_status(401).assert_problem("invalid_credentials")),
                }
            }
        }
    }
}

/// What the sign-in gave is good for nothing.
async fn is_out(app: &TestApp, signed_in: &Response) {
    let client = app.nobody().with_token(&signed_in.text_at("/access_token"));
    client
        .get("auth/me")
        .await
        .assert_status(401)
        .assert_problem("token_revoked");
    super::refresh(app, &signed_in.text_at("/refresh_token"))
        .await
        .assert_status(401);
}

async fn login(app: &TestApp, password: &str) -> Response {
    let login = json!({ "email": "ada@example.com", "password": password });
    app.nobody().post("auth/login/json", login).await
}

/// Ends the only membership of this user.
async fn leave(app: &TestApp, user: UserId) {
    let left: Result<u64, Error> = app
        .db
        .global()
        .write(user, |tx, user| {
            Box::pin(async move {
                tx.execute("DELETE FROM memberships WHERE user_id = $1", params![user])
                    .await
            })
        })
        .await;
    assert!(left.expect("what the test made") <= 1);
}
