//! What is known about a statement once it was looked at: the rules it must keep are checked once per text and connection,
//! not on each call.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, RwLock},
};

use crate::{
    dialect::{sqlite, token},
    error::Error,
    options::Engine,
    sql::{Sql, Text},
};

/// A checked statement.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The text for the engine.
    pub(crate) text: String,
    /// How many parameters it has, the tenant included.
    pub(crate) params: usize,
    /// Whether `$1` is the tenant, bound by the layer.
    pub(crate) tenant: bool,
}

/// The tables whose rows belong to tenants (those with `tenant_id` first in the primary key), as the catalogue has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct TenantTables(Arc<RwLock<Arc<HashSet<String>>>>);

impl TenantTables {
    /// Called with every look at the catalogue: when connecting, and after a migration.
    pub(crate) fn replace(&self, names: impl IntoIterator<Item = String>) {
        *self.0.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(names.into_iter().collect());
    }

    fn current(&self) -> Arc<HashSet<String>> {
        Arc::clone(&self.0.read().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }
}

impl Plan {
    /// Checks a statement against the rules of its scope.
    ///
    /// `tenant` says that the statement is a tenant's: `$1` is the tenant and must be used. Otherwise it may name no table that
    /// tenants own. On PostgreSQL row security stands behind both rules; on SQLite these are the rules.
    pub(crate) fn new(sql: &Sql, engine: Engine, tenant: bool, tables: &TenantTables) -> Result<Self, Error> {
        let text = match (&sql.text, engine) {
            (Text::Fixed { lite, .. }, Engine::Sqlite) => lite,
            (Text::Fixed { pg, .. }, Engine::Postgres) => pg,
            (Text::Built(text), _) => text.as_ref(),
        };
        let refuse = |rule: &str| Err(Error::Misuse(format!("{rule}: {text}").into()));
        let tokens = match token::tokens(text) {
            Ok(tokens) => tokens,
            Err(fault) => return refuse(fault),
        };

        if !tokens
            .first()
            .is_some_and(|first| ALLOWED.iter().any(|verb| first.is(verb)) || first.is("("))
        {
            return refuse("only SELECT, INSERT, UPDATE, DELETE, VALUES and WITH are run in a transaction");
        }
        if tokens
            .iter()
            .position(|token| token.is(";"))
            .is_some_and(|at| at + 1 < tokens.len())
        {
            return refuse("one statement at a time");
        }

        let numbers: HashSet<usize> = tokens
            .iter()
            .filter_map(|token| match token.kind {
                token::Kind::Param(number) => Some(number),
                _ => None,
            })
            .collect();
        if tenant && !numbers.contains(&1) {
            return refuse("a tenant's statement must use $1, the tenant");
        }
        let params = numbers.len();
        if !(1..=params).all(|number| numbers.contains(&number)) {
            return refuse("placeholders are numbered from $1 without a gap");
        }

        let tables = tables.current();
        for name in tokens.iter().filter_map(token::Token::name) {
            if name == "set_config" {
                return refuse("only the layer says which tenant it is");
            }
            if !tenant && tables.contains(&name) {
                return refuse("a global statement names a table that tenants own");
            }
        }

        let text = match engine {
            Engine::Sqlite => sqlite::rewrite(&tokens),
            Engine::Postgres => text.to_owned(),
        };
        Ok(Self { text, params, tenant })
    }

    /// Whether so many parameters were given, the tenant not counted.
    pub(crate) fn check_params(&self, given: usize) -> Result<(), Error> {
        let wanted = self.params - usize::from(self.tenant);
        if given == wanted {
            return Ok(());
        }
        Err(Error::Misuse(
            format!(
                "the statement has {wanted} parameters, {given} were given: {}",
                self.text
            )
            .into(),
        ))
    }
}

const ALLOWED: [&str; 6] = ["SELECT", "INSERT", "UPDATE", "DELETE", "VALUES", "WITH"];

/// What a connection remembers of each statement.
///
/// Texts that are in the program are known by where they are: no text is hashed or compared. Those put together at run time
/// are known by their text, and forgotten when there are too many.
pub(crate) struct Remembered<P> {
    fixed: HashMap<(usize, usize, bool), P>,
    built: HashMap<(Arc<str>, bool), P>,
}

/// Texts made at run time that a connection remembers; over it, it starts anew.
const BUILT_AT_MOST: usize = 256;

impl<P: Clone> Remembered<P> {
    pub(crate) fn new() -> Self {
        Self {
            fixed: HashMap::new(),
            built: HashMap::new(),
        }
    }

