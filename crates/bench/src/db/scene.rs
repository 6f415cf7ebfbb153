//! The data that is read and written: documents of 8 KB, sessions with a state of 1 KB, a counter per tenant.

use branchbook_db::{Db, Error, Migration, Tx, params};
use branchbook_domain::id::TenantId;
use uuid::Uuid;

use super::Key;
use crate::Outcome;

/// Tenants, and documents (and sessions) of each.
const TENANTS: u64 = 256;
const EACH: u64 = 16;

pub(crate) static MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    name: "scene",
    sqlite: "
        CREATE TABLE documents (
            tenant_id BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (tenant_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions (
            tenant_id BLOB NOT NULL, id BLOB NOT NULL, updated_at INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (tenant_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE counters (
            tenant_id BLOB NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (tenant_id, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE activities (
            tenant_id BLOB NOT NULL, number INTEGER NOT NULL, session_id BLOB NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (tenant_id, number)
        ) STRICT, WITHOUT ROWID;",
    postgres: "
        CREATE TABLE documents (
            tenant_id uuid NOT NULL, id uuid NOT NULL, version bigint NOT NULL, document text NOT NULL, PRIMARY KEY (tenant_id, id)
        );
        CREATE TABLE sessions (
            tenant_id uuid NOT NULL, id uuid NOT NULL, updated_at bigint NOT NULL, state text NOT NULL, PRIMARY KEY (tenant_id, id)
        );
        CREATE TABLE counters (
            tenant_id uuid NOT NULL, name text NOT NULL, value bigint NOT NULL, PRIMARY KEY (tenant_id, name)
        );
        CREATE TABLE activities (
            tenant_id uuid NOT NULL, number bigint NOT NULL, session_id uuid NOT NULL, payload text NOT NULL,
            PRIMARY KEY (tenant_id, number)
        );
        SELECT isolate_tenants('documents'), isolate_tenants('sessions'), isolate_tenants('counters'), isolate_tenants('activities');",
}];

/// The statements, in PostgreSQL's words.
pub(crate) const GET: &str = "SELECT version, document FROM documents WHERE tenant_id = $1 AND id = $2";
pub(crate) const UPDATE: &str =
    "UPDATE sessions SET updated_at = updated_at + 1, state = $3 WHERE tenant_id = $1 AND id = $2";
pub(crate) const COUNT: &str =
    "UPDATE counters SET value = value + 1 WHERE tenant_id = $1 AND name = 'activity' RETURNING value";
pub(crate) const INSERT: &str =
    "INSERT INTO activities (tenant_id, number, session_id, payload) VALUES ($1, $2, $3, $4)";

/// 8 KB that look like a flow and compress as little as one does.
pub(crate) fn document(seed: u64) -> String {
    text(seed, 8 << 10)
}

/// The state of a session.
pub(crate) fn state(seed: u64) -> String {
    text(seed, 1 << 10)
}

/// What an activity says.
pub(crate) const PAYLOAD: &str =
    r#"{"type":"answered","node_id":"start","option_id":"down","note":"the LED stays dark","seconds":42}"#;

fn text(seed: u64, length: usize) -> String {
    let mut random = Random(seed);
    let mut text = String::with_capacity(length + 64);
    while text.len() < length {
        let (id, to) = (random.next(), random.next());
        text += &format!(r#"{{"id":"n{id:x}","type":"decision","options":[{{"to":"n{to:x}"}}]}},"#);
    }
    text.truncate(length);
    text
}

/// The key with this number; any number is one.
pub(crate) fn key(number: u64) -> Key {
    let (tenant, id) = (number % TENANTS, number / TENANTS % EACH);
    Key {
        tenant: Uuid::from_u128(1 + u128::from(tenant)),
        id: Uuid::from_u128(1 + u128::from(id)),
    }
}

/// Writes everything there is to read and to update.
pub(crate) async fn fill(db: &Db) -> Outcome<()> {
    for tenant in 0..TENANTS {
        let id = TenantId::from_uuid(key(tenant).tenant);
        db.tenant(id)
            .write(tenant, |tx, tenant| Box::pin(fill_tenant(tx, *tenant)))
            .await?;
    }
    Ok(())
}

async fn fill_tenant(tx: &mut Tx, tenant: u64) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO counters (tenant_id, name, value) VALUES ($1, 'activity', 0)",
        &[],
    )
    .await?;
    for number in 0..EACH {
        let seed = tenant + number * TENANTS;
        let id = key(seed).id;
        let document = document(seed + 1);
        let insert = "INSERT INTO documents (tenant_id, id, version, document) VALUES ($1, $2, 1, $3)";
        tx.execute(insert, params![id, document]).await?;
        let insert = "INSERT INTO sessions (tenant_id, id, updated_at, state) VALUES ($1, $2, 0, $3)";
        tx.execute(insert, params![id, state(seed + 1)]).await?;
    }
    Ok(())
}

/// Marsaglia's xorshift: the same for everybody who measures.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
