//! The JSON of identity.

use std::{fmt, str::FromStr};

use branchbook_domain::id::{TenantId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{email, password_policy, registration::RegistrationMode};
use crate::{
    access::Role,
    http::{Faults, Validate},
    mail::CarrierKind,
};

/// The words by which the database knows the variants.
macro_rules! words {
    ($($name:ident { $($variant:ident $word:literal),* })*) => {$(
        impl $name {
            /// The word in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(format!("'{word}' is no {}", stringify!($name))),
                }
            }
        }
    )*};
}

/// A text that is shown in no log: a password or a token.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Who keeps the refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Client {
    /// A browser: the refresh token goes into a cookie that scripts cannot read, and not into the answer.
    Web,
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Register {
    /// The address to sign in with. Upper and lower case are the same.
    #[schema(format = Email, max_length = 254, example = "ada@example.com")]
    pub email: String,
    /// 12 to 256 characters of any kind; none of those that are tried first.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "four words make one")]
    pub password: Secret,
    /// What others see, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, example = "Ada Lovelace")]
    pub name: String,
    /// `web` for browsers; absent for programs, which get the refresh token in the answer.
    pub client: Option<Client>,
    /// A team's invite (`bb_inv_…`), which makes the new user a member there, or a code of the platform (`bb_code_…`).
    pub invite_code: Option<Secret>,
}

impl Validate for Register {
    fn validate(&self, faults: &mut Faults) {
        if let Err(fault) = email::check(&self.email) {
            faults.add("/email", fault);
        }
        if let Err(fault) = password_policy::check(&self.password.0, &self.email, &self.name) {
            faults.add("/password", fault);
        }
        check_name(&self.name, faults);
    }
}

/// Notes what is wrong with a person's name.
fn check_name(name: &str, faults: &mut Faults) {
    faults.length("/name", name, 1, 100);
    if name.chars().any(char::is_control) {
        faults.add("/name", "Control characters are not allowed.");
    }
}

/// What changes about the caller.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Rename {
    /// What others see, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100, example = "Ada Lovelace")]
    pub name: String,
}

impl Validate for Rename {
    fn validate(&self, faults: &mut Faults) {
        check_name(&self.name, faults);
    }
}

/// E-mail and password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Login {
    /// The address of the account.
    #[schema(format = Email, example = "ada@example.com")]
    pub email: String,
    /// Its password.
    pub password: Secret,
    /// `web` for browsers; absent for programs, which get the refresh token in the answer.
    pub client: Option<Client>,
}

impl Validate for Login {}

/// The password form of OAuth 2 (RFC 6749 §4.3.2). Its other fields are not looked at.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LoginForm {
    /// The e-mail address of the account.
    #[schema(example = "ada@example.com")]
    pub username: String,
    /// Its password.
    pub password: Secret,
}

/// A refresh token; browsers leave it out and send their cookie.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Refresh {
    /// The newest refresh token.
    pub refresh_token: Option<Secret>,
}

impl Validate for Refresh {}

/// An access token and, for programs, the refresh token with which to get the next.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokenPair {
    /// Goes into `Authorization: Bearer …`.
    pub access_token: String,
    /// Good for one refresh, and replaced by it. Absent for browsers, which have it in a cookie, and for who went to another tenant
    /// without showing one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Always `bearer`.
    pub token_type: &'static str,
    /// For how many seconds the access token is good.
    pub expires_in: i64,
}

impl TokenPair {
    /// These; the access token is good for so long.
    pub fn new(access_token: String, refresh_token: Option<String>, lasts: SignedDuration) -> Self {
        Self {
            access_token,
            refresh_token,
            token_type: "bearer",
            expires_in: lasts.as_secs(),
        }
    }
}

/// A person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct User {
    /// The person's id.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// In lower case.
    pub email: String,
    /// What others see.
    pub name: String,
    /// Whether the person has shown that the address is theirs.
    pub email_verified: bool,
    /// Whether the person may manage the platform.
    pub is_operator: bool,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// What a tenant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TenantType {
    /// The one that every person has.
    #[serde(rename = "self")]
    Own,
    /// A team's.
    Organization,
}

/// How much a tenant may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// 3 members, 25 flows.
    Free,
    /// 10 members, 200 flows.
    Starter,
    /// 100 members, 5 000 flows.
    Pro,
    /// No limits.
    Enterprise,
}

words! {
    TenantType { Own "self", Organization "organization" }
    Plan { Free "free", Starter "starter", Pro "pro", Enterprise "enterprise" }
}

/// An isolated account: its members see its flows and sessions, and nobody else does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Tenant {
    /// The tenant's id.
    #[schema(value_type = Uuid)]
    pub id: TenantId,
    /// What people call it.
    pub name: String,
    /// Its name in URLs; unique.
    pub slug: String,
    /// Whether it is one person's own.
    #[serde(rename = "type")]
    pub kind: TenantType,
    /// What it may have.
    pub plan: Plan,
}

/// A new account, signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Registered {
    /// The person.
    pub user: User,
    /// The tenant that the tokens are for: the person's own, or the one that the invite leads to.
    pub tenant: Tenant,
    /// The tokens of this device.
    #[serde(flatten)]
    pub tokens: TokenPair,
}

/// A tenant that the caller belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Membership {
    /// The tenant.
    pub tenant: Tenant,
    /// What the caller may do there.
    pub role: Role,
}

/// What a caller shows of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CredentialKind {
    /// The access token of a signed-in device.
    Device,
    /// A token that was made for a program.
    Token,
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// Who it is.
    pub user: User,
    /// What the caller has shown of themselves.
    pub credential: CredentialKind,
    /// The tenant that the token is for.
    pub tenant: Tenant,
    /// The caller's role in it.
    pub role: Role,
    /// Every tenant the caller belongs to, the oldest membership first.
    pub memberships: Vec<Membership>,
    /// What the caller may do, such as `trees:write`: what the role lets them, and with a program's token only what it was made
    /// for.
    #[schema(value_type = Vec<String>)]
    pub permissions: Vec<&'static str>,
}

/// Whether this server is new.
#[derive(Debug, Serialize, ToSchema)]
pub struct Setup {
    /// True until the first account exists: the web app then offers to create it.
    pub first_run: bool,
    /// Who may make an account.
    pub registration: RegistrationMode,
    /// How mails leave.
    pub mail: CarrierKind,
    /// The server's version.
    pub version: &'static str,
}

/// The public keys that access tokens are signed with (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub struct KeySet {
    /// The keys.
    pub keys: Vec<Key>,
}

/// An Ed25519 public key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub struct Key {
    /// Always `OKP`.
    pub kty: &'static str,
    /// Always `Ed25519`.
    pub crv: &'static str,
    /// Always `EdDSA`.
    pub alg: &'static str,
    /// Always `sig`.
    #[serde(rename = "use")]
    pub purpose: &'static str,
    /// The key's id, as in the header of tokens.
    pub kid: String,
    /// The public key, base64url.
    pub x: String,
}
