//! `POST /proposals/{id}/decline`

use axum::Json;
use branchbook_domain::id::ProposalId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{dto::Proposal, service};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Faults, Path, Validate},
};

/// Why a proposal is refused.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct DeclineProposal {
    /// For its author, 1–1 000 characters.
    reason: String,
}

impl Validate for DeclineProposal {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/reason", &self.reason, 1, 1_000);
    }
}

/// Decline a proposal
///
/// For those who may edit the flow.
#[utoipa::path(post, path = "/api/v1/proposals/{id}/decline", tag = "Forks", operation_id = "decline_proposal", request_body = DeclineProposal,
    params(("id" = uuid::Uuid, Path, description = "The proposal")), responses(
    (status = OK, body = Proposal),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller made it and may not decide about it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`conflict`: it was decided or withdrawn"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn decline(
    access: Access<WriteTrees>,
    Path(id): Path<ProposalId>,
    Body(body): Body<DeclineProposal>,
) -> ApiResult<Json<Proposal>> {
    let now = access.app.clock.now();
    let proposal = access
        .db
        .write((access.actor, body), move |tx, (actor, body)| {
            Box::pin(async move {
                service::decline(tx, actor, id, now, &body.reason).await?;
                let (row, _) = service::get(tx, actor, id).await?;
                service::present_one(tx, actor, row).await
            })
        })
        .await?;
    Ok(Json(proposal))
}
