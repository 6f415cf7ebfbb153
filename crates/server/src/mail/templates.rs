//! What the mails say.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::letter::{Part, Words};
use crate::{access::Role, app::App, features::identity::one_time::Kind};

/// A mail's words, but for what is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum Template {
    /// Is this your address?
    VerifyEmail {
        /// The one-time token of the link.
        token: Uuid,
        /// The invite that the registration was made with.
        invite: Option<Uuid>,
    },
    /// Somebody registers with an address that has an account.
    AlreadyRegistered,
    /// A link to a new password.
    ResetPassword {
        /// The one-time token of the link.
        token: Uuid,
    },
    /// The password is another now.
    PasswordChanged {
        /// When.
        at: Timestamp,
        /// From which address.
        ip: String,
        /// With what, in words.
        agent: String,
    },
    /// An invitation to a tenant.
    Invite {
        /// The one-time token of the link.
        token: Uuid,
        /// The tenant's name.
        tenant: String,
        /// Who invites.
        invited_by: String,
        /// What one becomes there.
        role: Role,
    },
    /// Somebody has signed in from where nobody did before.
    NewDevice {
        /// When.
        at: Timestamp,
        /// From which address.
        ip: String,
        /// With what, in words.
        agent: String,
    },
}

impl Template {
    /// What files and logs call it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::VerifyEmail { .. } => "verify-email",
            Self::AlreadyRegistered => "already-registered",
            Self::ResetPassword { .. } => "reset-password",
            Self::PasswordChanged { .. } => "password-changed",
            Self::Invite { .. } => "invite",
            Self::NewDevice { .. } => "new-device",
        }
    }

    /// The token without which the mail is of no use.
    pub(super) const fn token(&self) -> Option<(Kind, Uuid)> {
        match self {
            Self::VerifyEmail { token, .. } => Some((Kind::EmailVerification, *token)),
            Self::ResetPassword { token } => Some((Kind::PasswordReset, *token)),
            Self::Invite { token, .. } => Some((Kind::Invite, *token)),
            Self::AlreadyRegistered | Self::PasswordChanged { .. } | Self::NewDevice { .. } => None,
        }
    }

    /// The words, with everything filled in.
    pub(super) fn words(&self, app: &App) -> Words {
        let page = |path: &str| format!("{}{path}", app.settings.public_url.origin());
        let token = |kind, id| app.identity.one_time.make(kind, id).text().to_owned();
        match self {
            Self::VerifyEmail { token: id, invite } => {
                let mut url = page(&format!("/verify?token={}", token(Kind::EmailVerification, *id)));
                if let Some(invite) = invite {
                    url.push_str(&format!("&invite={}", token(Kind::Invite, *invite)));
                }
                Words::new("Confirm your e-mail address")
                    .text("Somebody, probably you, made a Branchbook account with this address. Please confirm that it is yours.")
                    .button("Confirm this address", url)
                    .small("The link is good for 24 hours. If it was not you, do nothing: without this confirmation the address is not used.")
            }
            Self::AlreadyRegistered => Words::new("You have an account already")
                .text("Somebody, probably you, tried to make a Branchbook account with this address. There is one already, so nothing was changed.")
                .button("Sign in", page("/sign-in"))
                .part(Part::link("Forgotten the password? Set a new one:", page("/forgot")))
                .small("If it was not you, there is nothing to do."),
            Self::ResetPassword { token: id } => Words::new("Set a new password")
                .text("Somebody, probably you, asked for a new password for the Branchbook account with this address.")
                .button(
                    "Set a new password",
                    page(&format!("/reset?token={}", token(Kind::PasswordReset, *id))),
                )
                .small("The link is good for one hour and for one use. If it was not you, do nothing: the password stays as it is."),
            Self::PasswordChanged { at, ip, agent } => Words::new("Your password was changed")
                .text("The password of your Branchbook account was changed, and your other devices were signed out.")
                .part(circumstances(*at, ip, agent))
                .text("If it was not you, set a new password at once:")
                .button("Set a new password", page("/forgot")),
            Self::Invite { token: id, tenant, invited_by, role } => {
                Words::new(format!("{invited_by} invites you to “{tenant}”"))
                    .text(format!(
                        "{invited_by} invites you to work in “{tenant}” on Branchbook, as {role}. Branchbook keeps a team's runbooks and walks through them step by step.",
                    ))
                    .button("Accept the invitation", page(&format!("/invite/{}", app.identity.one_time.mailed(Kind::Invite, *id))))
                    .small("The invitation is good for seven days. If you don't know who sent it, do nothing.")
            }
            Self::NewDevice { at, ip, agent } => Words::new("A new device has signed in")
                .text("Somebody signed in to your Branchbook account with a device or from a network that was not seen before.")
                .part(circumstances(*at, ip, agent))
                .text("If it was you, there is nothing to do. If not, sign that device out and change your password:")
                .button("See your devices", page("/devices")),
        }
    }
}

fn circumstances(at: Timestamp, ip: &str, agent: &str) -> Part {
    Part::Facts(vec![
        ("When", at.strftime("%-d %B %Y, %H:%M UTC").to_string()),
        ("With", agent.to_owned()),
        ("From", ip.to_owned()),
    ])
}
