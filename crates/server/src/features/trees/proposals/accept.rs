//! `POST /proposals/{id}/accept`

use std::collections::BTreeSet;

use axum::Json;
use branchbook_domain::{flow::NodeId, id::ProposalId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{
        dto::Tree,
        merging::{self, Resolution},
        present, service as trees,
    },
    dto::Proposal,
    service::{self, Acceptance},
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Faults, Path, Validate},
};

/// What is taken of a proposal.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct AcceptProposal {
    /// Only these nodes; all that is proposed when absent.
    #[schema(value_type = Option<Vec<String>>)]
    node_ids: Option<BTreeSet<NodeId>>,
    /// With `node_ids`: whether what belongs to no node is taken too, such as the root, connections and what is asked at the start.
    #[serde(default)]
    surroundings: bool,
    /// The answers to the conflicts: `ours` is the flow's as it is now, `theirs` the proposal's.
    #[serde(default)]
    resolutions: Vec<Resolution>,
}

impl Validate for AcceptProposal {
    fn validate(&self, faults: &mut Faults) {
        merging::check(faults, &self.resolutions);
    }
}

/// A proposal that was accepted, and the flow with it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedProposal {
    /// The proposal.
    proposal: Proposal,
    /// The flow.
    tree: Tree,
}

/// Accept a proposal
///
/// All of it or some of its nodes, merged with what was changed in the flow meanwhile. Where both changed the same thing in different
/// ways, the answer is 409 with all `conflicts`, and nothing is changed until each is answered in `resolutions`. Of several who
/// decide at once, one does. For those who may edit the flow.
#[utoipa::path(post, path = "/api/v1/proposals/{id}/accept", tag = "Forks", operation_id = "accept_proposal", request_body = AcceptProposal,
    params(("id" = uuid::Uuid, Path, description = "The proposal")), responses(
    (status = OK, body = AcceptedProposal),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller made it and may not decide about it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`merge_conflict`, with `conflicts` (see `Conflict`) and `current_version`; `conflict`: it was decided or withdrawn"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
))]
pub async fn accept(
    access: Access<WriteTrees>,
    Path(id): Path<ProposalId>,
    body: Option<Body<AcceptProposal>>,
) -> ApiResult<Json<AcceptedProposal>> {
    let body = body.map(|Body(body)| body).unwrap_or_default();
    let acceptance = Acceptance {
        nodes: body.node_ids,
        surroundings: body.surroundings,
        answers: merging::answers(body.resolutions),
    };
    let now = access.app.clock.now();
    let (proposal, found) = access
        .db
        .write((access.actor, acceptance), move |tx, (actor, acceptance)| {
            Box::pin(async move {
                let tree = service::accept(tx, actor, id, now, acceptance).await?;
                let (row, _) = service::get(tx, actor, id).await?;
                let proposal = service::present_one(tx, actor, row).await?;
                ApiResult::Ok((proposal, trees::get(tx, actor, tree).await?))
            })
        })
        .await?;
    let (_, Json(tree)) = present::tree(found)?;
    Ok(Json(AcceptedProposal { proposal, tree }))
}
