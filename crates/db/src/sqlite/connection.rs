//! One SQLite connection: its settings, its statements.

use std::{path::Path, sync::Arc, time::Duration};

use rusqlite::functions::FunctionFlags;
use uuid::Uuid;

use super::error::translate;
use crate::{
    error::Error,
    options::{Engine, Options},
    plan::{Plan, Remembered, TenantTables},
    row::{Row, Source},
    sql::Sql,
    tx::{Access, Failure, Read},
    value::Value,
};

/// A connection and what it remembers of the statements it ran.
pub(crate) struct Connection {
    raw: rusqlite::Connection,
    plans: Remembered<Arc<Plan>>,
    tables: TenantTables,
}

/// Opens the file with the settings that every connection has.
pub(crate) fn open(path: &Path, busy_timeout: Duration) -> rusqlite::Result<rusqlite::Connection> {
    let raw = rusqlite::Connection::open(path)?;
    raw.busy_timeout(busy_timeout)?;
    // A page of 4 KiB; 256 MiB of the file are read through the page cache of the system, 16 MiB are kept besides.
    raw.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -16384; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY",
    )?;
    raw.set_prepared_statement_cache_capacity(512);
    rusqlite::vtab::array::load_module(&raw)?;
    lower_all_letters(&raw)?;
    Ok(raw)
}

/// Makes `lower` do what PostgreSQL's does: SQLite's own knows the letters of ASCII only.
fn lower_all_letters(raw: &rusqlite::Connection) -> rusqlite::Result<()> {
    let kind = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    raw.create_scalar_function("lower", 1, kind, |call| {
        Ok(call.get::<Option<String>>(0)?.map(|text| text.to_lowercase()))
    })
}

impl Connection {
    /// The connection that writes. It leaves checkpoints to the checkpoint thread.
    pub(crate) fn writer(path: &Path, options: &Options, tables: TenantTables) -> rusqlite::Result<Self> {
        let raw = open(path, options.wait_timeout)?;
        raw.execute_batch("PRAGMA wal_autocheckpoint = 0")?;
        if let Some(pages) = options.max_pages {
            raw.pragma_update(None, "max_page_count", pages)?;
        }
        Ok(Self {
            raw,
            plans: Remembered::new(),
            tables,
        })
    }

    /// A connection that reads.
    pub(crate) fn reader(path: &Path, options: &Options, tables: TenantTables) -> rusqlite::Result<Self> {
        let raw = open(path, options.wait_timeout)?;
        raw.execute_batch("PRAGMA query_only = ON")?;
        Ok(Self {
            raw,
            plans: Remembered::new(),
            tables,
        })
    }

    pub(crate) fn raw(&self) -> &rusqlite::Connection {
        &self.raw
    }

    /// BEGIN and the like: no parameters, no rows.
    pub(crate) fn control(&self, sql: &'static str) -> Result<(), Error> {
        let run = || self.raw.prepare_cached(sql)?.raw_execute();
        run().map(|_| ()).map_err(|error| translate(&self.raw, error))
    }

    fn plan(&mut self, sql: &Sql, tenant: bool) -> Result<Arc<Plan>, Error> {
        if let Some(plan) = self.plans.get(sql, Engine::Sqlite, tenant) {
            return Ok(plan);
        }
        let plan = Arc::new(Plan::new(sql, Engine::Sqlite, tenant, &self.tables)?);
        self.plans.put(sql, Engine::Sqlite, tenant, Arc::clone(&plan));
        Ok(plan)
    }

    /// Runs a statement for the count of rows it changed (or, when it gives rows, how many).
    pub(crate) fn execute(
        &mut self,
        sql: &Sql,
        tenant: Option<Uuid>,
        params: &[Value<'_>],
        access: Access,
    ) -> Result<u64, Failure> {
        self.run(sql, tenant, params, access, &mut |_| Ok(()))
    }

    /// Runs a statement and reads each row it gives.
    pub(crate) fn each(
        &mut self,
        sql: &Sql,
        tenant: Option<Uuid>,
        params: &[Value<'_>],
        access: Access,
        read: Read<'_>,
    ) -> Result<(), Failure> {
        self.run(sql, tenant, params, access, read).map(|_| ())
    }

    fn run(
        &mut self,
        sql: &Sql,
        tenant: Option<Uuid>,
        params: &[Value<'_>],
        access: Access,
        read: Read<'_>,
    ) -> Result<u64, Failure> {
        let plan = self.plan(sql, tenant.is_some())?;
        plan.check_params(params.len())?;
        let told = |error| translate(&self.raw, error);

        let mut statement = self.raw.prepare_cached(&plan.text).map_err(told)?;
        if access == Access::Read && !statement.readonly() {
            return Err(Error::misuse("a read transaction may not write").into());
        }
        if let Some(tenant) = tenant {
            statement.raw_bind_parameter(1, Value::Uuid(tenant)).map_err(told)?;
        }
        let first = 1 + usize::from(plan.tenant);
        for (index, value) in params.iter().enumerate() {
            statement.raw_bind_parameter(first + index, value).map_err(told)?;
        }

        if statement.column_count() == 0 {
            return Ok(statement.raw_execute().map_err(told)? as u64);
        }
        let mut count = 0;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(told)? {
            read(&Row(Source::Sqlite(row)))?;
            count += 1;
        }
        Ok(count)
    }
}

/// The tables whose rows belong to tenants.
///
/// Virtual tables are full-text indexes of what tenants own, and theirs too; so are the tables these are made of.
pub(crate) fn tenant_tables(connection: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT lower(name) FROM pragma_table_list t WHERE schema = 'main' AND (type IN ('virtual', 'shadow')
         OR EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'tenant_id' AND pk = 1))",
    )?;
    statement.query_map([], |row| row.get(0))?.collect()
}
