//! `GET /trees`

use std::collections::HashMap;

use axum::Json;
use branchbook_db::Tx;
use branchbook_domain::id::TreeId;

use super::{
    dto::{TreePermissions, TreeSummary},
    filter::{ListQuery, Sort, SortKey},
    forks::lineage::{self, Lineage},
    narrowing::{Narrowing, Reader, Wanted},
    present, service,
    store::{self, Span},
};
use crate::{
    access::{Access, Actor, permissions::ReadTrees},
    error::{ApiResult, Problem},
    http::{Page, PageQuery, Query},
};

/// List flows
///
/// The tenant's flows that the caller may see, and the default flows, without their documents. Stable while rows come and go.
#[utoipa::path(get, path = "/api/v1/trees", tag = "Flows", operation_id = "list_trees", params(Narrowing, ListQuery, PageQuery), responses(
    (status = OK, body = Page<TreeSummary>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn list(
    access: Access<ReadTrees>,
    Query(narrowing): Query<Narrowing>,
    Query(query): Query<ListQuery>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<TreeSummary>>> {
    let (sort, limit) = (query.order()?, page.limit()?);
    let after = sort.check(page.after()?)?;
    let mut span = Span {
        after,
        before: None,
        limit: limit + 1,
    };
    let wanted = Wanted {
        deleted: query.deleted == Some(true),
        text: query.text(),
        ..Wanted::new(reader(&access.actor), &narrowing)
    };
    let mut rows = vec![];
    if narrowing.wants_own() {
        rows.extend(own(&access, &wanted, sort, span.clone()).await?);
    }
    if narrowing.wants_defaults() && !wanted.deleted {
        // What comes after a full page of the tenant's own is not on it.
        span.before = rows.get(limit).map(|last| sort.place(last));
        let wanted = Wanted {
            reader: Reader::OUTSIDER,
            ..wanted
        };
        rows.extend(defaults(&access, wanted, sort, span).await?);
        rows.sort_by(|a, b| sort.compare(&sort.place(a), &sort.place(b)));
    }
    Ok(Json(Page::new(rows, limit, |tree| sort.place(tree))))
}

async fn own(access: &Access<ReadTrees>, wanted: &Wanted, sort: Sort, span: Span) -> ApiResult<Vec<TreeSummary>> {
    let input = (access.actor, wanted.clone(), span);
    let rows = access
        .db
        .read(input, move |tx, (actor, wanted, span)| {
            Box::pin(async move {
                let rows = rows(tx, wanted, sort, span).await?;
                let forks = rows.iter().filter(|(row, _)| row.is_fork).map(|(row, _)| row.id);
                let lineages = lineage::of_all(tx, actor, &Vec::from_iter(forks)).await?;
                ApiResult::Ok((rows, lineages))
            })
        })
        .await?;
    let (rows, mut lineages) = rows;
    let summary = |(row, usage): (store::TreeRow, i64)| {
        let permissions = service::permissions(&access.actor, &row);
        let lineage = lineages.remove(&row.id).unwrap_or_default();
        present::summary(row, usage, permissions, lineage)
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// The rows as their reader sees them, each with the tenant's use of it.
async fn rows(tx: &mut Tx, wanted: &Wanted, sort: Sort, span: &Span) -> ApiResult<Vec<(store::TreeRow, i64)>> {
    let mut rows = store::list(tx, wanted, sort, span).await?;
    if wanted.reader.published_only {
        service::as_published(tx, rows.iter_mut().map(|(row, _)| row)).await?;
    }
    Ok(rows)
}

/// The default flows, with how often the caller's tenant has used each.
async fn defaults(access: &Access<ReadTrees>, wanted: Wanted, sort: Sort, span: Span) -> ApiResult<Vec<TreeSummary>> {
    // By use they are ordered only when the tenant's use is known, so all are read then: there are only dozens.
    let is_by_use = sort.key == SortKey::UsageCount;
    let part = if is_by_use {
        Span {
            limit: MOST_DEFAULTS,
            ..Span::default()
        }
    } else {
        span.clone()
    };
    let rows = access
        .default_trees()
        .read((wanted, part), move |tx, (wanted, part)| {
            Box::pin(rows(tx, wanted, sort, part))
        })
        .await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let ids: Vec<TreeId> = rows.iter().map(|(row, _)| row.id).collect();
    let used: HashMap<TreeId, i64> = access
        .db
        .read(ids, |tx, ids| {
            Box::pin(async move { store::usage_counts(tx, ids).await })
        })
        .await?
        .into_iter()
        .collect();
    let summary = |(row, _): (store::TreeRow, i64)| {
        let usage = used.get(&row.id).copied().unwrap_or(0);
        present::summary(row, usage, TreePermissions::NONE, Lineage::default())
    };
    let is_after = |tree: &TreeSummary| {
        let after = span.after.as_ref();
        after.is_none_or(|after| sort.compare(&sort.place(tree), after).is_gt())
    };
    Ok(rows.into_iter().map(summary).filter(is_after).collect())
}

const MOST_DEFAULTS: usize = 1_000;

/// What this member sees of their own tenant.
pub(super) fn reader(actor: &Actor) -> Reader {
    Reader {
        user: actor.user,
        sees_private: service::sees_private(actor),
        published_only: service::sees_published_only(actor),
    }
}
