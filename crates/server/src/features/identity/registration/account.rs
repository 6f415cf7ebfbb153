//! The rows of a new account: a user, the user's own tenant, and the membership in it.

use branchbook_db::Tx;

use crate::{
    app::App,
    error::ApiResult,
    features::{
        audit::Event,
        identity::{
            dto::{Tenant, TenantType},
            founding::{self, Foundation},
            store::{
                accounts::{self, NewUser},
                families::Owner,
            },
        },
    },
    http::Caller,
};

/// An account that is to be made.
#[derive(Clone)]
pub struct NewAccount {
    pub user: NewUser,
    foundation: Foundation,
}

impl NewAccount {
    /// With ids of its own.
    pub fn new(app: &App, email: String, name: String, password_hash: String, caller: &Caller) -> Self {
        let user = NewUser {
            id: app.ids.next(),
            email,
            name,
            password_hash,
            email_verified: false,
            at: app.clock.now(),
        };
        let ip = caller.ip.to_string();
        Self {
            foundation: Foundation::new(app, user.id, TenantType::Own, user.name.clone(), ip),
            user,
        }
    }

    /// The user in their own tenant.
    pub const fn owner(&self) -> Owner {
        self.foundation.owner()
    }

    /// What the log says of it.
    pub fn event(&self, caller: &Caller) -> Event {
        Event {
            actor: Some(self.user.id),
            action: "user.registered",
            target: ("user", self.user.id.uuid()),
            ip: caller.ip.to_string(),
            before: None,
            after: Some(serde_json::json!({ "email": self.user.email, "name": self.user.name })),
        }
    }
}

/// Adds an account. The user's own tenant; none if the address is taken, and then nothing was added.
pub async fn insert(tx: &mut Tx, new: &NewAccount) -> ApiResult<Option<Tenant>> {
    if !accounts::insert_user(tx, &new.user).await? {
        return Ok(None);
    }
    founding::found(tx, &new.foundation).await.map(Some)
}
