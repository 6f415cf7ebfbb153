//! The statements of a chart, one after another.

use super::{
    chart::{Chart, Click, Edge, Group, Label},
    cursor::Cursor,
    is_address,
    link::{self, Link},
    quoted, vertex,
};
use crate::{
    flow::{FlowKind, MAX_NODES},
    import::{ImportError, losses::Losses, text::excerpt},
};

/// How deep groups may stand in groups.
const MAX_DEPTH: usize = 50;

/// The most bytes of a subgraph's id and title that go over line ends.
const MAX_HEADER: usize = 4_000;

/// Reads a whole chart.
pub(super) fn chart(text: &str, own: Option<FlowKind>, losses: &mut Losses) -> Result<Chart, ImportError> {
    let mut reader = Reader {
        cursor: Cursor::new(text),
        chart: Chart::of(own),
        open: vec![],
        looks: vec![],
        losses,
    };
    reader.header()?;
    while reader.statement()? {}
    for &group in &reader.open {
        let line = reader.chart.groups[group].line;
        reader.losses.line(
            line,
            "this subgraph has no \"end\"; it was taken to go on to the end of the chart",
        );
    }
    reader.report_looks();
    Ok(reader.chart)
}

struct Reader<'a, 'l> {
    cursor: Cursor<'a>,
    chart: Chart,
    /// The groups that are open, innermost last.
    open: Vec<usize>,
    /// How lines look that are not plain arrows, and where.
    looks: Vec<(&'static str, Vec<usize>)>,
    losses: &'l mut Losses,
}

impl<'a> Reader<'a, '_> {
    fn header(&mut self) -> Result<(), ImportError> {
        self.skip_separators();
        if self.cursor.at_end() {
            return Err(ImportError::whole(
                "there is no flowchart here: one starts with \"graph TD\" or \"flowchart TD\"",
            ));
        }
        let word = self.cursor.word();
        if !matches!(
            word.to_ascii_lowercase().as_str(),
            "graph" | "flowchart" | "flowchart-elk"
        ) {
            let found = excerpt(self.cursor.rest_of_line());
            return Err(self.cursor.error(format!(
                "only flowcharts can be imported: a chart starts with \"graph\" or \"flowchart\", this one with \"{found}\""
            )));
        }
        self.cursor.take(word.len());
        self.cursor.skip_spaces();
        let direction = match self.cursor.peek() {
            Some('<' | '>' | '^') => self.cursor.take(1),
            _ => match self.cursor.word() {
                "TB" | "TD" | "BT" | "RL" | "LR" => self.cursor.take(2),
                "v" => self.cursor.take(1),
                _ => "",
            },
        };
        if !direction.is_empty() && self.chart.own.is_none() {
            let line = self.cursor.line();
            self.losses.line(
                line,
                format!("direction {direction}: the map of a flow is laid out by itself"),
            );
        }
        Ok(())
    }

    /// Reads the next statement. False at the end.
    fn statement(&mut self) -> Result<bool, ImportError> {
        self.skip_separators();
        if self.cursor.at_end() {
            return Ok(false);
        }
        match self.keyword() {
            Some("subgraph") => self.subgraph()?,
            Some("end") => self.end()?,
            Some("click") => self.click(),
            Some("accTitle") => self.chart.title = self.accessible_text().or(self.chart.title.take()),
            Some("accDescr") => self.chart.description = self.accessible_text().or(self.chart.description.take()),
            Some(_) => {
                let line = self.cursor.line();
                let statement = self.take_statement();
                self.losses.line(line, statement);
            }
            None if vertex::edge_data(&mut self.cursor, &self.chart, self.losses)? => {}
            None => self.chain()?,
        }
        self.separator()?;
        Ok(true)
    }

