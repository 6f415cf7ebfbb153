//! What somebody is in a tenant has changed or ended: what they act with there follows, at once on this node and within
//! seconds on the others.

use branchbook_db::{Error, Tx};
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};
use jiff::Timestamp;

use super::store::{api_tokens, families};
use crate::{access::Role, app::App};

/// Devices and tokens that a transaction has ended. After its commit, [`Ended::tell`].
#[derive(Debug)]
#[must_use]
pub struct Ended {
    families: Vec<TokenFamilyId>,
    at: Timestamp,
}

/// Ends every device and token with which a user acts in a tenant, in a transaction that also sees to it that no others come.
///
/// # Errors
/// Those of the database.
pub async fn end(tx: &mut Tx, user: UserId, tenant: TenantId, at: Timestamp, reason: &str) -> Result<Ended, Error> {
    let families = families::revoke_in_tenant(tx, user, tenant, at, reason).await?;
    api_tokens::revoke_all(tx, user, tenant, at).await?;
    Ok(Ended { families, at })
}

impl Ended {
    /// Makes this node refuse what has ended.
    pub fn tell(self, app: &App) {
        for family in self.families {
            app.identity.revocations.revoke(family, self.at);
        }
        app.identity.api_tokens.forget();
    }
}

/// Makes this node go by a role that was changed.
pub fn role_changed(app: &App, user: UserId, tenant: TenantId, role: Role, at: Timestamp) {
    let now = app.clock.now();
    app.identity.revocations.change_role(user, tenant, role, at, now);
    app.identity.api_tokens.forget();
}
