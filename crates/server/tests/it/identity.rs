//! Registration, sign-in, and the life of tokens.

mod api_tokens;
mod cookies;
mod devices;
mod guessing;
mod invited;
mod one_time;
mod passwords;
mod races;
mod registration;
mod revocation;
mod rotation;
mod sign_in;
mod verification;

use branchbook_test_support::{Response, TestApp};
use serde_json::json;

/// A new account with this e-mail, signed in as a program does: with both tokens in the answer.
async fn register(app: &TestApp, email: &str) -> Response {
    let account = json!({ "email": email, "password": PASSWORD, "name": "Ada Lovelace" });
    app.nobody().post("auth/register", account).await.assert_status(201)
}

/// Shows a refresh token.
async fn refresh(app: &TestApp, token: &str) -> Response {
    app.nobody()
        .post("auth/refresh", json!({ "refresh_token": token }))
        .await
}

const PASSWORD: &str = "a password of hers";
