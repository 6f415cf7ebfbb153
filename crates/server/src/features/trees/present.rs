//! From rows to the JSON that clients get.

use serde_json::value::RawValue;

use super::{
    dto::{Author, Tree, TreePermissions, TreeSummary},
    forks::lineage::Lineage,
    model::Visibility,
    service::Found,
    store::TreeRow,
};
use crate::{
    error::{ApiError, ApiResult},
    http::{ETag, state_tag},
};

/// A row as lists show it.
pub(super) fn summary(row: TreeRow, usage_count: i64, permissions: TreePermissions, lineage: Lineage) -> TreeSummary {
    TreeSummary {
        id: row.id,
        name: row.name,
        description: row.description,
        tree_type: row.tree_type,
        status: row.status,
        visibility: row.visibility,
        is_public: row.visibility == Visibility::Public,
        category: row.category,
        tags: row.tags,
        author: Author {
            id: row.author_id,
            name: row.author_name,
        },
        is_default: row.is_default,
        is_active: row.is_active,
        version: row.version,
        published_version: row.published_version,
        usage_count,
        completion_rate: row.completion_rate,
        node_count: row.node_count,
        error_count: row.error_count,
        review_due_at: row.review_due_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        permissions,
        lineage,
    }
}

/// A flow's entity tag.
pub(super) fn tag(found: &Found) -> ETag {
    ETag {
        version: found.row.version,
        changes: found.documents.label_changes,
    }
}

/// A flow with its documents, and its entity tag.
pub(super) fn tree(found: Found) -> ApiResult<(ETag, axum::Json<Tree>)> {
    let tag = tag(&found);
    let tree = Tree {
        completion: raw(found.documents.completion)?,
        findings: raw(found.documents.findings)?,
        tree_structure: raw(found.documents.structure)?,
        summary: summary(found.row, found.usage_count, found.permissions, found.lineage),
    };
    Ok((tag, axum::Json(tree)))
}

/// The tag of a flow as this reader gets it: much of it changes without a new version, such as its status, how often it was run
/// and what the reader may do.
pub(super) fn reader_tag(found: &Found) -> String {
    let seen = summary(
        found.row.clone(),
        found.usage_count,
        found.permissions,
        found.lineage.clone(),
    );
    state_tag(tag(found), &seen)
}

/// Stored JSON goes out as it is, without being read.
pub(super) fn raw(json: String) -> ApiResult<Box<RawValue>> {
    RawValue::from_string(json).map_err(ApiError::internal)
}
