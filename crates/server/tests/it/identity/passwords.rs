use std::collections::HashMap;

use branchbook_db::Error;
use branchbook_test_support::{Response, TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::json;

use super::{PASSWORD, refresh, register};

const NEW: &str = "another password of hers";

app_test! {
    async fn a_forgotten_password_is_set_anew_by_the_link_in_the_mail(app: TestApp) {
        let laptop = register(app, "ada@example.com").await;
        let token = forgotten(app).await;
        reset(app, &token).await.assert_status(204);
        login(app, PASSWORD).await.assert_status(401);
        let me = app.nobody().with_token(&login(app, NEW).await.assert_status(200).text_at("/access_token")).get("auth/me").await;
        assert_eq!(me.at("/user/email_verified"), true, "who reads the mail has the address");
        // Every device that was signed in has ended.
        app.nobody().with_token(&laptop.text_at("/access_token")).get("auth/me").await.assert_problem("token_revoked");
        refresh(app, &laptop.text_at("/refresh_token")).await.assert_problem("token_revoked");
        let notice = app.mails_to("ada@example.com").await;
        assert!(notice.iter().any(|mail| mail.name == "password-changed"));
        assert!(actions(app, &laptop).await.contains(&"password.reset".to_owned()));
    }

    async fn who_came_with_a_tenant_and_has_no_password_yet_sets_one_by_mail(app: TestApp) {
        let tenant = register(app, "ada@example.com").await.text_at("/tenant/id");
        // What an import leaves: the person and their membership, and nothing to sign in with.
        let imported: Result<u64, Error> = app
            .db
            .global()
            .write((), |tx, ()| {
                Box::pin(async move {
                    let sql = "UPDATE users SET password_hash = NULL WHERE NOT is_service_account";
                    tx.execute(sql, &[]).await
                })
            })
            .await;
        assert_eq!(imported.unwrap(), 1);
        login(app, PASSWORD).await.assert_status(401).assert_problem("invalid_credentials");
        let token = forgotten(app).await;
        reset(app, &token).await.assert_status(204);
        let tokens = login(app, NEW).await.assert_status(200);
        let me = app.nobody().with_token(&tokens.text_at("/access_token")).get("auth/me").await;
        assert_eq!(me.text_at("/tenant/id"), tenant);
    }

    async fn a_machine_is_sent_no_link(app: TestApp) {
        let made = app.admin().await.post("account/agents", json!({ "name": "Bot", "role": "viewer" })).await.assert_status(201);
        let address = format!("{}@agents.invalid", made.text_at("/id"));
        forgot(app, &address).await;
        assert!(app.mails_to(&address).await.is_empty());
    }

    async fn a_link_for_a_new_password_is_good_for_one_hour_and_one_use(app: TestApp) {
        register(app, "ada@example.com").await;
        let token = forgotten(app).await;
        reset(app, &token).await.assert_status(204);
        reset(app, &token).await.assert_status(410).assert_problem("token_invalid");
        app.clock.advance(SignedDuration::from_mins(1));
        let token = forgotten(app).await;
        app.clock.advance(SignedDuration::from_mins(60));
        reset(app, &token).await.assert_problem("token_invalid");
        for made_up in ["", "bb_rst_", "bb_rst_AAAA", &token.replace("bb_rst_", "bb_vfy_")] {
            reset(app, made_up).await.assert_problem("token_invalid");
        }
    }

    async fn a_newer_link_takes_the_place_of_the_older(app: TestApp) {
        register(app, "ada@example.com").await;
        let older = forgotten(app).await;
        app.clock.advance(SignedDuration::from_mins(1));
        let newer = forgotten(app).await;
        reset(app, &older).await.assert_problem("token_invalid");
        reset(app, &newer).await.assert_status(204);
    }

    async fn an_address_gets_one_link_a_minute(app: TestApp) {
        register(app, "ada@example.com").await;
        for _ in 0..5 {
            forgot(app, " Ada@Example.com").await;
        }
        let mails = app.mails_to("ada@example.com").await;
        assert_eq!(mails.iter().filter(|mail| mail.name == "reset-password").count(), 1);
    }

    async fn of_fifty_who_use_one_link_at_once_one_sets_the_password(app: TestApp) {
        register(app, "ada@example.com").await;
        let other_node = app.another_node().await;
        let token = forgotten(app).await;
        let answers = join_all((0..50).map(|turn| reset(if turn % 2 == 0 { app } else { &other_node }, &token))).await;
        let mut counts = HashMap::new();
        for answer in answers {
            *counts.entry(answer.status).or_insert(0) += 1;
        }
        assert_eq!(counts, HashMap::from([(204, 1), (410, 49)]));
        login(app, NEW).await.assert_status(200);
    }

    async fn whether_an_address_has_an_account_is_not_told(app: TestApp) {
        register(app, "ada@example.com").await;
        let known = forgot(app, "ada@example.com").await;
        let unknown = forgot(app, "eve@example.com").await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert!(app.mails_to("eve@example.com").await.is_empty());
        let known = resend(app, "ada@example.com").await;
        let unknown = resend(app, "eve@example.com").await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert!(app.mails_to("eve@example.com").await.is_empty());
    }

    async fn changing_the_password_ends_the_other_devices(app: TestApp) {
        let laptop = register(app, "ada@example.com").await;
        let phone = login(app, PASSWORD).await.assert_status(200);
        let ada = app.nobody().with_token(&laptop.text_at("/access_token"));
        let change = |current: &str, new: &str| ada.post("auth/password/change", json!({ "current_password": current, "new_password": new }));
        let wrong = change("not her password", NEW).await.assert_status(422).assert_problem("invalid_value");
        assert_eq!(wrong.at("/errors/0/pointer"), "/current_password");
        let common = change(PASSWORD, "password1234").await.assert_status(422).assert_problem("invalid_body");
        assert_eq!(common.at("/errors/0/pointer"), "/new_password");
        change(PASSWORD, NEW).await.assert_status(204);
        ada.get("auth/me").await.assert_status(200);
        refresh(app, &laptop.text_at("/refresh_token")).await.assert_status(200);
        app.nobody().with_token(&phone.text_at("/access_token")).get("auth/me").await.assert_problem("token_revoked");
        login(app, PASSWORD).await.assert_status(401);
        login(app, NEW).await.assert_status(200);
        assert!(actions(app, &laptop).await.contains(&"password.changed".to_owned()));
    }

    async fn passwords_that_are_tried_first_are_refused_everywhere(app: TestApp) {
        for password in ["password1234", "Qwerty123456", "ada@example.com"] {
            let account = json!({ "email": "ada@example.com", "password": password, "name": "Ada" });
            let refused = app.nobody().post("auth/register", account).await.assert_status(422).assert_problem("invalid_body");
            assert_eq!(refused.at("/errors/0/pointer"), "/password");
        }
        register(app, "ada@example.com").await;
        let token = forgotten(app).await;
        let common = json!({ "token": token, "password": "passwordpassword" });
        let refused = app.nobody().post("auth/password/reset", common).await.assert_status(422).assert_problem("invalid_body");
        assert_eq!(refused.at("/errors/0/pointer"), "/password");
        // The link is still good.
        reset(app, &token).await.assert_status(204);
    }
}

async fn forgot(app: &TestApp, email: &str) -> Response {
    let asked = app
        .nobody()
        .post("auth/password/forgot", json!({ "email": email.trim() }))
        .await;
    asked.assert_status(202)
}

async fn resend(app: &TestApp, email: &str) -> Response {
    let asked = app.nobody().post("auth/email/resend", json!({ "email": email })).await;
    asked.assert_status(202)
}

/// The token in the link that Ada gets when she forgot her password.
async fn forgotten(app: &TestApp) -> String {
    forgot(app, "ada@example.com").await;
    app.mailed_token("ada@example.com", "reset-password").await
}

async fn reset(app: &TestApp, token: &str) -> Response {
    let new = json!({ "token": token, "password": NEW });
    app.nobody().post("auth/password/reset", new).await
}

async fn login(app: &TestApp, password: &str) -> Response {
    let login = json!({ "email": "ada@example.com", "password": password });
    app.nobody().post("auth/login/json", login).await
}

/// What is in the log of the tenant that was registered.
async fn actions(app: &TestApp, registered: &Response) -> Vec<String> {
    let tenant = registered.text_at("/tenant/id").parse().expect("an id");
    let log = app.audit_log(tenant).await;
    log.into_iter().map(|row| row.action).collect()
}
