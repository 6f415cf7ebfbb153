use branchbook_server::http::RateLimits;
use branchbook_test_support::{Client, Response, TestApp, app_test, client::Method};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{PASSWORD, register};

app_test! {
    async fn after_five_wrong_passwords_the_wait_doubles(app: TestApp) {
        let ada = register(app, "ada@example.com").await;
        let app = &limited(app).await;
        for _ in 0..5 {
            guess(app, "192.0.2.1", "wrong").await.assert_status(401);
        }
        for wait in [1, 2, 4] {
            let refused = guess(app, "192.0.2.1", PASSWORD).await.assert_status(429).assert_problem("rate_limited");
            assert_eq!(refused.header("retry-after"), wait.to_string());
            app.clock.advance(SignedDuration::from_secs(wait));
            guess(app, "192.0.2.1", "wrong").await.assert_status(401);
        }
        app.clock.advance(SignedDuration::from_secs(8));
        guess(app, "192.0.2.1", PASSWORD).await.assert_status(200);
        // The right password has made an end of it.
        guess(app, "192.0.2.1", "wrong").await.assert_status(401);
        guess(app, "192.0.2.1", PASSWORD).await.assert_status(200);

        assert!(!app.mails_to("ada@example.com").await.is_empty());
        let log = app.audit_log(ada.text_at("/tenant/id").parse().unwrap()).await;
        let failed: Vec<_> = log.iter().filter(|row| row.action == "sign_in.failed").collect();
        assert_eq!(failed.len(), 1);
        assert_eq!((failed[0].ip.as_deref(), &failed[0].after["in_a_row"]), (Some("192.0.2.1"), &json!(5)));
    }

    async fn nobody_locks_somebody_else_out(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &limited(app).await;
        for network in 1..=20 {
            for _ in 0..6 {
                guess(app, &format!("198.51.100.{network}"), "wrong").await;
            }
        }
        guess(app, "198.51.100.1", PASSWORD).await.assert_status(429);
        guess(app, "192.0.2.1", PASSWORD).await.assert_status(200);
    }

    async fn a_browser_that_signed_in_before_is_not_held_up_by_its_neighbours(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &limited(app).await;
        let browser = app.browser();
        let sign_in = || async {
            let login = json!({ "email": "ada@example.com", "password": PASSWORD, "client": "web" });
            browser.request(Method::POST, "auth/login/json").header("x-forwarded-for", "192.0.2.1").json(login).send().await
        };
        sign_in().await.assert_status(200);
        for _ in 0..6 {
            guess(app, "192.0.2.1", "wrong").await;
        }
        guess(app, "192.0.2.1", PASSWORD).await.assert_status(429);
        sign_in().await.assert_status(200);
    }

    async fn an_address_that_has_no_tries_left_keeps_out_no_browser_that_signed_in_before(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &with_sign_ins(app, 3).await;
        let browser = app.browser();
        let sign_in = || async {
            let login = json!({ "email": "ada@example.com", "password": PASSWORD, "client": "web" });
            browser.request(Method::POST, "auth/login/json").header("x-forwarded-for", "192.0.2.1").json(login).send().await
        };
        sign_in().await.assert_status(200);
        for _ in 0..4 {
            guess_as(&app.nobody(), "eve@example.com", "192.0.2.1", "wrong").await;
        }
        guess(app, "192.0.2.1", PASSWORD).await.assert_status(429);
        for status in [200, 200, 200, 429] {
            sign_in().await.assert_status(status);
        }
        // A made-up cookie is none.
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        let request = app.nobody().request(Method::POST, "auth/login/json").header("x-forwarded-for", "192.0.2.1");
        request.header("cookie", "bb_browser=AAAA").json(login).send().await.assert_status(429);
    }

    async fn a_browser_is_known_to_its_own_account_and_has_no_more_tries_for_others_or_new_ones(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &with_sign_ins(app, 3).await;
        let browser = app.browser();
        let send = async |path: &str, body: Value| {
            browser.request(Method::POST, path).header("x-forwarded-for", "192.0.2.1").json(body).send().await
        };
        let login = |email: &str| json!({ "email": email, "password": PASSWORD, "client": "web" });
        send("auth/login/json", login("ada@example.com")).await.assert_status(200);
        // Of what its address has left each try at another account takes one.
        for status in [401, 401, 429] {
            send("auth/login/json", login("eve@example.com")).await.assert_status(status);
        }
        let account = json!({ "email": "eve@example.com", "password": PASSWORD, "name": "Eve" });
        send("auth/register", account).await.assert_status(429);
    }

    async fn who_is_signed_in_changes_the_password_whoever_guesses_next_to_them(app: TestApp) {
        let token = register(app, "ada@example.com").await.text_at("/access_token");
        let app = &limited(app).await;
        for _ in 0..6 {
            guess(app, "192.0.2.1", "wrong").await;
        }
        let ada = app.nobody().with_token(&token);
        let change = async |current: &str| {
            let change = json!({ "current_password": current, "new_password": "another password of hers" });
            let request = ada.request(Method::POST, "auth/password/change").header("x-forwarded-for", "192.0.2.1");
            request.json(change).send().await
        };
        change(PASSWORD).await.assert_status(204);
        // Nor does a stolen access token find it out.
        for _ in 0..5 {
            change("a guess of somebody").await.assert_status(422);
        }
        change("another password of hers").await.assert_status(429).assert_problem("rate_limited");
    }

    async fn fifty_guesses_at_once_are_five(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &limited(app).await;
        let answers = join_all((0..50).map(|_| guess(app, "192.0.2.1", "wrong"))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 401).count(), 5);
        assert_eq!(answers.iter().filter(|answer| answer.status == 429).count(), 45);
    }

    async fn an_address_without_an_account_waits_as_others_do(app: TestApp) {
        register(app, "ada@example.com").await;
        let app = &limited(app).await;
        let ask = async |email: &str| {
            let mut said = vec![];
            for _ in 0..7 {
                let answer = guess_as(&app.nobody(), email, "192.0.2.1", "wrong").await;
                said.push((answer.status, answer.text_at("/detail"), answer.header("retry-after").to_owned()));
            }
            said
        };
        assert_eq!(ask("ada@example.com").await, ask("eve@example.com").await);
    }

    async fn a_new_device_is_told_of_and_a_known_one_is_not(app: TestApp) {
        register(app, "ada@example.com").await;
        let notices = async || {
            let mails = app.mails_to("ada@example.com").await;
            mails.into_iter().filter(|mail| mail.name == "new-device").collect::<Vec<_>>()
        };
        assert!(notices().await.is_empty(), "the first device is no news");
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        for version in ["140.0", "141.0"] {
            let login = json!({ "email": "ada@example.com", "password": PASSWORD });
            let request = app.nobody().request(Method::POST, "auth/login/json").header("user-agent", firefox.replace("140.0", version));
            request.json(login).send().await.assert_status(200);
        }
        let mails = notices().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text.contains("With: Firefox on Linux") && mails[0].text.contains("/devices"), "{}", mails[0].text);
    }
}

/// A server that counts wrong passwords, behind a proxy that says who asks.
async fn limited(app: &TestApp) -> TestApp {
    with_sign_ins(app, 10_000).await
}

/// The same, where so many tries a minute are left to an address.
async fn with_sign_ins(app: &TestApp, sign_in: u32) -> TestApp {
    app.another_node_with(|settings| {
        settings.http.trusted_proxies = vec!["127.0.0.1".parse().expect("a network")];
        settings.http.rate_limits = Some(RateLimits {
            sign_in,
            ..RateLimits::default()
        });
    })
    .await
}

async fn guess(app: &TestApp, from: &str, password: &str) -> Response {
    guess_as(&app.nobody(), "ada@example.com", from, password).await
}

async fn guess_as(client: &Client, email: &str, from: &str, password: &str) -> Response {
    let request = client
        .request(Method::POST, "auth/login/json")
        .header("x-forwarded-for", from);
    request
        .json(json!({ "email": email, "password": password }))
        .send()
        .await
}
