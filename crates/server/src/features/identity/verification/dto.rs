//! The JSON of addresses.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    features::identity::dto::{Secret, Tenant},
    http::Validate,
};

/// What the link in the mail has.
#[derive(Debug, Deserialize, ToSchema)]
pub struct VerifyEmail {
    /// The token: `bb_vfy_…`.
    pub token: Secret,
    /// The password that was chosen, where the account is made only now.
    #[schema(value_type = Option<String>, format = Password)]
    pub password: Option<Secret>,
}

impl Validate for VerifyEmail {}

/// An address that is its owner's.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerifiedEmail {
    /// The address, in lower case.
    pub email: String,
    /// The team that the new account belongs to, where it was made with a team's invite. Sign in and switch to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<Tenant>,
}

/// Whom to write to.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct ResendVerification {
    /// The address; who is signed in may leave it out.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
}

impl Validate for ResendVerification {}

/// What happens next.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckMail {
    /// Always `check_mail`: if there is something to say to this address, a mail is on its way.
    pub status: &'static str,
}

impl CheckMail {
    /// The one there is.
    pub const fn new() -> Self {
        Self { status: "check_mail" }
    }
}
