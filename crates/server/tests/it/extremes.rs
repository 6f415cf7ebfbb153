//! Values at the edge of what JSON, a URL or a database can say: taken, or refused with a word on what is wrong; the same on both
//! engines, and never a 500.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use branchbook_test_support::{
    app_test,
    client::{Client, Method, Response},
};
use serde_json::{Value, json};

/// The first and the last year that a time in JSON can have.
const TIMES: [&str; 2] = ["-009999-01-02T01:59:59Z", "9999-12-30T22:00:00.999999999Z"];
/// As long in bytes as a character gets.
const WIDE: &str = "𠀀";

fn flow() -> Value {
    json!({"root": "start", "nodes": [
        {"id": "start", "type": "decision", "title": "Is it on?", "description": "Look.", "options": [
            {"id": "yes", "label": "Yes", "to": "done"}, {"id": "no", "label": "No", "to": "done"}]},
        {"id": "done", "type": "solution", "title": "Done", "description": "Write it down."}]})
}

async fn tree(author: &Client, more: Value) -> Response {
    let mut body = json!({"name": "Power", "tree_type": "troubleshooting", "tree_structure": flow()});
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    author.post("trees", body).await
}

fn cursor(key: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(key.to_string())
}

app_test! {
    async fn a_date_for_review_is_one_that_people_live_to_see(app: TestApp) {
        let author = app.engineer().await;
        let path = format!("trees/{}", tree(&author, json!({})).await.assert_status(201).text_at("/id"));
        for wrong in [TIMES[0], TIMES[1], "-004714-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+010000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "soon"] {
            let refused = author.put(&path, json!({"review_due_at": wrong})).await.assert_problem("invalid_body");
            assert_eq!(refused.at("/errors/0/pointer"), "/review_due_at", "{wrong}");
        }
        for right in ["9998-12-31T23:59:59Z", "1970-01-01T00:00:00Z"] {
            author.put(&path, json!({"review_due_at": right})).await.assert_status(200);
            let read = author.get(&path).await.text_at("/review_due_at");
            assert_eq!(read[..19], right[..19]);
        }
    }

    async fn a_cursor_that_somebody_made_up_is_refused(app: TestApp) {
        let author = app.engineer().await;
        let id = tree(&author, json!({})).await.text_at("/id");
        author.post("sessions", json!({"tree_id": id})).await.assert_status(201);
        for (list, key, code) in [
            ("trees?sort=updated_at", json!({"u": [TIMES[0], id]}), "invalid_value"),
            ("trees?sort=updated_at", json!({"u": [TIMES[1], id]}), "invalid_value"),
            ("sessions?sort=-started_at", json!([TIMES[1], id]), "invalid_value"),
            ("trees?sort=name", json!({"n": ["a\0b", id]}), "invalid_value"),
            ("trees?sort=name", json!({"n": [7, id]}), "invalid_cursor"),
            ("sessions?sort=started_at", json!(["a\0b", id]), "invalid_cursor"),
        ] {
            author.get(&format!("{list}&cursor={}", cursor(&key))).await.assert_problem(code);
        }
        for (list, key) in [
            ("trees?sort=updated_at", json!({"u": ["9999-12-29T23:59:59Z", id]})),
            ("trees?sort=name", json!({"n": [WIDE.repeat(1_000), id]})),
            ("trees?sort=usage_count", json!({"c": [i64::MIN, id]})),
            ("trees?sort=-usage_count", json!({"c": [i64::MAX, id]})),
            ("sessions?sort=started_at", json!([TIMES[0], id])),
            ("sessions?sort=-started_at", json!(["9999-12-29T23:59:59Z", id])),
        ] {
            author.get(&format!("{list}&cursor={}", cursor(&key))).await.assert_status(200);
        }
        let sessions = author.get("sessions").await.json();
        let events = format!("sessions/{}/events", sessions["items"][0]["id"].as_str().expect("an id"));
        for seq in [0, i64::from(u32::MAX), i64::MAX] {
            assert!(author.get(&format!("{events}?cursor={}", cursor(&json!(seq)))).await.status < 500, "{seq}");
        }
    }

    async fn numbers_beyond_all_bounds_are_refused_or_harmless(app: TestApp) {
        let author = app.engineer().await;
        let tree_id = tree(&author, json!({})).await.text_at("/id");
        let tree = format!("trees/{tree_id}");
        let session = format!("sessions/{}", author.post("sessions", json!({"tree_id": tree_id})).await.assert_status(201).text_at("/id"));
        for number in ["0", "-1", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e400", "NaN"] {
            for path in [format!("{tree}?version={number}"), format!("{tree}/versions/{number}"), format!("trees?limit={number}")] {
                let status = author.get(&path).await.status;
                assert!((400..500).contains(&status), "{path}: {status}");
            }
            let save = author.request(Method::PUT, &tree).header("if-match", format!("\"{number}\"")).json(json!({"name": "x"}));
            assert!((400..500).contains(&save.send().await.status), "if-match {number}");
            if number == "NaN" { continue; }
            for (path, body) in [
                (format!("{tree}/restore"), format!(r#"{{"version_number": {number}}}"#)),
                (format!("{session}/events"), format!(r#"{{"type": "noted", "note": "x", "expected_seq": {number}}}"#)),
                ("sessions".to_owned(), format!(r#"{{"tree_id": "{tree_id}", "version": {number}}}"#)),
            ] {
                let answer = author.request(Method::POST, &path).text("application/json", body.clone()).send().await;
                assert!((400..500).contains(&answer.status), "{path} {body}: {}", answer.status);
            }
            let seconds = format!(r#"{{"type": "noted", "note": "x", "seconds": {number}}}"#);
            assert!(author.request(Method::POST, &format!("{session}/events")).text("application/json", seconds).send().await.status < 500);
            let estimated = format!(r#"{{"tree_structure": {{"nodes": [{{"id": "a", "type": "solution", "title": "x", "est_minutes": {number}, "more": {number}}}]}}}}"#);
            assert!(author.request(Method::PUT, &tree).text("application/json", estimated).send().await.status < 500, "{number}");
        }
    }

    async fn texts_may_be_as_long_as_they_may_in_the_longest_characters(app: TestApp) {
        let author = app.engineer().await;
        let tags: Vec<String> = (10..30).map(|n| format!("{n}{}", WIDE.repeat(48))).collect();
        let id = tree(&author, json!({"name": WIDE.repeat(200), "category": WIDE.repeat(100), "tags": tags, "description": WIDE.repeat(10_000)}))
            .await.assert_status(201).text_at("/id");
        let labels = json!({"tree_id": id, "ticket_number": WIDE.repeat(100), "client_name": WIDE.repeat(200)});
        author.post("sessions", labels).await.assert_status(201);
        assert_eq!(author.get(&format!("sessions?q={}", WIDE.repeat(300))).await.assert_status(200).at("/items"), json!([]));
        for (list, length) in [("trees?q=", 1_500), ("trees/search?q=", 200), ("sessions?ticket=", 1_500), ("trees?tag=", 1_500), ("trees?category=", 1_500)] {
            assert_eq!(author.get(&format!("{list}{}", WIDE.repeat(length))).await.status, 200, "{list}");
        }
        author.get(&format!("trees/search?q={}", WIDE.repeat(201))).await.assert_problem("invalid_request");
        let key = author.request(Method::POST, "trees").header("idempotency-key", "k".repeat(5_000)).json(json!({}));
        assert!((400..500).contains(&key.send().await.status));
    }

    async fn a_document_as_large_as_may_be_is_stored_and_found_whatever_its_words(app: TestApp) {
        let author = app.engineer().await;
        let mut document = flow();
        // More words, and more different ones, than a full-text index likes.
        for node in 0..400 {
            let words: Vec<String> = (0..400).map(|word| format!("w{node:03}x{word:03}")).collect();
            document["nodes"].as_array_mut().expect("nodes")
                .push(json!({"id": format!("n{node}"), "type": "solution", "title": format!("Node {node}"), "description": words.join(" ")}));
        }
        tree(&author, json!({"tree_structure": document})).await.assert_status(201);
        assert_eq!(author.get("trees/search?q=w007x399").await.assert_status(200).at("/items/0/node_id"), "n7");
    }

    async fn a_nul_comes_into_the_database_through_no_door(app: TestApp) {
        let author = app.engineer().await;
        let nobody = app.nobody();
        let form = nobody.request(Method::POST, "auth/login").form([("username", "a\0@example.com"), ("password", "a\0b")]);
        assert!((400..500).contains(&form.send().await.status));
        assert!((400..500).contains(&author.get("trees/%00").await.status));
        let text = json!({"name": "a\0b", "description": "a\0b", "category": "a\0b", "tags": ["a\0b"], "tree_structure": {"root": "a", "nodes": [
            {"id": "a", "type": "decision", "title": "Is it\0on?", "description": "\0", "note\0": "\0", "options": [
                {"id": "yes", "label": "Y\0es", "to": "b"}, {"id": "no", "label": "No", "to": "b"}]},
            {"id": "b", "type": "solution", "title": "Done"}]}}).to_string();
        let made = author.request(Method::POST, "trees/import?format=json").text("application/json", text).send().await.assert_status(201);
        assert_eq!(made.at("/description"), "a\u{fffd}b");
        assert_eq!(made.at("/tags"), json!(["a\u{fffd}b"]));
        assert!(!made.json().to_string().contains("\\u0000"));
        author.post("sessions", json!({"tree_id": made.at("/id")})).await.assert_status(201);
        for (format, text) in [("markdown", "# A &#0; b\n\n1. Do &#x0; it\n"), ("mermaid", "graph TD\n  A{\"On #0; &#0;?\"} -->|Yes #0;| B\n  A --> C\n")] {
            let made = author.request(Method::POST, &format!("trees/import?format={format}")).text("text/plain", text).send().await.assert_status(201);
            author.post("sessions", json!({"tree_id": made.at("/id")})).await.assert_status(201);
        }
    }
}
