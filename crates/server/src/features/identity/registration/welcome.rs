//! What somebody registers with who was invited: by a team, or by the platform.

use branchbook_db::{Error, Tx};
use jiff::Timestamp;
use serde_json::json;

use super::account::NewAccount;
use crate::{
    access::{Public, Role},
    error::{ApiError, ApiResult, Code},
    features::{
        account::invites::service::{self as invites, Invitation, Taker},
        audit::Event,
        identity::{
            dto::Tenant,
            one_time::{self, Kind, OneTimeToken},
            store::families::Owner,
        },
    },
    http::Caller,
};

/// An invite, as the code says and the database confirms.
#[derive(Clone)]
pub enum Welcome {
    /// Of a team: who takes it becomes a member.
    Team(OneTimeToken, Invitation),
    /// Of the platform: who takes it may have an account.
    Platform(OneTimeToken),
}

impl Welcome {
    /// The invite with this code.
    ///
    /// # Errors
    /// `invite_invalid`
    pub async fn find(public: &Public, code: &str) -> ApiResult<Self> {
        let app = &public.app;
        let Some(token) = app.identity.one_time.parse(Kind::PlatformInvite, code) else {
            let (token, invitation) = invites::find(public, code).await?;
            return Ok(Self::Team(token, invitation));
        };
        let read = public.db.read((token.clone(), app.clock.now()), |tx, (token, at)| {
            Box::pin(one_time::find(tx, token, *at))
        });
        let found: Result<_, Error> = read.await;
        found?.map(|_| Self::Platform(token)).ok_or_else(invalid)
    }

    /// Whether it was read in a mail to this address (case-folded), which then is its reader's. Who made the invite has the code too,
    /// but not as the mail has it.
    pub fn was_mailed_to(&self, email: &str) -> bool {
        matches!(self, Self::Team(token, invitation) if token.was_mailed() && invitation.is_addressed_to(email))
    }

    /// Whether it leads where members have to have shown that their addresses are theirs.
    pub fn wants_confirmed_address(&self) -> bool {
        matches!(self, Self::Team(_, invitation) if invitation.wants_verified_email)
    }

    /// The id of a team's invite.
    pub fn team_invite(&self) -> Option<uuid::Uuid> {
        match self {
            Self::Team(token, _) => Some(token.id()),
            Self::Platform(_) => None,
        }
    }

    /// Where who registers with it is signed in, and as what.
    pub fn destination(&self, account: &NewAccount) -> (Owner, Role) {
        let own = account.owner();
        match self {
            Self::Team(_, invitation) => (
                Owner {
                    tenant: invitation.tenant,
                    ..own
                },
                invitation.role(),
            ),
            Self::Platform(_) => (own, Role::Admin),
        }
    }

    /// Takes it, in the transaction that makes the account. The team, if it is one's.
    ///
    /// # Errors
    /// `invite_invalid`, `invite_for_another`, `plan_limit_reached`.
    pub async fn take(&self, tx: &mut Tx, account: &NewAccount) -> ApiResult<Option<Tenant>> {
        let at: Timestamp = account.user.at;
        match self {
            Self::Team(token, invitation) => {
                let taker = Taker {
                    user: account.user.id,
                    email: account.user.email.clone(),
                    at,
                };
                let joined = invites::take(tx, token, invitation.tenant, &taker).await?;
                Ok(Some(joined.tenant))
            }
            Self::Platform(token) => {
                one_time::claim(tx, token, at).await?.ok_or_else(invalid)?;
                Ok(None)
            }
        }
    }

    /// What the team's log says.
    pub fn event(&self, account: &NewAccount, caller: &Caller) -> Event {
        let (owner, role) = self.destination(account);
        match self {
            Self::Team(token, _) => Event {
                actor: Some(owner.user),
                action: "member.joined",
                target: ("member", owner.user.uuid()),
                ip: caller.ip.to_string(),
                before: None,
                after: Some(json!({ "name": account.user.name, "role": role, "invite_id": token.id() })),
            },
            Self::Platform(_) => account.event(caller),
        }
    }
}

fn invalid() -> ApiError {
    let detail = "This invite is not known, was taken or revoked, or its time is over. Ask for another one.";
    ApiError::new(Code::InviteInvalid, detail)
}
