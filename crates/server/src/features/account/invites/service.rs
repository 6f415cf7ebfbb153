//! The rules of invites.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TenantId, UserId};
use jiff::Timestamp;
use serde_json::json;

use super::{
    super::{
        limits,
        store::{members, tenants},
    },
    dto::{CreateInvite, InvitePreview, Inviter, InvitingTenant, Joined},
    mailing::{self, Marks},
};
use crate::{
    access::{Public, Role},
    app::App,
    error::{ApiError, ApiResult, Code},
    features::{
        audit::Deed,
        identity::{
            Owner, email, founding,
            one_time::{self, Kind, NewOneTime, OneTime, OneTimeToken},
            service::names,
        },
    },
};

/// How many invites may be open at a time.
const OPEN_AT_MOST: usize = 200;

/// The invite that is to be made.
pub fn draft(app: &App, deed: &Deed, wanted: &CreateInvite) -> NewOneTime {
    let token = app.identity.one_time.make(Kind::Invite, app.ids.next_uuid());
    NewOneTime {
        tenant: Some(deed.actor.tenant),
        email: wanted.email.as_deref().map(email::fold),
        role: Some(wanted.role),
        max_uses: wanted.max_uses.unwrap_or(1),
        created_by: Some(deed.actor.user),
        ..NewOneTime::new(token, deed.at)
    }
}

/// The page where an invite is taken.
pub fn url(app: &App, token: &OneTimeToken) -> String {
    format!("{}/invite/{}", app.settings.public_url, token.text())
}

/// Makes an invite.
///
/// # Errors
/// `already_member` when the address is a member's; `conflict` when there are too many; `rate_limited` when too many were mailed.
pub async fn create(tx: &mut Tx, deed: &Deed, marks: &Marks, new: &NewOneTime) -> ApiResult<()> {
    let tenant = deed.actor.tenant;
    tenants::hold(tx, tenant).await?;
    if let Some(email) = &new.email
        && members::has_address(tx, tenant, email).await?
    {
        let detail = "Somebody with this address is a member already.";
        return Err(ApiError::new(Code::AlreadyMember, detail));
    }
    if one_time::invites_to(tx, tenant, deed.at).await?.len() >= OPEN_AT_MOST {
        let detail = format!("There are {OPEN_AT_MOST} open invites already. Revoke those that nobody will take.");
        return Err(ApiError::new(Code::Conflict, detail));
    }
    if let Some(email) = &new.email {
        mailing::allow(tx, deed, marks, new, email).await?;
    }
    one_time::insert(tx, new).await?;
    let after = json!({
        "email": new.email,
        "role": new.role,
        "max_uses": new.max_uses,
        "expires_at": new.expires_at,
    });
    Ok(deed
        .record(tx, "invite.created", ("invite", new.token.id()), None, Some(after))
        .await?)
}

/// Ends an invite.
///
/// # Errors
/// `not_found` when there is none that could be taken.
pub async fn revoke(tx: &mut Tx, deed: &Deed, id: uuid::Uuid) -> ApiResult<()> {
    let revoked = one_time::revoke(tx, Kind::Invite, Some(deed.actor.tenant), id, deed.at).await?;
    let revoked = revoked.ok_or_else(|| ApiError::not_found("invite"))?;
    let before = json!({
        "email": revoked.email,
        "role": revoked.role,
        "max_uses": revoked.max_uses,
        "uses": revoked.uses,
    });
    Ok(deed
        .record(tx, "invite.revoked", ("invite", id), Some(before), None)
        .await?)
}

/// An invite that can be taken, with where it leads.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Where it leads.
    pub tenant: TenantId,
    /// Whether those who belong there have to have shown that their addresses are theirs.
    pub wants_verified_email: bool,
    found: OneTime,
}

impl Invitation {
    /// Whether it was made for this address (case-folded).
    pub fn is_addressed_to(&self, email: &str) -> bool {
        self.found.email.as_deref() == Some(email)
    }

    /// What who takes it becomes.
    pub fn role(&self) -> Role {
        self.found.role.unwrap_or(Role::Viewer)
    }
}

