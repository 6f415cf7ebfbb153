//! `GET /trees/{id}/publish-preview`

use std::collections::BTreeMap;

use axum::Json;
use branchbook_domain::{
    flow::{
        NodeId,
        change::{self, Diff},
    },
    id::TreeId,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    diff::titles,
    service::{self, stored_document},
    versions,
};
use crate::{
    access::{Access, permissions::WriteTrees},
    error::{ApiError, ApiResult, Problem},
    features::sessions,
    http::Path,
};

/// What publishing would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishPreview {
    /// The version that would be published.
    version: i64,
    /// The version that new sessions run now; null while the flow was never published.
    published_version: Option<i64>,
    /// Findings that block publishing.
    error_count: i64,
    /// What changes for new sessions; null while the flow was never published.
    #[schema(value_type = Option<super::schema::Diff>)]
    diff: Option<Diff>,
    /// The titles of the nodes that the diff names.
    #[schema(value_type = BTreeMap<String, String>)]
    titles: BTreeMap<NodeId, String>,
    /// Sessions of the caller's tenant that are prepared or in progress on an older version. They stay on it.
    open_sessions_on_older: i64,
    /// All that are prepared or in progress, by version, oldest first.
    open_sessions: Vec<OpenSessions>,
}

/// Open sessions of one version.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenSessions {
    /// The version that they run.
    version: i64,
    /// How many.
    count: i64,
}

/// Show what publishing would do
///
/// What changes compared with the published version, and how many open sessions run older ones.
#[utoipa::path(get, path = "/api/v1/trees/{id}/publish-preview", tag = "Flows", operation_id = "preview_publishing",
    params(("id" = uuid::Uuid, Path, description = "The flow")), responses(
    (status = OK, body = PublishPreview),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn preview(access: Access<WriteTrees>, Path(id): Path<TreeId>) -> ApiResult<Json<PublishPreview>> {
    let preview = access
        .db
        .read(access.actor, move |tx, actor| {
            Box::pin(async move {
                let found = service::get(tx, actor, id).await?;
                let newest = stored_document(&found.documents.structure)?;
                let published = match found.row.published_version {
                    None => None,
                    Some(number) => {
                        let kept = versions::get(tx, id, number).await?;
                        let (_, structure) = kept.ok_or_else(|| ApiError::not_found("version"))?;
                        Some(stored_document(&structure)?)
                    }
                };
                let diff = published.as_ref().map(|published| change::diff(published, &newest));
                let titles = match (&diff, &published) {
                    (Some(diff), Some(published)) => titles(diff, published, &newest),
                    _ => BTreeMap::new(),
                };
                let open = sessions::open_by_version(tx, id).await?;
                let older = open.iter().filter(|(version, _)| *version < found.row.version);
                ApiResult::Ok(PublishPreview {
                    version: found.row.version,
                    published_version: found.row.published_version,
                    error_count: found.row.error_count,
                    diff,
                    titles,
                    open_sessions_on_older: older.map(|(_, count)| count).sum(),
                    open_sessions: open
                        .into_iter()
                        .map(|(version, count)| OpenSessions { version, count })
                        .collect(),
                })
            })
        })
        .await?;
    Ok(Json(preview))
}
