//! `GET /trees/categories` and `GET /trees/tags`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::labels;
use crate::{
    access::{Access, permissions::ReadTrees},
    error::ApiResult,
};

/// A category and how many flows are in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryCount {
    /// The category.
    name: String,
    /// The tenant's flows in it, without the deleted ones.
    count: i64,
}

/// A tag and how many flows bear it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagCount {
    /// The tag.
    name: String,
    /// The tenant's flows that bear it, without the deleted ones.
    usage_count: i64,
}

/// Every category in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct Categories {
    /// By name.
    items: Vec<CategoryCount>,
}

/// Every tag in use.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tags {
    /// By name.
    items: Vec<TagCount>,
}

/// List the categories in use
#[utoipa::path(get, path = "/api/v1/trees/categories", tag = "Flows", operation_id = "list_categories", responses((status = OK, body = Categories)))]
pub async fn categories(access: Access<ReadTrees>) -> ApiResult<Json<Categories>> {
    let labels = access.db.read((), |tx, ()| Box::pin(labels::categories(tx))).await?;
    let items = labels
        .into_iter()
        .map(|label| CategoryCount {
            name: label.name,
            count: label.count,
        })
        .collect();
    Ok(Json(Categories { items }))
}

/// List the tags in use
#[utoipa::path(get, path = "/api/v1/trees/tags", tag = "Flows", operation_id = "list_tags", responses((status = OK, body = Tags)))]
pub async fn tags(access: Access<ReadTrees>) -> ApiResult<Json<Tags>> {
    let labels = access.db.read((), |tx, ()| Box::pin(labels::tags(tx))).await?;
    let items = labels
        .into_iter()
        .map(|label| TagCount {
            name: label.name,
            usage_count: label.count,
        })
        .collect();
    Ok(Json(Tags { items }))
}