/// The invite with this code, if it can be taken now.
///
/// # Errors
/// `invite_invalid`.
pub async fn find(public: &Public, code: &str) -> ApiResult<(OneTimeToken, Invitation)> {
    let app = &public.app;
    let token = app.identity.one_time.parse(Kind::Invite, code).ok_or_else(invalid)?;
    let read = public.db.read((token.clone(), app.clock.now()), |tx, (token, at)| {
        Box::pin(async move {
            let Some(found) = one_time::find(tx, token, *at).await? else {
                return Ok(None);
            };
            let Some(tenant) = found.tenant else { return Ok(None) };
            if !tenants::is_active(tx, tenant).await? {
                return Ok(None);
            }
            let wants_verified_email = tenants::find(tx, tenant).await?.effective().require_verified_email;
            Ok::<_, Error>(Some(Invitation {
                tenant,
                wants_verified_email,
                found,
            }))
        })
    });
    let invitation = read.await?.ok_or_else(invalid)?;
    Ok((token, invitation))
}

/// What whoever has the code is told.
pub(super) async fn preview(public: &Public, code: &str) -> ApiResult<InvitePreview> {
    let (_, Invitation { tenant, found, .. }) = find(public, code).await?;
    let read = public.db.read((tenant, found.created_by), |tx, (tenant, inviter)| {
        Box::pin(async move {
            let inviters: Vec<UserId> = inviter.iter().copied().collect();
            let named = names(tx, &inviters).await?.into_values().next();
            Ok::<_, Error>((tenants::find(tx, *tenant).await?.tenant.name, named))
        })
    });
    let (name, inviter) = read.await?;
    Ok(InvitePreview {
        tenant: InvitingTenant { name },
        role: found.role.ok_or_else(invalid)?,
        invited_by: Inviter {
            name: inviter.unwrap_or_default(),
        },
        email_hint: found.email.as_deref().map(hint),
        expires_at: found.expires_at,
    })
}

/// Who takes an invite.
pub struct Taker {
    /// The user.
    pub user: UserId,
    /// Their address, case-folded.
    pub email: String,
    /// Now.
    pub at: Timestamp,
}

/// Takes an invite: makes the user a member, in a transaction of the tenant that it leads to. Whoever calls this puts it on record,
/// as `member.joined`.
///
/// # Errors
/// `invite_invalid`, `invite_for_another`, `already_member`, `plan_limit_reached`; the transaction is then to fail.
pub async fn take(tx: &mut Tx, token: &OneTimeToken, tenant: TenantId, taker: &Taker) -> ApiResult<Joined> {
    // Holds the tenant, where there is a limit, before the invite: as does whatever else holds both.
    limits::room_for_member(tx, tenant).await?;
    let claimed = one_time::claim(tx, token, taker.at).await?.ok_or_else(invalid)?;
    let (Some(role), true) = (claimed.role, claimed.tenant == Some(tenant)) else {
        return Err(invalid());
    };
    if claimed.email.is_some_and(|email| email != taker.email) {
        let detail =
            "This invite was made for another address. Sign in with that one, or ask for an invite of your own.";
        return Err(ApiError::new(Code::InviteForAnother, detail));
    }
    let owner = Owner {
        user: taker.user,
        tenant,
    };
    if !tenants::is_active(tx, tenant).await? {
        return Err(invalid());
    }
    if !founding::insert_membership(tx, owner, role, taker.at).await? {
        let detail = "You are a member already. Switch to the account.";
        return Err(ApiError::new(Code::AlreadyMember, detail));
    }
    let tenant = tenants::find(tx, tenant).await?.tenant;
    Ok(Joined { tenant, role })
}

fn invalid() -> ApiError {
    let detail = "This invite is not known, was taken or revoked, or its time is over. Ask for another one.";
    ApiError::new(Code::InviteInvalid, detail)
}

/// An address as only its owner recognizes it.
fn hint(email: &str) -> String {
    match (email.chars().next(), email.rsplit_once('@')) {
        (Some(first), Some((_, domain))) => format!("{first}…@{domain}"),
        _ => "…".to_owned(),
    }
}
