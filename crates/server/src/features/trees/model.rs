//! The words of a flow's life.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a flow is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written; only who may edit it runs it.
    Draft,
    /// New sessions run its published version.
    Published,
    /// No new sessions; open ones finish.
    Archived,
}

/// Who may see a flow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its author, and admins.
    Private,
    /// Members of its tenant.
    #[default]
    Team,
    /// Every tenant, once it is published.
    Public,
}

macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal),* })*) => {$(
        impl $name {
            /// The word in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
            /// The reverse of [`Self::as_str`].
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}
words! {
    Status { Draft "draft", Published "published", Archived "archived" }
    Visibility { Private "private", Team "team", Public "public" }
}
