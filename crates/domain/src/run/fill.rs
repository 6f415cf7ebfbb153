//! Filling `{{name}}` in titles, bodies and commands.

use std::{borrow::Cow, collections::BTreeMap};

use crate::flow::variables::{Part, parts};

/// `text` with every variable that has a value replaced by it; the others stay as they are written.
#[must_use]
pub fn fill<'a>(text: &'a str, values: &BTreeMap<String, String>) -> Cow<'a, str> {
    let parts = parts(text);
    match parts.as_slice() {
        [] | [Part::Literal(_)] => return Cow::Borrowed(text),
        _ => {}
    }
    let filled = parts.into_iter().map(|part| match part {
        Part::Literal(literal) => literal,
        Part::Variable { name, written } => values.get(name).map_or(written, String::as_str),
    });
    Cow::Owned(filled.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_with_a_value_is_replaced_and_one_without_stays() {
        let values = BTreeMap::from([("port".to_owned(), "Gi1/0/1".to_owned())]);
        assert_eq!(fill("show {{ port }} on {{host}}", &values), "show Gi1/0/1 on {{host}}");
    }

    #[test]
    fn a_value_is_not_filled_again() {
        let values = BTreeMap::from([("a".to_owned(), "{{b}}".to_owned()), ("b".to_owned(), "x".to_owned())]);
        assert_eq!(fill("{{a}}", &values), "{{b}}");
    }

    #[test]
    fn another_template_language_is_left_alone() {
        let values = BTreeMap::from([("name".to_owned(), "x".to_owned())]);
        assert_eq!(fill("{{.name}} {{end}} {{name}}", &values), "{{.name}} {{end}} x");
    }
}
