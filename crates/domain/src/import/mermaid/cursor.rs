//! A place in the text that knows its line.

use crate::import::ImportError;

/// Copy it to look ahead; assign the copy back to return.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1 }
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// What has not been read yet of this line.
    pub(super) fn rest_of_line(&self) -> &'a str {
        self.rest.split('\n').next().unwrap_or_default()
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Goes on by so many bytes and gives what they were.
    pub(super) fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.bytes().filter(|&b| b == b'\n').count();
        self.rest = rest;
        taken
    }

    /// Goes on past `token` if it is next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let found = self.rest.starts_with(token);
        if found {
            self.take(token.len());
        }
        found
    }

    pub(super) fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !keep(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// Goes on past spaces and tabs.
    pub(super) fn skip_spaces(&mut self) {
        self.take_while(|c| c.is_whitespace() && c != '\n');
    }

    /// Goes on past spaces and line ends.
    pub(super) fn skip_white(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// The word (ASCII letters, digits, `-`) that is next.
    pub(super) fn word(&self) -> &'a str {
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    /// A fault on this line.
    pub(super) fn error(&self, message: impl Into<String>) -> ImportError {
        ImportError::whole(message).on_line(self.line)
    }

    /// More than a flow may have, on this line.
    pub(super) fn over_limit(&self, message: impl Into<String>) -> ImportError {
        ImportError::over_limit(message).on_line(self.line)
    }
}
