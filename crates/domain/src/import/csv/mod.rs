//! Tables: the flow's own, see `flow::table`, and lists that somebody has made elsewhere, see `list`.

mod columns;
mod list;
mod sheet;
#[cfg(test)]
mod tests;

pub(crate) use sheet::{Sheet, guarded, unguarded};

use super::{ImportError, ImportOptions, Imported, losses::Losses};
use crate::flow::table;

/// Imports a table.
pub(super) fn import(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let text = text.replace('\0', "\u{fffd}");
    let mut losses = Losses::default();
    let sheet = Sheet::read(&text, &mut losses)?;
    let mut imported = if table::is_table(&sheet) {
        table::read(sheet, options)?
    } else {
        return list::import(sheet, options, losses);
    };
    imported.losses.splice(0..0, losses.finish());
    Ok(imported)
}
