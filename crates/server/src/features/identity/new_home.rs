//! Who belongs nowhere any more, because they deleted their own tenant and were removed from their team since, gets a tenant of their own
//! again when they come back. Else their account would be of no use, and its address taken.

use branchbook_domain::id::UserId;

use super::{
    dto::TenantType,
    founding::{self, Foundation},
    store::accounts,
};
use crate::{access::Public, error::ApiResult, http::Caller};

/// Founds a tenant for a user who has shown who they are, if they are a member of none: not even of one that is not active.
///
/// # Errors
/// Those of the database.
pub async fn found(public: &Public, user: UserId, caller: &Caller) -> ApiResult<()> {
    let app = &public.app;
    let read = public.db.read(user, |tx, user| Box::pin(accounts::user(tx, *user)));
    let Some(user) = read.await? else { return Ok(()) };
    let foundation = Foundation::new(app, user.id, TenantType::Own, user.name, caller.ip.to_string());
    let db = public.proven_tenant(foundation.owner());
    let founded = db.write(foundation, |tx, foundation| {
        Box::pin(async move {
            // Whoever signs in at the same time waits here, and then finds it.
            if accounts::hold_stranded(tx, foundation.owner().user).await? {
                founding::found(tx, foundation).await?;
            }
            ApiResult::Ok(())
        })
    });
    founded.await
}
