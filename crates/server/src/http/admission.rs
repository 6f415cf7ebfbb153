//! Who comes in: finds out who is asking, and tells those who ask too often to wait.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::client_address::client_address;
use crate::{access, app::App, features::identity};

/// Where passwords and one-time codes are tried. These count twice, once in a bucket that is much smaller.
const SIGN_IN: [&str; 8] = [
    "/api/v1/auth/register",
    "/api/v1/auth/login",
    "/api/v1/auth/login/json",
    "/api/v1/auth/password/forgot",
    "/api/v1/auth/password/change",
    "/api/v1/auth/password/reset",
    "/api/v1/auth/email/resend",
    "/api/v1/auth/email/verify",
];

/// Where a browser that has signed in before has tries of its own. Nowhere else: accounts are made there, and each would bring more.
const KNOWN: [&str; 3] = [
    "/api/v1/auth/login",
    "/api/v1/auth/login/json",
    "/api/v1/auth/password/change",
];

/// The layer. Limits are for the API: pages, scripts and probes are not counted.
pub async fn layer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let limits = app
        .limits
        .as_ref()
        .filter(|_| request.uri().path().starts_with("/api/"));
    let Some(limits) = limits else {
        access::identify(&app, &mut request).await;
        return next.run(request).await;
    };

    let address = client_address(
        request.extensions(),
        request.headers(),
        &app.settings.http.trusted_proxies,
    );
    let mut verdict = limits.address(address);
    let path = request.uri().path();
    if SIGN_IN.contains(&path) {
        let known = KNOWN
            .contains(&path)
            .then(|| identity::known_browser(&app, request.headers()));
        verdict = verdict.tighter(match known.flatten() {
            Some(user) => limits.known_browser(user),
            None => limits.sign_in(address),
        });
    }
    // Only who is within the address' limit costs us a look at their token.
    if verdict.refusal().is_none()
        && let Some(actor) = access::identify(&app, &mut request).await
    {
        verdict = verdict.tighter(limits.user(actor.user));
    }

    let mut response = match verdict.refusal() {
        None => next.run(request).await,
        Some(refusal) => {
            app.metrics.limited(verdict.bucket);
            refusal.into_response()
        }
    };
    verdict.write(response.headers_mut());
    response
}
