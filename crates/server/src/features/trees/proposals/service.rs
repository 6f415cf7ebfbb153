//! Who may see and decide about a proposal, and what deciding does.

use std::collections::{BTreeSet, HashMap};

use branchbook_db::Tx;
use branchbook_domain::{
    flow::{
        FlowDocument, NodeId,
        change::{self, Answers, diff},
    },
    id::{ProposalId, TenantId, TreeId, UserId},
};
use jiff::Timestamp;

use super::{
    super::{
        assess,
        dto::Author,
        forks::{
            parent::{self, ParentNow},
            service::{unavailable, with_parent},
            store as forks,
        },
        merging,
        saving::{self, Next},
        service::{self as trees, editable, stored_document},
        store as tree_store,
    },
    dto::{Proposal, ProposalRole, ProposalStatus, ProposalTree},
    store::{self, Decision, NewProposal, ProposalDocuments, ProposalRow},
};
use crate::{
    access::Actor,
    error::{ApiError, ApiResult, Code},
    features::identity::{self, system},
};

/// What is proposed.
#[derive(Debug, Clone)]
pub struct Offer {
    pub message: String,
    /// Only these nodes of the fork; all of it when absent.
    pub nodes: Option<BTreeSet<NodeId>>,
    pub surroundings: bool,
    /// The parent and its tenant, if it is another tenant's.
    pub foreign: Option<(TenantId, ParentNow)>,
}

/// Proposes what a fork has changed to its parent.
pub async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    (id, now): (ProposalId, Timestamp),
    fork: TreeId,
    offer: &Offer,
) -> ApiResult<()> {
    let tree = editable(tx, actor, fork).await?;
    let (_, parent_id) = with_parent(tx, fork).await?;
    let foreign = offer.foreign.as_ref();
    if foreign.is_some_and(|(tenant, _)| *tenant == system::TENANT) {
        let detail = "Default flows take no proposals: nobody here writes them.";
        return Err(ApiError::new(Code::Conflict, detail));
    }
    let parent = parent::held(tx, actor, parent_id, foreign.map(|(_, parent)| parent)).await?;
    let parent = parent.ok_or_else(unavailable)?;
    let base = forks::base(tx, fork)
        .await?
        .ok_or_else(|| ApiError::not_found("fork"))?;
    let base_document = stored_document(&base)?;
    let ours = stored_document(&tree_store::structure(tx, fork).await?)?;
    let proposed = match &offer.nodes {
        None => ours,
        Some(nodes) => picked(&base_document, &ours, nodes, offer.surroundings)?,
    };
    if diff(&base_document, &proposed).is_empty() {
        let message = "Nothing here differs from the flow that this was forked from. Change something first, or name other nodes.";
        return Err(ApiError::invalid_field("/node_ids", message));
    }
    let new = NewProposal {
        id,
        tenant: foreign.map_or(actor.tenant, |(tenant, _)| *tenant),
        author_id: actor.user,
        tree: (parent_id, &parent.name),
        fork: (fork, &tree.name),
        message: offer.message.trim(),
        created_at: now,
        base: &base,
        proposed: &serde_json::to_string(&proposed).map_err(ApiError::internal)?,
    };
    if store::insert_unless_open(tx, &new).await? {
        return Ok(());
    }
    let detail = "This fork has a proposal that nobody has decided about yet. Withdraw it first.";
    Err(ApiError::new(Code::Conflict, detail))
}

fn picked(
    base: &FlowDocument,
    theirs: &FlowDocument,
    nodes: &BTreeSet<NodeId>,
    surroundings: bool,
) -> ApiResult<FlowDocument> {
    for id in nodes {
        if base.node(id).is_none() && theirs.node(id).is_none() {
            return Err(ApiError::invalid_field(
                "/node_ids",
                format!("There is no node {id} in it."),
            ));
        }
    }
    change::pick(base, theirs, nodes, surroundings).map_err(|rejected| assess::rejection(&rejected, ""))
}

/// A proposal that the caller made or may decide about.
pub async fn get(tx: &mut Tx, actor: &Actor, id: ProposalId) -> ApiResult<(ProposalRow, ProposalDocuments)> {
    let found = store::get(tx, actor, id).await?;
    found.ok_or_else(|| ApiError::not_found("proposal"))
}

/// The same, to decide about it.
async fn to_decide(tx: &mut Tx, actor: &Actor, id: ProposalId) -> ApiResult<(ProposalRow, ProposalDocuments)> {
    let (row, documents) = get(tx, actor, id).await?;
    if !row.may_decide {
        let detail = "Only who may edit the flow decides about a proposal to it. You can withdraw it.";
        return Err(ApiError::forbidden(detail));
    }
    Ok((row, documents))
}

/// What is taken of a proposal.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// Only these nodes; all that is proposed when absent.
    pub nodes: Option<BTreeSet<NodeId>>,
    pub surroundings: bool,
    pub answers: Answers,
}

