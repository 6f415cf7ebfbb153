//! Which rows of the log are wanted.

use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// Which events are wanted. All that are given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Done by this user.
    #[param(value_type = Option<uuid::Uuid>)]
    pub actor: Option<UserId>,
    /// What was done, such as `device.revoked`; with a dot at its end (`device.`) all that begins so.
    action: Option<String>,
    /// Done to a thing of this type, such as `device`.
    pub target_type: Option<String>,
    /// At this time or later.
    from: Option<Timestamp>,
    /// Before this time.
    to: Option<Timestamp>,
}

impl AuditFilter {
    /// The action that is wanted, or the pattern of those that are.
    pub fn action(&self) -> (Option<&str>, Option<String>) {
        match self
            .action
            .as_deref()
            .map(str::trim)
            .filter(|action| !action.is_empty())
        {
            Some(beginning) if beginning.ends_with('.') => (None, Some(pattern(beginning))),
            action => (action, None),
        }
    }

    pub fn from(&self) -> Option<Timestamp> {
        self.from.map(storable)
    }

    pub fn to(&self) -> Option<Timestamp> {
        self.to.map(storable)
    }
}

/// The LIKE pattern for what begins so. There is no ESCAPE in the statement, so what would be a wildcard is taken out: no action
/// has such a letter but `_`, which then fits any letter.
fn pattern(beginning: &str) -> String {
    format!("{}%", beginning.replace(['%', '\\'], ""))
}

/// A time to compare with. PostgreSQL begins later than JSON does, and nothing was done before 1970.
fn storable(time: Timestamp) -> Timestamp {
    time.max(Timestamp::UNIX_EPOCH)
}

/// Where a row stands: the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(pub Timestamp, pub i64);

impl Place {
    /// The time of the row at this place, and its number.
    pub fn key(self) -> (Timestamp, i64) {
        (storable(self.0), self.1)
    }
}
