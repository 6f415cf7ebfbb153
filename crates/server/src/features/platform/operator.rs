//! Who keeps the platform. Everybody else does not learn that these endpoints exist.

use axum::{extract::FromRequestParts, http::request::Parts};
use branchbook_db::{Sql, params};
use branchbook_domain::id::UserId;

use crate::{
    access::{Access, OwnWork, permissions::OwnAccount},
    app::App,
    error::ApiError,
    http::Caller,
};

/// An operator who has signed in, not by a program's token.
pub struct Operator {
    /// Clock, ids and settings.
    pub app: App,
    /// Every tenant's database: the platform's work is not bound to one.
    pub work: OwnWork,
    /// Who acts, for the log.
    pub by: By,
}

/// Who acts, and from where.
#[derive(Debug, Clone)]
pub struct By {
    /// None for whoever has the command line.
    pub user: Option<UserId>,
    /// The address, or `console`.
    pub ip: String,
}

impl By {
    /// Whoever has the command line.
    #[must_use]
    pub fn console() -> Self {
        Self {
            user: None,
            ip: "console".to_owned(),
        }
    }
}

impl FromRequestParts<App> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let access = Access::<OwnAccount>::from_request_parts(parts, app)
            .await
            .map_err(hidden)?;
        let user = access.actor.user;
        let db = access.global();
        let is_operator = db.read(user, |tx, user| {
            let sql = Sql::global("SELECT is_operator AND is_active FROM users WHERE id = $1");
            Box::pin(async move { tx.optional(sql, params![*user], |row| row.get::<bool>(0)).await })
        });
        if is_operator.await? != Some(true) {
            return Err(nothing());
        }
        let Ok(caller) = Caller::from_request_parts(parts, app).await;
        let ip = caller.ip.to_string();
        Ok(Self {
            work: OwnWork::of(app),
            app: app.clone(),
            by: By { user: Some(user), ip },
        })
    }
}

/// Who may not because they are a program is told no more than others.
fn hidden(error: ApiError) -> ApiError {
    if error.code() == crate::error::Code::Forbidden {
        nothing()
    } else {
        error
    }
}

fn nothing() -> ApiError {
    ApiError::not_found("page")
}
