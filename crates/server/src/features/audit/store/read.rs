//! Reading the log.

use branchbook_db::{Error, Row, ToValue, Tx, Value, params};
use jiff::Timestamp;

use crate::features::audit::{
    chain::{Hash, Link},
    filter::{AuditFilter, Place},
};

const COLUMNS: &str = "seq, at, id, actor_id, action, target_type, target_id, ip, before, after";

fn link(row: &Row<'_>) -> Result<Link, Error> {
    Ok(Link {
        seq: row.get(0)?,
        at: row.get(1)?,
        id: row.get(2)?,
        actor: row.get(3)?,
        action: row.get(4)?,
        target_type: row.get(5)?,
        target_id: row.get(6)?,
        ip: row.get(7)?,
        before: row.get(8)?,
        after: row.get(9)?,
    })
}

/// In which order rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    NewestFirst,
    OldestFirst,
}

/// At most `limit` rows that the filter wants, from behind `after` on.
pub async fn page(
    tx: &mut Tx,
    filter: &AuditFilter,
    order: Order,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Link>, Error> {
    let (direction, beyond) = match order {
        Order::NewestFirst => ("DESC", "<"),
        Order::OldestFirst => ("ASC", ">"),
    };
    let (action, actions) = filter.action();
    let (from, to, after) = (filter.from(), filter.to(), after.map(Place::key));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);

    let mut values: Vec<Value<'_>> = vec![];
    let mut conditions = String::new();
    for (condition, value) in [
        ("actor_id =", filter.actor.as_ref().map(ToValue::to_value)),
        ("action =", action.as_ref().map(ToValue::to_value)),
        ("action LIKE", actions.as_ref().map(ToValue::to_value)),
        ("target_type =", filter.target_type.as_ref().map(ToValue::to_value)),
        ("at >=", from.as_ref().map(ToValue::to_value)),
        ("at <", to.as_ref().map(ToValue::to_value)),
    ] {
        if let Some(value) = value {
            values.push(value);
            conditions += &format!(" AND {condition} ${}", values.len() + 1);
        }
    }
    if let Some((at, seq)) = &after {
        values.push(at.to_value());
        values.push(seq.to_value());
        let last = values.len() + 1;
        conditions += &format!(" AND (at, seq) {beyond} (${}, ${last})", last - 1);
    }
    values.push(limit.to_value());
    let last = values.len() + 1;
    let sql = format!(
        "SELECT {COLUMNS} FROM audit_log WHERE tenant_id = $1{conditions} ORDER BY at {direction}, seq {direction} LIMIT ${last}"
    );
    tx.all(sql, &values, link).await
}

/// A row with the hash it carries.
pub struct Stored {
    pub link: Link,
    pub hash: Hash,
}

/// At most `limit` rows from behind `after` on, as they stand.
pub async fn stored(tx: &mut Tx, after: Option<(Timestamp, i64)>, limit: i64) -> Result<Vec<Stored>, Error> {
    let read = |row: &Row<'_>| {
        Ok(Stored {
            link: link(row)?,
            hash: row.get(10)?,
        })
    };
    match after {
        None => {
            let sql = format!("SELECT {COLUMNS}, hash FROM audit_log WHERE tenant_id = $1 ORDER BY at, seq LIMIT $2");
            tx.all(sql, params![limit], read).await
        }
        Some((at, seq)) => {
            let sql = format!(
                "SELECT {COLUMNS}, hash FROM audit_log WHERE tenant_id = $1 AND (at, seq) > ($2, $3)
                 ORDER BY at, seq LIMIT $4"
            );
            tx.all(sql, params![at, seq, limit], read).await
        }
    }
}

/// Whether there is anything of the log: its head, or a row.
pub async fn is_begun(tx: &mut Tx) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM audit_heads WHERE tenant_id = $1)
                   OR EXISTS (SELECT 1 FROM audit_log WHERE tenant_id = $1)";
    tx.one(sql, &[], |row| row.get(0)).await
}

/// What the head says of the last row.
#[derive(Debug, Clone)]
pub struct Last {
    pub seq: i64,
    pub seal: Hash,
}

/// The head, if the log was ever written to.
pub async fn head(tx: &mut Tx) -> Result<Option<Last>, Error> {
    let sql = "SELECT seq, hash FROM audit_heads WHERE tenant_id = $1";
    tx.optional(sql, &[], |row| {
        Ok(Last {
            seq: row.get(0)?,
            seal: row.get(1)?,
        })
    })
    .await
}
