//! `POST /trees/fork`

use std::collections::HashSet;

use axum::{Json, http::StatusCode};
use branchbook_domain::id::TreeId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{
        dto::{TreePermissions, TreeSummary},
        filter::TreeFilter,
        list::reader,
        present, service as trees,
        store::{self as tree_store, Reader},
    },
    lineage, parent, service, store,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiError, ApiResult, Problem},
    http::{Body, Faults, Validate},
};

/// Which flows are copied, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct ForkCategory {
    /// The category.
    category: String,
    /// 1–255 characters.
    fork_reason: String,
}

impl Validate for ForkCategory {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/category", &self.category, 1, 100);
        faults.length("/fork_reason", &self.fork_reason, 1, 255);
    }
}

/// The copies.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForkedCategory {
    /// In the order of their names.
    items: Vec<TreeSummary>,
}

/// So many flows are forked by one request.
const MOST: usize = 100;

/// Fork a category
///
/// Copies every flow of the category that somebody else has written and that the caller may read, of their own tenant and of the
/// default flows; those that the caller has forked already are left out. All are copied or none.
#[utoipa::path(post, path = "/api/v1/trees/fork", tag = "Forks", operation_id = "fork_category", request_body = ForkCategory, responses(
    (status = CREATED, body = ForkedCategory),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`; `plan_limit_reached`, with `limit` and `current`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: also when the category has more than 100 such flows"),
))]
pub async fn fork_category(
    access: Access<WriteTrees>,
    Body(body): Body<ForkCategory>,
) -> ApiResult<(StatusCode, Json<ForkedCategory>)> {
    let filter = TreeFilter {
        category: Some(body.category.trim().to_owned()),
        sort: Some("name".to_owned()),
        ..TreeFilter::default()
    };
    let sort = filter.order()?;
    let defaults = access.default_trees();
    let foreign = if defaults.tenant() == access.actor.tenant {
        vec![]
    } else {
        let read = defaults.read(filter.clone(), move |tx, filter| {
            Box::pin(async move {
                let mut found = vec![];
                for (row, _) in tree_store::list(
                    tx,
                    &Reader::OUTSIDER,
                    filter,
                    sort,
                    &tree_store::Span {
                        limit: MOST + 1,
                        ..Default::default()
                    },
                )
                .await?
                {
                    found.extend(parent::published(tx, row.id).await?);
                }
                ApiResult::Ok(found)
            })
        });
        read.await?
    };
    let now = access.app.clock.now();
    let ids: Vec<TreeId> = (0..=2 * MOST).map(|_| access.app.ids.next()).collect();
    let input = (access.actor, body, filter, foreign, ids);
    let items = access
        .db
        .write(input, move |tx, (actor, body, filter, foreign, ids)| {
            Box::pin(async move {
                let own = tree_store::list(
                    tx,
                    &reader(actor),
                    filter,
                    sort,
                    &tree_store::Span {
                        limit: MOST + 1,
                        ..Default::default()
                    },
                )
                .await?;
                let own = own
                    .into_iter()
                    .map(|(row, _)| row)
                    .filter(|row| row.author_id != actor.user);
                let own: Vec<TreeId> = own.map(|row| row.id).collect();
                let all: Vec<TreeId> = own
                    .iter()
                    .copied()
                    .chain(foreign.iter().map(|parent| parent.id))
                    .collect();
                let forked: HashSet<TreeId> = store::forked_by(tx, actor.user, &all).await?.into_iter().collect();
                let mut parents = vec![];
                for id in own {
                    parents.extend(parent::held(tx, actor, id, None).await?);
                }
                for foreign in foreign {
                    parents.extend(parent::held(tx, actor, foreign.id, Some(foreign)).await?);
                }
                parents.retain(|parent| !forked.contains(&parent.id));
                if parents.len() > MOST {
                    let message = format!("The category has more than {MOST} flows to fork. Fork them one by one.");
                    return Err(ApiError::invalid_field("/category", message));
                }
                for (parent, id) in parents.iter().zip(ids) {
                    service::fork(tx, actor, (*id, now), parent, &body.fork_reason, None).await?;
                }
                let made = &ids[..parents.len()];
                let mut lineages = lineage::of_all(tx, actor, made).await?;
                let mut rows = tree_store::rows(tx, made).await?;
                rows.sort_by_key(|(row, _)| (row.name.to_lowercase(), row.id));
                let summary = |(row, usage): (tree_store::TreeRow, i64)| {
                    let permissions: TreePermissions = trees::permissions(actor, &row);
                    let lineage = lineages.remove(&row.id).unwrap_or_default();
                    present::summary(row, usage, permissions, lineage)
                };
                Ok(rows.into_iter().map(summary).collect())
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(ForkedCategory { items })))
}
