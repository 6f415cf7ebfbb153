//! What a session is started on: which version of which flow, for whom, and the count of it.

use branchbook_db::Tx;
use branchbook_domain::{
    flow::FlowKind,
    id::{TenantId, TreeId},
};

use super::{
    dto::TreePermissions,
    forks::lineage::Lineage,
    model::{Status, Visibility},
    service::{self, Found},
    store, versions,
};
use crate::{
    access::Access,
    error::{ApiError, ApiResult, Code},
};

/// One version of a flow, as a session runs it.
#[derive(Debug, Clone)]
pub struct Runnable {
    /// The flow.
    pub id: TreeId,
    /// Whose it is: the caller's tenant, or one that shares it with everyone.
    pub owner: TenantId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub tree_type: FlowKind,
    /// Whether it came with Branchbook.
    pub is_default: bool,
    /// Whether only its author and admins see it.
    pub is_private: bool,
    /// Which version. Its document never changes.
    pub version: i64,
    /// Whether that version was published.
    pub is_published: bool,
    /// The canonical document, as JSON.
    pub structure: String,
}

/// The flow as the caller may run it: of their own tenant, or shared with everyone. Without a `version` it is the published
/// one; while a flow was never published, the newest one for who may edit it.
///
/// # Errors
/// `not_found`; `conflict` when it is archived or deleted; `forbidden` for a version that was never published, unless the caller
/// may edit the flow.
pub async fn read<P>(access: &Access<P>, id: TreeId, version: Option<i64>) -> ApiResult<Runnable> {
    let own = access
        .db
        .read((access.actor, id, version), |tx, (actor, id, version)| {
            Box::pin(async move {
                match service::find(tx, actor, *id).await? {
                    Some(found) => choose(tx, Whose::Own, actor.tenant, found, *version).await.map(Some),
                    None => Ok(None),
                }
            })
        })
        .await?;
    match own {
        Some(own) => Ok(own),
        None => read_public(access, id, version).await,
    }
}

async fn read_public<P>(access: &Access<P>, id: TreeId, version: Option<i64>) -> ApiResult<Runnable> {
    let gone = || ApiError::not_found("flow");
    let owner = access.public_tree(id).await?.ok_or_else(gone)?;
    let tenant = owner.tenant();
    owner
        .read((id, version), move |tx, (id, version)| {
            Box::pin(async move {
                let (row, documents, usage_count) = store::get(tx, *id).await?.ok_or_else(gone)?;
                let found = Found {
                    row,
                    documents,
                    usage_count,
                    permissions: TreePermissions::NONE,
                    lineage: Lineage::default(),
                };
                choose(tx, Whose::Other, tenant, found, *version).await
            })
        })
        .await
}

/// Whether the caller is a member of the tenant whose flow it is.
#[derive(Clone, Copy)]
enum Whose {
    Own,
    Other,
}

async fn choose(tx: &mut Tx, whose: Whose, owner: TenantId, found: Found, version: Option<i64>) -> ApiResult<Runnable> {
    let Found {
        row,
        documents,
        permissions,
        ..
    } = found;
    check_life(row.is_active, row.status)?;
    let version = version.or(row.published_version).unwrap_or(row.version);
    let (is_published, structure) = if version == row.version {
        (row.published_version == Some(version), documents.structure)
    } else {
        let kept = versions::get(tx, row.id, version).await?;
        let (kept, structure) = kept.ok_or_else(|| ApiError::not_found("version"))?;
        (kept.is_published, structure)
    };
    if !is_published && !permissions.edit {
        let detail = "This version was never published: only those who may edit the flow run it.";
        return Err(match whose {
            Whose::Own => ApiError::forbidden(detail),
            Whose::Other => ApiError::not_found("version"),
        });
    }
    Ok(Runnable {
        id: row.id,
        owner,
        name: row.name,
        tree_type: row.tree_type,
        is_default: row.is_default,
        is_private: row.visibility == Visibility::Private,
        version,
        is_published,
        structure,
    })
}

fn check_life(is_active: bool, status: Status) -> ApiResult<()> {
    let ended = |how: &str| ApiError::new(Code::Conflict, format!("This flow is {how}: no new sessions run it."));
    if !is_active {
        return Err(ended("deleted"));
    }
    if status == Status::Archived {
        return Err(ended("archived"));
    }
    Ok(())
}

/// Holds a flow of the transaction's tenant as it is until the transaction ends: it may have been archived or deleted since it was
/// read.
///
/// # Errors
/// `not_found`; `conflict` when it is archived or deleted.
pub async fn hold(tx: &mut Tx, id: TreeId) -> ApiResult<()> {
    let (is_active, status) = store::hold(tx, id).await?.ok_or_else(|| ApiError::not_found("flow"))?;
    check_life(is_active, status)
}

/// Counts one more session of the tenant on this flow: exactly, in the transaction that starts it.
///
/// # Errors
/// Those of the database.
pub async fn count_use(tx: &mut Tx, id: TreeId) -> ApiResult<()> {
    Ok(store::count_use(tx, id).await?)
}
