//! The JSON of invites.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    access::Role,
    features::identity::{Tenant, email, people::Person},
    http::{Faults, Validate},
};

/// A new invite.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CreateInvite {
    /// To whom it is mailed, and for whom alone it is then good; absent for a link that you hand over.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// What they become.
    pub role: Role,
    /// How many may take it, 1 to 1 000; 1 when absent, and with an address always.
    #[schema(minimum = 1, maximum = 1000)]
    pub max_uses: Option<u32>,
}

impl Validate for CreateInvite {
    fn validate(&self, faults: &mut Faults) {
        if let Some(Err(fault)) = self.email.as_deref().map(email::check) {
            faults.add("/email", fault);
        }
        match self.max_uses {
            Some(2..) if self.email.is_some() => {
                faults.add("/max_uses", "An invite to one address is good for one; leave this out.");
            }
            None | Some(1..=1000) => {}
            Some(_) => faults.add("/max_uses", "1 to 1000 are allowed."),
        }
    }
}

/// An invite, as it is listed: without what makes it one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Invite {
    /// The invite's id.
    pub id: Uuid,
    /// For whom alone it is good; null: for whoever has it.
    pub email: Option<String>,
    /// What they become.
    pub role: Role,
    /// How many may take it.
    pub max_uses: u32,
    /// How many have.
    pub uses: u32,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// Who made it.
    pub created_by: Person,
}

/// All invites that can be taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Invites {
    /// The newest first.
    pub items: Vec<Invite>,
}

/// An invite that was just made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CreatedInvite {
    /// What lists show of it.
    #[serde(flatten)]
    pub listed: Invite,
    /// The code. It is shown this once.
    #[schema(example = "bb_inv_…")]
    pub code: String,
    /// The page where it is taken.
    #[schema(example = "https://runbooks.example.com/invite/bb_inv_…")]
    pub url: String,
}

/// Where an invite leads.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitingTenant {
    /// What the tenant is called.
    pub name: String,
}

/// Who invites.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Inviter {
    /// What they are called.
    pub name: String,
}

/// An invite, as whoever has its code sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitePreview {
    /// Where it leads.
    pub tenant: InvitingTenant,
    /// What you become there.
    pub role: Role,
    /// Who invites you.
    pub invited_by: Inviter,
    /// For whom alone it is good, as far as only they can tell: `a…@example.com`. Null: for whoever has it.
    pub email_hint: Option<String>,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// A membership that was just made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Joined {
    /// Where you belong now. Switch to it with `POST /auth/switch-tenant`.
    pub tenant: Tenant,
    /// What you may do there.
    pub role: Role,
}
