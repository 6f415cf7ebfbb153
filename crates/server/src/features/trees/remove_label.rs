//! `POST /trees/categories/remove` and `POST /trees/tags/remove`

use axum::Json;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    labels::Kind,
    relabel::Relabelling,
    rename_label::{Relabelled, everywhere},
};
use crate::{
    access::{Access, permissions::ManageLabels},
    error::{ApiResult, Problem},
    http::{Body, Caller, Validate},
};

/// Which category or tag is removed. In the body, for a name may have any character.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RemoveLabel {
    /// Its name.
    name: String,
}

impl Validate for RemoveLabel {}

impl RemoveLabel {
    fn everywhere(self, kind: Kind) -> Relabelling {
        Relabelling {
            kind,
            from: self.name,
            to: None,
            merge: false,
        }
    }
}

/// Remove a category
///
/// The tenant's flows that are in it are in none; the flows stay. What is said of renaming one holds here too.
#[utoipa::path(post, path = "/api/v1/trees/categories/remove", tag = "Flows", operation_id = "remove_category", request_body = RemoveLabel, responses(
    (status = OK, body = Relabelled),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: no flow is in this category"),
))]
pub async fn category(
    access: Access<ManageLabels>,
    caller: Caller,
    Body(body): Body<RemoveLabel>,
) -> ApiResult<Json<Relabelled>> {
    everywhere(access, &caller, body.everywhere(Kind::Category)).await
}

/// Remove a tag
///
/// The tenant's flows that bear it bear it no more; the flows stay. What is said of renaming one holds here too.
#[utoipa::path(post, path = "/api/v1/trees/tags/remove", tag = "Flows", operation_id = "remove_tag", request_body = RemoveLabel, responses(
    (status = OK, body = Relabelled),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: no flow bears this tag"),
))]
pub async fn tag(
    access: Access<ManageLabels>,
    caller: Caller,
    Body(body): Body<RemoveLabel>,
) -> ApiResult<Json<Relabelled>> {
    everywhere(access, &caller, body.everywhere(Kind::Tag)).await
}
