//! A flow as a page of Markdown that people read and edit, and that reads back as the same document.
//!
//! | you look for | it is in |
//! |---|---|
//! | which line of a page is what | `line` |
//! | titles, labels and links inside a line | `inline` |
//! | descriptions and other texts of several lines | `prose` |
//! | `*Decision · 5 min*` under a heading | `about` |
//! | what readers do not see, in comments | `carried` |
//! | a document as a page | `write` |
//! | a page as a document | `read`, `parts`, `join` |
//!
//! What Markdown has a place for is written to be read, and is the truth. What it has no place for (ids of answers, unknown
//! fields, the canvas), and what would read back a little different (a title with a line break), is carried in a comment beside
//! it. That holds as long as the readable part still says what it said when it was written. See ADR 0010.

mod about;
mod carried;
mod inline;
mod join;
mod line;
mod parts;
mod prose;
mod read;
mod write;

pub(crate) use read::{is_page, read};
pub(crate) use write::write;

type Object = serde_json::Map<String, serde_json::Value>;

/// The key of the front matter by which a page is known.
const MARK: &str = "branchbook";
/// The version of this form, behind the key.
const FORM: u32 = 1;
