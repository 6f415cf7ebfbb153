//! The one route table. It makes the OpenAPI document too, so that the two cannot differ.

use axum::{Router, middleware};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

use crate::{app::App, features, http};

/// What the document says besides the operations.
#[derive(OpenApi)]
#[openapi(
    info(title = "Branchbook", description = "Runbooks that branch: author, run, hand over and learn from troubleshooting flows."),
    security(("bearer" = [])),
    modifiers(&Bearer),
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token from `POST /api/v1/auth/login/json`."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// Every operation.
fn table() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi()).merge(features::platform::routes())
}

/// The OpenAPI document of this build.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// The whole HTTP service.
pub fn router(app: App) -> Router {
    let (routes, _) = table().split_for_parts();
    routes
        .layer(middleware::from_fn_with_state(app.clone(), http::request_id::layer))
        .with_state(app)
}