    pub(crate) fn get(&self, sql: &Sql, engine: Engine, tenant: bool) -> Option<P> {
        match &sql.text {
            Text::Fixed { lite, pg } => self.fixed.get(&place(lite, pg, engine, tenant)),
            Text::Built(text) => self.built.get(&(Arc::clone(text), tenant)),
        }
        .cloned()
    }

    pub(crate) fn put(&mut self, sql: &Sql, engine: Engine, tenant: bool, plan: P) {
        match &sql.text {
            Text::Fixed { lite, pg } => {
                self.fixed.insert(place(lite, pg, engine, tenant), plan);
            }
            Text::Built(text) => {
                if self.built.len() >= BUILT_AT_MOST {
                    self.built.clear();
                }
                self.built.insert((Arc::clone(text), tenant), plan);
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.fixed.clear();
        self.built.clear();
    }
}

fn place(lite: &'static str, pg: &'static str, engine: Engine, tenant: bool) -> (usize, usize, bool) {
    let text = match engine {
        Engine::Sqlite => lite,
        Engine::Postgres => pg,
    };
    (text.as_ptr().addr(), text.len(), tenant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sql: impl Into<Sql>, tenant: bool) -> Result<Plan, Error> {
        let tables = TenantTables::default();
        tables.replace(["trees".to_owned()]);
        Plan::new(&sql.into(), Engine::Sqlite, tenant, &tables)
    }

    fn refusal(sql: &'static str, tenant: bool) -> String {
        match plan(sql, tenant) {
            Err(Error::Misuse(rule)) => rule.into_owned(),
            other => panic!("{sql}: {other:?}"),
        }
    }

    #[test]
    fn a_tenants_statement_uses_the_tenant() {
        assert!(refusal("SELECT 1 FROM trees WHERE name = $2", true).contains("must use $1"));
        assert!(refusal("SELECT '$1' FROM trees -- $1", true).contains("must use $1"));
        assert_eq!(
            plan("SELECT 1 FROM trees WHERE tenant_id = $1 AND id = $2", true)
                .unwrap()
                .params,
            2
        );
    }

    #[test]
    fn a_global_statement_names_no_table_that_tenants_own() {
        for sql in [
            "SELECT 1 FROM trees",
            "SELECT 1 FROM users u, \"Trees\"",
            "DELETE FROM main.[TREES]",
            "WITH x AS (SELECT 1 FROM `trees`) SELECT 1",
        ] {
            assert!(refusal(sql, false).contains("tenants own"), "{sql}");
        }
        assert!(plan("SELECT 'trees' FROM users WHERE treeset = $1", false).is_ok());
    }

    #[test]
    fn a_statement_is_one_and_neither_settings_nor_transactions() {
        assert!(refusal("SELECT 1; DELETE FROM users", false).contains("one statement"));
        assert!(refusal("SELECT set_config('app.tenant_id', '', true)", false).contains("which tenant"));
        for sql in [
            "COMMIT",
            "PRAGMA foreign_keys = OFF",
            "SET ROLE x",
            "",
            "CREATE TABLE x(y)",
            "EXPLAIN SELECT 1",
        ] {
            assert!(refusal(sql, false).starts_with("only"), "{sql}");
        }
        assert!(plan("SELECT 1; -- that was it", false).is_ok());
    }

    #[test]
    fn placeholders_have_no_gap_and_each_has_its_parameter() {
        assert!(refusal("SELECT $1, $3", false).contains("gap"));
        assert!(refusal("SELECT $0", false).contains("gap"));
        let plan = plan("SELECT $2, $1, $3, $2", true).unwrap();
        assert!(plan.check_params(2).is_ok());
        assert!(plan.check_params(3).is_err());
    }

    #[test]
    fn texts_made_at_run_time_are_forgotten_when_there_are_too_many() {
        let mut remembered = Remembered::new();
        for n in 0..2 * BUILT_AT_MOST {
            remembered.put(&format!("SELECT {n}").into(), Engine::Sqlite, false, n);
            assert_eq!(
                remembered.get(&format!("SELECT {n}").into(), Engine::Sqlite, false),
                Some(n)
            );
        }
        assert!(remembered.built.len() <= BUILT_AT_MOST);
    }
}
