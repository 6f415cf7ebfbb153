//! The rules of accounts and sign-in. Exchanging refresh tokens is in [`super::rotation`].

use std::collections::HashMap;

use branchbook_db::{Error, GlobalDb, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;

use super::{
    Tokens,
    dto::{CredentialKind, Login, Me, Membership, Plan, Register, Tenant, TenantType, User},
    email,
    password::Verdict,
    rotation::{ABSOLUTE, IDLE},
    slug,
    store::{
        accounts::{self, Account, NewUser},
        families::{self, NewFamily},
    },
};
use crate::{
    access::{Access, Actor, Credential, Device, Public, Role},
    app::App,
    error::{ApiError, ApiResult, Code},
    http::Caller,
};

/// Makes a user, the user's own tenant and the membership in it, and signs the user in: all of it or nothing.
pub(super) async fn register(public: &Public, new: Register, caller: Caller) -> ApiResult<(User, Tenant, Tokens)> {
    struct NewAccount {
        user: NewUser,
        tenant: Tenant,
        slugs: Vec<String>,
        family: NewFamily,
    }
    let app = &public.app;
    let password_hash = app.identity.passwords.hash(new.password.0, app.ids.secret()).await?;
    let at = app.clock.now();
    let name = new.name.trim().to_owned();
    let user = NewUser {
        id: app.ids.next(),
        email: email::fold(&new.email),
        name: name.clone(),
        password_hash,
        at,
    };
    let tenant = Tenant {
        id: app.ids.next(),
        slug: String::new(),
        kind: TenantType::Own,
        plan: Plan::Free,
        name,
    };
    let (family, tokens) = sign_in(app, user.id, tenant.id, Role::Admin, caller);
    let account = NewAccount {
        slugs: slug::candidates(&tenant.name, &app.ids),
        user,
        tenant,
        family,
    };
    let added = public.db.write(account, |tx, account| {
        Box::pin(async move {
            let NewAccount {
                user,
                tenant,
                slugs,
                family,
            } = account;
            if !accounts::insert_user(tx, user).await? {
                let detail = "There is an account with this e-mail already. Sign in instead.";
                return Err(ApiError::new(Code::EmailTaken, detail));
            }
            let tenant = insert_tenant(tx, tenant, slugs, user.at).await?;
            accounts::insert_membership(tx, user.id, tenant.id, Role::Admin, user.at).await?;
            families::insert(tx, family).await?;
            Ok((user.to_user(), tenant))
        })
    });
    let (user, tenant) = added.await?;
    Ok((user, tenant, tokens))
}

/// Adds a tenant under the first slug that is free.
async fn insert_tenant(tx: &mut Tx, tenant: &Tenant, slugs: &[String], at: Timestamp) -> ApiResult<Tenant> {
    for slug in slugs {
        if accounts::insert_tenant(tx, tenant, slug, at).await? {
            let slug = slug.clone();
            return Ok(Tenant { slug, ..tenant.clone() });
        }
    }
    Err(ApiError::internal("every slug that was tried is taken"))
}

/// Signs a user in to the tenant they belong to for longest.
pub(super) async fn login(public: &Public, login: Login, caller: Caller) -> ApiResult<Tokens> {
    struct SignIn {
        family: NewFamily,
        /// The hash that is outdated, and its successor.
        new_hash: Option<(String, String)>,
    }
    let app = &public.app;
    let account = account(public, &login.email).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let passwords = &app.identity.passwords;
    let verdict = passwords.verify(login.password.0.clone(), stored.clone()).await?;
    let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
        let detail = "The e-mail or the password is wrong.";
        return Err(ApiError::new(Code::InvalidCredentials, detail));
    };
    if !account.is_active {
        return Err(inactive());
    }
    let memberships = public
        .db
        .read(account.id, |tx, user| Box::pin(accounts::memberships(tx, *user)))
        .await?;
    let (tenant, role) = memberships.into_iter().next().ok_or_else(inactive)?;

    let new_hash = match (verdict, stored) {
        (Verdict::RightButOutdated, Some(old)) => {
            Some((old, passwords.hash(login.password.0, app.ids.secret()).await?))
        }
        _ => None,
    };
    let (family, tokens) = sign_in(app, account.id, tenant.id, role, caller);
    let signed_in = public
        .db
        .write(SignIn { family, new_hash }, |tx, SignIn { family, new_hash }| {
            Box::pin(async move {
                families::insert(tx, family).await?;
                accounts::touch_login(tx, family.user, family.at).await?;
                if let Some((old, new)) = new_hash {
                    accounts::replace_password_hash(tx, family.user, old, new).await?;
                }
                Ok::<_, Error>(())
            })
        });
    signed_in.await?;
    Ok(tokens)
}

/// The account with this e-mail. A text that can be no address is nobody's, and is not shown to the database.
async fn account(public: &Public, email: &str) -> ApiResult<Option<Account>> {
    if email::check(email).is_err() {
        return Ok(None);
    }
    let read = public
        .db
        .read(email::fold(email), |tx, email| Box::pin(accounts::account(tx, email)));
    Ok(read.await?)
}

/// A new family and its first tokens.
fn sign_in(app: &App, user: UserId, tenant: TenantId, role: Role, caller: Caller) -> (NewFamily, Tokens) {
    let at = app.clock.now();
    let family = app.ids.next();
    let refresh = app.identity.refresh_tokens.first(family, app.ids.secret());
    let device = Device {
        user,
        tenant,
        role,
        family,
    };
    let new = NewFamily {
        id: family,
        user,
        tenant,
        token_hash: refresh.hash(),
        at,
        idle_expires_at: at + IDLE,
        absolute_expires_at: at + ABSOLUTE,
        caller,
    };
    let access = app.identity.access_tokens.issue(&device, at);
    (new, Tokens { access, refresh })
}

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
            Credential::Device(_) => CredentialKind::Device,
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
