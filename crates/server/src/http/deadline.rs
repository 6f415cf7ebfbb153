//! No request takes for ever. A body that trickles in is 408, a handler that does not come to an end is 503.

use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::timeout::DeadlineBody;

use crate::{
    app::App,
    error::{ApiError, Code},
};

/// Of the time for the whole request, the body may take this share: what is left is for answering that it did not come.
fn body_share(whole: Duration) -> Duration {
    whole.mul_f32(0.75)
}

/// Ends what takes too long.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let limit = app.settings.http.request_timeout;
    let request = if request.body().is_end_stream() {
        request
    } else {
        request.map(|body| Body::new(DeadlineBody::new(body_share(limit), body)))
    };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(seconds = limit.as_secs_f32(), "request ended because it took too long");
            let detail = "This took too long and was given up. If it changes something, look whether it did before you try again.";
            ApiError::new(Code::Unavailable, detail).into_response()
        }
    }
}
