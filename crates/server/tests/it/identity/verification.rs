use branchbook_server::features::identity::RegistrationMode;
use branchbook_test_support::{Response, TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{PASSWORD, register};

app_test! {
    async fn a_new_account_confirms_its_address_by_the_mailed_link(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        assert_eq!(ada.at("/user/email_verified"), false);
        let verified = verify(app, &app.mailed_token("ada@example.com", "verify-email").await).await.assert_status(200);
        assert_eq!(verified.json(), json!({ "email": "ada@example.com" }));
        let me = app.nobody().with_token(&ada.text_at("/access_token")).get("auth/me").await;
        assert_eq!(me.at("/user/email_verified"), true);
        let log = app.audit_log(ada.text_at("/tenant/id").parse().unwrap()).await;
        assert!(log.iter().any(|row| row.action == "user.email_verified" && row.after["email"] == "ada@example.com"));
    }

    async fn a_link_to_confirm_is_good_for_a_day_and_once_and_is_sent_again(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        let first = app.mailed_token("ada@example.com", "verify-email").await;
        app.clock.advance(SignedDuration::from_hours(24));
        verify(app, &first).await.assert_status(410).assert_problem("token_invalid");
        app.nobody().post("auth/email/resend", json!({ "email": "Ada@example.com" })).await.assert_status(202);
        let second = app.mailed_token("ada@example.com", "verify-email").await;
        assert_ne!(first, second);
        app.clock.advance(SignedDuration::from_mins(1));
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        let token = app.nobody().post("auth/login/json", login).await.assert_status(200).text_at("/access_token");
        app.nobody().with_token(&token).post_nothing("auth/email/resend").await.assert_status(202);
        let third = app.mailed_token("ada@example.com", "verify-email").await;
        verify(app, &second).await.assert_problem("token_invalid");
        verify(app, &third).await.assert_status(200);
        verify(app, &third).await.assert_problem("token_invalid");
        // There is nothing to confirm any more.
        app.clock.advance(SignedDuration::from_mins(1));
        app.nobody().post("auth/email/resend", json!({ "email": "ada@example.com" })).await.assert_status(202);
        let mails = app.mails_to("ada@example.com").await;
        assert_eq!(mails.iter().filter(|mail| mail.name == "verify-email").count(), 3);
        assert_eq!(ada.at("/user/email"), "ada@example.com");
    }

    async fn who_says_no_address_and_is_nobody_is_told_so(app: TestApp) {
        app.nobody().post_nothing("auth/email/resend").await.assert_status(422).assert_problem("invalid_body");
    }

    async fn of_fifty_who_confirm_at_once_one_does(app: TestApp) {
        register(app, "ada@example.com").await;
        let other_node = app.another_node().await;
        let token = app.mailed_token("ada@example.com", "verify-email").await;
        let answers = join_all((0..50).map(|turn| verify(if turn % 2 == 0 { app } else { &other_node }, &token))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 410).count(), 49);
    }

    async fn where_addresses_are_confirmed_first_there_is_no_account_before(app: TestApp) {
        let app = &confirmed(app).await;
        let asked = ask(app, "ada@example.com", PASSWORD).await;
        assert_eq!((asked.status, asked.json()), (202, json!({ "status": "check_mail" })));
        let refused = login(app, "ada@example.com", PASSWORD).await.assert_status(401).assert_problem("invalid_credentials");
        assert!(refused.text_at("/detail").contains("open the link in the mail"), "{}", refused.body);
        let token = app.mailed_token("ada@example.com", "verify-email").await;
        complete(app, &token, PASSWORD).await.assert_status(200);
        let tokens = login(app, "ada@example.com", PASSWORD).await.assert_status(200);
        let me = app.nobody().with_token(&tokens.text_at("/access_token")).get("auth/me").await.assert_status(200);
        assert_eq!((me.at("/user/email_verified"), me.at("/role")), (json!(true), json!("admin")));
        complete(app, &token, PASSWORD).await.assert_problem("token_invalid");
    }

    async fn who_opens_a_link_that_somebody_else_has_asked_for_makes_no_account(app: TestApp) {
        let app = &confirmed(app).await;
        ask(app, "ada@example.com", "the password of an attacker").await;
        let token = app.mailed_token("ada@example.com", "verify-email").await;
        verify(app, &token).await.assert_status(422).assert_problem("password_required");
        let wrong = complete(app, &token, PASSWORD).await.assert_status(422).assert_problem("invalid_value");
        assert_eq!(wrong.at("/errors/0/pointer"), "/password");
        login(app, "ada@example.com", "the password of an attacker").await.assert_problem("invalid_credentials");
        // Nor is the address taken, or the link used up for who did ask.
        ask(app, "ada@example.com", PASSWORD).await;
        let hers = app.mailed_token("ada@example.com", "verify-email").await;
        complete(app, &hers, PASSWORD).await.assert_status(200);
        login(app, "ada@example.com", PASSWORD).await.assert_status(200);
        complete(app, &token, "the password of an attacker").await.assert_problem("token_invalid");
    }

    async fn a_registration_that_waits_tells_nobody_whether_there_is_an_account(app: TestApp) {
        let app = &confirmed(app).await;
        let mut said = vec![];
        for email in ["first@example.com", "ada@example.com"] {
            ask(app, email, "the password of an attacker").await;
            let refused = login(app, email, "the password of an attacker").await;
            said.push((refused.status, refused.text_at("/detail"), refused.text_at("/code")));
        }
        assert_eq!(said[0], said[1]);
    }

    async fn a_taken_address_gets_the_same_answer_and_a_mail_that_says_so(app: TestApp) {
        let app = &confirmed(app).await;
        let taken = ask(app, "first@example.com", PASSWORD).await;
        let free = ask(app, "ada@example.com", PASSWORD).await;
        assert_eq!((taken.status, &taken.body), (free.status, &free.body));
        let mails = app.mails_to("first@example.com").await;
        assert!(mails.iter().any(|mail| mail.name == "already-registered"));
        // Nothing has changed for its owner.
        login(app, "first@example.com", PASSWORD).await.assert_status(200);
    }

    async fn nobody_can_prepare_an_account_for_somebody_else_to_confirm(app: TestApp) {
        let app = &confirmed(app).await;
        ask(app, "ada@example.com", "the password of an attacker").await;
        // It is on its way before hers, so that hers is the newest.
        assert_eq!(app.mails_to("ada@example.com").await.len(), 1);
        app.clock.advance(SignedDuration::from_secs(1));
        ask(app, "ada@example.com", PASSWORD).await;
        assert_eq!(app.mails_to("ada@example.com").await.len(), 2);
        complete(app, &app.mailed_token("ada@example.com", "verify-email").await, PASSWORD).await.assert_status(200);
        login(app, "ada@example.com", "the password of an attacker").await.assert_problem("invalid_credentials");
        login(app, "ada@example.com", PASSWORD).await.assert_status(200);
    }

    async fn of_two_links_for_one_address_one_makes_the_account(app: TestApp) {
        let app = &confirmed(app).await;
        let mut links = vec![];
        for password in [PASSWORD, "another password of hers"] {
            ask(app, "ada@example.com", password).await;
            links.push((app.mailed_token("ada@example.com", "verify-email").await, password));
            app.clock.advance(SignedDuration::from_secs(1));
        }
        let answers = join_all((0..50).map(|turn| complete(app, &links[turn % 2].0, links[turn % 2].1))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 410)));
    }

    async fn a_registration_does_not_open_an_account_that_has_no_password(app: TestApp) {
        let app = &confirmed(app).await;
        ask(app, "service@branchbook.invalid", PASSWORD).await;
        login(app, "service@branchbook.invalid", PASSWORD).await.assert_status(401).assert_problem("invalid_credentials");
        assert_eq!(app.mails_to("service@branchbook.invalid").await.last().map(|mail| mail.name), Some("already-registered"));
    }

    async fn the_first_account_is_made_at_once(app: TestApp) {
        let app = app.another_node_with(|settings| settings.registration = RegistrationMode::Confirmed).await;
        let setup = app.nobody().get("setup").await.assert_status(200);
        assert_eq!((setup.at("/first_run"), setup.at("/registration"), setup.at("/mail")), (json!(true), json!("confirmed"), json!("smtp")));
        register(&app, "first@example.com").await;
        assert_eq!(ask(&app, "second@example.com", PASSWORD).await.status, 202);
    }

    async fn a_tenant_that_wants_confirmed_addresses_lets_nobody_else_in(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        let admin = app.nobody().with_token(&ada.text_at("/access_token"));
        let policy = json!({ "settings": { "require_verified_email": true } });
        admin.request("PATCH".parse().unwrap(), "account").json(policy).send().await.assert_status(200);
        login(app, "ada@example.com", PASSWORD).await.assert_status(403).assert_problem("email_unverified");
        login(app, "ada@example.com", "not her password").await.assert_problem("invalid_credentials");
        verify(app, &app.mailed_token("ada@example.com", "verify-email").await).await.assert_status(200);
        login(app, "ada@example.com", PASSWORD).await.assert_status(200);
    }
}

/// A server where addresses are confirmed first, that somebody has an account on.
async fn confirmed(app: &TestApp) -> TestApp {
    register(app, "first@example.com").await;
    app.another_node_with(|settings| settings.registration = RegistrationMode::Confirmed)
        .await
}

async fn ask(app: &TestApp, email: &str, password: &str) -> Response {
    let account: Value = json!({ "email": email, "password": password, "name": "Ada Lovelace" });
    app.nobody().post("auth/register", account).await
}

async fn verify(app: &TestApp, token: &str) -> Response {
    app.nobody().post("auth/email/verify", json!({ "token": token })).await
}

/// The same where the account is made only now.
async fn complete(app: &TestApp, token: &str, password: &str) -> Response {
    let body = json!({ "token": token, "password": password });
    app.nobody().post("auth/email/verify", body).await
}

async fn login(app: &TestApp, email: &str, password: &str) -> Response {
    let login = json!({ "email": email, "password": password });
    app.nobody().post("auth/login/json", login).await
}
