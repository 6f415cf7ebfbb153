//! Import from outside: what becomes of real-looking texts, that no word of them is lost, that nothing breaks it.

mod fixtures;
mod hostile;
mod never_breaks;
mod no_word_is_lost;
mod outline;

use std::{
    fs,
    path::{Path, PathBuf},
};

use branchbook_domain::import::{Format, ImportOptions, Imported, import};

/// The texts in `tests/fixtures/import`, each with its format.
fn texts() -> Vec<(PathBuf, Format, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    let format = |path: &Path| match path.extension()?.to_str()? {
        "mmd" => Some(Format::Mermaid),
        "md" => Some(Format::Markdown),
        _ => None,
    };
    let texts = paths
        .into_iter()
        .filter_map(|path| Some((path.clone(), format(&path)?, fs::read_to_string(path).expect("a text"))));
    texts.collect()
}

fn read(format: Format, text: &str) -> Imported {
    import(format, text, ImportOptions::default()).unwrap_or_else(|error| panic!("line {:?}: {error}", error.line))
}
