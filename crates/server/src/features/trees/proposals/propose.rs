//! `POST /trees/{id}/proposals`

use std::collections::BTreeSet;

use axum::{
    Json,
    http::{HeaderName, StatusCode, header},
};
use branchbook_domain::{
    flow::NodeId,
    id::{ProposalId, TreeId},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    super::forks::parent,
    dto::Proposal,
    service::{self, Offer},
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiResult, Problem},
    http::{Body, Faults, Path, Validate},
};

/// What is proposed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ProposeChanges {
    /// What it is and why, 1–2 000 characters.
    message: String,
    /// Only these nodes of the fork; all that it has changed when absent.
    #[schema(value_type = Option<Vec<String>>)]
    node_ids: Option<BTreeSet<NodeId>>,
    /// With `node_ids`: whether what belongs to no node is proposed too, such as the root, connections and what is asked at the start.
    #[serde(default)]
    surroundings: bool,
}

impl Validate for ProposeChanges {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/message", &self.message, 1, 2_000);
    }
}

/// Propose a fork's changes to its parent
///
/// Those who may edit the parent review them node by node. The proposal holds what the fork is now; what is changed in it later is
/// not part of it. A fork has one open proposal at a time.
#[utoipa::path(post, path = "/api/v1/trees/{id}/proposals", tag = "Forks", operation_id = "propose_changes", request_body = ProposeChanges,
    params(("id" = uuid::Uuid, Path, description = "The fork")), responses(
    (status = CREATED, body = Proposal, headers(("Location" = String))),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`: the caller may read the fork and not change it"),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = CONFLICT, body = Problem, description = "`conflict`: the flow is no fork, its parent is not available, is a default flow, or there is an open proposal"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: also when nothing differs"),
))]
pub async fn propose(
    access: Access<WriteTrees>,
    Path(fork): Path<TreeId>,
    Body(body): Body<ProposeChanges>,
) -> ApiResult<(StatusCode, [(HeaderName, String); 1], Json<Proposal>)> {
    let read = access.db.read((access.actor, fork), |tx, (actor, fork)| {
        Box::pin(service::parent_of(tx, actor, *fork))
    });
    let parent_id = read.await?;
    let foreign = match parent::foreign(&access, parent_id).await? {
        Some(parent) => access
            .public_tree(parent_id)
            .await?
            .map(|owner| (owner.tenant(), parent)),
        None => None,
    };
    let offer = Offer {
        message: body.message,
        nodes: body.node_ids,
        surroundings: body.surroundings,
        foreign,
    };
    let (id, now): (ProposalId, _) = (access.app.ids.next(), access.app.clock.now());
    let proposal = access
        .db
        .write((access.actor, offer), move |tx, (actor, offer)| {
            Box::pin(async move {
                service::propose(tx, actor, (id, now), fork, offer).await?;
                let (row, _) = service::get(tx, actor, id).await?;
                service::present_one(tx, actor, row).await
            })
        })
        .await?;
    let location = [(header::LOCATION, format!("/api/v1/proposals/{id}"))];
    Ok((StatusCode::CREATED, location, Json(proposal)))
}
