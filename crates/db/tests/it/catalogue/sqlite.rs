//! Reads SQLite's catalogue.

use branchbook_db::{Error, Tx, params};

use super::{Catalogue, Table, column};

pub(super) async fn read(tx: &mut Tx) -> Result<Catalogue, Error> {
    let sql = "SELECT name, type, strict, wr,
                   (SELECT sql LIKE '%DEFERRABLE%' FROM sqlite_schema WHERE name = l.name) FROM pragma_table_list l
               WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let tables = tx
        .all(sql, &[], |row| {
            let traits = [
                (row.get::<String>(1)? == "virtual", "virtual"),
                (row.get(2)?, "STRICT"),
                (row.get(3)?, "WITHOUT ROWID"),
                (row.get(4)?, "DEFERRABLE"),
            ];
            let traits = traits
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, name)| name.to_owned())
                .collect();
            Ok((
                row.get::<String>(0)?,
                Table {
                    traits,
                    ..Table::default()
                },
            ))
        })
        .await?;

    let mut catalogue = Catalogue::default();
    for (name, mut table) in tables {
        if !table.traits.contains("virtual") {
            columns(tx, &name, &mut table).await?;
            indexes(tx, &name, &mut table).await?;
            foreign_keys(tx, &name, &mut table).await?;
        }
        catalogue.tables.insert(name, table);
    }
    Ok(catalogue)
}

async fn columns(tx: &mut Tx, name: &str, table: &mut Table) -> Result<(), Error> {
    let sql = "SELECT name, type, \"notnull\", dflt_value IS NOT NULL FROM pragma_table_xinfo($1)";
    let lines = tx
        .all(sql, params![name], |row| {
            let nullable = !row.get::<bool>(2)?;
            Ok(column(
                &row.get::<String>(0)?,
                &row.get::<String>(1)?,
                nullable,
                row.get(3)?,
            ))
        })
        .await?;
    table.lines.extend(lines);
    let sql = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
    table.key = tx.all(sql, params![name], |row| row.get(0)).await?;
    if !table.key.is_empty() {
        table.lines.insert(format!("primary key ({})", table.key.join(", ")));
    }
    Ok(())
}

async fn indexes(tx: &mut Tx, name: &str, table: &mut Table) -> Result<(), Error> {
    let sql = "SELECT name, origin, \"unique\", partial,
                   (SELECT group_concat(coalesce(name, 'expression') || iif(\"desc\", ' DESC', ''), ', ' ORDER BY seqno)
                    FROM pragma_index_xinfo(l.name) WHERE key)
               FROM pragma_index_list($1) l WHERE origin <> 'pk'";
    let lines = tx
        .all(sql, params![name], |row| {
            let (name, columns) = (row.get::<String>(0)?, row.get::<String>(4)?);
            Ok(match row.get::<String>(1)?.as_str() {
                "u" => format!("unique ({columns})"),
                _ => super::index(&name, &columns, row.get(2)?, row.get(3)?),
            })
        })
        .await?;
    table.lines.extend(lines);
    Ok(())
}

async fn foreign_keys(tx: &mut Tx, name: &str, table: &mut Table) -> Result<(), Error> {
    let sql = "SELECT group_concat(\"from\", ', ' ORDER BY seq), \"table\", group_concat(\"to\", ', ' ORDER BY seq), on_delete, on_update
               FROM pragma_foreign_key_list($1) GROUP BY id";
    let lines = tx
        .all(sql, params![name], |row| {
            let (from, other, to): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(super::foreign_key(
                &from,
                &other,
                &to,
                &row.get::<String>(3)?,
                &row.get::<String>(4)?,
                false,
            ))
        })
        .await?;
    table.lines.extend(lines);
    Ok(())
}
