//! What the engine refuses, as an answer.

use branchbook_domain::run::{Refusal, RefusalCode};

use crate::error::{ApiError, Code, FieldError};

/// The answer to a refused event. The engine's own words say what to do instead.
pub fn refused(refusal: &Refusal) -> ApiError {
    ApiError::new(code(refusal.code()), refusal.to_string())
}

/// The same for a body with `variables` in it: says which of them.
pub fn refused_variables(refusal: &Refusal) -> ApiError {
    let at = |name: &str, message: String| FieldError::new(format!("/variables/{}", escaped(name)), message);
    let errors = match refusal {
        Refusal::InvalidVariable { name, .. } => vec![at(name, refusal.to_string())],
        Refusal::MissingVariables { names } => {
            let missing = |name: &String| at(name, format!("The flow needs “{name}” before it can start."));
            names.iter().map(missing).collect()
        }
        _ => vec![],
    };
    refused(refusal).with_errors(errors)
}

const fn code(code: RefusalCode) -> Code {
    match code {
        RefusalCode::InvalidStep => Code::InvalidStep,
        RefusalCode::SessionCompleted => Code::SessionCompleted,
        RefusalCode::SessionNotStarted => Code::SessionNotStarted,
        RefusalCode::SequenceConflict => Code::SequenceConflict,
        RefusalCode::TreeNotRunnable => Code::TreeNotRunnable,
        RefusalCode::VariablesMissing => Code::VariablesMissing,
        RefusalCode::InvalidValue => Code::InvalidValue,
        RefusalCode::SessionLimitReached => Code::SessionLimitReached,
    }
}

/// A name as a step of a JSON pointer (RFC 6901).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_carry_the_engines_own_codes() {
        for refusal in RefusalCode::ALL {
            assert_eq!(code(refusal).as_str(), refusal.as_str());
        }
    }

    #[test]
    fn every_missing_variable_is_pointed_at() {
        let refusal = Refusal::MissingVariables {
            names: vec!["host".into(), "a/b~c".into()],
        };
        let error = format!("{:?}", refused_variables(&refusal));
        assert!(
            error.contains("/variables/host") && error.contains("/variables/a~1b~0c"),
            "{error}"
        );
    }
}
