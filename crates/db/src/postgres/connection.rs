//! Connections of the pool.

use std::{str::FromStr, sync::Arc};

use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use tokio_postgres::{
    Client, Config, NoTls, Socket, Statement,
    error::SqlState,
    tls::{MakeTlsConnect, TlsConnect},
};

use super::{
    error::{is_stale_statement, translate},
    tls::Tls,
};
use crate::{
    error::Error,
    options::{Engine, Options},
    plan::{Plan, Remembered, TenantTables},
    sql::Sql,
    tx::{Failure, Health},
};

/// The role that every connection of the pool works as. It owns no table, so row security binds it, whoever logged in.
pub(crate) const APP_ROLE: &str = "branchbook_app";

/// A connection of the pool.
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) statements: Statements,
    /// For asking the server to cancel.
    pub(crate) tls: Option<Tls>,
}

/// The statements that a connection has checked and prepared.
pub(crate) struct Statements {
    prepared: Remembered<Prepared>,
    tables: TenantTables,
}

/// A checked and prepared statement.
#[derive(Clone)]
pub(crate) struct Prepared {
    plan: Arc<Plan>,
    pub(crate) statement: Statement,
}

impl Statements {
    /// The statement, from memory or prepared now, if it may be run with so many parameters.
    pub(crate) async fn prepare(
        &mut self,
        client: &Client,
        sql: &Sql,
        tenant: bool,
        params: usize,
    ) -> Result<Prepared, Failure> {
        if let Some(prepared) = self.prepared.get(sql, Engine::Postgres, tenant) {
            prepared.plan.check_params(params)?;
            return Ok(prepared);
        }
        let plan = Plan::new(sql, Engine::Postgres, tenant, &self.tables)?;
        plan.check_params(params)?;
        let statement = client.prepare(&plan.text).await.map_err(|error| self.failed(error))?;
        let prepared = Prepared {
            plan: Arc::new(plan),
            statement,
        };
        self.prepared.put(sql, Engine::Postgres, tenant, prepared.clone());
        Ok(prepared)
    }

    /// Translates an error; one that says that prepared statements are of no more use makes it prepare them anew.
    pub(crate) fn failed(&mut self, error: tokio_postgres::Error) -> Failure {
        let stale = is_stale_statement(&error);
        let failure = translate(error);
        if stale {
            self.prepared.clear();
            return Failure {
                health: Health::Conflict,
                ..failure
            };
        }
        failure
    }
}

/// Makes connections for the pool.
pub(crate) struct Connections {
    config: Config,
    tls: Option<Tls>,
    setup: String,
    tables: TenantTables,
}

impl Connections {
    pub(crate) fn new(url: &str, options: &Options, tables: TenantTables) -> Result<Self, Error> {
        let (url, tls) = Tls::of(url)?;
        let mut config = Config::from_str(&url).map_err(Error::other)?;
        if config.get_application_name().is_none() {
            config.application_name("branchbook");
        }
        let timeout = options.statement_timeout.as_millis();
        let setup = format!(
            "SET ROLE {APP_ROLE}; SET statement_timeout = {timeout};
             SET idle_in_transaction_session_timeout = {timeout}; SET timezone = 'UTC'"
        );
        Ok(Self {
            config,
            tls,
            setup,
            tables,
        })
    }

    /// A connection as the role of the URL.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        match self.tls.clone() {
            Some(tls) => self.connect_over(tls).await,
            None => self.connect_over(NoTls).await,
        }
    }

    async fn connect_over<T>(&self, tls: T) -> Result<Client, Error>
    where
        T: MakeTlsConnect<Socket, TlsConnect: Send, Stream: Send + 'static>,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let (client, connection) = self.config.connect(tls).await.map_err(|error| {
            let reason = error
                .as_db_error()
                .map_or_else(|| told(&error), |error| error.message().to_owned());
            Error::Unavailable(format!("cannot connect to PostgreSQL: {reason}"))
        })?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection to PostgreSQL broke");
            }
        });
        Ok(client)
    }
}

/// An error with its causes: what is wrong with a certificate is two of them down.
fn told(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut told: Vec<String> = causes.map(ToString::to_string).collect();
    // Some tell their cause themselves.
    told.dedup_by(|cause, error| error.ends_with(cause.as_str()));
    told.join(": ")
}

impl Manager for Connections {
    /// In a box: it goes from hand to hand.
    type Type = Box<Connection>;
    type Error = Error;

    async fn create(&self) -> Result<Box<Connection>, Error> {
        let client = self.connect().await?;
        client
            .batch_execute(&self.setup)
            .await
            .map_err(|error| match error.code() {
                Some(&SqlState::INVALID_PARAMETER_VALUE | &SqlState::INSUFFICIENT_PRIVILEGE) => Error::Unavailable(
                    format!("the role {APP_ROLE} cannot be used: the database has not been migrated"),
                ),
                _ => Error::unavailable(error),
            })?;
        self.tables
            .replace(tenant_tables(&client).await.map_err(Error::unavailable)?);
        let statements = Statements {
            prepared: Remembered::new(),
            tables: self.tables.clone(),
        };
        Ok(Box::new(Connection {
            client,
            statements,
            tls: self.tls.clone(),
        }))
    }

    async fn recycle(&self, connection: &mut Box<Connection>, _: &Metrics) -> RecycleResult<Error> {
        if connection.client.is_closed() {
            Err(RecycleError::message("closed by the server"))
        } else {
            Ok(())
        }
    }
}

/// The tables whose rows belong to tenants.
pub(crate) async fn tenant_tables(client: &Client) -> Result<Vec<String>, tokio_postgres::Error> {
    let tables = "SELECT lower(c.relname) FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                  WHERE a.attname = 'tenant_id' AND c.relnamespace = current_schema()::regnamespace";
    client.query_scalar(tables, &[]).await
}
