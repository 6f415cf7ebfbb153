//! Two servers, each a process of its own, on one database: what ends on one has ended on the other.
//!
//! That it ends within five seconds is tested where seconds are counted in looks at the database (`identity/revocation.rs` of the server's
//! tests): how long a loaded machine takes is no matter here.
//!
//! On SQLite too. One process is what it is made for, but a second one on the file, as in the moment of an upgrade, does no harm.

use std::{collections::HashSet, time::Duration};

use branchbook_test_support::{database::TestDb, db_test};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::process::Server;

/// After which nothing is waited for any more.
const PATIENCE: Duration = Duration::from_secs(60);

async fn post(url: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Client::new().post(format!("{url}/api/v1/{path}")).json(body);
    let answer = request.send().await.expect("an answer");
    (answer.status(), answer.json().await.expect("JSON"))
}

async fn get(url: &str, path: &str, token: &Value) -> (StatusCode, Value) {
    let request = Client::new().get(format!("{url}/api/v1/{path}"));
    let answer = request
        .bearer_auth(token.as_str().expect("a token"))
        .send()
        .await
        .expect("an answer");
    (answer.status(), answer.json().await.expect("JSON"))
}

async fn refresh(url: &str, token: &Value) -> (StatusCode, Value) {
    post(url, "auth/refresh", &json!({ "refresh_token": token })).await
}

async fn sign_up(url: &str) -> Value {
    let account = json!({ "email": "ada@example.com", "password": "a password of hers", "name": "Ada" });
    let (status, made) = post(url, "auth/register", &account).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    made
}

db_test! {
    async fn fifty_who_show_one_refresh_token_at_two_servers_get_one_successor(db: TestDb) {
        successor(db).await;
    }

    async fn a_replayed_refresh_token_ends_its_family_on_another_server_too(db: TestDb) {
        replay(db).await;
    }
}

async fn successor(db: &TestDb) {
    let here = Server::start(db).await;
    let there = here.another().await;
    let first = sign_up(&here.url).await["refresh_token"].clone();
    let mut shown = JoinSet::new();
    for turn in 0..50 {
        let (url, token) = (if turn % 2 == 0 { &here } else { &there }.url.clone(), first.clone());
        shown.spawn(async move { refresh(&url, &token).await });
    }
    let mut successors = HashSet::new();
    while let Some(answered) = shown.join_next().await {
        let (status, pair) = answered.expect("a request that did not panic");
        assert_eq!(status, StatusCode::OK, "{pair}");
        successors.insert(pair["refresh_token"].as_str().expect("a token").to_owned());
    }
    assert_eq!(successors.len(), 1);
    let next = json!(successors.into_iter().next().expect("one"));
    assert_ne!(next, first);
    assert_eq!(refresh(&there.url, &next).await.0, StatusCode::OK);
}

async fn replay(db: &TestDb) {
    let here = Server::start(db).await;
    let there = here.another().await;
    let made = sign_up(&here.url).await;
    let (status, second) = refresh(&here.url, &made["refresh_token"]).await;
    assert_eq!(status, StatusCode::OK);
    // An older token is a replay also within the grace.
    let (status, newest) = refresh(&there.url, &second["refresh_token"]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        get(&there.url, "auth/me", &newest["access_token"]).await.0,
        StatusCode::OK
    );

    let (status, refused) = refresh(&here.url, &made["refresh_token"]).await;
    assert_eq!(
        (status, &refused["code"]),
        (StatusCode::UNAUTHORIZED, &json!("refresh_token_reused"))
    );
    assert_eq!(
        refresh(&there.url, &newest["refresh_token"]).await.1["code"],
        "token_revoked"
    );
    let ended = async {
        while get(&there.url, "auth/me", &newest["access_token"]).await.0 == StatusCode::OK {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, ended).await.expect("a device that ends");

    let login = json!({ "email": "ada@example.com", "password": "a password of hers" });
    let (_, again) = post(&there.url, "auth/login/json", &login).await;
    let (status, log) = get(
        &there.url,
        "account/audit?action=device.revoked",
        &again["access_token"],
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let log = log["items"].as_array().expect("items");
    assert_eq!(log.len(), 1, "{log:?}");
    assert_eq!(
        (&log[0]["actor"], &log[0]["after"]["reason"]),
        (&Value::Null, &json!("refresh_token_reused"))
    );
}
