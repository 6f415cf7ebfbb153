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
    /// What it is called, and who has it.
    const SCOPE: Scope;
}

/// How a program's token comes to have a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByToken {
    /// Every token has it.
    Always,
    /// Those that were made with it.
    WhenGiven,
    /// None has: it takes somebody who has signed in.
    Never,
}

macro_rules! permissions {
    ($($(#[doc = $doc:literal])* $name:ident $scope:literal $role:ident $by_token:ident;)*) => {
        /// The permissions, as marker types for [`super::Access`].
        pub mod permissions {
            use super::{Permission, Scope};
            $($(#[doc = $doc])* #[derive(Debug)] pub enum $name {}
            impl Permission for $name {
                const SCOPE: Scope = Scope::$name;
            })*
        }

        /// The permissions, as values.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Scope { $($(#[doc = $doc])* $name),* }

        impl Scope {
            /// Every scope, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The scope as tokens and `GET /auth/me` name it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $scope),* }
            }

            /// The least role that has it.
            #[must_use]
            pub const fn least_role(self) -> Role {
                match self { $(Self::$name => Role::$role),* }
            }

            /// How a token comes to have it.
            #[must_use]
            pub const fn by_token(self) -> ByToken {
                match self { $(Self::$name => ByToken::$by_token),* }
            }

            /// What it lets a caller do, for people.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*)),* }.trim()
            }
        }
    };
}

permissions! {
    /// Knowing who one is and keeping one's own preferences.
    SignedIn "account:self" Viewer Always;
    /// Password, devices, tokens, invites and what else is the person's own: by the person, not by a program.
    OwnAccount "account:manage" Viewer Never;
    /// Reading the account: its settings, how much it uses, and who its members are.
    ReadAccount "account:read" Viewer WhenGiven;
    /// Reading flows.
    ReadTrees "trees:read" Viewer WhenGiven;
    /// Writing, publishing and archiving flows.
    WriteTrees "trees:write" Engineer WhenGiven;
    /// Renaming and removing categories and tags, on all flows at once.
    ManageLabels "labels:manage" Manager WhenGiven;
    /// Reading sessions.
    ReadSessions "sessions:read" Viewer WhenGiven;
    /// Starting sessions and recording in them.
    RunSessions "sessions:run" Engineer WhenGiven;
    /// Managing the account: members, invites, agents, policy and the audit log.
    ManageTenant "admin" Admin WhenGiven;
    /// Deleting the account, and taking all of its data away: by an admin who has signed in, not by a program.
    DisposeOfTenant "account:dispose" Admin Never;
}

impl FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.iter().find(|scope| scope.as_str() == text);
        named.copied().ok_or_else(|| format!("'{text}' is no scope"))
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u32);

impl Scopes {
    /// What somebody of this role may do who has signed in.
    #[must_use]
    pub fn of(role: Role) -> Self {
        Scope::ALL
            .iter()
            .copied()
            .filter(|scope| role >= scope.least_role())
            .collect()
    }

    /// Whether the scope is in it.
    #[must_use]
    pub const fn has(self, scope: Scope) -> bool {
        self.0 & (1 << scope as u32) != 0
    }

    /// The scopes in it, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.has(*scope))
    }

    /// Their names, in the order of the table.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(Scope::as_str).collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |set, scope| set | 1 << scope as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_all_that_the_one_before_it_may() {
        for pair in [Role::Viewer, Role::Engineer, Role::Manager, Role::Admin].windows(2) {
            assert!(Scopes::of(pair[0]).iter().all(|scope| Scopes::of(pair[1]).has(scope)));
        }
        assert_eq!(Scopes::of(Role::Admin).names().len(), Scope::ALL.len());
        assert!(!Scopes::of(Role::Manager).has(Scope::ManageTenant));
    }

    #[test]
    fn a_scope_is_found_by_its_name() {
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(*scope));
            assert!(scope.description().ends_with('.'));
        }
        assert!("trees:eat".parse::<Scope>().is_err());
    }
}
