//! `GET /proposals`

use axum::Json;
use branchbook_domain::id::TreeId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    dto::{Proposal, ProposalRole, ProposalStatus},
    service,
    store::{self, Wanted},
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// Which proposals are wanted. All that are given must hold.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProposalFilter {
    /// `author`: those that the caller made. `reviewer`: those that they may decide about. Both when absent.
    role: Option<ProposalRole>,
    /// Where it is in its life.
    status: Option<ProposalStatus>,
    /// Made to this flow.
    #[param(value_type = Option<uuid::Uuid>)]
    tree: Option<TreeId>,
}

/// List proposals
///
/// Those that the caller made or may decide about, newest first.
#[utoipa::path(get, path = "/api/v1/proposals", tag = "Forks", operation_id = "list_proposals", params(ProposalFilter, PageQuery), responses(
    (status = OK, body = Page<Proposal>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn list(
    access: Access<ReadTrees>,
    Query(filter): Query<ProposalFilter>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<Proposal>>> {
    let limit = page.limit()?;
    let wanted = Wanted {
        as_author: filter.role != Some(ProposalRole::Reviewer),
        as_reviewer: filter.role != Some(ProposalRole::Author),
        status: filter.status,
        tree: filter.tree,
        before: page.after()?,
    };
    let rows = access
        .db
        .read((access.actor, wanted), move |tx, (actor, wanted)| {
            Box::pin(async move {
                let rows = store::list(tx, actor, wanted, limit + 1).await?;
                service::present(tx, actor, rows).await
            })
        })
        .await?;
    Ok(Json(Page::new(rows, limit, |proposal| proposal.id)))
}
