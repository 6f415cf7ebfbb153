//! Who may make an account.

use std::str::FromStr;

use serde::Serialize;
use utoipa::ToSchema;

/// Who may make an account. The first one can always be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationMode {
    /// Anybody, at once.
    Open,
    /// Anybody who confirms their address first. Nobody learns which addresses have an account.
    Confirmed,
    /// Who has an invite.
    Invite,
}

impl FromStr for RegistrationMode {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "open" => Ok(Self::Open),
            "confirmed" => Ok(Self::Confirmed),
            "invite" => Ok(Self::Invite),
            _ => Err("it is open, confirmed or invite".to_owned()),
        }
    }
}
