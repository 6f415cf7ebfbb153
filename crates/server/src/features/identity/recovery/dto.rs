//! The JSON of passwords.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    features::identity::{dto::Secret, email},
    http::{Faults, Validate},
};

/// Whose password is forgotten.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ForgotPassword {
    /// The address of the account.
    #[schema(format = Email, max_length = 254, example = "ada@example.com")]
    pub email: String,
}

impl Validate for ForgotPassword {
    fn validate(&self, faults: &mut Faults) {
        if let Err(fault) = email::check(&self.email) {
            faults.add("/email", fault);
        }
    }
}

/// The new password, with what the link in the mail has.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ResetPassword {
    /// The token: `bb_rst_…`.
    pub token: Secret,
    /// 12 to 256 characters of any kind; none of those that are tried first.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "four words make one")]
    pub password: Secret,
}

impl Validate for ResetPassword {}

/// The password and its successor.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The password as it is.
    pub current_password: Secret,
    /// 12 to 256 characters of any kind; none of those that are tried first.
    #[schema(value_type = String, format = Password, min_length = 12, max_length = 256, example = "four words make one")]
    pub new_password: Secret,
}

impl Validate for ChangePassword {}
