//! `POST /trees/categories/rename` and `POST /trees/tags/rename`

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    labels::Kind,
    relabel::{self, Relabelling},
};
use crate::{
    access::{Access, permissions::ManageLabels},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Body, Caller, Faults, Validate},
};

/// A new name for a category.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RenameCategory {
    /// The category as it is called now.
    from: String,
    /// 1–100 characters.
    to: String,
    /// Also when there are flows in a category of the new name: then both become one.
    #[serde(default)]
    merge: bool,
}

/// A new name for a tag.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RenameTag {
    /// The tag as it is called now.
    from: String,
    /// 1–50 characters.
    to: String,
    /// Also when there are flows that bear the new name: then both become one.
    #[serde(default)]
    merge: bool,
}

impl Validate for RenameCategory {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/to", &self.to, 1, Kind::Category.most_characters());
    }
}

impl Validate for RenameTag {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/to", &self.to, 1, Kind::Tag.most_characters());
    }
}

/// How many flows were changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Relabelled {
    /// The flows, without the deleted ones; those are changed too.
    flows: usize,
}

/// Rename a category
///
/// Every flow of the tenant that is in it is in the new one, deleted and private ones too; the default flows stay as they are. No
/// flow gets a new version or another `updated_at` by it, but its `ETag` changes. Up to 200 flows are changed at once; more go piece
/// by piece, and doing it again with `merge` does the rest.
#[utoipa::path(post, path = "/api/v1/trees/categories/rename", tag = "Flows", operation_id = "rename_category", request_body = RenameCategory, responses(
    (status = OK, body = Relabelled),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: no flow is in this category"),
    (status = CONFLICT, body = Problem, description = "`conflict`, with `flows`: so many are in a category of the new name already, and `merge` was not said"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn category(
    access: Access<ManageLabels>,
    caller: Caller,
    Body(RenameCategory { from, to, merge }): Body<RenameCategory>,
) -> ApiResult<Json<Relabelled>> {
    let change = Relabelling {
        kind: Kind::Category,
        from,
        to: Some(to.trim().to_owned()),
        merge,
    };
    everywhere(access, &caller, change).await
}

/// Rename a tag
///
/// Every flow of the tenant that bears it bears the new name, deleted and private ones too; the default flows stay as they are. No
/// flow gets a new version or another `updated_at` by it, but its `ETag` changes. Up to 200 flows are changed at once; more go piece
/// by piece, and doing it again with `merge` does the rest.
#[utoipa::path(post, path = "/api/v1/trees/tags/rename", tag = "Flows", operation_id = "rename_tag", request_body = RenameTag, responses(
    (status = OK, body = Relabelled),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: no flow bears this tag"),
    (status = CONFLICT, body = Problem, description = "`conflict`, with `flows`: so many bear the new name already, and `merge` was not said"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn tag(
    access: Access<ManageLabels>,
    caller: Caller,
    Body(RenameTag { from, to, merge }): Body<RenameTag>,
) -> ApiResult<Json<Relabelled>> {
    let change = Relabelling {
        kind: Kind::Tag,
        from,
        to: Some(to.trim().to_owned()),
        merge,
    };
    everywhere(access, &caller, change).await
}

/// Does it to all flows, piece by piece.
pub(super) async fn everywhere(
    access: Access<ManageLabels>,
    caller: &Caller,
    change: Relabelling,
) -> ApiResult<Json<Relabelled>> {
    if change.to.as_ref() == Some(&change.from) {
        return Ok(Json(Relabelled { flows: 0 }));
    }
    let (mut flows, mut is_first) = (0, true);
    loop {
        let deed = Deed::new(&access, caller);
        let piece = access
            .db
            .write((deed, change.clone(), is_first), |tx, (deed, change, is_first)| {
                Box::pin(async move {
                    if *is_first {
                        relabel::check(tx, change).await?;
                    }
                    relabel::piece(tx, deed, change).await
                })
            });
        let piece = piece.await?;
        flows += piece.flows;
        is_first = false;
        if piece.is_last {
            return Ok(Json(Relabelled { flows }));
        }
    }
}
