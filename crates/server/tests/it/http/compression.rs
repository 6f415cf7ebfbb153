use branchbook_test_support::{TestApp, app_test};

/// Asks without reading the encoding away, which the test client would do.
async fn ask(app: &TestApp, path: &str, accepted: &str) -> reqwest::Response {
    let client = reqwest::Client::new();
    let request = client
        .get(format!("{}{path}", app.url()))
        .header("accept-encoding", accepted);
    request.send().await.unwrap()
}

app_test! {
    async fn a_long_answer_is_compressed_as_the_client_can_read_it(app: TestApp) {
        let plain = ask(app, "/api/openapi.json", "identity").await;
        assert!(!plain.headers().contains_key("content-encoding"));
        assert!(plain.headers()["vary"].to_str().unwrap().contains("accept-encoding"));
        let length = plain.bytes().await.unwrap().len();
        for encoding in ["gzip", "br"] {
            let compressed = ask(app, "/api/openapi.json", encoding).await;
            assert_eq!(compressed.headers()["content-encoding"], encoding);
            assert!(compressed.bytes().await.unwrap().len() < length / 2);
        }
    }

    async fn a_short_answer_is_not(app: TestApp) {
        let answer = ask(app, "/healthz", "gzip, br").await;
        assert!(!answer.headers().contains_key("content-encoding"));
    }
}
