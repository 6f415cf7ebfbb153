//! Reads PostgreSQL's catalogue.

use branchbook_db::{Error, Row, Tx, params};

use super::{Catalogue, Table, column};

pub(super) async fn read(tx: &mut Tx) -> Result<Catalogue, Error> {
    let sql = "SELECT c.oid::bigint, c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
               WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition";
    let tables = tx
        .all(sql, &[], |row| {
            let mut table = Table::default();
            if row.get(2)? {
                table.traits.insert("FORCE ROW LEVEL SECURITY".to_owned());
            }
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?, table))
        })
        .await?;

    let mut catalogue = Catalogue::default();
    for (oid, name, mut table) in tables {
        columns(tx, oid, &mut table).await?;
        constraints(tx, oid, &name, &mut table).await?;
        indexes(tx, oid, &mut table).await?;
        let sql = "SELECT 'policy ' || polname FROM pg_policy WHERE polrelid::bigint = $1";
        table
            .traits
            .extend(tx.all(sql, params![oid], |row| row.get::<String>(0)).await?);
        catalogue.tables.insert(name, table);
    }
    Ok(catalogue)
}

async fn columns(tx: &mut Tx, table_oid: i64, table: &mut Table) -> Result<(), Error> {
    let sql = "SELECT attname, format_type(atttypid, atttypmod), attnotnull, atthasdef FROM pg_attribute
               WHERE attrelid::bigint = $1 AND attnum > 0 AND NOT attisdropped";
    let lines = tx
        .all(sql, params![table_oid], |row| {
            let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(column(&name, as_in_sqlite(&kind), !row.get::<bool>(2)?, row.get(3)?))
        })
        .await?;
    table.lines.extend(lines);
    Ok(())
}

/// The type SQLite has for it; the table is in `branchbook_db::dialect`.
fn as_in_sqlite(kind: &str) -> &str {
    match kind {
        "uuid" | "bytea" => "BLOB",
        "timestamp with time zone" | "boolean" | "bigint" | "integer" | "smallint" => "INTEGER",
        "double precision" => "REAL",
        "text" | "jsonb" => "TEXT",
        other => other,
    }
}

async fn constraints(tx: &mut Tx, oid: i64, name: &str, table: &mut Table) -> Result<(), Error> {
    let sql =
        "SELECT conname, contype::text, condeferrable, confrelid::regclass::text, confdeltype::text, confupdtype::text,
                   (SELECT string_agg(attname, ', ' ORDER BY at) FROM unnest(conkey) WITH ORDINALITY k (n, at)
                    JOIN pg_attribute ON attrelid = conrelid AND attnum = n),
                   (SELECT string_agg(attname, ', ' ORDER BY at) FROM unnest(confkey) WITH ORDINALITY k (n, at)
                    JOIN pg_attribute ON attrelid = confrelid AND attnum = n)
               FROM pg_constraint WHERE conrelid::bigint = $1 AND contype IN ('p', 'u', 'f')";
    for constraint in tx.all(sql, params![oid], |row| read_constraint(row, name)).await? {
        if let Some(key) = constraint.key {
            table.key = key;
        }
        table.traits.extend(constraint.named);
        table.lines.insert(constraint.line);
    }
    Ok(())
}

struct Constraint {
    line: String,
    /// The columns, if it is the primary key.
    key: Option<Vec<String>>,
    /// `constraint actual for default`, if errors tell its name.
    named: Option<String>,
}

fn read_constraint(row: &Row<'_>, table: &str) -> Result<Constraint, Error> {
    let (name, kind, deferrable): (String, String, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let columns: String = row.get(6)?;
    let suffix = if deferrable { " DEFERRABLE" } else { "" };
    let joined = columns.replace(", ", "_");
    Ok(match kind.as_str() {
        "p" => Constraint {
            line: format!("primary key ({columns}){suffix}"),
            key: Some(columns.split(", ").map(str::to_owned).collect()),
            named: Some(format!("constraint {name} for {table}_pkey")),
        },
        "u" => Constraint {
            line: format!("unique ({columns}){suffix}"),
            key: None,
            named: Some(format!("constraint {name} for {table}_{joined}_key")),
        },
        _ => {
            let (other, to): (String, String) = (row.get(3)?, row.get(7)?);
            let (delete, update): (String, String) = (row.get(4)?, row.get(5)?);
            let line = super::foreign_key(&columns, &other, &to, action(&delete), action(&update), deferrable);
            Constraint {
                line,
                key: None,
                named: None,
            }
        }
    })
}

fn action(letter: &str) -> &'static str {
    match letter {
        "r" => "RESTRICT",
        "c" => "CASCADE",
        "n" => "SET NULL",
        "d" => "SET DEFAULT",
        _ => "NO ACTION",
    }
}

async fn indexes(tx: &mut Tx, oid: i64, table: &mut Table) -> Result<(), Error> {
    let sql = "SELECT c.relname, i.indisunique, i.indpred IS NOT NULL,
                   (SELECT string_agg(coalesce(a.attname, 'expression') || CASE WHEN i.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE '' END,
                                      ', ' ORDER BY k)
                    FROM generate_series(1, i.indnkeyatts::int) k
                    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND a.attnum > 0)
               FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
               WHERE i.indrelid::bigint = $1 AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid AND contype <> 'f')";
    let lines = tx
        .all(sql, params![oid], |row| {
            Ok(super::index(
                &row.get::<String>(0)?,
                &row.get::<String>(3)?,
                row.get(1)?,
                row.get(2)?,
            ))
        })
        .await?;
    table.lines.extend(lines);
    Ok(())
}