    /// The keyword that the next statement starts with. A box may be called the same: `style --> B`.
    fn keyword(&self) -> Option<&'a str> {
        const KEYWORDS: [&str; 9] = [
            "subgraph",
            "end",
            "click",
            "accTitle",
            "accDescr",
            "style",
            "linkStyle",
            "classDef",
            "class",
        ];
        let word = self.cursor.word();
        let mut after = self.cursor;
        after.take(word.len());
        let ends = after.at_end() || after.rest().starts_with([' ', '\t', '\n', ';', ':', '{']);
        after.skip_spaces();
        let alone = after.at_end() || after.rest().starts_with(['\n', ';', '%']);
        match word {
            "end" => alone.then_some(word),
            "direction" => matches!(after.word(), "TB" | "TD" | "BT" | "RL" | "LR").then_some(word),
            "subgraph" if ends && alone => Some(word),
            _ => (KEYWORDS.contains(&word) && ends && !alone && !link::is_next(&after)).then_some(word),
        }
    }

    /// `A --> B & C --> D`
    fn chain(&mut self) -> Result<(), ImportError> {
        let group = self.open.last().copied();
        let mut from = vertex::vertices(&mut self.cursor, &mut self.chart, group, self.losses)?;
        while vertex::goes_on(&mut self.cursor) {
            let line = self.cursor.line();
            let Some(link) = link::link(&mut self.cursor)? else {
                break;
            };
            self.cursor.skip_white();
            let to = vertex::vertices(&mut self.cursor, &mut self.chart, group, self.losses)?;
            self.connect(&from, &to, &link, line)?;
            from = to;
        }
        Ok(())
    }

    fn connect(&mut self, from: &[usize], to: &[usize], link: &Link, line: usize) -> Result<(), ImportError> {
        if !link.visible {
            self.looks("only places boxes (~~~)", line);
            if let Some(label) = &link.label {
                self.losses
                    .line(line, format!("text on an invisible line: {}", label.text));
            }
            return Ok(());
        }
        if let Some(look) = link.look.filter(|_| self.chart.own.is_none()) {
            self.looks(look, line);
        }
        for &from in from {
            for &to in to {
                let label = link.label.clone().filter(|label| !label.text.is_empty());
                let edge = Edge {
                    from,
                    to,
                    label,
                    both_ways: link.both_ways,
                    look: link.look,
                    line,
                };
                self.chart.connect(edge, &self.cursor)?;
            }
        }
        Ok(())
    }

    fn looks(&mut self, look: &'static str, line: usize) {
        match self.looks.iter_mut().find(|(known, _)| *known == look) {
            Some((_, lines)) => lines.push(line),
            None => self.looks.push((look, vec![line])),
        }
    }

    fn report_looks(&mut self) {
        for (look, lines) in &mut self.looks {
            lines.dedup();
            self.losses.lines(lines, format!("the look of a line: {look}"));
        }
    }

    /// `subgraph id [title]`, `subgraph "title"`, `subgraph title of several words`
    fn subgraph(&mut self) -> Result<(), ImportError> {
        let line = self.cursor.line();
        if self.open.len() == MAX_DEPTH {
            return Err(self
                .cursor
                .over_limit(format!("subgraphs stand more than {MAX_DEPTH} deep in each other")));
        }
        if self.chart.groups.len() == MAX_NODES {
            return Err(self
                .cursor
                .over_limit(format!("this chart has more than {MAX_NODES} subgraphs")));
        }
        self.cursor.take("subgraph".len());
        let header = self.take_statement_over_lines();
        let header = match header.split_once(":::") {
            Some((header, class)) if !header.contains('"') || header.ends_with(['"', ']']) => {
                self.losses.line(line, format!("class {class}"));
                header.trim()
            }
            _ => header,
        };
        let (id, title) = group_header(header);
        self.chart.groups.push(Group {
            id,
            title,
            parent: self.open.last().copied(),
            line,
        });
        self.open.push(self.chart.groups.len() - 1);
        Ok(())
    }

    fn end(&mut self) -> Result<(), ImportError> {
        let here = self.cursor;
        self.cursor.take("end".len());
        self.open
            .pop()
            .map(drop)
            .ok_or_else(|| here.error("\"end\" without a subgraph"))
    }

    /// `click A "address" "tooltip"`, `click A href "address"`, `click A callback "tooltip"`
    fn click(&mut self) {
        let line = self.cursor.line();
        let statement = self.take_statement();
        let words = words(statement);
        let arguments: &[&str] = match words.get(2) {
            Some(&"href") => &words[3..],
            Some(word) if word.starts_with('"') => &words[2..],
            _ => &[],
        };
        match arguments.first().map(|address| address.trim_matches('"')) {
            Some(address) if is_address(address) => {
                let tooltip = arguments.get(1).filter(|word| word.starts_with('"'));
                let tooltip = tooltip.map(|word| word.trim_matches('"').to_owned());
                let vertex = words[1].to_owned();
                self.chart.clicks.push(Click {
                    vertex,
                    address: address.to_owned(),
                    tooltip,
                    line,
                });
            }
            _ => self.losses.line(line, statement),
        }
    }

    /// `accTitle: text` or `accDescr { text over lines }`
    fn accessible_text(&mut self) -> Option<String> {
        let word = self.cursor.word();
        self.cursor.take(word.len());
        self.cursor.skip_spaces();
        let text = if self.cursor.eat("{") {
            let text = self.cursor.take_while(|c| c != '}');
            self.cursor.eat("}");
            text
        } else {
            self.cursor.eat(":");
            let length = self.cursor.rest_of_line().len();
            self.cursor.take(length)
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The rest of this statement: up to the line end or a `;` outside quotes.
    fn take_statement(&mut self) -> &'a str {
        let length = self.cursor.rest_of_line().len();
        let end = end_of_statement(&self.cursor.rest()[..length]);
        self.cursor.take(end).trim()
    }

    /// The same; a text in quotes may go on over line ends.
    fn take_statement_over_lines(&mut self) -> &'a str {
        let rest = self.cursor.rest();
        let mut window = rest.len().min(MAX_HEADER);
        while !rest.is_char_boundary(window) {
            window -= 1;
        }
        let end = end_of_statement(&rest[..window]);
        let header = rest[..end].trim_start();
        let is_quoted = header.starts_with('"') || header.contains("[\"");
        if is_quoted && header.matches('"').count().is_multiple_of(2) {
            self.cursor.take(end).trim()
        } else {
            self.take_statement()
        }
    }

    fn skip_separators(&mut self) {
        loop {
            self.cursor.take_while(|c| c.is_whitespace() || c == ';');
            if !self.comment() {
                return;
            }
        }
    }

    /// A comment behind a statement; those on lines of their own are gone already.
    fn comment(&mut self) -> bool {
        if !self.cursor.rest().starts_with("%%") {
            return false;
        }
        let line = self.cursor.line();
        let length = self.cursor.rest_of_line().len();
        let comment = self.cursor.take(length).trim_start_matches('%').trim();
        if !comment.is_empty() {
            self.losses.line(line, format!("comment: {comment}"));
        }
        true
    }

    /// After a statement only its end may come.
    fn separator(&mut self) -> Result<(), ImportError> {
        self.cursor.skip_spaces();
        if self.cursor.at_end() || self.cursor.rest().starts_with(['\n', ';']) || self.comment() {
            return Ok(());
        }
        let found = excerpt(self.cursor.rest_of_line());
        Err(self.cursor.error(format!(
            "an arrow such as --> or the end of the line is missing before \"{found}\""
        )))
    }
}

/// Where a statement ends: at a `;` or a line end outside quotes.
fn end_of_statement(text: &str) -> usize {
    let mut in_quotes = false;
    let end = text.find(|c| {
        in_quotes ^= c == '"';
        matches!(c, ';' | '\n') && !in_quotes
    });
    end.unwrap_or(text.len())
}

/// The id and the title of a subgraph.
fn group_header(header: &str) -> (String, Option<Label>) {
    if header.starts_with('"') {
        let title = quoted(header);
        return (title.text.clone(), Some(title));
    }
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((id, title)) = header.strip_suffix(close).and_then(|header| header.split_once(open)) {
            return (id.trim().to_owned(), Some(quoted(title)));
        }
    }
    (
        header.to_owned(),
        Some(quoted(header)).filter(|title| !title.text.is_empty()),
    )
}

/// The words of a statement; what is in quotes is one.
fn words(statement: &str) -> Vec<&str> {
    let mut in_quotes = false;
    statement
        .split(|c: char| {
            in_quotes ^= c == '"';
            c.is_whitespace() && !in_quotes
        })
        .filter(|word| !word.is_empty())
        .collect()
}
