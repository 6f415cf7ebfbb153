//! The SQL of forks. Private to the slice.

use branchbook_db::{Error, Row, Sql, Tx, params};
use branchbook_domain::id::{TenantId, TreeId, UserId};
use jiff::Timestamp;

use super::super::{
    model::{Status, Visibility},
    service,
};
use crate::{access::Actor, features::identity::system};

/// A fork, without the document that it was copied from, and its parent as it is now.
#[derive(Debug, Clone)]
pub struct ForkRow {
    pub tree_id: TreeId,
    pub fork_reason: String,
    pub parent_version: i64,
    pub parent_updated_at: Timestamp,
    pub parent_name: String,
    pub parent_id: Option<TreeId>,
    own_parent: Option<OwnParent>,
    public_parent: Option<Seen>,
}

/// A parent in the fork's own tenant.
#[derive(Debug, Clone)]
struct OwnParent {
    seen: Seen,
    is_active: bool,
    status: Status,
    visibility: Visibility,
    author_id: UserId,
}

/// What somebody who may see a parent knows of it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub name: String,
    pub updated_at: Timestamp,
    /// It came with Branchbook.
    pub is_default: bool,
}

impl ForkRow {
    /// The parent, if the caller may see it.
    pub fn seen_by(&self, actor: &Actor) -> Option<Seen> {
        let Some(own) = &self.own_parent else {
            return self.public_parent.clone();
        };
        let shown =
            own.visibility != Visibility::Private || own.author_id == actor.user || service::sees_private(actor);
        let ready = own.status == Status::Published || !service::sees_published_only(actor);
        (own.is_active && shown && ready).then(|| own.seen.clone())
    }
}

fn read_fork(row: &Row<'_>) -> Result<ForkRow, Error> {
    let known = |what: &str| Error::unreadable(format!("trees.{what} holds an unknown word"));
    let own_parent = match row.get::<Option<String>>(6)? {
        None => None,
        Some(name) => Some(OwnParent {
            seen: Seen {
                name,
                updated_at: row.get(7)?,
                is_default: false,
            },
            is_active: row.get(8)?,
            status: Status::from_word(&row.get::<String>(9)?).ok_or_else(|| known("status"))?,
            visibility: Visibility::from_word(&row.get::<String>(10)?).ok_or_else(|| known("visibility"))?,
            author_id: row.get(11)?,
        }),
    };
    let public_parent = match row.get::<Option<String>>(12)? {
        None => None,
        Some(name) => Some(Seen {
            name,
            updated_at: row.get(13)?,
            is_default: row.get::<TenantId>(14)? == system::TENANT,
        }),
    };
    Ok(ForkRow {
        tree_id: row.get(0)?,
        fork_reason: row.get(1)?,
        parent_version: row.get(2)?,
        parent_updated_at: row.get(3)?,
        parent_name: row.get(4)?,
        parent_id: row.get(5)?,
        own_parent,
        public_parent,
    })
}

/// Those of these flows that are forks.
pub async fn forks(tx: &mut Tx, ids: &[TreeId]) -> Result<Vec<ForkRow>, Error> {
    let sql = "SELECT f.tree_id, f.fork_reason, f.parent_version, f.parent_updated_at, f.parent_name, p.parent_id, \
             t.name, t.updated_at, t.is_active, t.status, t.visibility, t.author_id, o.name, o.updated_at, o.owner_id \
         FROM tree_forks f JOIN fork_parents p ON p.tree_id = f.tree_id \
             LEFT JOIN trees t ON t.tenant_id = $1 AND t.id = p.parent_id \
             LEFT JOIN public_trees o ON o.tree_id = p.parent_id \
         WHERE f.tenant_id = $1 AND f.tree_id = ANY($2)";
    tx.all(sql, params![ids], read_fork).await
}

/// What a fork begins as.
#[derive(Debug, Clone)]
pub struct NewFork<'f> {
    pub tree_id: TreeId,
    pub owner: TenantId,
    pub parent_id: TreeId,
    pub fork_reason: &'f str,
    pub created_at: Timestamp,
    pub snapshot: Snapshot<'f>,
}

/// A parent as it was when it was copied or pulled.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'s> {
    pub name: &'s str,
    pub version: i64,
    pub updated_at: Timestamp,
    pub structure: &'s str,
}

/// Remembers what a flow was copied from.
pub async fn insert(tx: &mut Tx, fork: &NewFork<'_>) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO tree_forks (tenant_id, tree_id, fork_reason, created_at, parent_name, parent_version, parent_updated_at, \
             base_structure) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            fork.tree_id,
            fork.fork_reason,
            fork.created_at,
            fork.snapshot.name,
            fork.snapshot.version,
            fork.snapshot.updated_at,
            fork.snapshot.structure,
        ],
    )
    .await?;
    let sql = Sql::global("INSERT INTO fork_parents (tree_id, owner_id, parent_id) VALUES ($1, $2, $3)");
    tx.execute(sql, params![fork.tree_id, fork.owner, fork.parent_id])
        .await?;
    Ok(())
}

