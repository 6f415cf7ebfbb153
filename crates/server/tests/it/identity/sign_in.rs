use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use branchbook_db::{Error, Sql, params};
use branchbook_server::{access::Role, features::identity::authenticate};
use branchbook_test_support::{TestApp, app_test};
use jiff::SignedDuration;
use serde_json::json;

use super::{PASSWORD, register};

app_test! {
    async fn sign_in_takes_json_or_a_form(app: TestApp) {
        register(app, "ada@example.com").await;
        let json = json!({ "email": "Ada@example.com", "password": PASSWORD });
        let json = app.nobody().post("auth/login/json", json).await.assert_status(200);
        let form = [("grant_type", "password"), ("username", "ada@example.com"), ("password", PASSWORD)];
        let form = app.nobody().request("POST".parse().unwrap(), "auth/login").form(form).send().await.assert_status(200);
        for tokens in [json, form] {
            assert!(tokens.text_at("/refresh_token").starts_with("bb_rt_"));
            let me = app.nobody().with_token(&tokens.text_at("/access_token")).get("auth/me").await;
            assert_eq!(me.assert_status(200).at("/user/email"), "ada@example.com");
        }
    }

    async fn a_wrong_password_and_an_unknown_email_get_the_same_answer(app: TestApp) {
        register(app, "ada@example.com").await;
        let ask = async |email: &str, password: &str| {
            let login = json!({ "email": email, "password": password });
            let refused = app.nobody().post("auth/login/json", login).await.assert_status(401);
            let mut problem = refused.assert_problem("invalid_credentials").json();
            problem.as_object_mut().unwrap().remove("request_id");
            problem
        };
        let wrong = ask("ada@example.com", "another password").await;
        assert_eq!(ask("eve@example.com", PASSWORD).await, wrong);
        for no_address in ["no address", "", &"x".repeat(100_000)] {
            assert_eq!(ask(no_address, PASSWORD).await, wrong);
        }
    }

    async fn the_service_account_cannot_sign_in(app: TestApp) {
        for password in ["", "a password", "null"] {
            let login = json!({ "email": "service@branchbook.invalid", "password": password });
            app.nobody().post("auth/login/json", login).await.assert_problem("invalid_credentials");
        }
    }

    async fn a_form_without_a_password_is_told_what_is_missing(app: TestApp) {
        let form = app.nobody().request("POST".parse().unwrap(), "auth/login").form([("username", "ada@example.com")]);
        let refused = form.send().await.assert_status(422).assert_problem("invalid_body");
        assert!(refused.text_at("/detail").contains("password"), "{}", refused.body);
        app.nobody().post("auth/login", json!({})).await.assert_status(415).assert_problem("unsupported_media_type");
    }

    async fn a_deactivated_account_is_told_so_only_with_the_right_password(app: TestApp) {
        register(app, "ada@example.com").await;
        execute(app, "UPDATE users SET is_active = FALSE WHERE email = $1", "ada@example.com").await;
        let login = |password| json!({ "email": "ada@example.com", "password": password });
        app.nobody().post("auth/login/json", login(PASSWORD)).await.assert_status(403).assert_problem("account_inactive");
        app.nobody().post("auth/login/json", login("another password")).await.assert_problem("invalid_credentials");
    }

    async fn a_hash_of_another_cost_is_made_anew_at_sign_in(app: TestApp) {
        register(app, "ada@example.com").await;
        let two_passes = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 2, 1, None).unwrap());
        let old = two_passes.hash_password_with_salt(PASSWORD.as_bytes(), &[1; 16]).unwrap();
        let set = format!("UPDATE users SET password_hash = '{old}' WHERE email = $1");
        execute(app, set, "ada@example.com").await;
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        app.nobody().post("auth/login/json", &login).await.assert_status(200);
        let new = stored_hash(app).await;
        assert!(new.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{new}");
        app.nobody().post("auth/login/json", &login).await.assert_status(200);
        assert_eq!(stored_hash(app).await, new);
    }

    async fn an_access_token_expires_after_fifteen_minutes(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        let ada = app.nobody().with_token(&token);
        app.clock.advance(SignedDuration::from_secs(899));
        ada.get("auth/me").await.assert_status(200);
        app.clock.advance(SignedDuration::from_secs(1));
        let refused = ada.get("auth/me").await.assert_status(401).assert_problem("token_expired");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }

    async fn who_is_asking_is_known_without_the_database_once_they_were_seen(app: TestApp) {
        let viewer = app.viewer().await;
        viewer.get("auth/me").await.assert_status(200);
        app.db.close().await;
        for _ in 0..2 {
            let actor = authenticate(&app.app, viewer.token()).await.unwrap();
            assert_eq!((actor.user, actor.tenant, actor.role), (viewer.person().id, viewer.person().tenant, Role::Viewer));
        }
        viewer.get("auth/me").await.assert_status(503).assert_problem("unavailable");
    }

    async fn a_tampered_token_is_refused(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        let mut segments = token.split('.');
        let (header, payload, signature) = (segments.next().unwrap(), segments.next().unwrap(), segments.next().unwrap());
        let other = app.viewer().await.token().split('.').nth(1).unwrap().to_owned();
        for tampered in [
            format!("{header}.{other}.{signature}"),
            format!("{header}.{payload}."),
            format!("{header}.{payload}"),
            "x".to_owned(),
        ] {
            let refused = app.nobody().with_token(&tampered).get("auth/me").await;
            refused.assert_status(401).assert_problem("unauthenticated");
        }
    }

    async fn the_published_key_is_the_one_that_tokens_name(app: TestApp) {
        let keys = app.nobody().get("/.well-known/jwks.json").await.assert_status(200);
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        let header = token.split('.').next().unwrap().to_owned();
        let header: serde_json::Value = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
        assert_eq!(header["kid"], keys.at("/keys/0/kid"));
        assert_eq!(keys.at("/keys/0/crv"), "Ed25519");
    }
}

/// Runs a statement whose one parameter is an e-mail.
async fn execute(app: &TestApp, sql: impl Into<Sql>, email: &'static str) {
    let changed: Result<u64, Error> = app
        .db
        .global()
        .write((sql.into(), email), |tx, (sql, email)| {
            Box::pin(async move { tx.execute(sql, params![*email]).await })
        })
        .await;
    assert_eq!(changed.expect("what the test made"), 1);
}

async fn stored_hash(app: &TestApp) -> String {
    let hash: Result<String, Error> = app
        .db
        .global()
        .read((), |tx, ()| {
            let sql = "SELECT password_hash FROM users WHERE email = 'ada@example.com'";
            Box::pin(async move { tx.one(sql, &[], |row| row.get(0)).await })
        })
        .await;
    hash.expect("what the test made")
}
