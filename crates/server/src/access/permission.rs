//! Roles, and the permissions that endpoints ask for. One table says which role has which.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a member may do in a tenant. Each role may do all that the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what the tenant publishes.
    Viewer,
    /// Also authors, runs, shares and rates.
    #[serde(alias = "developer")]
    Engineer,
    /// Also edits every team flow and reads the team's analytics.
    Manager,
    /// Also deletes any flow and manages the tenant.
    Admin,
}

impl Role {
    /// The word in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Engineer => "engineer",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "viewer" => Ok(Self::Viewer),
            "engineer" | "developer" => Ok(Self::Engineer),
            "manager" => Ok(Self::Manager),
            "admin" => Ok(Self::Admin),
            _ => Err(format!("'{text}' is no role: viewer, engineer, manager or admin")),
        }
    }
}

/// Something an endpoint lets a caller do. Implemented by the marker types in [`permissions`].
pub trait Permission: Send + Sync + 'static {
    /// The scope as tokens and `GET /auth/me` name it.
    const SCOPE: &'static str;
    /// The least role that has it.
    const LEAST_ROLE: Role;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $scope:literal $role:ident;)*) => {
        /// The permissions, as marker types for [`super::Access`].
        pub mod permissions {
            use super::{Permission, Role};
            $($(#[$doc])* #[derive(Debug)] pub enum $name {}
            impl Permission for $name {
                const SCOPE: &'static str = $scope;
                const LEAST_ROLE: Role = Role::$role;
            })*
        }
        impl Role {
            /// The scopes this role has, in the order of the table.
            #[must_use]
            pub fn scopes(self) -> Vec<&'static str> {
                [$(($scope, Role::$role)),*].into_iter().filter(|(_, least)| self >= *least).map(|(scope, _)| scope).collect()
            }
        }
    };
}

permissions! {
    /// Being signed in.
    SignedIn "account:self" Viewer;
    /// Reading flows.
    ReadTrees "trees:read" Viewer;
    /// Writing, publishing and archiving flows.
    WriteTrees "trees:write" Engineer;
    /// Reading sessions.
    ReadSessions "sessions:read" Viewer;
    /// Starting sessions and recording in them.
    RunSessions "sessions:run" Engineer;
}
