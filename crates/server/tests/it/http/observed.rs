use branchbook_test_support::{app_test, client::Method};

app_test! {
    async fn requests_are_counted_by_route(app: TestApp) {
        let nobody = app.nobody();
        nobody.get("auth/me").await.assert_status(401);
        nobody.get("nothing").await.assert_status(404);
        let metrics = nobody.get("/metrics").await.assert_status(200);
        assert!(metrics.header("content-type").starts_with("application/openmetrics-text"));
        for line in [
            r#"branchbook_http_request_duration_seconds_count{method="GET",route="/api/v1/auth/me",status="401"} 1"#,
            r#"branchbook_http_request_duration_seconds_count{method="GET",route="other",status="404"} 1"#,
            "branchbook_http_requests_in_flight 1",
        ] {
            assert!(metrics.body.contains(line), "{line} is not in {}", metrics.body);
        }
    }

    async fn metrics_are_told_on_this_machine_or_to_who_shows_the_token(app: TestApp) {
        let nobody = app.nobody();
        nobody.get("/metrics").await.assert_status(200);
        for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            let passed_on = nobody.request(Method::GET, "/metrics").header(header, "127.0.0.1");
            passed_on.send().await.assert_problem("forbidden");
        }
        let app = app.another_node_with(|settings| settings.http.metrics_token = Some("sesame-sesame-sesame".to_owned())).await;
        let shows = |shown: &str| app.nobody().request(Method::GET, "/metrics").header("x-forwarded-for", "192.0.2.1").header("authorization", shown).send();
        shows("Bearer sesame-sesame-sesame").await.assert_status(200);
        for wrong in ["Bearer sesame", "Basic sesame-sesame-sesame", "sesame-sesame-sesame"] {
            shows(wrong).await.assert_problem("unauthenticated");
        }
        app.nobody().get("/metrics").await.assert_problem("unauthenticated");
        app.admin().await.get("/metrics").await.assert_problem("unauthenticated");
    }
}
