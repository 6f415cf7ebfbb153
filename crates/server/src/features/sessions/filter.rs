//! Which sessions a list has and in which order.

use branchbook_domain::{
    id::{SessionId, TreeId, UserId},
    run::{Outcome, Status},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::error::{ApiError, ApiResult, Code};

/// Which sessions are wanted. All that are given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SessionFilter {
    /// Of this flow, whatever its version.
    #[param(value_type = Option<uuid::Uuid>)]
    pub tree: Option<TreeId>,
    /// How far they are.
    #[param(value_type = Option<super::schema::SessionStatus>, inline)]
    pub status: Option<Status>,
    /// How they ended.
    #[param(value_type = Option<super::schema::Outcome>, inline)]
    pub outcome: Option<Outcome>,
    /// Carried on by this user.
    #[param(value_type = Option<uuid::Uuid>)]
    pub user: Option<UserId>,
    /// Done for this ticket: its whole number, as it was written.
    ticket: Option<String>,
    /// Started at this time or later.
    from: Option<Timestamp>,
    /// Started before this time.
    to: Option<Timestamp>,
    /// Has this text in the flow's name, the ticket's number or the client's name.
    q: Option<String>,
    /// `started_at`, or `-started_at` (the default) from the latest.
    sort: Option<String>,
}

impl SessionFilter {
    /// Whether the latest come first.
    pub fn newest_first(&self) -> ApiResult<bool> {
        match self.sort.as_deref() {
            None | Some("-started_at") => Ok(true),
            Some("started_at") => Ok(false),
            Some(_) => Err(ApiError::new(
                Code::InvalidRequest,
                "sort is started_at, with - for descending.",
            )),
        }
    }

    /// The ticket that is asked for.
    pub fn ticket(&self) -> Option<&str> {
        wanted(&self.ticket)
    }

    /// The time from which on they have started.
    pub fn from(&self) -> Option<Timestamp> {
        self.from.map(storable)
    }

    /// The time before which they have started.
    pub fn to(&self) -> Option<Timestamp> {
        self.to.map(storable)
    }

    /// The text that is looked for.
    pub fn text(&self) -> Option<&str> {
        wanted(&self.q)
    }
}

/// A text to compare with; none that is blank.
fn wanted(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// A time to compare with. PostgreSQL begins later than JSON does, and nothing was started before 1970.
fn storable(time: Timestamp) -> Timestamp {
    time.max(Timestamp::UNIX_EPOCH)
}

/// Where a row stands in a list: the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place(Timestamp, SessionId);

impl Place {
    /// The place of a session that started then.
    pub fn new(started_at: Timestamp, id: SessionId) -> Self {
        Self(started_at, id)
    }

    /// When sessions at this place have started, and which of them it is.
    pub fn key(self) -> (Timestamp, SessionId) {
        (storable(self.0), self.1)
    }
}
