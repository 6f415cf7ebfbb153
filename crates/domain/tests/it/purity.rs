//! The domain does nothing but compute: no I/O, no clock, no randomness, no async.

use std::{fs, path::Path};

/// What the domain may depend on. Each was looked at: none of them opens a file or a socket when used as it is here.
const DEPENDENCIES: &[&str] = &[
    "comrak",
    "csv",
    "jiff",
    "regex",
    "schemars",
    "serde",
    "serde_json",
    "thiserror",
    "uuid",
];

/// What a pure function has no use for.
const FORBIDDEN: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "Instant::now",
    "SystemTime",
    "async fn",
    "async move",
    ".await",
];

fn crate_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_dependency_is_on_the_list() {
    let manifest = fs::read_to_string(crate_root().join("Cargo.toml")).unwrap();
    let section = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['));
    let names = section
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'));
    assert_eq!(names.collect::<Vec<_>>(), DEPENDENCIES);
}

#[test]
fn no_source_reaches_outside() {
    let mut waiting = vec![crate_root().join("src")];
    let mut files = 0;
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            files += 1;
            let source = fs::read_to_string(&path).unwrap();
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                let found = FORBIDDEN.iter().find(|word| line.contains(**word));
                assert!(
                    found.is_none(),
                    "{} in {}: {line}",
                    found.unwrap_or(&""),
                    path.display()
                );
            }
        }
    }
    assert!(files > 10, "the sources were looked at");
}
