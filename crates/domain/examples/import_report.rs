//! Imports every file of the folders named and prints a Markdown table: what became of each.
//!
//! `cargo run -p branchbook-domain --example import_report -- FOLDER… [--json] [--losses]`
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::{env, fs, io, path::PathBuf};

use branchbook_domain::{
    flow::NodeType,
    import::{Format, ImportOptions, Imported, import},
};

fn main() -> io::Result<()> {
    let (flags, folders): (Vec<String>, Vec<String>) = env::args().skip(1).partition(|word| word.starts_with("--"));
    println!("| file | kind | nodes | decisions | errors | warnings | losses |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for path in files(&folders)? {
        let format = match path.extension().and_then(|extension| extension.to_str()) {
            Some("mmd" | "mermaid") => Format::Mermaid,
            Some("md" | "markdown") => Format::Markdown,
            Some("json") => Format::Json,
            _ => continue,
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match import(format, &fs::read_to_string(&path)?, ImportOptions::default()) {
            Ok(imported) => println!("{}", row(&name, &imported)),
            Err(error) => println!("| {name} | not imported, line {:?}: {error} | | | | | |", error.line),
        }
    }
    for path in files(&folders)?.iter().filter(|_| !flags.is_empty()) {
        let format = if path.extension().is_some_and(|extension| extension == "md") {
            Format::Markdown
        } else {
            Format::Mermaid
        };
        let Ok(imported) = import(format, &fs::read_to_string(path)?, ImportOptions::default()) else {
            continue;
        };
        println!("\n## {}: {}\n", path.display(), imported.name);
        if flags.iter().any(|flag| flag == "--json") {
            println!(
                "{}",
                serde_json::to_string_pretty(&imported.tree_structure).map_err(io::Error::other)?
            );
        }
        for loss in &imported.losses {
            println!("- {}: {}", loss.where_, loss.what);
        }
    }
    Ok(())
}

fn files(folders: &[String]) -> io::Result<Vec<PathBuf>> {
    let mut files = vec![];
    for folder in folders {
        let path = PathBuf::from(folder);
        if path.is_dir() {
            files.extend(
                fs::read_dir(path)?
                    .map(|entry| entry.map(|entry| entry.path()))
                    .collect::<io::Result<Vec<_>>>()?,
            );
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn row(name: &str, imported: &Imported) -> String {
    let flow = &imported.tree_structure;
    let decisions = flow
        .nodes
        .iter()
        .filter(|node| node.node_type == NodeType::Decision)
        .count();
    format!(
        "| {name} | {} | {} | {decisions} | | | {} |",
        flow.kind,
        flow.nodes.len(),
        imported.losses.len()
    )
}
