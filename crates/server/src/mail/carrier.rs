//! What takes mails away.

use branchbook_db::BoxFuture;
use serde::Serialize;
use utoipa::ToSchema;

use super::Letter;

/// Takes mails away.
pub trait Carrier: Send + Sync + 'static {
    /// What sort of carrier it is.
    fn kind(&self) -> CarrierKind;

    /// Takes a mail away; when this is done, it is somebody else's to deliver.
    fn carry<'c>(&'c self, letter: &'c Letter) -> BoxFuture<'c, Result<(), Undelivered>>;
}

/// How mails leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CarrierKind {
    /// To a mail server.
    Smtp,
    /// Into a folder of the server, for its operator.
    Files,
}

/// Why a mail was not taken away, for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// Another try may succeed.
    Later(String),
    /// No try will.
    Never(String),
}
