//! `GET /trees/categories` and `GET /trees/tags`

use std::collections::BTreeMap;

use axum::Json;
use branchbook_db::{Error, Tx};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    labels::{self, Kind, LabelCount},
    list::reader,
    narrowing::{Narrowing, Reader, Wanted},
    store,
};
use crate::{
    access::{Access, permissions::ReadTrees},
    error::{ApiResult, Problem},
    features::identity::system,
    http::Query,
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
/// Those of the tenant's flows that the caller sees, and those of the default flows. Narrowed, only flows of such a list are
/// counted; by which category it is narrowed does not count.
#[utoipa::path(get, path = "/api/v1/trees/categories", tag = "Flows", operation_id = "list_categories", params(Narrowing), responses(
    (status = OK, body = Categories),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request`"),
))]
pub async fn categories(access: Access<ReadTrees>, Query(narrowing): Query<Narrowing>) -> ApiResult<Json<Categories>> {
    let narrowing = Narrowing {
        category: None,
        ..narrowing
    };
    let items = in_use(&access, Kind::Category, &narrowing).await?;
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
/// Those of the tenant's flows that the caller sees, and those of the default flows. Narrowed, only flows of such a list are
/// counted: with a tag, those that bear both.
#[utoipa::path(get, path = "/api/v1/trees/tags", tag = "Flows", operation_id = "list_tags", params(Narrowing), responses(
    (status = OK, body = Tags),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request`"),
))]
pub async fn tags(access: Access<ReadTrees>, Query(narrowing): Query<Narrowing>) -> ApiResult<Json<Tags>> {
    let items = in_use(&access, Kind::Tag, &narrowing).await?;
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
async fn in_use(
    access: &Access<ReadTrees>,
    kind: Kind,
    narrowing: &Narrowing,
) -> ApiResult<BTreeMap<String, (i64, i64)>> {
    let mut all = BTreeMap::<_, (i64, i64)>::new();
    if narrowing.wants_own() {
        let wanted = Wanted::new(reader(&access.actor), narrowing);
        let own = access.db.read((kind, wanted), |tx, (kind, wanted)| {
            Box::pin(counted(tx, *kind, wanted))
        });
        for label in own.await? {
            all.entry(label.name).or_default().0 = label.count;
        }
    }
    if narrowing.wants_defaults() && access.actor.tenant != system::TENANT {
        let wanted = Wanted::new(Reader::OUTSIDER, narrowing);
        let defaults = access.default_trees();
        let defaults = defaults.read((kind, wanted), |tx, (kind, wanted)| {
            Box::pin(counted(tx, *kind, wanted))
        });
        for label in defaults.await? {
            all.entry(label.name).or_default().1 = label.count;
        }
    }
    Ok(all)
}

/// The counters that are kept, for who sees every flow that they count; else what there is.
async fn counted(tx: &mut Tx, kind: Kind, wanted: &Wanted) -> Result<Vec<LabelCount>, Error> {
    let sees_all = wanted.reader.sees_private && !wanted.reader.published_only;
    if sees_all && wanted.narrowing.is_none() {
        labels::in_use(tx, kind).await
    } else {
        store::labels_of(tx, kind, wanted).await
    }
}
