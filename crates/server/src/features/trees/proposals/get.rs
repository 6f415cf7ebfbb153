//! `GET /proposals/{id}`

use std::collections::BTreeMap;

use axum::Json;
use branchbook_domain::{
    flow::{
        NodeId,
        change::{self, Answers, Conflict, Diff},
    },
    id::ProposalId,
};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{
    super::{diff::titles, forks::parent, merging, present, service::stored_document},
    dto::Proposal,
    service,
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::Path,
};

/// A proposal with what it changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalDetail {
    /// Everything that lists show.
    #[serde(flatten)]
    proposal: Proposal,
    /// What it changes, compared with what its author began with.
    #[schema(value_type = super::schema::Diff)]
    diff: Diff,
    /// The titles of the nodes that the diff names.
    #[schema(value_type = BTreeMap<String, String>)]
    titles: BTreeMap<NodeId, String>,
    /// What taking all of it would have to be told: `ours` is the flow's as it is now, `theirs` the proposal's.
    #[schema(value_type = Vec<super::schema::Conflict>)]
    conflicts: Vec<Conflict>,
    /// The version of the flow that the conflicts are with; null when the caller may not read the flow any more.
    tree_version: Option<i64>,
    /// What its author began with.
    #[schema(value_type = super::schema::FlowDocument)]
    base_structure: Box<RawValue>,
    /// What its author proposes.
    #[schema(value_type = super::schema::FlowDocument)]
    proposed_structure: Box<RawValue>,
}

/// Read a proposal
///
/// With what it changes by node and field, and its conflicts with the flow as it is now. For its author and for those who may edit
/// the flow.
#[utoipa::path(get, path = "/api/v1/proposals/{id}", tag = "Forks", operation_id = "get_proposal",
    params(("id" = uuid::Uuid, Path, description = "The proposal")), responses(
    (status = OK, body = ProposalDetail),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn get(access: Access<ReadTrees>, Path(id): Path<ProposalId>) -> ApiResult<Json<ProposalDetail>> {
    let read = access.db.read((access.actor, id), |tx, (actor, id)| {
        Box::pin(async move { service::get(tx, actor, *id).await })
    });
    let (row, documents) = read.await?;
    let foreign = if row.tenant == access.actor.tenant {
        None
    } else {
        parent::foreign(&access, row.tree_id).await?
    };
    let detail = access
        .db
        .read(
            (access.actor, row, documents, foreign),
            |tx, (actor, row, documents, foreign)| {
                Box::pin(async move {
                    let (base, proposed) = (stored_document(&documents.base)?, stored_document(&documents.proposed)?);
                    let target = service::target(tx, actor, row, foreign.as_ref()).await?;
                    let conflicts = match &target {
                        None => vec![],
                        Some(now) => merging::merge(&base, &now.document, &proposed, &Answers::new(), "")?.conflicts,
                    };
                    let diff = change::diff(&base, &proposed);
                    ApiResult::Ok(ProposalDetail {
                        proposal: service::present_one(tx, actor, row.clone()).await?,
                        titles: titles(&diff, &base, &proposed),
                        diff,
                        conflicts,
                        tree_version: target.map(|now| now.version),
                        base_structure: present::raw(documents.base.clone())?,
                        proposed_structure: present::raw(documents.proposed.clone())?,
                    })
                })
            },
        )
        .await?;
    Ok(Json(detail))
}
