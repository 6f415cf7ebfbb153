use branchbook_test_support::app_test;

app_test! {
    async fn every_answer_tells_browsers_to_be_careful(app: TestApp) {
        for path in ["/", "/flows/1", "/healthz", "/api/v1/nothing", "/api/openapi.json", "auth/me"] {
            let answer = app.nobody().get(path).await;
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("x-frame-options", "DENY"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), value, "{name} of {path}");
            }
            assert!(answer.header("permissions-policy").contains("camera=()"));
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'; "), "{path}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert_eq!(answer.header("strict-transport-security"), "", "{path}");
        }
    }

    async fn over_https_browsers_are_told_to_stay_there(app: TestApp) {
        let app = app.another_node_with(|settings| settings.public_url = "https://runbooks.example.com".parse().unwrap()).await;
        let answer = app.nobody().get("/healthz").await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    }

    async fn only_the_api_reference_may_style_inline(app: TestApp) {
        for (path, inline) in [("/api/docs", true), ("/api/redoc", true), ("/", false), ("/sign-in", false)] {
            let answer = app.nobody().get(path).await.assert_status(200);
            assert_eq!(answer.header("content-security-policy").contains("'unsafe-inline'"), inline, "{path}");
        }
    }

    async fn answers_are_not_kept_by_caches(app: TestApp) {
        let me = app.admin().await.get("auth/me").await.assert_status(200);
        assert_eq!(me.header("cache-control"), "no-store");
    }
}
