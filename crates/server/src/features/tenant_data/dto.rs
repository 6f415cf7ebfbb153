//! The JSON of deletions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{http::Validate, jobs::State};

/// A sign that it is meant.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeleteAccount {
    /// The tenant's name, letter for letter.
    pub name: String,
}

impl Validate for DeleteAccount {}

/// A deletion that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletionBegun {
    /// Its id, by which its progress can be followed without being signed in.
    pub id: Uuid,
}

/// How far a deletion is.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletionProgress {
    /// Where it stands.
    pub status: State,
    /// Rows that are removed.
    pub done: i64,
    /// Of how many; null until they are counted.
    pub total: Option<i64>,
}
