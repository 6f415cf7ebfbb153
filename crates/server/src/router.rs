//! The one route table. It makes the OpenAPI document too, so that the two cannot differ.

use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn_with_state};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    features,
    http::{self, security_headers::SecurityHeaders},
    openapi, ui,
};

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
            .description(Some("An access token from `POST /api/v1/auth/login/json`, or a token that was made for a program by `POST /api/v1/auth/tokens`."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// Every operation.
fn table() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(features::platform::routes())
        .merge(features::identity::routes())
        .merge(features::audit::routes())
        .merge(features::account::routes())
        .merge(features::tenant_data::routes())
        .merge(features::settings::routes())
        .merge(features::trees::routes())
        .merge(features::sessions::routes())
}

/// The operations, as the OpenAPI document describes them; [`crate::openapi`] adds the schemas of the domain.
#[must_use]
pub(crate) fn operations() -> utoipa::openapi::OpenApi {
    table().into_openapi()
}

/// The whole HTTP service.
pub fn router(app: App) -> Router {
    let (routes, operations) = table().split_for_parts();
    let settings = &app.settings;
    let headers = SecurityHeaders::new(settings.public_url.is_https(), !settings.http.cors_origins.is_empty());

    // What a request goes through, top to bottom; its answer goes back up.
    let layers = ServiceBuilder::new()
        // Outermost, so that whatever happens below is counted and logged with the request's id.
        .layer(from_fn_with_state(app.clone(), http::observe::layer))
        // Above everything that writes a body, errors too.
        .layer(http::compression::layer())
        // On every answer, those that the layers below give themselves too.
        .map_response(move |response| headers.add(response))
        // Before anything is refused: a page that may ask may also read why not. Preflights go no further.
        .option_layer(http::cors::layer(&settings.http.cors_origins))
        // Below this line handlers and our own code run; what panics there is a 500 with its headers and its log line.
        .layer(CatchPanicLayer::custom(http::panic::answer))
        // Holds for all that may wait: for a token to be checked, a body to come, the database.
        .layer(from_fn_with_state(settings.http.request_timeout, http::deadline::layer))
        // Who asks too often is sent away before they cost anything. Finds out who is asking, for those below.
        .layer(from_fn_with_state(app.clone(), http::admission::layer))
        // How much of a body those below read before they refuse it.
        .layer(DefaultBodyLimit::max(settings.http.body_limit))
        // Innermost: what it keeps and gives again is the handler's own answer.
        .layer(from_fn_with_state(app.clone(), http::idempotency::layer));

    routes
        .merge(ui::routes(&openapi::complete(&operations)))
        .method_not_allowed_fallback(http::fallback::method_not_allowed)
        .layer(layers)
        .with_state(app)
}
