use branchbook_server::http::RateLimits;
use branchbook_test_support::client::Method;
use branchbook_test_support::{Response, TestApp, app_test};
use futures_util::future::join_all;
use serde_json::json;

/// The same application with these limits.
async fn limited(app: &TestApp, address: u32, user: u32, sign_in: u32) -> TestApp {
    let limits = RateLimits { address, user, sign_in };
    app.another_node_with(|settings| settings.http.rate_limits = Some(limits))
        .await
}

fn count(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

app_test! {
    async fn of_many_requests_at_once_exactly_the_limit_is_let_through(app: TestApp) {
        let app = limited(app, 20, 100, 100).await;
        let nobody = app.nobody();
        let answers = join_all((0..50).map(|_| nobody.get("setup"))).await;
        assert_eq!((count(&answers, 200), count(&answers, 429)), (20, 30));
        let refused = answers.into_iter().find(|answer| answer.status == 429).unwrap().assert_problem("rate_limited");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=3).contains(&wait), "{wait}");
        assert_eq!(refused.at("/retry_after"), wait);
        assert_eq!(refused.header("ratelimit-limit"), "20");
        assert_eq!(refused.header("ratelimit-remaining"), "0");
    }

    async fn callers_are_told_how_much_is_left(app: TestApp) {
        let app = limited(app, 60, 100, 100).await;
        for left in ["59", "58", "57"] {
            let answer = app.nobody().get("setup").await.assert_status(200);
            assert_eq!(answer.header("ratelimit-limit"), "60");
            assert_eq!(answer.header("ratelimit-remaining"), left);
        }
        assert_eq!(app.nobody().get("setup").await.header("ratelimit-reset"), "4");
    }

    async fn each_user_has_a_limit_of_their_own(app: TestApp) {
        let (admin, viewer) = (app.admin().await, app.viewer().await);
        let app = limited(app, 1000, 10, 100).await;
        let (admin, viewer) = (app.nobody().with_token(admin.token()), app.nobody().with_token(viewer.token()));
        let answers = join_all((0..30).map(|_| admin.get("auth/me"))).await;
        assert_eq!((count(&answers, 200), count(&answers, 429)), (10, 20));
        viewer.get("auth/me").await.assert_status(200);
    }

    async fn tries_to_sign_in_are_limited_more(app: TestApp) {
        let app = limited(app, 1000, 1000, 5).await;
        let nobody = app.nobody();
        let wrong = json!({ "email": "ada@example.com", "password": "guessed again" });
        let answers = join_all((0..12).map(|_| nobody.post("auth/login/json", &wrong))).await;
        assert_eq!((count(&answers, 401), count(&answers, 429)), (5, 7));
        // With another door, or the right password, it is no different; everything else goes on.
        let form = [("username", "ada@example.com"), ("password", "guessed again")];
        nobody.request(Method::POST, "auth/login").form(form).send().await.assert_status(429);
        nobody.get("setup").await.assert_status(200);
    }

    async fn who_writes_a_header_is_no_other_client_unless_a_trusted_proxy_wrote_it(app: TestApp) {
        let ask = async |app: &TestApp, client: &str| {
            app.nobody().request(Method::GET, "setup").header("x-forwarded-for", client).send().await.status
        };
        let alone = limited(app, 1, 100, 100).await;
        assert_eq!((ask(&alone, "192.0.2.1").await, ask(&alone, "192.0.2.2").await), (200, 429));
        let behind = app.another_node_with(|settings| {
            settings.http.rate_limits = Some(RateLimits { address: 1, user: 100, sign_in: 100 });
            settings.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        });
        let behind = behind.await;
        assert_eq!((ask(&behind, "192.0.2.1").await, ask(&behind, "192.0.2.2").await), (200, 200));
        assert_eq!(ask(&behind, "198.51.100.9, 192.0.2.1").await, 429);
    }

    async fn probes_and_pages_are_not_counted(app: TestApp) {
        let app = limited(app, 1, 1, 1).await;
        for path in ["/healthz", "/readyz", "/metrics", "/", "/healthz", "/readyz", "/metrics", "/"] {
            assert_eq!(app.nobody().get(path).await.assert_status(200).header("ratelimit-limit"), "", "{path}");
        }
    }
}
