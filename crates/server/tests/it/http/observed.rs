use branchbook_test_support::app_test;

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
}
