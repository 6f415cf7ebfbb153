//! Imports every file of the folders named and prints a Markdown table: what became of each.
//!
//! `cargo run -p branchbook-domain --example import_report -- FOLDER… [--losses] [--errors] [--json]`
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use branchbook_domain::{
    flow::{
        NodeType,
        validation::{Finding, Severity, validate},
    },
    import::{Format, ImportError, ImportOptions, Imported, import},
};

/// A file and what became of it.
type Tried = (PathBuf, Result<Imported, ImportError>);

fn main() -> io::Result<()> {
    let (flags, folders): (Vec<String>, Vec<String>) = env::args().skip(1).partition(|word| word.starts_with("--"));
    let tried = folders
        .iter()
        .map(|folder| try_folder(Path::new(folder)))
        .collect::<io::Result<Vec<_>>>()?
        .concat();
    println!("| file | kind | nodes | decisions | error findings | warnings | losses |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for (path, outcome) in &tried {
        println!(
            "| {} | {} |",
            path.file_name().unwrap_or_default().display(),
            row(outcome)
        );
    }
    let failed = tried.iter().filter(|(_, outcome)| outcome.is_err()).count();
    println!("\n{} files, {failed} not imported.", tried.len());
    for (path, outcome) in &tried {
        if let Ok(imported) = outcome {
            details(path, imported, &flags)?;
        }
    }
    Ok(())
}

/// Tries the files of a folder whose name says their format.
fn try_folder(folder: &Path) -> io::Result<Vec<Tried>> {
    let mut paths = if folder.is_dir() {
        fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?
    } else {
        vec![folder.to_owned()]
    };
    paths.sort();
    let format = |path: &Path| match path.extension()?.to_str()? {
        "mmd" | "mermaid" => Some(Format::Mermaid),
        "md" | "markdown" => Some(Format::Markdown),
        "json" => Some(Format::Json),
        _ => None,
    };
    let known = paths.into_iter().filter_map(|path| Some((format(&path)?, path)));
    known
        .map(|(format, path)| {
            Ok((
                path.clone(),
                import(format, &fs::read_to_string(&path)?, ImportOptions::default()),
            ))
        })
        .collect()
}

fn row(outcome: &Result<Imported, ImportError>) -> String {
    let imported = match outcome {
        Ok(imported) => imported,
        Err(error) => return format!("not imported, line {:?}: {error} | | | | |", error.line),
    };
    let flow = &imported.tree_structure;
    let decisions = flow
        .nodes
        .iter()
        .filter(|node| node.node_type == NodeType::Decision)
        .count();
    let findings = validate(flow, None);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let (nodes, losses) = (flow.nodes.len(), imported.losses.len());
    format!(
        "{} | {nodes} | {decisions} | {errors} | {warnings} | {losses}",
        flow.kind
    )
}

fn details(path: &Path, imported: &Imported, flags: &[String]) -> io::Result<()> {
    let wants = |flag: &str| flags.iter().any(|given| given == flag);
    let errors: Vec<Finding> = validate(&imported.tree_structure, None)
        .into_iter()
        .filter(|finding| wants("--errors") && finding.severity == Severity::Error)
        .collect();
    if !errors.is_empty() || wants("--losses") || wants("--json") {
        println!("\n## {}: {}\n", path.display(), imported.name);
    }
    if wants("--json") {
        println!(
            "{}",
            serde_json::to_string_pretty(&imported.tree_structure).map_err(io::Error::other)?
        );
    }
    for finding in errors {
        println!("- error: {}", finding.message);
    }
    for loss in imported.losses.iter().filter(|_| wants("--losses") || wants("--json")) {
        println!("- {}: {}", loss.where_, loss.what);
    }
    Ok(())
}
