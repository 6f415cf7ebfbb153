//! Markdown runbooks as checklists. `front_matter`, `block`, `inline` read the text; `sections` cuts it at its headings;
//! `draft` says what is a step and what is prose; `build` makes the nodes; `render` writes what is kept as Markdown.

mod block;
mod build;
mod code;
mod draft;
mod front_matter;
mod inline;
mod leftovers;
mod limits;
mod render;
mod sections;
mod sentences;
mod step;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod wording;

use comrak::{Arena, Options};

use super::{ImportError, ImportOptions, Imported, intake, losses::Losses};
use crate::flow::FlowKind;

/// Imports a runbook as a procedural or maintenance flow.
pub(super) fn import(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let kind = options.kind.unwrap_or(FlowKind::Procedural);
    if !kind.is_ordered() {
        return Err(ImportError::whole(format!(
            "a runbook becomes a {} or a {} flow and cannot be imported as {kind}",
            FlowKind::Procedural,
            FlowKind::Maintenance
        )));
    }
    let mut losses = Losses::default();
    let (front_matter, body, lines_above) = front_matter::take(text, &mut losses);
    limits::check(body, lines_above)?;
    let arena = Arena::new();
    let document = comrak::parse_document(&arena, body, &self::options());
    let blocks = block::blocks(document, body, lines_above, &mut losses);
    let has_title = options.name.is_some() || front_matter.title.is_some();
    let mut imported = build::build(
        kind,
        options.name,
        front_matter,
        &sections::outline(blocks, has_title),
        &mut losses,
    )?;
    intake::declare(&mut imported.tree_structure, &mut losses);
    imported.losses = losses.finish();
    Ok(imported)
}

/// GitHub's Markdown.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    options
}
