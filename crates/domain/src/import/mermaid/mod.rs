//! Mermaid flowcharts: `source` parts the chart from what surrounds it, `statement`, `vertex` and `link` read it,
//! `convert` says what it means as a troubleshooting flow, `own` what it means when Branchbook has written it.

mod boxes;
mod chart;
mod convert;
mod cursor;
mod entry;
mod groups;
mod label;
mod link;
mod options;
mod own;
mod source;
mod statement;
#[cfg(test)]
mod tests;
mod vertex;

use self::chart::Label;
use super::{ImportError, ImportOptions, Imported, losses::Losses};
use crate::flow::FlowKind;

/// Imports a flowchart: as a troubleshooting flow, or as what it was when Branchbook wrote it.
pub(super) fn import(text: &str, options: ImportOptions) -> Result<Imported, ImportError> {
    let mut losses = Losses::default();
    let source = source::prepare(text, &mut losses);
    let own = source.own.kind();
    let makes = own.unwrap_or(FlowKind::Troubleshooting);
    if let Some(kind) = options.kind.filter(|&kind| kind != makes) {
        return Err(ImportError::whole(format!(
            "this flowchart becomes a {makes} flow and cannot be imported as {kind}"
        )));
    }
    let mut chart = statement::chart(&source.chart, own, &mut losses)?;
    if let Some(title) = source.title
        && let Some(other) = chart.title.replace(title)
    {
        losses.at("accTitle", other);
    }
    match own {
        Some(kind) => own::convert(&chart, &source.own, kind, options.name, losses),
        None => convert::convert(&chart, options.name, losses),
    }
}

/// The label written like this: `text`, `"text"` or ``"`text`"``.
fn quoted(written: &str) -> Label {
    let text = written.trim();
    let Some(text) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return Label {
            text: text.to_owned(),
            markdown: false,
        };
    };
    match text.trim().strip_prefix('`').and_then(|text| text.strip_suffix('`')) {
        Some(text) => Label {
            text: text.trim().to_owned(),
            markdown: true,
        },
        None => Label {
            text: text.trim().to_owned(),
            markdown: false,
        },
    }
}

/// Whether a link may lead there from a flow: nothing that runs in the page, nothing that is relative to another site.
fn is_address(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}
