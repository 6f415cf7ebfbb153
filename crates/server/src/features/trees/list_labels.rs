//! `GET /trees/categories` and `GET /trees/tags`

use std::collections::BTreeMap;

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::labels::{self, Kind};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::ApiResult,
    features::identity::system,
};

/// A category and how many flows are in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryCount {
    /// The category.
    name: String,
    /// The tenant's flows in it, without the deleted ones.
    count: i64,
    /// The default flows in it.
    default_count: i64,
}

/// A tag and how many flows bear it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagCount {
    /// The tag.
    name: String,
    /// The tenant's flows that bear it, without the deleted ones.
    usage_count: i64,
    /// The default flows that bear it.
    default_count: i64,
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
///
/// Those of the tenant's flows and those of the default flows.
#[utoipa::path(get, path = "/api/v1/trees/categories", tag = "Flows", operation_id = "list_categories", responses((status = OK, body = Categories)))]
pub async fn categories(access: Access<ReadTrees>) -> ApiResult<Json<Categories>> {
    let items = in_use(&access, Kind::Category).await?;
    let item = |(name, (count, default_count))| CategoryCount {
        name,
        count,
        default_count,
    };
    Ok(Json(Categories {
        items: items.into_iter().map(item).collect(),
    }))
}

/// List the tags in use
///
/// Those of the tenant's flows and those of the default flows.
#[utoipa::path(get, path = "/api/v1/trees/tags", tag = "Flows", operation_id = "list_tags", responses((status = OK, body = Tags)))]
pub async fn tags(access: Access<ReadTrees>) -> ApiResult<Json<Tags>> {
    let items = in_use(&access, Kind::Tag).await?;
    let item = |(name, (usage_count, default_count))| TagCount {
        name,
        usage_count,
        default_count,
    };
    Ok(Json(Tags {
        items: items.into_iter().map(item).collect(),
    }))
}

/// By name, how many of the tenant's flows bear a label and how many default flows do.
async fn in_use(access: &Access<ReadTrees>, kind: Kind) -> ApiResult<BTreeMap<String, (i64, i64)>> {
    let own = access.db.read(kind, |tx, kind| Box::pin(labels::in_use(tx, *kind)));
    let mut all: BTreeMap<_, _> = own
        .await?
        .into_iter()
        .map(|label| (label.name, (label.count, 0)))
        .collect();
    if access.actor.tenant != system::TENANT {
        let defaults = access.default_trees();
        let defaults = defaults.read(kind, |tx, kind| Box::pin(labels::in_use(tx, *kind)));
        for label in defaults.await? {
            all.entry(label.name).or_default().1 = label.count;
        }
    }
    Ok(all)
}
