use branchbook_db::{Error, params};
use branchbook_test_support::{Client, Response, TestApp, app_test, client::Method};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A request that makes a flow.
fn flow(name: &str) -> Value {
    json!({
        "name": name, "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [{"id": "end", "type": "solution", "title": "Done"}]},
    })
}

async fn post(client: &Client, key: &str, body: &Value) -> Response {
    let request = client.request(Method::POST, "trees").header("idempotency-key", key);
    request.json(body).send().await
}

async fn count(client: &Client) -> usize {
    let list = client.get("trees?default=false").await.assert_status(200);
    list.at("/items").as_array().unwrap().len()
}

/// What a server leaves behind that was killed while it ran a request.
async fn interrupt(app: &TestApp, client: &Client, key: &str, has_written: bool) {
    let cut_off = "UPDATE idempotency_keys SET status = NULL, headers = NULL, body = NULL, has_written = $4
        WHERE tenant_id = $1 AND user_id = $2 AND key = $3";
    let who = client.person();
    let changed: Result<u64, Error> = app
        .db
        .tenant(who.tenant)
        .write(
            (who.id, key.to_owned(), has_written),
            move |tx, (user, key, has_written)| {
                Box::pin(async move { tx.execute(cut_off, params![user, key, has_written]).await })
            },
        )
        .await;
    assert_eq!(changed.unwrap(), 1);
}

app_test! {
    async fn a_request_that_is_sent_again_is_answered_the_same_and_not_done_again(app: TestApp) {
        let author = app.engineer().await;
        let first = post(&author, "one", &flow("Switch")).await.assert_status(201);
        let again = post(&author, "one", &flow("Switch")).await.assert_status(201);
        assert_eq!(again.body, first.body);
        for header in ["location", "etag", "content-type"] {
            assert_eq!(again.header(header), first.header(header), "{header}");
        }
        assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        assert_ne!(again.header("x-request-id"), first.header("x-request-id"));
        assert_eq!(count(&author).await, 1);
        post(&author, "two", &flow("Switch")).await.assert_status(201);
        assert_eq!(count(&author).await, 2);
    }

    async fn of_many_at_once_with_one_key_one_is_done(app: TestApp) {
        let author = app.engineer().await;
        let body = flow("Switch");
        let answers = join_all((0..20).map(|_| post(&author, "one", &body))).await;
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!made.is_empty() && made.iter().all(|answer| answer.body == made[0].body));
        assert_eq!(made.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 201) {
            let answer = answer.assert_problem("idempotency_key_in_use");
            assert_eq!(answer.header("retry-after"), "1");
        }
        assert_eq!(count(&author).await, 1);
    }

    async fn a_key_belongs_to_one_request(app: TestApp) {
        let author = app.engineer().await;
        post(&author, "one", &flow("Switch")).await.assert_status(201);
        post(&author, "one", &flow("Router")).await.assert_status(422).assert_problem("idempotency_key_reused");
        let elsewhere = author.request(Method::POST, "trees/validate").header("idempotency-key", "one");
        elsewhere.json(flow("Switch")).send().await.assert_status(422).assert_problem("idempotency_key_reused");
        post(&author, &"k".repeat(256), &flow("Switch")).await.assert_status(400).assert_problem("invalid_request");
        assert_eq!(count(&author).await, 1);
    }

    async fn keys_are_a_users_own(app: TestApp) {
        let (one, another, elsewhere) = (app.engineer().await, app.manager().await, app.other_tenant().await);
        for client in [&one, &another, &elsewhere] {
            let made = post(client, "one", &flow("Switch")).await.assert_status(201);
            assert_eq!(made.header("idempotency-replayed"), "");
        }
    }

    async fn a_refusal_is_not_kept(app: TestApp) {
        let author = app.engineer().await;
        post(&author, "one", &flow("")).await.assert_status(422).assert_problem("invalid_body");
        post(&author, "one", &flow("Switch")).await.assert_status(201);
    }

    async fn a_key_is_forgotten_after_a_day(app: TestApp) {
        let author = app.engineer().await;
        post(&author, "one", &flow("Switch")).await.assert_status(201);
        app.clock.advance(SignedDuration::from_hours(23));
        let author = app.engineer().await;
        post(&author, "one", &flow("Router")).await.assert_status(422);
        app.clock.advance(SignedDuration::from_hours(2));
        let author = app.engineer().await;
        post(&author, "one", &flow("Router")).await.assert_status(201);
        assert_eq!(count(&author).await, 2);
    }

    async fn a_request_that_died_before_it_wrote_anything_is_done_by_the_next(app: TestApp) {
        let author = app.engineer().await;
        post(&author, "one", &flow("Switch")).await.assert_status(201);
        interrupt(app, &author, "one", false).await;
        post(&author, "one", &flow("Switch")).await.assert_status(409).assert_problem("idempotency_key_in_use");
        app.clock.advance(SignedDuration::from_secs(11));
        let made = post(&author, "one", &flow("Switch")).await.assert_status(201);
        assert_eq!(made.header("idempotency-replayed"), "");
        assert_eq!(post(&author, "one", &flow("Switch")).await.body, made.body);
    }

    async fn a_request_that_died_after_it_wrote_is_not_done_again_and_says_so(app: TestApp) {
        let author = app.engineer().await;
        post(&author, "one", &flow("Switch")).await.assert_status(201);
        interrupt(app, &author, "one", true).await;
        app.clock.advance(SignedDuration::from_secs(11));
        post(&author, "one", &flow("Switch")).await.assert_status(409).assert_problem("idempotency_answer_lost");
        assert_eq!(count(&author).await, 1);
    }
}
