//! A sheet as it comes out of a spreadsheet: its separator found out, its rows with their lines.

use std::borrow::Cow;

use crate::{
    flow::MAX_NODES,
    import::{ImportError, losses::Losses},
};

/// The most rows: a step may have several below it.
const MAX_ROWS: usize = 20 * MAX_NODES;

/// The rows of a sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The names of the columns.
    pub(crate) header: Vec<String>,
    /// The line of the header.
    pub(crate) first: usize,
    /// The rows below it, each with the line where it begins.
    pub(crate) rows: Vec<(usize, Vec<String>)>,
}

impl Sheet {
    /// Reads a sheet. Cells beyond the last named column are listed.
    pub(super) fn read(text: &str, losses: &mut Losses) -> Result<Self, ImportError> {
        let text = text.trim_start_matches('\u{feff}');
        let (text, named, above) = without_separator_line(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(named.unwrap_or_else(|| separator(text)))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut sheet = Self {
            header: vec![],
            first: 0,
            rows: vec![],
        };
        let mut lines = Lines {
            text,
            line: above + 1,
            to: 0,
        };
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(1, |position| lines.at(position));
                ImportError::whole(format!("this is no table: {error}")).on_line(line)
            })?;
            let at = record.position().map_or(1, |position| lines.at(position));
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if sheet.header.is_empty() {
                while cells.last().is_some_and(|name| name.trim().is_empty()) {
                    cells.pop();
                }
                (sheet.header, sheet.first) = (cells, at);
                continue;
            }
            for cell in cells
                .iter()
                .skip(sheet.header.len())
                .filter(|cell| !cell.trim().is_empty())
            {
                losses.line(at, format!("in a column without a name: {cell}"));
            }
            cells.truncate(sheet.header.len());
            sheet.rows.push((at, cells));
            if sheet.rows.len() > MAX_ROWS {
                return Err(ImportError::over_limit(format!(
                    "this table has more than {MAX_ROWS} rows"
                )));
            }
        }
        if sheet.header.is_empty() {
            return Err(ImportError::whole("there is no table here: its first row names the columns").on_line(1));
        }
        Ok(sheet)
    }
}

/// Tells on which line a row begins: the reader counts the empty ones before it to the row.
struct Lines<'a> {
    text: &'a str,
    /// The line of the byte `to`.
    line: usize,
    to: usize,
}

impl Lines<'_> {
    fn at(&mut self, position: &csv::Position) -> usize {
        let bytes = self.text.as_bytes();
        let start = usize::try_from(position.byte()).unwrap_or(bytes.len()).min(bytes.len());
        let blank = bytes[start..].iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let end = (start + blank).max(self.to);
        self.line += bytes[self.to..end].iter().filter(|b| **b == b'\n').count();
        self.to = end;
        self.line
    }
}

/// Some programs say in the first line what parts the cells: `sep=;`
fn without_separator_line(text: &str) -> (&str, Option<u8>, usize) {
    let Some((first, rest)) = text.split_once('\n') else {
        return (text, None, 0);
    };
    match first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        Some(&[separator]) if separator.is_ascii_punctuation() || separator == b'\t' => (rest, Some(separator), 1),
        _ => (text, None, 0),
    }
}

/// What stands most often between the names of the columns.
fn separator(text: &str) -> u8 {
    let mut in_quotes = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b'\n' | b'\r' if !in_quotes => break,
            _ if in_quotes => {}
            _ => counts
                .iter_mut()
                .filter(|(separator, _)| *separator == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    counts
        .into_iter()
        .find(|(_, count)| Some(*count) == most)
        .map_or(b',', |(separator, _)| separator)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before what would be one. [`unguarded`] takes it away.
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    if could_be_formula(cell) || cell.starts_with('\'') {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The reverse of [`guarded`].
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| could_be_formula(rest) || rest.starts_with('\''))
        .unwrap_or(cell)
}

/// What OWASP lists under CSV injection, the wide forms of the marks too.
fn could_be_formula(cell: &str) -> bool {
    cell.starts_with(['\t', '\r', '\n'])
        || cell
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet::read(text, &mut Losses::default()).expect("a sheet")
    }

    #[test]
    fn the_separator_is_found_out() {
        for text in [
            "a,b\n1,2",
            "a;b\n1;2",
            "a\tb\n1\t2",
            "\u{feff}a;\"b\"\r\n1;2\r\n",
            "sep=;\na;b\n1;2",
            "\"a\",b\n1,2\n,\n",
        ] {
            let sheet = sheet(text);
            assert_eq!(sheet.header, ["a", "b"], "{text}");
            assert_eq!(sheet.rows.len(), 1, "{text}");
            assert_eq!(sheet.rows[0].1, ["1", "2"], "{text}");
        }
    }

    #[test]
    fn a_row_has_the_line_where_it_begins() {
        let sheet = sheet("a,b\n\"1\n2\",3\n\n4,5\n");
        assert_eq!(
            sheet.rows,
            [
                (2, vec!["1\n2".to_owned(), "3".to_owned()]),
                (5, vec!["4".to_owned(), "5".to_owned()])
            ]
        );
    }

    proptest! {
        #[test]
        fn a_guarded_cell_is_no_formula_and_comes_back(cell in "['=+@\t\r\n -]{0,4}[a-z=]{0,2}|\\PC{0,8}") {
            let safe = guarded(&cell);
            prop_assert!(!could_be_formula(&safe), "{safe}");
            prop_assert_eq!(unguarded(&safe), cell.as_str());
        }
    }
}
