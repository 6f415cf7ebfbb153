//! `{{name}}` in titles, bodies and commands: where variables are, and where braces are somebody else's.
//!
//! Runbooks are full of Go, Helm, Jinja and Hugo templates: `kubectl … -o template --template='{{range .items}}…{{end}}'`.
//! A text with even one pair of braces that holds something other than a plain name is such a template, so none of its
//! braces are variables and it is shown and copied as it is. Whoever looks for variables or fills them asks here.

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text that stands for itself.
    Literal(&'a str),
    /// `{{name}}`, where spaces inside the braces do not count.
    Variable {
        /// The name between the braces.
        name: &'a str,
        /// The placeholder as written, for when there is no value.
        written: &'a str,
    },
}

/// Whether `name` can be the name of a variable: a letter or `_`, then letters, digits and `_`, ASCII only.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The text cut into literals and variables. Joined as written, the parts are the text again.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        // Of `{{{name}}}` the inner braces count, as in a shell's `${{{name}}}`.
        let open = open + rest[open..].bytes().take_while(|&b| b == b'{').count() - 2;
        let Some(length) = rest[open + 2..].find("}}") else {
            break;
        };
        let close = open + 2 + length + 2;
        let name = rest[open + 2..close - 2].trim();
        if !is_name(name) {
            return vec![Part::Literal(text)];
        }
        if open > 0 {
            parts.push(Part::Literal(&rest[..open]));
        }
        parts.push(Part::Variable {
            name,
            written: &rest[open..close],
        });
        rest = &rest[close..];
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

/// The names of the variables in the text, in order, each as often as it occurs.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Variable { name, .. } => Some(name),
        Part::Literal(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        names(text).collect()
    }

    #[test]
    fn a_plain_name_in_double_braces_is_a_variable() {
        assert_eq!(found("show interface {{port}} on {{ switch_1 }}"), ["port", "switch_1"]);
    }

    #[test]
    fn a_text_in_another_template_language_has_no_variables() {
        assert_eq!(found("{{range .items}}{{.metadata.name}}{{end}}"), [""; 0]);
        assert_eq!(found("{{ $labels.instance }} is down on {{host}}"), [""; 0]);
        assert_eq!(found("{{< hint >}}{{host}}{{< /hint >}}"), [""; 0]);
        assert_eq!(found("{{ name | upper }}"), [""; 0]);
    }

    #[test]
    fn braces_that_never_close_are_text() {
        assert_eq!(parts("a {{ b"), [Part::Literal("a {{ b")]);
        assert_eq!(found("{{host}} and {{"), ["host"]);
    }

    #[test]
    fn extra_braces_around_a_placeholder_are_text() {
        assert_eq!(
            parts("${{{host}}}"),
            [
                Part::Literal("${"),
                Part::Variable {
                    name: "host",
                    written: "{{host}}"
                },
                Part::Literal("}")
            ]
        );
    }

    #[test]
    fn parts_join_to_the_text_again() {
        for text in ["", "x", "{{a}}", "1 {{ a }} 2 {{b}} 3", "{{{{a}}}}", "{{a}} {{.b}}"] {
            let joined: String = parts(text)
                .into_iter()
                .map(|part| match part {
                    Part::Literal(literal) => literal,
                    Part::Variable { written, .. } => written,
                })
                .collect();
            assert_eq!(joined, text);
        }
    }
}
