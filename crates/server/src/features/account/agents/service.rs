//! The rules of agents.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::json;

use super::{
    super::{
        members::service as members,
        store::{members as store, tenants},
    },
    dto::{Agent, CreateAgent, UpdateAgent},
};
use crate::{
    access::Role,
    error::{ApiError, ApiResult, Code},
    features::{
        audit::Deed,
        identity::{Owner, founding, one_time, standing::Ended},
    },
};

/// How many agents a tenant may have. They are no members, so no plan limits them.
const AT_MOST: usize = 100;

/// The agents of a tenant.
pub async fn list(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Agent>, Error> {
    Ok(store::agents(tx, tenant).await?.into_iter().map(Agent::from).collect())
}

/// Adds an agent with this id.
pub async fn create(tx: &mut Tx, deed: &Deed, id: UserId, new: &CreateAgent) -> ApiResult<Agent> {
    let tenant = deed.actor.tenant;
    tenants::hold(tx, tenant).await?;
    if store::agents(tx, tenant).await?.len() >= AT_MOST {
        let detail = format!("There are {AT_MOST} agents already. Remove those that are not used any more.");
        return Err(ApiError::new(Code::Conflict, detail));
    }
    let name = new.name.trim();
    // An agent that adds another makes it for the same person.
    let made_by = store::answers_for(tx, deed.actor.user).await?;
    store::insert_agent(tx, id, name, made_by, deed.at).await?;
    founding::insert_membership(tx, Owner { user: id, tenant }, new.role, deed.at).await?;
    let after = json!({ "name": name, "role": new.role });
    deed.record(tx, "agent.created", ("agent", id.uuid()), None, Some(after))
        .await?;
    get(tx, tenant, id).await
}

/// Changes an agent. The agent, and since when its role counts.
pub async fn update(tx: &mut Tx, deed: &Deed, id: UserId, change: &UpdateAgent) -> ApiResult<(Agent, Timestamp)> {
    let agent = held(tx, deed, id).await?;
    let (name, role) = (
        change.name.as_deref().unwrap_or(&agent.name).trim(),
        change.role.unwrap_or(agent.role),
    );
    store::rename_agent(tx, id, name, deed.at).await?;
    let at = agent.next_role_at(deed.at);
    store::set_role(tx, deed.actor.tenant, id, role, at).await?;
    if agent.role == Role::Admin && role != Role::Admin {
        // What it could still let in with them is over too.
        one_time::revoke_invites_of(tx, deed.actor.tenant, id, deed.at).await?;
    }
    let (before, after) = (
        json!({ "name": agent.name, "role": agent.role }),
        json!({ "name": name, "role": role }),
    );
    if before != after {
        deed.record(tx, "agent.updated", ("agent", id.uuid()), Some(before), Some(after))
            .await?;
    }
    Ok((get(tx, deed.actor.tenant, id).await?, at))
}

/// Ends an agent's membership and its tokens. What it did stays its.
pub async fn remove(tx: &mut Tx, deed: &Deed, id: UserId) -> ApiResult<Ended> {
    held(tx, deed, id).await?;
    members::remove(tx, deed, id).await
}

/// Refuses who is no agent of the tenant: nobody makes tokens for people.
pub async fn require(tx: &mut Tx, tenant: TenantId, id: UserId) -> ApiResult<()> {
    get(tx, tenant, id).await.map(drop)
}

async fn get(tx: &mut Tx, tenant: TenantId, id: UserId) -> ApiResult<Agent> {
    let found = store::find(tx, tenant, id).await?.filter(|member| member.is_agent);
    found.map(Agent::from).ok_or_else(|| ApiError::not_found("agent"))
}

async fn held(tx: &mut Tx, deed: &Deed, id: UserId) -> ApiResult<store::Held> {
    tenants::hold(tx, deed.actor.tenant).await?;
    let held = store::hold(tx, deed.actor.tenant, id)
        .await?
        .filter(|held| held.is_agent);
    held.ok_or_else(|| ApiError::not_found("agent"))
}
