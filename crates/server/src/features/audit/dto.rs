//! The JSON of the log.

use branchbook_domain::id::UserId;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::chain::Link;
use crate::features::identity::people::{Names, Person};

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its number in the tenant's log: 1, 2, 3 …
    pub seq: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who did it; null when nobody who is known did.
    pub actor: Option<Person>,
    /// What was done, such as `device.revoked`.
    pub action: String,
    /// The type of what it was done to.
    pub target_type: String,
    /// Its id.
    pub target_id: Uuid,
    /// From which address; `console` for what the operator did on the command line, `server` for what the server did by itself.
    pub ip: Option<String>,
    /// What was so before; null when it is not told.
    #[schema(value_type = Object, nullable)]
    pub before: Option<Value>,
    /// What is so since; null when it is not told.
    #[schema(value_type = Object, nullable)]
    pub after: Option<Value>,
}

impl AuditEntry {
    /// A row as people see it.
    pub fn new(link: Link, names: &Names) -> Self {
        Self {
            seq: link.seq,
            at: link.at,
            actor: link.actor.map(|actor| names.person(actor)),
            action: link.action,
            target_type: link.target_type,
            target_id: link.target_id,
            ip: link.ip,
            before: link.before.map(json),
            after: link.after.map(json),
        }
    }
}

/// A summary; one that was tampered with is shown as it stands.
fn json(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// Who did these.
pub fn actors(links: &[Link]) -> impl Iterator<Item = UserId> {
    links.iter().filter_map(|link| link.actor)
}

/// What came of verifying the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verification {
    /// Whether the log is whole and as it was written.
    pub ok: bool,
    /// How many rows there are.
    pub rows: u64,
    /// What is wrong, the first hundred.
    pub faults: Vec<AuditFault>,
}

/// Something that is wrong in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditFault {
    /// At which row.
    pub seq: i64,
    /// What it is, in a sentence.
    pub what: String,
}
