//! `GET /api/v1/setup`

use axum::Json;

use super::{dto::Setup, service};
use crate::{access::Public, error::ApiResult};

/// Is this server new?
///
/// Tells the web app whether to offer the first account, and anyone which version runs.
#[utoipa::path(
    get, path = "/api/v1/setup", tag = "Sign-in", operation_id = "setup", security(()),
    responses((status = OK, body = Setup)),
)]
pub async fn setup(public: Public) -> ApiResult<Json<Setup>> {
    let settings = &public.app.settings;
    Ok(Json(Setup {
        first_run: service::is_first_run(&public).await?,
        registration: settings.registration,
        mail: settings.mail.carrier.kind(),
        version: env!("CARGO_PKG_VERSION"),
    }))
}
