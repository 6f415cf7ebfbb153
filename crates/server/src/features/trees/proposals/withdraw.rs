//! `POST /proposals/{id}/withdraw`

use axum::Json;
use branchbook_domain::id::ProposalId;

use super::{dto::Proposal, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// Withdraw a proposal
///
/// For its author, who can then make another.
#[utoipa::path(post, path = "/api/v1/proposals/{id}/withdraw", tag = "Forks", operation_id = "withdraw_proposal",
    params(("id" = uuid::Uuid, Path, description = "The proposal")), responses(
    (status = OK, body = Proposal),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller did not make it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`conflict`: it was decided or withdrawn"),
))]
pub async fn withdraw(access: Access<WriteTrees>, Path(id): Path<ProposalId>) -> ApiResult<Json<Proposal>> {
    let now = access.app.clock.now();
    let proposal = access
        .db
        .write(access.actor, move |tx, actor| {
            Box::pin(async move {
                service::withdraw(tx, actor, id, now).await?;
                let (row, _) = service::get(tx, actor, id).await?;
                service::present_one(tx, actor, row).await
            })
        })
        .await?;
    Ok(Json(proposal))
}
