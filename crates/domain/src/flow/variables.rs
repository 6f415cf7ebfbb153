//! `{{name}}` in titles, bodies and commands: where variables are, and where braces are somebody else's.
//!
//! Runbooks are full of Go, Helm, Jinja and Hugo templates, often beside variables of ours:
//! `docker inspect -f '{{.State.Status}}' {{container}}`. So each pair of braces is looked at by itself: with a plain name
//! in it, it is a variable; with anything else it is text, shown and copied as it is. The words that are plain names to us
//! and keywords to Go are [`RESERVED`]. Whoever looks for variables or fills them asks here.

/// Words that are never variables: `{{end}}` and `{{else}}` in the templates that `kubectl` and `docker` take.
pub const RESERVED: [&str; 4] = ["break", "continue", "else", "end"];

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

/// Whether `name` can be the name of a variable: a letter or `_`, then letters, digits and `_`, ASCII only, and none of
/// [`RESERVED`].
#[must_use]
pub fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(is_name_byte)
        && !RESERVED.contains(&name)
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The text cut into literals and variables. Joined as written, the parts are the text again.
#[must_use]
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    let (mut cut, mut from) = (0, 0);
    while let Some(open) = text[from..].find("{{").map(|open| from + open) {
        // Of `{{{name}}}` the inner braces count, as in a shell's `${{{name}}}`: so the next look starts one brace further.
        from = open + 1;
        let inner = &text[open + 2..];
        // Only a name and blanks can stand between, so the look for the end stops at any other byte: that keeps it linear.
        let length = inner
            .bytes()
            .take_while(|&byte| is_name_byte(byte) || matches!(byte, b' ' | b'\t'))
            .count();
        let name = inner[..length].trim();
        if !inner[length..].starts_with("}}") || !is_name(name) {
            continue;
        }
        if cut < open {
            parts.push(Part::Literal(&text[cut..open]));
        }
        let close = open + 2 + length + 2;
        parts.push(Part::Variable {
            name,
            written: &text[open..close],
        });
        (cut, from) = (close, close);
    }
    if cut < text.len() {
        parts.push(Part::Literal(&text[cut..]));
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
    fn another_template_language_has_no_variables() {
        assert_eq!(found("{{range .items}}{{.metadata.name}}{{else}}none{{end}}"), [""; 0]);
        assert_eq!(
            found("{{ $labels.instance }} {{< hint >}}{{ name | upper }}{{< /hint >}}"),
            [""; 0]
        );
        assert_eq!(found("{{}} {{ }} {{2nd}} {{a b}} {{ä}}"), [""; 0]);
    }

    #[test]
    fn a_variable_beside_another_template_language_is_one() {
        assert_eq!(
            found("docker inspect -f '{{.State.Status}}' {{container}}"),
            ["container"]
        );
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
