//! Signing in while what it rests on ends: whoever comes last sees the other.

use branchbook_db::{Error, params};
use branchbook_server::{access::Role, app::Clock, features::identity::service};
use branchbook_test_support::{Response, TestApp, app_test};
use futures_util::future::{join, join_all};
use serde_json::json;
use uuid::Uuid;

use super::{PASSWORD, register};

const ROUNDS: usize = 8;
const AT_ONCE: usize = 12;

app_test! {
    async fn who_is_removed_while_they_sign_in_is_out(app: TestApp) {
        let admin = app.admin().await;
        let ada = register(app, "ada@example.com").await;
        // So that there is nowhere else to go.
        leave(app, &ada.text_at("/tenant/id")).await;
        let (id, team) = (ada.text_at("/user/id").parse().unwrap(), admin.person().tenant);
        for _ in 0..ROUNDS {
            assert!(service::add_member(&app.db.global(), id, team, Role::Engineer, app.clock.now()).await.unwrap());
            let path = format!("account/members/{id}");
            let removal = async {
                login(app, PASSWORD).await;
                admin.delete(&path).await.assert_status(204)
            };
            let (answers, _) = join(join_all((0..AT_ONCE).map(|_| login(app, PASSWORD))), removal).await;
            for answer in answers {
                match answer.status {
                    200 => is_out(app, &answer).await,
                    _ => drop(answer.assert_status(403).assert_problem("account_inactive")),
                }
            }
        }
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

/// Ends the only membership of this tenant.
async fn leave(app: &TestApp, tenant: &str) {
    let tenant: Uuid = tenant.parse().expect("an id");
    let left: Result<u64, Error> = app
        .db
        .global()
        .write(tenant, |tx, tenant| {
            Box::pin(async move {
                tx.execute("DELETE FROM memberships WHERE tenant_id = $1", params![tenant])
                    .await
            })
        })
        .await;
    assert_eq!(left.expect("what the test made"), 1);
}
