//! `POST /api/v1/auth/login` and `POST /api/v1/auth/login/json`

use axum::{Json, http::HeaderMap, response::IntoResponse};
use axum_extra::extract::CookieJar;

use super::{
    Tokens, access_token,
    api_tokens::service::NO_STORE,
    cookie,
    dto::{Client, Login, LoginForm, TokenPair},
    sign_in,
};
use crate::{
    access::Public,
    app::App,
    error::{ApiResult, Problem},
    http::{Body, Caller, Form},
};

/// Sign in with a form
///
/// The password form of OAuth 2, for tools that know it. `username` is the e-mail address.
#[utoipa::path(
    post, path = "/api/v1/auth/login", tag = "Sign-in", operation_id = "loginForm", security(()),
    request_body(content = LoginForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = OK, body = TokenPair),
        (status = UNAUTHORIZED, body = Problem, description = "`invalid_credentials`: e-mail or password is wrong; which of them is not told"),
        (status = FORBIDDEN, body = Problem, description = "`account_inactive`; `email_unverified`"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
        (status = TOO_MANY_REQUESTS, body = Problem, description = "`rate_limited`: the password was wrong too often; `Retry-After` says how long to wait"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn form(
    public: Public,
    caller: Caller,
    jar: CookieJar,
    Form(form): Form<LoginForm>,
) -> ApiResult<impl IntoResponse> {
    let login = Login {
        email: form.username,
        password: form.password,
        client: None,
    };
    let (tokens, _) = sign_in::login(&public, login, caller, None).await?;
    let (_, tokens) = hand_over(tokens, None, jar, &public.app);
    Ok((NO_STORE, Json(tokens)))
}

/// Sign in
///
/// Browsers say `client: "web"`: they get the refresh token as a cookie that scripts cannot read.
#[utoipa::path(
    post, path = "/api/v1/auth/login/json", tag = "Sign-in", operation_id = "login", security(()),
    request_body = Login,
    responses(
        (status = OK, body = TokenPair, description = "With `client: \"web\"` the refresh token is in the cookie `bb_refresh` only"),
        (status = UNAUTHORIZED, body = Problem, description = "`invalid_credentials`: e-mail or password is wrong; which of them is not told"),
        (status = FORBIDDEN, body = Problem, description = "`account_inactive`; `email_unverified`; `forbidden`: asked by a page of another site"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
        (status = TOO_MANY_REQUESTS, body = Problem, description = "`rate_limited`: the password was wrong too often; `Retry-After` says how long to wait"),
        (status = SERVICE_UNAVAILABLE, body = Problem, description = "`unavailable`: too many are signing in at once"),
    ),
)]
pub async fn json(
    public: Public,
    caller: Caller,
    headers: HeaderMap,
    jar: CookieJar,
    Body(login): Body<Login>,
) -> ApiResult<impl IntoResponse> {
    let client = login.client;
    if client.is_some() {
        cookie::refuse_other_sites(&headers, &public.app.settings.public_url)?;
    }
    let (tokens, user) = sign_in::login(&public, login, caller, cookie::known(&jar, &public.app.settings)).await?;
    let jar = match client {
        Some(Client::Web) => cookie::know(jar, user, &public.app),
        None => jar,
    };
    let (jar, tokens) = hand_over(tokens, client, jar, &public.app);
    Ok((jar, NO_STORE, Json(tokens)))
}

/// The tokens as the client wants them: a browser's refresh token in its cookie, others' in the answer.
pub(super) fn hand_over(tokens: Tokens, client: Option<Client>, jar: CookieJar, app: &App) -> (CookieJar, TokenPair) {
    let refresh = tokens.refresh.text().to_owned();
    let (jar, refresh_token) = match client {
        Some(Client::Web) => (cookie::keep(jar, refresh, &app.settings), None),
        None => (jar, Some(refresh)),
    };
    (
        jar,
        TokenPair::new(tokens.access, refresh_token, access_token::LIFETIME),
    )
}
