//! `GET /trees/public`

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use branchbook_db::dialect::containing;
use branchbook_domain::id::TreeId;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    dto::{TreePermissions, TreeSummary},
    forks::lineage::Lineage,
    model::Visibility,
    narrowing::{Narrowing, Reader, Wanted},
    present, service,
    store::{self, TreeRow},
};
use crate::{
    access::{Access, PublicSpan, PublicTree, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// What is looked for among what others share.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublicQuery {
    /// Has this text in its name.
    q: Option<String>,
}

/// A flow that another tenant shares with everyone.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicFlow {
    /// The flow, at the version that everyone reads: `updated_at` is when that was made. Who wrote it is left out.
    #[serde(flatten)]
    tree: TreeSummary,
    /// Whose it is.
    owner: PublicOwner,
}

/// A tenant that shares flows.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicOwner {
    /// What it is called.
    name: String,
}

/// List what others share
///
/// Flows of other tenants that are published for everyone, without their documents, those published last first. Each may be read, run
/// and forked. The caller's own and the default flows are in the ordinary list.
#[utoipa::path(get, path = "/api/v1/trees/public", tag = "Flows", operation_id = "list_public_trees", params(PublicQuery, PageQuery), responses(
    (status = OK, body = Page<PublicFlow>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn list(
    access: Access<ReadTrees>,
    Query(query): Query<PublicQuery>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<PublicFlow>>> {
    let (limit, after) = (page.limit()?, page.after::<(Timestamp, TreeId)>()?);
    let text = query.q.filter(|text| !text.trim().is_empty());
    let span = PublicSpan {
        text: text.as_deref().map(containing),
        after,
        limit: limit + 1,
    };
    let listed = access.public_trees(span).await?;
    let page = Page::new(listed, limit, |listed| (listed.updated_at, listed.tree));
    let mut rows = rows(&access, &page.items).await?;
    let ids: Vec<TreeId> = rows.keys().copied().collect();
    let used = access.db.read(ids, |tx, ids| Box::pin(store::usage_counts(tx, ids)));
    let used: HashMap<TreeId, i64> = used.await?.into_iter().collect();
    // What its owner has just taken back is no longer there.
    let flows = page.items.into_iter().filter_map(|listed| {
        let mut row = rows.remove(&listed.tree)?;
        row.show_to_others(listed.updated_at);
        let usage = used.get(&row.id).copied().unwrap_or(0);
        Some(PublicFlow {
            tree: present::summary(row, usage, TreePermissions::NONE, Lineage::default()),
            owner: PublicOwner {
                name: listed.owner_name,
            },
        })
    });
    Ok(Json(Page {
        items: flows.collect(),
        next_cursor: page.next_cursor,
    }))
}

/// Each takes a connection.
const OWNERS_AT_ONCE: usize = 4;

/// The rows of these flows as everyone reads them: those of one owner are read together.
async fn rows(access: &Access<ReadTrees>, listed: &[PublicTree]) -> ApiResult<HashMap<TreeId, TreeRow>> {
    let mut owners = BTreeMap::<_, (&PublicTree, Vec<TreeId>)>::new();
    for tree in listed {
        owners
            .entry(tree.owner)
            .or_insert_with(|| (tree, vec![]))
            .1
            .push(tree.tree);
    }
    let mut reads = vec![];
    for (tree, ids) in owners.into_values() {
        let narrowing = Narrowing {
            visibility: Some(Visibility::Public),
            ..Narrowing::default()
        };
        let wanted = Wanted {
            among: Some(ids),
            ..Wanted::new(Reader::OUTSIDER, &narrowing)
        };
        let owner = access.sharing_tenant(tree);
        reads.push(async move {
            let found = owner.read(wanted, |tx, wanted| {
                Box::pin(async move {
                    let mut rows = store::wanted(tx, wanted).await?;
                    service::as_published(tx, rows.iter_mut().map(|(row, _)| row)).await?;
                    ApiResult::Ok(rows)
                })
            });
            found.await
        });
    }
    let read: Vec<_> = stream::iter(reads).buffered(OWNERS_AT_ONCE).try_collect().await?;
    let mut rows = HashMap::new();
    for (row, _) in read.into_iter().flatten() {
        rows.insert(row.id, row);
    }
    Ok(rows)
}
