//! Shorthands for tests.

use comrak::Arena;

use super::{
    block::{self, Block, Content},
    inline::Span,
    options,
};
use crate::import::losses::Losses;

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let arena = Arena::new();
    let document = comrak::parse_document(&arena, text, &options());
    block::blocks(document, text, 0, &mut Losses::default())
}

/// The inside of the one paragraph of a text.
pub(super) fn paragraph(text: &str) -> Vec<Span> {
    match blocks(text).remove(0).content {
        Content::Paragraph(spans) => spans,
        other => panic!("{other:?}"),
    }
}
