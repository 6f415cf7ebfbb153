//! The JSON of preferences.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    error::{ApiError, ApiResult, Code},
    http::Validate,
};

/// Everything that the caller prefers here.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Preferences {
    /// Each value by its key.
    #[schema(value_type = Object)]
    pub items: Map<String, Value>,
}

/// What is kept under a key: any JSON.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = Value)]
pub struct Preference(pub Value);

impl Validate for Preference {}

/// Refuses what can be no key.
pub fn check_key(key: &str) -> ApiResult<()> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'-');
    if (1..=64).contains(&key.len()) && key.bytes().all(plain) {
        return Ok(());
    }
    // Nothing was ever kept under it, and nothing can be.
    let detail = "This can be no key: one has 1 to 64 of a–z, 0–9, '_', '.' and '-'.";
    Err(ApiError::new(Code::NotFound, detail))
}
