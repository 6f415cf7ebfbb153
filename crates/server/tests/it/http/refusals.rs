use std::time::Duration;

use branchbook_test_support::app_test;
use branchbook_test_support::client::Method;
use serde_json::json;

use super::raw::Connection;

app_test! {
    async fn an_unknown_path_of_the_api_is_a_problem_with_the_requests_id(app: TestApp) {
        for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v2/trees"] {
            let answer = app.nobody().get(path).await.assert_status(404).assert_problem("not_found");
            let id = answer.text_at("/request_id");
            assert!(id.len() >= 8, "{path}: {id}");
            assert_eq!(answer.header("x-request-id"), id);
        }
        app.nobody().request(Method::PATCH, "/nowhere").send().await.assert_status(404).assert_problem("not_found");
    }

    async fn an_id_from_a_proxy_in_front_is_taken_over(app: TestApp) {
        let ask = async |id: &str| app.nobody().request(Method::GET, "/healthz").header("x-request-id", id).send().await;
        assert_eq!(ask("0af7651916cd43dd8448eb211c80319c").await.header("x-request-id"), "0af7651916cd43dd8448eb211c80319c");
        assert_ne!(ask("has a space in it").await.header("x-request-id"), "has a space in it");
    }

    async fn a_wrong_method_is_told_which_are_right(app: TestApp) {
        let answer = app.nobody().request(Method::DELETE, "auth/login/json").send().await;
        let answer = answer.assert_status(405).assert_problem("method_not_allowed");
        assert_eq!(answer.header("allow"), "POST");
    }

    async fn a_body_over_the_limit_is_too_large(app: TestApp) {
        let body = json!({ "email": "ada@example.com", "password": "x".repeat(4 << 20) });
        app.nobody().post("auth/login/json", body).await.assert_status(413).assert_problem("too_large");
        let limited = app.another_node_with(|settings| settings.http.body_limit = 100).await;
        let body = json!({ "email": "ada@example.com", "password": "x".repeat(100) });
        limited.nobody().post("auth/login/json", body).await.assert_status(413).assert_problem("too_large");
    }

    async fn a_body_of_unknown_length_over_the_limit_is_too_large(app: TestApp) {
        let app = app.another_node_with(|settings| settings.http.body_limit = 100).await;
        let mut connection = Connection::to(&app).await;
        connection.send("POST /api/v1/auth/login/json HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n").await;
        connection.send("transfer-encoding: chunked\r\nconnection: close\r\n\r\n").await;
        connection.send(&format!("c8\r\n{}\r\n0\r\n\r\n", "x".repeat(200))).await;
        let answer = connection.rest().await;
        assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("too_large"), "{answer}");
    }

    async fn a_body_that_trickles_in_is_given_up(app: TestApp) {
        let app = app.another_node_with(|settings| settings.http.request_timeout = Duration::from_millis(400)).await;
        let mut connection = Connection::to(&app).await;
        connection.send("POST /api/v1/auth/login/json HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n").await;
        connection.send("content-length: 100\r\n\r\n{\"email\":").await;
        let answer = connection.rest().await;
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("request_timeout"), "{answer}");
    }

    async fn a_head_that_does_not_end_is_given_up(app: TestApp) {
        let app = app.another_node_with(|settings| settings.http.head_timeout = Duration::from_millis(200)).await;
        let mut connection = Connection::to(&app).await;
        connection.send("GET /healthz HTTP/1.1\r\nhost:").await;
        // What matters is that it ends at all.
        let answer = connection.rest().await;
        assert!(!answer.contains(" 200 "), "{answer}");
    }
}
