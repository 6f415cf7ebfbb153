//! No request takes for ever. A body that trickles in is 408, a handler that does not come to an end is 503.

use std::time::Duration;

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::timeout::DeadlineBody;

use crate::error::{ApiError, Code};

/// Of the time for the whole request, the body may take this share: what is left is for answering that it did not come.
fn body_share(whole: Duration) -> Duration {
    whole.mul_f32(0.75)
}

/// Ends what takes longer than the limit.
pub async fn layer(State(limit): State<Duration>, request: Request, next: Next) -> Response {
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

#[cfg(test)]
mod tests {
    use axum::{Router, middleware::from_fn_with_state, routing::get};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_handler_that_does_not_end_is_ended() {
        let limit = Duration::from_millis(1);
        let endless = Router::new().route("/", get(std::future::pending::<()>));
        let service = endless.layer(from_fn_with_state(limit, layer));
        let response = service.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), Code::Unavailable.status());
    }
}
