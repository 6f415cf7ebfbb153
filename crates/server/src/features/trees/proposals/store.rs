//! The SQL of proposals. Every statement names both tenants' columns: a row is for the one it is made to (`tenant_id`) and the one
//! it comes from (`author_tenant_id`). Private to the slice.

use branchbook_db::{Error, Row, Tx, params};
use branchbook_domain::{
    flow::NodeId,
    id::{ProposalId, TenantId, TreeId, UserId},
};
use jiff::Timestamp;

use super::dto::ProposalStatus;
use crate::access::{Actor, Role};

/// A proposal without its documents.
#[derive(Debug, Clone)]
pub struct ProposalRow {
    pub id: ProposalId,
    /// Whose flow is to be changed.
    pub tenant: TenantId,
    pub author_tenant: TenantId,
    pub author_id: UserId,
    pub tree_id: TreeId,
    pub tree_name: String,
    pub fork_id: Option<TreeId>,
    pub fork_name: String,
    pub message: String,
    pub status: ProposalStatus,
    pub created_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<UserId>,
    pub reason: Option<String>,
    pub accepted_nodes: Option<Vec<NodeId>>,
    /// Whether the caller may decide about it.
    pub may_decide: bool,
}

/// The documents of a proposal.
#[derive(Debug, Clone)]
pub struct ProposalDocuments {
    /// What the author began with.
    pub base: String,
    /// What they propose.
    pub proposed: String,
}

const COLUMNS: &str = "id, tenant_id, author_tenant_id, author_id, tree_id, tree_name, fork_tree_id, fork_name, message, status, \
     created_at, decided_at, decided_by, reason, accepted_nodes";

/// Whether the caller may decide: they may edit the flow, by the rule of `trees::service::permissions`. Takes $2 user, $3 is an
/// engineer, $4 is a manager, $5 is an admin.
const MAY_DECIDE: &str = "(proposals.tenant_id = $1 AND EXISTS (SELECT 1 FROM trees \
     WHERE trees.tenant_id = $1 AND trees.id = proposals.tree_id AND NOT trees.is_default \
         AND ($3 AND trees.author_id = $2 OR $4 AND trees.visibility <> 'private' OR $5)))";

/// $3, $4 and $5 of [`MAY_DECIDE`].
fn rights(actor: &Actor) -> [bool; 3] {
    [Role::Engineer, Role::Manager, Role::Admin].map(|role| actor.role >= role)
}

/// Whether the caller is the author.
const IS_AUTHOR: &str = "(proposals.author_tenant_id = $1 AND proposals.author_id = $2)";

fn read_row(row: &Row<'_>) -> Result<ProposalRow, Error> {
    let accepted: Option<String> = row.get(14)?;
    let status: String = row.get(9)?;
    Ok(ProposalRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        author_tenant: row.get(2)?,
        author_id: row.get(3)?,
        tree_id: row.get(4)?,
        tree_name: row.get(5)?,
        fork_id: row.get(6)?,
        fork_name: row.get(7)?,
        message: row.get(8)?,
        status: ProposalStatus::from_word(&status)
            .ok_or_else(|| Error::unreadable("proposals.status holds an unknown word"))?,
        created_at: row.get(10)?,
        decided_at: row.get(11)?,
        decided_by: row.get(12)?,
        reason: row.get(13)?,
        accepted_nodes: accepted
            .map(|nodes| serde_json::from_str(&nodes))
            .transpose()
            .map_err(Error::unreadable)?,
        may_decide: row.get(15)?,
    })
}

/// A new proposal.
#[derive(Debug, Clone)]
pub struct NewProposal<'p> {
    pub id: ProposalId,
    pub tenant: TenantId,
    pub author_id: UserId,
    pub tree: (TreeId, &'p str),
    pub fork: (TreeId, &'p str),
    pub message: &'p str,
    pub created_at: Timestamp,
    pub base: &'p str,
    pub proposed: &'p str,
}

/// Adds a proposal of the transaction's tenant; false when the fork has one that is open.
pub async fn insert_unless_open(tx: &mut Tx, new: &NewProposal<'_>) -> Result<bool, Error> {
    let inserted = tx
        .execute(
            "INSERT INTO proposals (author_tenant_id, tenant_id, id, author_id, tree_id, tree_name, fork_tree_id, fork_name, message, \
                 status, created_at, base_structure, proposed_structure) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12) ON CONFLICT DO NOTHING",
            params![
                new.tenant,
                new.id,
                new.author_id,
                new.tree.0,
                new.tree.1,
                new.fork.0,
                new.fork.1,
                new.message,
                new.created_at,
                new.base,
                new.proposed,
            ],
        )
        .await?;
    Ok(inserted == 1)
}

/// Which proposals a list has.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub as_author: bool,
    pub as_reviewer: bool,
    pub status: Option<ProposalStatus>,
    pub tree: Option<TreeId>,
    pub before: Option<ProposalId>,
}

