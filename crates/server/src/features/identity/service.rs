//! What people are, and what other slices ask about them. Sign-in is in [`super::sign_in`], registration in [`super::registration`].

use std::collections::HashMap;

use branchbook_db::{Error, GlobalDb, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;

use super::{
    dto::{CredentialKind, Me, Membership, User},
    store::accounts,
};
use crate::{
    access::{Access, Actor, Credential, Public, Role},
    error::{ApiError, ApiResult, Code},
};

/// The answer to whoever has an account that is of no use any more.
pub(super) fn inactive() -> ApiError {
    let detail = "The account is not active, or belongs to no team any more. Ask an administrator of your team.";
    ApiError::new(Code::AccountInactive, detail)
}

/// Who the caller is, and where they belong.
pub(super) async fn me<P>(access: &Access<P>) -> ApiResult<Me> {
    let actor = access.actor;
    let db = access.global();
    let found = db.read(actor.user, |tx, user| {
        Box::pin(async move {
            let found = accounts::user(tx, *user).await?;
            Ok::<_, Error>((found, accounts::memberships(tx, *user).await?))
        })
    });
    let (user, memberships) = found.await?;
    let current = memberships.iter().find(|(tenant, _)| tenant.id == actor.tenant);
    let (Some(user), Some((tenant, role))) = (user, current) else {
        return Err(inactive());
    };
    Ok(Me {
        user,
        credential: match actor.credential {
            Credential::Device { .. } => CredentialKind::Device,
            Credential::Token(..) => CredentialKind::Token,
        },
        tenant: tenant.clone(),
        role: *role,
        permissions: Actor { role: *role, ..actor }.scopes().names(),
        memberships: memberships
            .into_iter()
            .map(|(tenant, role)| Membership { tenant, role })
            .collect(),
    })
}

/// The caller's own account.
///
/// # Errors
/// `account_inactive` when it is gone.
pub async fn user<P>(access: &Access<P>) -> ApiResult<User> {
    let read = access
        .global()
        .read(access.actor.user, |tx, user| Box::pin(accounts::user(tx, *user)))
        .await?;
    read.ok_or_else(inactive)
}

/// Whether nobody has an account yet.
pub(super) async fn is_first_run(public: &Public) -> ApiResult<bool> {
    use std::sync::atomic::Ordering::Relaxed;
    let over = &public.app.identity.first_run_over;
    // Accounts come and never go altogether, so once seen it need not be asked again.
    if !over.load(Relaxed) && public.db.read((), |tx, ()| Box::pin(accounts::any_user(tx))).await? {
        over.store(true, Relaxed);
    }
    Ok(!over.load(Relaxed))
}

/// The names of these users, for slices that show who did something.
///
/// # Errors
/// Those of the database.
pub async fn names(tx: &mut Tx, users: &[UserId]) -> Result<HashMap<UserId, String>, Error> {
    Ok(accounts::names(tx, users).await?.into_iter().collect())
}

/// At most `limit` tenants that come after this one, in the order of their ids: for work that goes through all of them.
///
/// # Errors
/// Those of the database.
pub async fn tenants_after(tx: &mut Tx, after: TenantId, limit: i64) -> Result<Vec<TenantId>, Error> {
    accounts::tenants_after(tx, after, limit).await
}

/// Makes a user a member of a tenant; one who is, stays as they are. Whether the user was none.
///
/// # Errors
/// Those of the database; [`Error::ForeignKey`] when there is no such user or tenant.
pub async fn add_member(
    db: &GlobalDb,
    user: UserId,
    tenant: TenantId,
    role: Role,
    at: Timestamp,
) -> Result<bool, Error> {
    db.write((user, tenant, role, at), |tx, (user, tenant, role, at)| {
        Box::pin(accounts::insert_membership(tx, *user, *tenant, *role, *at))
    })
    .await
}
