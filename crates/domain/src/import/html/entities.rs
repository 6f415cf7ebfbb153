//! Characters that are written by name or by number.

/// Entities (`&lt;`, `&#9829;`; Mermaid writes `#lt;`, `#9829;`) as the characters they name. Unknown ones stay.
pub(in crate::import) fn decode_entities(text: &str, mark: char) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, character(&rest[1..end], mark)?))) {
            Some((end, character)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push(mark);
                rest = &rest[mark.len_utf8()..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn character(name: &str, mark: char) -> Option<char> {
    let number = if mark == '#' {
        Some(name)
    } else {
        name.strip_prefix('#')
    };
    let code = number.and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => number.parse().ok(),
    });
    code.and_then(char::from_u32)
        .filter(|c| !c.is_control())
        .or_else(|| named(name))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "quot" => '"',
        "apos" => '\'',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        "semi" => ';',
        "colon" => ':',
        "num" => '#',
        "lpar" => '(',
        "rpar" => ')',
        "lbrack" | "lsqb" => '[',
        "rbrack" | "rsqb" => ']',
        "lbrace" | "lcub" => '{',
        "rbrace" | "rcub" => '}',
        "vert" | "verbar" => '|',
        "bsol" => '\\',
        "sol" => '/',
        "grave" => '`',
        "ast" => '*',
        "lowbar" => '_',
        "percnt" => '%',
        "equals" => '=',
        "plus" => '+',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "larr" => '←',
        "rarr" => '→',
        "uarr" => '↑',
        "darr" => '↓',
        "harr" => '↔',
        "rArr" => '⇒',
        "check" => '✓',
        "cross" => '✗',
        "infin" => '∞',
        "le" | "leq" => '≤',
        "ge" | "geq" => '≥',
        "ne" => '≠',
        "times" => '×',
        "divide" => '÷',
        "plusmn" => '±',
        "deg" => '°',
        "micro" => 'µ',
        "euro" => '€',
        "pound" => '£',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "hearts" => '♥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded_in_both_spellings_and_unknown_ones_stay() {
        assert_eq!(
            decode_entities("a &lt; b &amp;&amp; c &#x2192; &unknown; & &", '&'),
            "a < b && c → &unknown; & &"
        );
        assert_eq!(
            decode_entities("issue #12 #quot;x#quot; #9829;", '#'),
            "issue #12 \"x\" ♥"
        );
    }
}