/// Takes all or some of a proposal into the flow it is made to: which flow that is.
pub async fn accept(
    tx: &mut Tx,
    actor: &Actor,
    id: ProposalId,
    now: Timestamp,
    acceptance: &Acceptance,
) -> ApiResult<TreeId> {
    let (row, documents) = to_decide(tx, actor, id).await?;
    // Those who decide at once wait for one another here.
    let mut tree = editable(tx, actor, row.tree_id).await?;
    let (base, proposed) = (stored_document(&documents.base)?, stored_document(&documents.proposed)?);
    let now_there = stored_document(&tree_store::structure(tx, row.tree_id).await?)?;
    let wanted = match &acceptance.nodes {
        None => proposed,
        Some(nodes) => picked(&base, &proposed, nodes, acceptance.surroundings)?,
    };
    let change = diff(&base, &wanted);
    if change.is_empty() {
        let message = "Nothing of what is proposed is in these nodes. Name others, or decline it.";
        return Err(ApiError::invalid_field("/node_ids", message));
    }
    let touched: BTreeSet<&NodeId> = change
        .added
        .iter()
        .chain(&change.removed)
        .chain(change.moved.iter().map(|node| &node.node_id))
        .chain(change.changed.iter().map(|node| &node.node_id))
        .collect();
    let touched: Vec<NodeId> = touched.into_iter().cloned().collect();
    let decision = Decision {
        status: ProposalStatus::Accepted,
        at: now,
        by: actor.user,
        reason: None,
        accepted_nodes: Some(&touched),
    };
    if !store::decide(tx, id, decision).await? {
        return Err(decided_already());
    }
    let merged = merging::merge(&base, &now_there, &wanted, &acceptance.answers, "")?;
    let document = merging::settled(merged).map_err(|conflict| conflict.with("current_version", tree.version))?;
    let author = identity::service::names(tx, &[row.author_id]).await?;
    let name = author.get(&row.author_id).cloned().unwrap_or_default();
    let users = if row.author_tenant == actor.tenant && row.author_id != actor.user {
        vec![actor.user, row.author_id]
    } else {
        vec![actor.user]
    };
    let next = Next {
        before: &now_there,
        document,
        change: &format!("Accepted what {name} proposed"),
        users: &users,
    };
    saving::save(tx, actor, &mut tree, now, next).await?;
    Ok(row.tree_id)
}

/// Refuses a proposal.
pub async fn decline(tx: &mut Tx, actor: &Actor, id: ProposalId, now: Timestamp, reason: &str) -> ApiResult<()> {
    to_decide(tx, actor, id).await?;
    let reason = reason.trim();
    end(tx, actor, id, now, (ProposalStatus::Declined, Some(reason))).await
}

/// Takes back a proposal of the caller's own.
pub async fn withdraw(tx: &mut Tx, actor: &Actor, id: ProposalId, now: Timestamp) -> ApiResult<()> {
    let (row, _) = get(tx, actor, id).await?;
    if row.author_id != actor.user || row.author_tenant != actor.tenant {
        return Err(ApiError::forbidden(
            "Only its author withdraws a proposal. You can decline it.",
        ));
    }
    end(tx, actor, id, now, (ProposalStatus::Withdrawn, None)).await
}

async fn end(
    tx: &mut Tx,
    actor: &Actor,
    id: ProposalId,
    at: Timestamp,
    (status, reason): (ProposalStatus, Option<&str>),
) -> ApiResult<()> {
    let decision = Decision {
        status,
        at,
        by: actor.user,
        reason,
        accepted_nodes: None,
    };
    if store::decide(tx, id, decision).await? {
        Ok(())
    } else {
        Err(decided_already())
    }
}

fn decided_already() -> ApiError {
    ApiError::new(Code::Conflict, "This proposal was decided or withdrawn meanwhile.")
}

/// The flow that a proposal is made to, as it is now and as the caller may see it: none when they may not any more.
pub async fn target(
    tx: &mut Tx,
    actor: &Actor,
    row: &ProposalRow,
    foreign: Option<&ParentNow>,
) -> ApiResult<Option<ParentNow>> {
    if row.tenant == actor.tenant {
        parent::own(tx, actor, row.tree_id).await
    } else {
        Ok(foreign.cloned())
    }
}

/// Proposals as the caller may see them.
pub async fn present(tx: &mut Tx, actor: &Actor, rows: Vec<ProposalRow>) -> ApiResult<Vec<Proposal>> {
    let users: BTreeSet<UserId> = rows
        .iter()
        .flat_map(|row| std::iter::once(row.author_id).chain(row.decided_by))
        .collect();
    let names = identity::service::names(tx, &Vec::from_iter(users)).await?;
    Ok(rows.into_iter().map(|row| shown(actor, row, &names)).collect())
}

/// The same, of one.
pub async fn present_one(tx: &mut Tx, actor: &Actor, row: ProposalRow) -> ApiResult<Proposal> {
    let one = present(tx, actor, vec![row]).await?.pop();
    one.ok_or_else(|| ApiError::not_found("proposal"))
}

fn shown(actor: &Actor, row: ProposalRow, names: &HashMap<UserId, String>) -> Proposal {
    let author = |id: UserId| Author {
        id,
        name: names.get(&id).cloned().unwrap_or_default(),
    };
    let is_author_here = row.author_tenant == actor.tenant;
    let is_decided_here = row.tenant == actor.tenant;
    let withdrawn = row.status == ProposalStatus::Withdrawn;
    Proposal {
        id: row.id,
        tree: ProposalTree {
            id: row.tree_id,
            name: row.tree_name,
        },
        fork: row.fork_id.filter(|_| is_author_here).map(|id| ProposalTree {
            id,
            name: row.fork_name,
        }),
        author: author(row.author_id),
        is_from_elsewhere: row.author_tenant != row.tenant,
        role: if row.may_decide {
            ProposalRole::Reviewer
        } else {
            ProposalRole::Author
        },
        message: row.message,
        status: row.status,
        created_at: row.created_at,
        decided_at: row.decided_at,
        decided_by: row.decided_by.filter(|_| is_decided_here || withdrawn).map(author),
        reason: row.reason,
        accepted_nodes: row.accepted_nodes,
    }
}

/// The parent of a fork that the caller may edit, if it is another tenant's, and whose it is.
pub async fn parent_of(tx: &mut Tx, actor: &Actor, fork: TreeId) -> ApiResult<TreeId> {
    trees::get(tx, actor, fork).await?;
    Ok(with_parent(tx, fork).await?.1)
}
