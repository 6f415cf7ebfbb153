//! To which flows a list or a search is narrowed.

use branchbook_domain::{
    flow::FlowKind,
    id::{TreeId, UserId},
};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de::Error};
use utoipa::IntoParams;

use super::{
    dto::MOST_TAGS,
    model::{Status, Visibility},
};

/// To which flows a list or a search is narrowed. All that are given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Narrowing {
    /// The kind of flow.
    #[serde(rename = "type")]
    #[param(value_type = Option<super::schema::TreeType>, inline)]
    pub tree_type: Option<FlowKind>,
    /// Where it is in its life.
    pub status: Option<Status>,
    /// In this category.
    pub category: Option<String>,
    /// Bears this tag. Given several times, it bears all of them.
    #[serde(default, deserialize_with = "not_too_many")]
    pub tag: Vec<String>,
    /// Written by this user.
    #[param(value_type = Option<uuid::Uuid>)]
    pub author: Option<UserId>,
    /// Who may see it.
    pub visibility: Option<Visibility>,
    /// True: only the caller's own.
    pub mine: Option<bool>,
    /// True: only the flows that came with Branchbook. False: only the tenant's own.
    pub default: Option<bool>,
    /// True: only forks. False: only flows that are none.
    pub forks: Option<bool>,
    /// Is to be looked at again before this moment.
    pub review_due_before: Option<Timestamp>,
}

/// As many as one flow may bear: none bears more.
fn not_too_many<'d, D: Deserializer<'d>>(tags: D) -> Result<Vec<String>, D::Error> {
    let tags = Vec::<String>::deserialize(tags)?;
    if tags.len() > MOST_TAGS {
        return Err(D::Error::custom(format!("at most {MOST_TAGS} tags can be asked for")));
    }
    Ok(tags)
}

impl Narrowing {
    /// Whether it leaves out none of a tenant's own flows.
    pub fn is_none(&self) -> bool {
        let everything = Self {
            default: self.default,
            ..Self::default()
        };
        *self == everything
    }

    /// Whether the tenant's own flows are looked through.
    pub fn wants_own(&self) -> bool {
        self.default != Some(true)
    }

    /// Whether the default flows are.
    pub fn wants_defaults(&self) -> bool {
        self.default != Some(false) && self.mine != Some(true) && self.forks != Some(true)
    }

    /// Whose flows they are, if it is only one user's.
    pub fn author(&self, user: UserId) -> Option<UserId> {
        if self.mine == Some(true) {
            Some(user)
        } else {
            self.author
        }
    }
}

/// Which of a tenant's flows somebody sees.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub user: UserId,
    pub sees_private: bool,
    pub published_only: bool,
}

impl Reader {
    /// From another tenant: sees nobody's private flows and no drafts.
    pub const OUTSIDER: Self = Self {
        user: UserId::from_uuid(uuid::Uuid::nil()),
        sees_private: false,
        published_only: true,
    };
}

/// The flows that somebody sees and that are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub reader: Reader,
    pub narrowing: Narrowing,
    /// Only deleted ones, that the reader may bring back.
    pub deleted: bool,
    /// Has this in its name or description.
    pub text: Option<String>,
    /// Only these.
    pub among: Option<Vec<TreeId>>,
}

impl Wanted {
    /// Those that are not deleted.
    pub fn new(reader: Reader, narrowing: &Narrowing) -> Self {
        Self {
            reader,
            narrowing: narrowing.clone(),
            deleted: false,
            text: None,
            among: None,
        }
    }
}
