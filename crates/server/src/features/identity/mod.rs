//! Users, tenants, sign-in and the tokens that prove it.

use crate::{
    access::Actor,
    app::App,
    error::{ApiError, ApiResult, Code},
};

/// Who holds this access token.
pub async fn authenticate(_: &App, _: &str) -> ApiResult<Actor> {
    Err(ApiError::new(Code::Unauthenticated, "Sign in first."))
}
