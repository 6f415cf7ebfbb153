//! `GET /trees/{id}/versions` and `GET /trees/{id}/versions/{number}`

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use branchbook_db::Tx;
use branchbook_domain::id::{TreeId, UserId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    dto::{Author, TreeVersion, TreeVersionDocument},
    present, service,
    versions::{self, VersionRow, Wanted},
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiError, ApiResult, Problem},
    features::identity,
    http::{Page, PageQuery, Path, Query},
};

/// Which versions are wanted.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionFilter {
    /// True: only those with a name.
    named: Option<bool>,
}

/// List the versions of a flow
///
/// Newest first. Viewers get the published ones.
#[utoipa::path(get, path = "/api/v1/trees/{id}/versions", tag = "Flows", operation_id = "list_versions",
    params(("id" = uuid::Uuid, Path, description = "The flow"), VersionFilter, PageQuery), responses(
    (status = OK, body = Page<TreeVersion>),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn list(
    access: Access<ReadTrees>,
    Path(id): Path<TreeId>,
    Query(filter): Query<VersionFilter>,
    Query(query): Query<PageQuery>,
) -> ApiResult<Json<Page<TreeVersion>>> {
    let limit = query.limit()?;
    let input = (access.actor, query.after::<i64>()?, limit);
    let named_only = filter.named == Some(true);
    let page = access
        .db
        .read(input, move |tx, (actor, before, limit)| {
            Box::pin(async move {
                let tree = service::get(tx, actor, id).await?;
                let wanted = Wanted {
                    before: *before,
                    published_only: service::sees_published_only(actor),
                    named_only,
                };
                let rows = versions::list(tx, tree.row.id, wanted, *limit + 1).await?;
                let names = names(tx, &rows).await?;
                let page = Page::new(rows, *limit, |row| row.number);
                ApiResult::Ok(page.map(|row| version(row, &names)))
            })
        })
        .await?;
    Ok(Json(page))
}

/// Read a version of a flow
///
/// With its document as it was.
#[utoipa::path(get, path = "/api/v1/trees/{id}/versions/{number}", tag = "Flows", operation_id = "get_version",
    params(("id" = uuid::Uuid, Path, description = "The flow"), ("number" = i64, Path, description = "The version")), responses(
    (status = OK, body = TreeVersionDocument),
    (status = NOT_FOUND, body = Problem, description = "`not_found`: the flow or the version"),
))]
pub async fn get(
    access: Access<ReadTrees>,
    Path((id, number)): Path<(TreeId, i64)>,
) -> ApiResult<Json<TreeVersionDocument>> {
    let (version, structure) = access
        .db
        .read((access.actor, number), move |tx, (actor, number)| {
            Box::pin(async move {
                service::get(tx, actor, id).await?;
                let (row, structure) = versions::get(tx, id, *number)
                    .await?
                    .filter(|(row, _)| row.is_published || !service::sees_published_only(actor))
                    .ok_or_else(|| ApiError::not_found("version"))?;
                let names = names(tx, std::slice::from_ref(&row)).await?;
                ApiResult::Ok((version(row, &names), structure))
            })
        })
        .await?;
    Ok(Json(TreeVersionDocument {
        version,
        tree_structure: present::raw(structure)?,
    }))
}

/// The names of all who have a part in these versions.
pub(super) async fn names(tx: &mut Tx, rows: &[VersionRow]) -> ApiResult<HashMap<UserId, String>> {
    let users: BTreeSet<UserId> = rows.iter().flat_map(|row| row.users.iter().copied()).collect();
    Ok(identity::service::names(tx, &Vec::from_iter(users)).await?)
}

pub(super) fn version(row: VersionRow, names: &HashMap<UserId, String>) -> TreeVersion {
    let author = |id: &UserId| Author {
        id: *id,
        name: names.get(id).cloned().unwrap_or_default(),
    };
    TreeVersion {
        version_number: row.number,
        change_description: row.change_description,
        author: author(&row.users[0]),
        authors: row.users.iter().map(author).collect(),
        name: row.name,
        changes: row.counts,
        created_at: row.created_at,
        is_published: row.is_published,
        node_count: row.node_count,
    }
}
