use branchbook_test_support::app_test;
use serde_json::json;

use super::PASSWORD;

app_test! {
    async fn a_browser_never_sees_its_refresh_token(app: TestApp) {
        let browser = app.browser();
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada", "client": "web" });
        let registered = browser.post("auth/register", account).await.assert_status(201);
        let login = json!({ "email": "ada@example.com", "password": PASSWORD, "client": "web" });
        let signed_in = browser.post("auth/login/json", login).await.assert_status(200);
        let refreshed = browser.post_nothing("auth/refresh").await.assert_status(200);
        let mut cookies = vec![];
        for answer in [registered, signed_in, refreshed] {
            assert!(!answer.body.contains("refresh_token") && !answer.body.contains("bb_rt_"), "{}", answer.body);
            let cookies_set = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
            let cookie = cookies_set.filter(|cookie| cookie.starts_with("bb_refresh=")).collect::<String>();
            for part in ["bb_refresh=bb_rt_", "HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert!(!cookies.contains(&cookie), "each answer has another token");
            cookies.push(cookie);
        }
        let again = browser.post_nothing("auth/refresh").await.assert_status(200);
        browser.with_token(&again.text_at("/access_token")).get("auth/me").await.assert_status(200);
    }

    async fn a_browser_that_signs_out_forgets_its_token(app: TestApp) {
        let browser = app.browser();
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada", "client": "web" });
        let token = browser.post("auth/register", account).await.assert_status(201).text_at("/access_token");
        let signed_out = browser.post_nothing("auth/logout").await.assert_status(204);
        assert!(signed_out.header("set-cookie").starts_with("bb_refresh=;"), "{}", signed_out.header("set-cookie"));
        app.nobody().with_token(&token).get("auth/me").await.assert_problem("token_revoked");
        browser.post_nothing("auth/refresh").await.assert_status(401).assert_problem("invalid_refresh_token");
    }

    async fn pages_of_other_sites_cannot_use_a_browsers_cookie(app: TestApp) {
        let browser = app.browser();
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada", "client": "web" });
        browser.post("auth/register", account).await.assert_status(201);
        for path in ["auth/refresh", "auth/logout"] {
            for (header, value) in [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")] {
                let request = browser.request("POST".parse().unwrap(), path).header(header, value);
                request.send().await.assert_status(403).assert_problem("forbidden");
            }
        }
        let login = json!({ "email": "ada@example.com", "password": PASSWORD, "client": "web" });
        let request = browser.request("POST".parse().unwrap(), "auth/login/json").header("Origin", "https://evil.example");
        request.json(login).send().await.assert_status(403).assert_problem("forbidden");
        let account = json!({ "email": "eve@example.com", "password": PASSWORD, "name": "Eve", "client": "web" });
        let request = browser.request("POST".parse().unwrap(), "auth/register").header("Origin", "https://evil.example");
        request.json(account).send().await.assert_status(403).assert_problem("forbidden");
        let own_token = browser.post_nothing("auth/refresh").await.assert_status(200).text_at("/access_token");
        let switch = json!({ "tenant_id": "01900000-0000-7000-8000-000000000000", "client": "web" });
        let request = browser.clone().with_token(&own_token).request("POST".parse().unwrap(), "auth/switch-tenant").header("Origin", "https://evil.example");
        request.json(&switch).send().await.assert_status(403).assert_problem("forbidden");
        // What takes an access token as well is out of their reach: the browser does not send that by itself.
        for path in ["auth/switch-tenant", "auth/logout-all", "auth/password/change"] {
            browser.post(path, &switch).await.assert_status(401).assert_problem("unauthenticated");
        }

        let own = browser.request("POST".parse().unwrap(), "auth/refresh").header("Origin", app.url());
        own.send().await.assert_status(200);
    }
}
