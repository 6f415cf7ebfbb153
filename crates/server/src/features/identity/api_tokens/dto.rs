//! The JSON of tokens.

use branchbook_domain::id::ApiTokenId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{ByToken, Role, Scope},
    http::{Faults, Validate},
};

/// A new token.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct CreateApiToken {
    /// What it is for, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, example = "Nightly import")]
    pub name: String,
    /// What it may do, of what its owner may: see `GET /auth/scopes`.
    #[schema(min_items = 1, example = json!(["trees:read"]))]
    pub scopes: Vec<String>,
    /// When it ends; absent or null: when it is revoked.
    pub expires_at: Option<Timestamp>,
}

impl CreateApiToken {
    /// The scopes, as far as there are such scopes.
    pub fn wanted(&self) -> impl Iterator<Item = Option<Scope>> {
        let given = |scope: &Scope| scope.by_token() == ByToken::WhenGiven;
        self.scopes.iter().map(move |name| name.parse().ok().filter(given))
    }
}

impl Validate for CreateApiToken {
    fn validate(&self, faults: &mut Faults) {
        faults.length("/name", &self.name, 1, 100);
        if self.name.chars().any(char::is_control) {
            faults.add("/name", "Control characters are not allowed.");
        }
        if self.scopes.is_empty() {
            faults.add("/scopes", "Give at least one scope, such as trees:read.");
        }
        for (at, scope) in self.wanted().enumerate() {
            if scope.is_none() {
                let message = "This is no scope that a token can have; GET /auth/scopes lists them.";
                faults.add(format!("/scopes/{at}"), message);
            }
        }
    }
}

/// A token, as it is listed: without what makes it one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiToken {
    /// The token's id.
    #[schema(value_type = Uuid)]
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// What it may do, as far as its owner's role allows.
    pub scopes: Vec<String>,
    /// Its last four characters, to tell it from others.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; null: when it is revoked.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute; null: never.
    pub last_used_at: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedApiToken {
    /// What lists show of it.
    #[serde(flatten)]
    pub listed: ApiToken,
    /// The token itself, for `Authorization: Bearer …`. It is shown this once.
    #[schema(example = "bb_pat_…")]
    pub token: String,
}

/// All tokens of one owner.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiTokens {
    /// The newest first.
    pub items: Vec<ApiToken>,
}

/// Something that a token may be made for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeDescription {
    /// Its name.
    #[schema(value_type = String, example = "trees:read")]
    pub scope: &'static str,
    /// A token of somebody of a lower role does not have it, whatever it was made with.
    pub least_role: Role,
    /// What it lets a program do.
    #[schema(value_type = String)]
    pub description: &'static str,
}

/// All scopes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScopeDescriptions {
    /// The scopes that tokens can be made with.
    pub items: Vec<ScopeDescription>,
}
