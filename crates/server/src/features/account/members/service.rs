//! The rules of membership.
//!
//! Whatever takes a role away holds the tenant's row first, so that those who do it at once come one after the other, and the last
//! admin is found out.

use branchbook_db::Tx;
use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde_json::json;

use super::{
    super::store::{
        members::{self as store, Held},
        tenants,
    },
    dto::Member,
};
use crate::{
    access::Role,
    error::{ApiError, ApiResult, Code},
    features::{
        audit::Deed,
        identity::{
            one_time,
            standing::{self, Ended},
        },
        settings,
    },
};

/// Gives a member another role. The member, and since when the role counts.
pub(super) async fn change_role(tx: &mut Tx, deed: &Deed, user: UserId, role: Role) -> ApiResult<(Member, Timestamp)> {
    let member = held(tx, deed, user).await?;
    let at = member.next_role_at(deed.at);
    set_role(tx, deed, user, &member, role, at).await?;
    let found = store::find(tx, deed.actor.tenant, user).await?;
    Ok((found.ok_or_else(|| ApiError::not_found("member"))?, at))
}

/// Gives a member who is held another role.
async fn set_role(tx: &mut Tx, deed: &Deed, user: UserId, member: &Held, role: Role, at: Timestamp) -> ApiResult<()> {
    if member.role == role {
        return Ok(());
    }
    let tenant = deed.actor.tenant;
    keep_an_admin(tx, deed, user, member).await?;
    store::set_role(tx, tenant, user, role, at).await?;
    if member.role == Role::Admin {
        // What they could still let in with them is over too.
        one_time::revoke_invites_of(tx, tenant, user, deed.at).await?;
    }
    let told = |role: Role| Some(json!({ "name": member.name, "role": role }));
    let target = (member.kind(), user.uuid());
    let (before, after) = (told(member.role), told(role));
    Ok(deed.record(tx, "member.role_changed", target, before, after).await?)
}

/// Ends a membership, and everything with which the member acts here.
pub(in super::super) async fn remove(tx: &mut Tx, deed: &Deed, user: UserId) -> ApiResult<Ended> {
    let tenant = deed.actor.tenant;
    let member = held(tx, deed, user).await?;
    keep_an_admin(tx, deed, user, &member).await?;
    let leaves = user == deed.actor.user;
    let reason = if leaves { "left" } else { "removed" };
    let ended = standing::end(tx, user, tenant, deed.at, reason).await?;
    one_time::revoke_invites_of(tx, tenant, user, deed.at).await?;
    settings::forget(tx, user).await?;
    store::remove(tx, tenant, user).await?;
    let before = json!({ "name": member.name, "role": member.role });
    let action = if leaves { "member.left" } else { "member.removed" };
    deed.record(tx, action, (member.kind(), user.uuid()), Some(before), None)
        .await?;
    Ok(ended)
}

/// The member, held until the transaction ends, as is the tenant: so roles are taken away one after the other.
async fn held(tx: &mut Tx, deed: &Deed, user: UserId) -> ApiResult<Held> {
    tenants::hold(tx, deed.actor.tenant).await?;
    let held = store::hold(tx, deed.actor.tenant, user).await?;
    held.ok_or_else(|| ApiError::not_found("member"))
}

/// Refuses to take the role from the last admin who can sign in.
async fn keep_an_admin(tx: &mut Tx, deed: &Deed, user: UserId, member: &Held) -> ApiResult<()> {
    let counts = member.role == Role::Admin && member.can_sign_in;
    if !counts || store::other_admins(tx, deed.actor.tenant, user).await? > 0 {
        return Ok(());
    }
    let detail = "An account keeps at least one admin, and this is the last. Make somebody else admin first, or delete the account.";
    Err(ApiError::new(Code::LastAdmin, detail))
}
