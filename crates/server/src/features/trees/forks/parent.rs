//! What a parent is now, as its forks may see it: for members of its tenant its newest version, for others the published one.

use branchbook_db::Tx;
use branchbook_domain::{flow::FlowDocument, id::TreeId};
use jiff::Timestamp;

use super::{
    super::{
        service::{self, stored_document},
        store as trees, versions,
    },
    store::{self, Snapshot},
};
use crate::{
    access::{Access, Actor},
    error::ApiResult,
};

/// A flow that is, or may become, somebody's parent.
#[derive(Debug, Clone)]
pub struct ParentNow {
    pub id: TreeId,
    pub name: String,
    pub description: String,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub version: i64,
    /// When that version was made.
    pub updated_at: Timestamp,
    pub structure: String,
    pub document: FlowDocument,
}

impl ParentNow {
    /// What its forks remember of it.
    pub fn snapshot(&self) -> Snapshot<'_> {
        Snapshot {
            name: &self.name,
            version: self.version,
            updated_at: self.updated_at,
            structure: &self.structure,
        }
    }
}

/// A flow of another tenant that it shares with everyone; none when it is the caller's own, or not shared.
pub async fn foreign<P>(access: &Access<P>, id: TreeId) -> ApiResult<Option<ParentNow>> {
    let Some(owner) = access.public_tree(id).await? else {
        return Ok(None);
    };
    if owner.tenant() == access.actor.tenant {
        return Ok(None);
    }
    owner.read(id, |tx, id| Box::pin(published(tx, *id))).await
}

/// The published version of a flow of the transaction's tenant.
pub async fn published(tx: &mut Tx, id: TreeId) -> ApiResult<Option<ParentNow>> {
    let Some((row, ..)) = trees::get(tx, id).await? else {
        return Ok(None);
    };
    let Some(number) = row.published_version else {
        return Ok(None);
    };
    let Some((version, structure)) = versions::get(tx, id, number).await? else {
        return Ok(None);
    };
    Ok(Some(ParentNow {
        id,
        name: row.name,
        description: row.description,
        category: row.category,
        tags: row.tags,
        version: number,
        updated_at: version.created_at,
        document: stored_document(&structure)?,
        structure,
    }))
}

/// A flow of the caller's tenant that the caller may see and that is not deleted.
pub async fn own(tx: &mut Tx, actor: &Actor, id: TreeId) -> ApiResult<Option<ParentNow>> {
    let Some(found) = service::find(tx, actor, id).await? else {
        return Ok(None);
    };
    if !found.row.is_active {
        return Ok(None);
    }
    Ok(Some(ParentNow {
        id,
        name: found.row.name,
        description: found.row.description,
        category: found.row.category,
        tags: found.row.tags,
        version: found.row.version,
        updated_at: found.row.updated_at,
        document: stored_document(&found.documents.structure)?,
        structure: found.documents.structure,
    }))
}

/// The parent, held until the transaction ends: another tenant's as it was read before, if it is still shared, else the caller's
/// own.
pub async fn held(tx: &mut Tx, actor: &Actor, id: TreeId, foreign: Option<&ParentNow>) -> ApiResult<Option<ParentNow>> {
    match foreign {
        Some(foreign) => Ok(store::hold_public(tx, id).await?.then(|| foreign.clone())),
        None if trees::lock(tx, id).await?.is_some() => own(tx, actor, id).await,
        None => Ok(None),
    }
}
