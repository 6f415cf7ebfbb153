//! `POST /trees/fork`

use std::collections::HashSet;

use axum::{Json, http::StatusCode};
use branchbook_db::Tx;
use branchbook_domain::id::TreeId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::{
        dto::TreeSummary,
        filter::{Sort, SortKey},
        list::reader,
        narrowing::{Narrowing, Reader, Wanted},
        present, service as trees,
        store::{self as tree_store, TreeRow},
    },
    lineage, parent, service, store,
};
use crate::{
    access::{Access, Actor, permissions::WriteTrees},
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
    /// Put before the name of each copy, with a space between; at most 50 characters.
    name_prefix: Option<String>,
}

impl Validate for ForkCategory {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/category", &self.category, 1, 100);
        faults.length("/fork_reason", &self.fork_reason, 1, 255);
        if let Some(prefix) = &self.name_prefix {
            faults.length("/name_prefix", prefix, 0, 50);
        }
    }
}

/// What became of the flows of a category.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForkedCategory {
    /// The copies, in the order of their names.
    items: Vec<TreeSummary>,
    /// The flows that were not copied, in the order of their names.
    skipped: Vec<SkippedFlow>,
}

/// A flow that was not copied.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkippedFlow {
    /// Its id.
    #[schema(value_type = uuid::Uuid)]
    id: TreeId,
    /// Its name.
    name: String,
    /// Why.
    reason: SkipReason,
}

/// Why a flow is left out when a category is forked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The caller has written it.
    Own,
    /// The caller has a fork of it.
    Forked,
}

/// So many flows are forked by one request.
const MOST: usize = 100;

/// With those that are left out, a category has at most so many.
const MOST_SEEN: usize = 1_000;

/// A name has at most so many characters.
const MOST_OF_NAME: usize = 200;

/// Fork a category
///
/// Copies every flow of the category that somebody else has written and that the caller may read, of their own tenant and of the
/// default flows; those that the caller has written or forked are left out, and named. All others are copied or none.
#[utoipa::path(post, path = "/api/v1/trees/fork", tag = "Forks", operation_id = "fork_category", request_body = ForkCategory, responses(
    (status = CREATED, body = ForkedCategory),
    (status = FORBIDDEN, body = Problem, description = "`forbidden`; `plan_limit_reached`, with `limit` and `current`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: also when the category has more than 100 such flows"),
))]
pub async fn fork_category(
    access: Access<WriteTrees>,
    Body(body): Body<ForkCategory>,
) -> ApiResult<(StatusCode, Json<ForkedCategory>)> {
    let narrowing = Narrowing {
        category: Some(body.category.trim().to_owned()),
        ..Narrowing::default()
    };
    let sort = Sort {
        key: SortKey::Name,
        descending: false,
    };
    let defaults = access.default_trees();
    let foreign = if defaults.tenant() == access.actor.tenant {
        vec![]
    } else {
        let wanted = Wanted::new(Reader::OUTSIDER, &narrowing);
        let read = defaults.read(wanted, move |tx, wanted| {
            Box::pin(async move {
                let mut found = vec![];
                for (row, _) in tree_store::list(
                    tx,
                    wanted,
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
    let wanted = Wanted::new(reader(&access.actor), &narrowing);
    let input = (access.actor, body, wanted, foreign, ids);
    let forked = access
        .db
        .write(input, move |tx, (actor, body, wanted, foreign, ids)| {
            Box::pin(async move {
                let span = tree_store::Span {
                    limit: MOST_SEEN + 1,
                    ..Default::default()
                };
                let own = tree_store::list(tx, wanted, sort, &span).await?;
                let own = own
                    .into_iter()
                    .map(|(row, _)| (row.id, row.name, row.author_id == actor.user, None));
                let theirs = foreign
                    .iter()
                    .map(|parent| (parent.id, parent.name.clone(), false, Some(parent)));
                let seen: Vec<_> = own.chain(theirs).collect();
                let all: Vec<TreeId> = seen.iter().map(|(id, ..)| *id).collect();
                let forked: HashSet<TreeId> = store::forked_by(tx, actor.user, &all).await?.into_iter().collect();
                let (mut wanted, mut skipped) = (vec![], vec![]);
                for (id, name, is_written, foreign) in seen {
                    let reason = match (is_written, forked.contains(&id)) {
                        (true, _) => SkipReason::Own,
                        (false, true) => SkipReason::Forked,
                        (false, false) => {
                            wanted.push((id, foreign));
                            continue;
                        }
                    };
                    skipped.push(SkippedFlow { id, name, reason });
                }
                if wanted.len() > MOST || all.len() > MOST_SEEN {
                    let message = format!("The category has more than {MOST} flows to fork. Fork them one by one.");
                    return Err(ApiError::invalid_field("/category", message));
                }
                let mut made = vec![];
                for ((parent, foreign), id) in wanted.into_iter().zip(ids) {
                    // Deleted meanwhile, or not shown any more.
                    let Some(parent) = parent::held(tx, actor, parent, foreign).await? else {
                        continue;
                    };
                    let name = named(body.name_prefix.as_deref().unwrap_or_default(), &parent.name);
                    service::fork(tx, actor, (*id, now), &parent, &body.fork_reason, Some(&name)).await?;
                    made.push(*id);
                }
                skipped.sort_by_key(|flow| (flow.name.to_lowercase(), flow.id));
                let items = summaries(tx, actor, &made).await?;
                Ok(ForkedCategory { items, skipped })
            })
        })
        .await?;
    Ok((StatusCode::CREATED, Json(forked)))
}

/// What a copy is called; cut where it would be too long.
fn named(prefix: &str, name: &str) -> String {
    let whole = format!("{} {name}", prefix.trim());
    whole.trim().chars().take(MOST_OF_NAME).collect()
}

/// These flows as lists show them, in the order of their names.
async fn summaries(tx: &mut Tx, actor: &Actor, ids: &[TreeId]) -> ApiResult<Vec<TreeSummary>> {
    let mut lineages = lineage::of_all(tx, actor, ids).await?;
    let mut rows = tree_store::rows(tx, ids).await?;
    rows.sort_by_key(|(row, _)| (row.name.to_lowercase(), row.id));
    let summary = |(row, usage): (TreeRow, i64)| {
        let permissions = trees::permissions(actor, &row);
        let lineage = lineages.remove(&row.id).unwrap_or_default();
        present::summary(row, usage, permissions, lineage)
    };
    Ok(rows.into_iter().map(summary).collect())
}
