//! Who may see a session, and what they may do with it.
//!
//! - **See**: the members of its tenant; see [`Audience`] for what the flow was at the start.
//! - **Record**, and mend its labels: who carries it on (who started it, until it is handed over), managers and admins. Everybody
//!   else hands nothing over to themselves; viewers record nothing at all.
//! - **Delete**: who started it, until it is completed, since then it is evidence; admins always.

use branchbook_domain::run::Status;

use super::{dto::SessionPermissions, projection::Projection, store::sessions::SessionRow};
use crate::{
    access::{Actor, Role},
    error::{ApiError, ApiResult},
};

/// Who besides those in it may see a session: it shows the flow that it runs, so nobody who may not see that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Every member of the tenant.
    Members,
    /// Engineers and up: the flow was a draft.
    Authors,
    /// Nobody but admins: the flow was private.
    Participants,
}

impl Audience {
    /// All of them, each smaller than the one before.
    pub const ALL: &'static [Self] = &[Self::Members, Self::Authors, Self::Participants];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Authors => "authors",
            Self::Participants => "participants",
        }
    }

    /// The reverse of [`Self::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|audience| audience.as_str() == word)
    }

    /// The audiences that somebody of this role belongs to.
    pub const fn of_role(role: Role) -> &'static [Self] {
        match role {
            Role::Viewer => &[Self::Members],
            Role::Engineer | Role::Manager => &[Self::Members, Self::Authors],
            Role::Admin => Self::ALL,
        }
    }
}

/// Whether the caller may see the session.
pub fn may_see(actor: &Actor, row: &SessionRow, shown: &Projection) -> bool {
    let takes_part = [row.started_by, shown.user_id].contains(&actor.user);
    takes_part || Audience::of_role(actor.role).contains(&row.audience)
}

/// What the caller may do with a session that they see.
pub fn permissions(actor: &Actor, row: &SessionRow, shown: &Projection) -> SessionPermissions {
    let carries_on = may_carry_on(actor, shown);
    let over = matches!(shown.status, Status::Completed | Status::Abandoned);
    SessionPermissions {
        record: carries_on && !over,
        reopen: carries_on && over,
        delete: may_delete(actor, row, shown),
    }
}

/// Whether the caller may record, as far as it depends on who they are.
fn may_carry_on(actor: &Actor, shown: &Projection) -> bool {
    actor.role >= Role::Manager || (actor.role >= Role::Engineer && actor.user == shown.user_id)
}

/// Refuses whoever may not record in this session.
pub fn check_carry_on(actor: &Actor, shown: &Projection) -> ApiResult<()> {
    if may_carry_on(actor, shown) {
        return Ok(());
    }
    Err(ApiError::forbidden(
        "This session is carried on by somebody else. They, a manager or an admin can hand it over to you.",
    ))
}

/// Refuses whoever may not delete this session.
pub fn check_delete(actor: &Actor, row: &SessionRow, shown: &Projection) -> ApiResult<()> {
    if may_delete(actor, row, shown) {
        return Ok(());
    }
    Err(ApiError::forbidden(
        "A session is deleted by who started it while it is not completed, and by an admin.",
    ))
}

fn may_delete(actor: &Actor, row: &SessionRow, shown: &Projection) -> bool {
    let mine = actor.role >= Role::Engineer && actor.user == row.started_by;
    actor.role == Role::Admin || (mine && shown.status != Status::Completed)
}
