use branchbook_test_support::client::Method;
use branchbook_test_support::{Response, TestApp, app_test};

const ELSEWHERE: &str = "https://portal.example.com";

async fn preflight(app: &TestApp, origin: &str) -> Response {
    let request = app
        .nobody()
        .request(Method::OPTIONS, "auth/login/json")
        .header("origin", origin);
    request
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,authorization")
        .send()
        .await
}

app_test! {
    async fn no_other_site_may_call(app: TestApp) {
        let preflight = preflight(app, ELSEWHERE).await;
        assert_eq!(preflight.header("access-control-allow-origin"), "");
        let answer = app.nobody().request(Method::GET, "setup").header("origin", ELSEWHERE).send().await;
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }

    async fn a_site_that_is_listed_may_call_and_read_why_it_was_refused(app: TestApp) {
        let app = app.another_node_with(|settings| settings.http.cors_origins = vec![ELSEWHERE.parse().unwrap()]).await;
        let allowed = preflight(&app, ELSEWHERE).await;
        assert_eq!(allowed.header("access-control-allow-origin"), ELSEWHERE);
        assert!(allowed.header("access-control-allow-headers").contains("authorization"));
        assert_eq!(allowed.header("access-control-allow-credentials"), "");
        assert_eq!(preflight(&app, "https://evil.example.com").await.header("access-control-allow-origin"), "");

        let refused = app.nobody().request(Method::GET, "auth/me").header("origin", ELSEWHERE).send().await;
        let refused = refused.assert_status(401);
        assert_eq!(refused.header("access-control-allow-origin"), ELSEWHERE);
        assert!(refused.header("access-control-expose-headers").contains("x-request-id"));
    }
}
