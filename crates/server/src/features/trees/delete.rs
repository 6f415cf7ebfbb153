//! `DELETE /trees/{id}`

use axum::http::StatusCode;
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{life, record};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    features::audit::Deed,
    http::{Caller, Path, Query},
};

/// How a flow is deleted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteTreeQuery {
    /// True deletes for good, which only admins may.
    #[serde(default)]
    hard: bool,
}

/// Delete a flow
///
/// It can be brought back, and open sessions finish, unless `hard=true`.
#[utoipa::path(delete, path = "/api/v1/trees/{id}", tag = "Flows", operation_id = "delete_tree",
    params(("id" = uuid::Uuid, Path, description = "The flow"), DeleteTreeQuery), responses(
    (status = NO_CONTENT, description = "It is deleted"),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn delete(
    access: Access<WriteTrees>,
    caller: Caller,
    Path(id): Path<TreeId>,
    Query(query): Query<DeleteTreeQuery>,
) -> ApiResult<StatusCode> {
    let deed = Deed::new(&access, &caller);
    access
        .db
        .write((deed, query.hard), move |tx, (deed, hard)| {
            Box::pin(async move {
                let before = record::told(tx, id).await?;
                let action = match hard {
                    true => {
                        life::delete_for_good(tx, &deed.actor, id).await?;
                        "tree.deleted_for_good"
                    }
                    false => {
                        life::delete(tx, &deed.actor, id).await?;
                        "tree.deleted"
                    }
                };
                ApiResult::Ok(record::deed(tx, deed, action, id, before).await?)
            })
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