/// The parent's document as it was when it was copied or last pulled.
pub async fn base(tx: &mut Tx, id: TreeId) -> Result<Option<String>, Error> {
    let sql = "SELECT base_structure FROM tree_forks WHERE tenant_id = $1 AND tree_id = $2";
    tx.optional(sql, params![id], |row| row.get(0)).await
}

/// Remembers what was pulled.
pub async fn pulled(tx: &mut Tx, id: TreeId, snapshot: Snapshot<'_>) -> Result<(), Error> {
    tx.execute(
        "UPDATE tree_forks SET parent_name = $3, parent_version = $4, parent_updated_at = $5, base_structure = $6 \
         WHERE tenant_id = $1 AND tree_id = $2",
        params![
            id,
            snapshot.name,
            snapshot.version,
            snapshot.updated_at,
            snapshot.structure
        ],
    )
    .await?;
    Ok(())
}

/// Holds a flow that is shared with everyone against being withdrawn until the transaction ends. Whether it is shared.
pub async fn hold_public(tx: &mut Tx, id: TreeId) -> Result<bool, Error> {
    let sql = Sql::global("SELECT 1::bigint FROM public_trees WHERE tree_id = $1 FOR SHARE");
    Ok(tx.optional(sql, params![id], |row| row.get::<i64>(0)).await?.is_some())
}

/// Forgets a fork that is deleted for good, and lets the forks of it know that they have no parent any more, in whichever tenant.
pub async fn delete(tx: &mut Tx, id: TreeId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM tree_forks WHERE tenant_id = $1 AND tree_id = $2",
        params![id],
    )
    .await?;
    tx.execute(Sql::global("DELETE FROM fork_parents WHERE tree_id = $1"), params![id])
        .await?;
    let sql = Sql::global("UPDATE fork_parents SET parent_id = NULL WHERE parent_id = $1");
    tx.execute(sql, params![id]).await?;
    Ok(())
}

/// The same of many flows, of which nothing is left.
pub async fn erase(tx: &mut Tx, trees: &[TreeId]) -> Result<(), Error> {
    let sql = "DELETE FROM tree_forks WHERE tenant_id = $1 AND tree_id = ANY($2)";
    tx.execute(sql, params![*trees]).await?;
    for sql in [
        "DELETE FROM fork_parents WHERE tree_id = ANY($1)",
        "UPDATE fork_parents SET parent_id = NULL WHERE parent_id = ANY($1)",
    ] {
        tx.execute(Sql::global(sql), params![*trees]).await?;
    }
    Ok(())
}

/// A fork in the list of a flow's forks.
#[derive(Debug, Clone)]
pub struct ForkOf {
    pub id: TreeId,
    pub name: String,
    pub updated_at: Timestamp,
    /// Of one in the caller's tenant: why, by whom.
    pub own: Option<(String, UserId, String)>,
}

/// Forks of a flow that the caller may see, newest first, beginning before `before`: those of the own tenant, and those that others
/// share with everyone.
pub async fn forks_of(
    tx: &mut Tx,
    actor: &Actor,
    parent: TreeId,
    before: Option<TreeId>,
    limit: usize,
) -> Result<Vec<ForkOf>, Error> {
    let sql = "SELECT p.tree_id, t.name, t.updated_at, f.fork_reason, t.author_id, \
             (SELECT users.name FROM users WHERE users.id = t.author_id), o.name, o.updated_at \
         FROM fork_parents p \
             LEFT JOIN trees t ON t.tenant_id = $1 AND t.id = p.tree_id AND t.is_active \
                 AND (t.visibility <> 'private' OR t.author_id = $3 OR $4) AND (t.status = 'published' OR NOT $5) \
             LEFT JOIN tree_forks f ON f.tenant_id = $1 AND f.tree_id = t.id \
             LEFT JOIN public_trees o ON o.tree_id = p.tree_id AND p.owner_id <> $1 \
         WHERE p.parent_id = $2 AND (t.id IS NOT NULL OR o.tree_id IS NOT NULL) AND ($6::uuid IS NULL OR p.tree_id < $6) \
         ORDER BY p.tree_id DESC LIMIT $7";
    let (sees_private, published_only) = (service::sees_private(actor), service::sees_published_only(actor));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let params = params![parent, actor.user, sees_private, published_only, before, limit];
    tx.all(sql, params, |row| {
        let own: Option<String> = row.get(1)?;
        let (name, updated_at, own) = match own {
            Some(name) => {
                let author: Option<String> = row.get(5)?;
                let more = (row.get(3)?, row.get(4)?, author.unwrap_or_default());
                (name, row.get(2)?, Some(more))
            }
            None => (row.get(6)?, row.get(7)?, None),
        };
        Ok(ForkOf {
            id: row.get(0)?,
            name,
            updated_at,
            own,
        })
    })
    .await
}

/// Of these flows, those that this user has forked and not deleted since.
pub async fn forked_by(tx: &mut Tx, user: UserId, parents: &[TreeId]) -> Result<Vec<TreeId>, Error> {
    let sql = "SELECT p.parent_id FROM fork_parents p JOIN trees t ON t.tenant_id = $1 AND t.id = p.tree_id \
         WHERE t.author_id = $2 AND t.is_active AND p.parent_id = ANY($3)";
    tx.all(sql, params![user, parents], |row| row.get(0)).await
}
