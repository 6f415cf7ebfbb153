//! The database as somebody sees it who has its file, or its owner's password.

use branchbook_db::DatabaseUrl;
use branchbook_test_support::database::TestDb;
use rusqlite::{Connection, types::ValueRef};
use tokio_postgres::{Client, NoTls};

/// A connection that no rule of the product holds.
pub enum Raw {
    Sqlite(Connection),
    Postgres(Client),
}

/// A column: its name, its type in PostgreSQL's words, and whether there may be nothing in it.
pub type Column = (String, bool);

impl Raw {
    pub async fn open(db: &TestDb) -> Self {
        match &db.options().url {
            DatabaseUrl::Sqlite(path) => Self::Sqlite(Connection::open(path).expect("the file")),
            DatabaseUrl::Postgres(url) => {
                let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the server");
                tokio::spawn(connection);
                Self::Postgres(client)
            }
        }
    }

    /// Tables as the migrations made them; full-text indexes by their own name, without the tables these are made of.
    pub async fn tables(&self) -> Vec<String> {
        self.column(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite%'",
            "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')",
        )
        .await
    }

    pub async fn columns(&self, table: &str) -> Vec<Column> {
        let lite = format!(
            "SELECT name || '|' || (CASE \"notnull\" WHEN 0 THEN 1 ELSE 0 END) FROM pragma_table_info('{table}')"
        );
        let pg = format!(
            "SELECT attname || '|' || (NOT attnotnull)::int FROM pg_attribute
             WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped"
        );
        let columns = self.column(&lite, &pg).await;
        let split = |column: String| {
            column
                .split_once('|')
                .map(|(name, null)| (name.to_owned(), null == "1"))
        };
        columns.into_iter().filter_map(split).collect()
    }

    pub async fn primary_key(&self, table: &str) -> Vec<String> {
        let lite = format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
        let pg = format!(
            "SELECT a.attname::text FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             WHERE i.indrelid = '{table}'::regclass AND i.indisprimary ORDER BY k.place"
        );
        self.column(&lite, &pg).await
    }

    /// Rows of a table, as text, that have this id anywhere in them.
    pub async fn rows_with(&self, table: &str, id: &str) -> Vec<String> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
                let count = statement.column_count();
                let mut rows = statement.query([]).expect("its rows");
                let mut found = vec![];
                while let Some(row) = rows.next().expect("a row") {
                    let cells: Vec<String> = (0..count).map(|at| text(row.get_ref(at).expect("a cell"))).collect();
                    let row = cells.join("|");
                    if row.contains(id) || row.contains(&id.replace('-', "")) {
                        found.push(row);
                    }
                }
                found
            }
            Self::Postgres(client) => {
                let sql = format!("SELECT row::text FROM {table} AS row WHERE row::text LIKE '%{id}%'");
                let rows = client.query(&sql, &[]).await.expect("its rows");
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// Every row of a table, as text and in order.
    pub async fn rows(&self, table: &str) -> Vec<String> {
        let mut rows = self.rows_with(table, "").await;
        rows.sort_unstable();
        rows
    }

    /// Runs a statement in the engine's own words.
    pub async fn execute(&self, lite: &str, pg: &str) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(lite).expect("a statement that runs"),
            Self::Postgres(client) => client.batch_execute(pg).await.expect("a statement that runs"),
        }
    }

    async fn column(&self, lite: &str, pg: &str) -> Vec<String> {
        match self {
            Self::Sqlite(connection) => {
                let mut statement = connection.prepare(lite).expect("a statement");
                let rows = statement.query_map([], |row| row.get(0)).expect("rows");
                rows.collect::<Result<_, _>>().expect("text")
            }
            Self::Postgres(client) => {
                let rows = client.query(pg, &[]).await.expect("rows");
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }
}

fn text(cell: ValueRef<'_>) -> String {
    match cell {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}
