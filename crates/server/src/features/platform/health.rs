//! Probes for whoever keeps the server running.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::Public,
    error::{ApiError, ApiResult, Code},
};

/// The state of the server.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`; anything else is an error answer.
    status: &'static str,
}

/// Is the process alive?
///
/// Answers as long as requests are served at all; says nothing of the database. For liveness probes.
#[utoipa::path(get, path = "/healthz", tag = "Operations", responses((status = OK, body = Health)), security(()))]
pub async fn alive() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Can it serve requests?
///
/// Asks the database, and whether it has the schema that this build needs. Says no from the moment the server is told to stop. For readiness probes and load balancers.
#[utoipa::path(get, path = "/readyz", tag = "Operations", responses(
    (status = OK, body = Health),
    (status = SERVICE_UNAVAILABLE, body = crate::error::Problem, description = "`unavailable`: the database cannot be reached or was not migrated, or the server is stopping"),
), security(()))]
pub async fn ready(public: Public) -> ApiResult<Json<Health>> {
    if public.app.lifecycle.is_stopping() {
        return Err(ApiError::new(Code::Unavailable, "The server is stopping."));
    }
    if !public.app.vault.is_ready().await? {
        let detail = "The database lacks migrations that this server needs: restart it, or run branchbook migrate.";
        return Err(ApiError::new(Code::Unavailable, detail));
    }
    Ok(Json(Health { status: "ok" }))
}
