//! A statement's text.

use std::sync::Arc;

/// The text of one statement. Most are a `&'static str` that serves both engines; see [`dialect`](crate::dialect) for what
/// such a text may say.
#[derive(Debug, Clone)]
pub struct Sql {
    pub(crate) text: Text,
    pub(crate) global: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Text {
    Fixed { lite: &'static str, pg: &'static str },
    Built(Arc<str>),
}

impl Sql {
    /// A statement that the two engines need in different words. [`sql!`](crate::sql) reads better.
    #[must_use]
    pub const fn each(lite: &'static str, pg: &'static str) -> Self {
        Self {
            text: Text::Fixed { lite, pg },
            global: false,
        }
    }

    /// A statement on tables that belong to no tenant (users, look-ups by hash), inside a tenant's transaction: its parameters
    /// start at `$1`, and it is refused when it names a table that tenants own.
    #[must_use]
    pub fn global(sql: impl Into<Self>) -> Self {
        Self {
            global: true,
            ..sql.into()
        }
    }
}

/// A statement in two wordings, side by side: `sql!(lite: "…", pg: "…")`.
#[macro_export]
macro_rules! sql {
    (lite: $lite:expr, pg: $pg:expr $(,)?) => {
        $crate::Sql::each($lite, $pg)
    };
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::each(text, text)
    }
}

/// For filters that are put together at run time. What users typed belongs in parameters, never in here.
impl From<String> for Sql {
    fn from(text: String) -> Self {
        Self {
            text: Text::Built(text.into()),
            global: false,
        }
    }
}

impl From<&Self> for Sql {
    fn from(sql: &Self) -> Self {
        sql.clone()
    }
}
