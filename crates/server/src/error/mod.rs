//! What goes wrong, as RFC 9457 problem documents with a stable code. A fault inside is logged with its cause and told to
//! the caller only as `internal_error` with the request's id.

mod codes;
mod document;
mod problem;

use std::error::Error as StdError;

use serde_json::{Map, Value};

pub use codes::Code;
pub use document::{json, markdown};
pub use problem::{FieldError, Problem};

/// After how many seconds to ask again where nobody knows better.
const RETRY_AFTER: u64 = 3;

/// The answer of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

/// Why a request was not done: a stable [`Code`] and a sentence that says what to do.
///
/// In a box, because results are passed up through many functions and errors are rare.
#[derive(Debug)]
pub struct ApiError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    detail: String,
    errors: Vec<FieldError>,
    members: Map<String, Value>,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

impl ApiError {
    /// An error with this code; `detail` tells the user what to do.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            detail: detail.into(),
            errors: vec![],
            members: Map::new(),
            cause: None,
        }))
    }

    /// Notes what was behind it, for the log.
    fn because(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// A fault inside: the cause goes to the log, never to the caller.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let detail = "Something went wrong on our side. Try again; if it stays, give your operator the request id.";
        Self::new(Code::InternalError, detail).because(cause)
    }

    /// It cannot be done now and may be done soon: 503 with `Retry-After`.
    #[must_use]
    pub fn try_again(detail: impl Into<String>) -> Self {
        Self::new(Code::Unavailable, detail).with("retry_after", RETRY_AFTER)
    }

    /// There is nothing here that the caller may see.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(
            Code::NotFound,
            format!("There is no such {what}, or you may not see it."),
        )
    }

    /// The caller is known and may not do this.
    #[must_use]
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(Code::Forbidden, detail)
    }

    /// The body is readable but not right: every fault with its place.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.message.clone(),
            many => format!("{} things need mending; see errors.", many.len()),
        };
        Self::new(Code::InvalidBody, detail).with_errors(errors)
    }

    /// One wrong field.
    #[must_use]
    pub fn invalid_field(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(pointer, message)])
    }

    /// Adds the places that are wrong.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.0.errors = errors;
        self
    }

    /// Adds a member to the problem document, such as `current_version`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.members.insert(name.to_owned(), value.into());
        self
    }

    /// What the user can do about it, with the places that are wrong, as text.
    #[must_use]
    pub fn said(&self) -> String {
        let places = self
            .0
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.pointer, error.message));
        std::iter::once(self.0.detail.clone())
            .chain(places.filter(|_| self.0.errors.len() > 1))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The places that are wrong.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }
}

impl From<branchbook_db::Error> for ApiError {
    fn from(error: branchbook_db::Error) -> Self {
        use branchbook_db::Error as E;
        match error {
            E::Unavailable(_) => {
                let detail = "The database cannot be reached right now. Try again in a moment.";
                Self::try_again(detail).because(error)
            }
            E::Busy(_) => {
                let detail = "There is more to do at this moment than this server can. Nothing was changed: send this again in a few seconds.";
                Self::try_again(detail).because(error)
            }
            E::Conflict => {
                let detail = "Too many people changed the same thing at once. Nothing was changed: send this again in a few seconds.";
                Self::try_again(detail).because(error)
            }
            E::Unstorable(what) => {
                let detail = format!("Somewhere in the request is {what}. Leave it out.");
                Self::new(Code::InvalidValue, detail)
            }
            other => Self::internal(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use branchbook_db::Error;

    use super::*;

    #[test]
    fn what_may_be_done_soon_says_when_to_ask_again() {
        for error in [Error::Busy("x"), Error::Unavailable("x".to_owned()), Error::Conflict] {
            let answer = ApiError::from(error).into_response();
            assert_eq!(answer.status(), 503);
            assert_eq!(answer.headers()["retry-after"], "3");
        }
    }
}