/// Proposals that the caller made or may decide about, newest first.
pub async fn list(tx: &mut Tx, actor: &Actor, wanted: &Wanted, limit: usize) -> Result<Vec<ProposalRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, {MAY_DECIDE} FROM proposals \
         WHERE (tenant_id = $1 OR author_tenant_id = $1) AND ($6 AND {IS_AUTHOR} OR $7 AND {MAY_DECIDE}) \
             AND ($8::text IS NULL OR status = $8) AND ($9::uuid IS NULL OR tree_id = $9) AND ($10::uuid IS NULL OR id < $10) \
         ORDER BY id DESC LIMIT $11"
    );
    let rights = rights(actor);
    let status = wanted.status.map(ProposalStatus::as_str);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let params = params![
        actor.user,
        rights[0],
        rights[1],
        rights[2],
        wanted.as_author,
        wanted.as_reviewer,
        status,
        wanted.tree,
        wanted.before,
        limit,
    ];
    tx.all(sql, params, read_row).await
}

/// A proposal that the caller made or may decide about.
pub async fn get(
    tx: &mut Tx,
    actor: &Actor,
    id: ProposalId,
) -> Result<Option<(ProposalRow, ProposalDocuments)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, {MAY_DECIDE}, base_structure, proposed_structure FROM proposals \
         WHERE (tenant_id = $1 OR author_tenant_id = $1) AND id = $6 AND ({IS_AUTHOR} OR {MAY_DECIDE})"
    );
    let rights = rights(actor);
    let params = params![actor.user, rights[0], rights[1], rights[2], id,];
    tx.optional(sql, params, |row| {
        let documents = ProposalDocuments {
            base: row.get(16)?,
            proposed: row.get(17)?,
        };
        Ok((read_row(row)?, documents))
    })
    .await
}

/// How a proposal was decided.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'d> {
    pub status: ProposalStatus,
    pub at: Timestamp,
    pub by: UserId,
    pub reason: Option<&'d str>,
    pub accepted_nodes: Option<&'d [NodeId]>,
}

/// Decides an open proposal; false when it is not open any more.
pub async fn decide(tx: &mut Tx, id: ProposalId, decision: Decision<'_>) -> Result<bool, Error> {
    let accepted = decision
        .accepted_nodes
        .map(|nodes| serde_json::json!(nodes).to_string());
    let changed = tx
        .execute(
            "UPDATE proposals SET status = $3, decided_at = $4, decided_by = $5, reason = $6, accepted_nodes = $7 \
             WHERE (tenant_id = $1 OR author_tenant_id = $1) AND id = $2 AND status = 'open'",
            params![
                id,
                decision.status.as_str(),
                decision.at,
                decision.by,
                decision.reason,
                accepted
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// A flow of the transaction's tenant is deleted for good: what was proposed to it goes with it, and what comes from it comes from
/// nowhere.
pub async fn tree_deleted(tx: &mut Tx, tree: TreeId) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM proposals WHERE tenant_id = $1 AND tree_id = $2",
        params![tree],
    )
    .await?;
    let sql = "UPDATE proposals SET fork_tree_id = NULL WHERE author_tenant_id = $1 AND fork_tree_id = $2";
    tx.execute(sql, params![tree]).await?;
    Ok(())
}

/// Removes what was proposed to these flows of the transaction's tenant, and what they propose.
pub async fn erase(tx: &mut Tx, trees: &[TreeId]) -> Result<(), Error> {
    for sql in [
        "DELETE FROM proposals WHERE tenant_id = $1 AND tree_id = ANY($2)",
        "DELETE FROM proposals WHERE author_tenant_id = $1 AND fork_tree_id = ANY($2)",
    ] {
        tx.execute(sql, params![*trees]).await?;
    }
    Ok(())
}

/// Removes some proposals that the transaction's tenant has to do with: how many.
pub async fn erase_some(tx: &mut Tx, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM proposals WHERE (tenant_id = $1 OR author_tenant_id = $1) AND id IN \
         (SELECT id FROM proposals WHERE tenant_id = $1 OR author_tenant_id = $1 LIMIT $2)";
    tx.execute(sql, params![limit]).await
}
