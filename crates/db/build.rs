//! Collects `migrations/V001__name.{sqlite,postgres}.sql` into the table `MIGRATIONS`.

use std::{collections::BTreeMap, env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    let directory = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("migrations");
    let mut names = BTreeMap::new();
    for entry in fs::read_dir(&directory).expect("the directory of migrations is in the crate") {
        let file = entry
            .expect("it can be listed")
            .file_name()
            .into_string()
            .expect("file names are plain");
        let Some((name, engine)) = file.strip_suffix(".sql").and_then(|stem| stem.split_once('.')) else {
            continue;
        };
        let (version, title) = name
            .strip_prefix('V')
            .and_then(|name| name.split_once("__"))
            .and_then(|(version, title)| Some((version.parse::<u32>().ok()?, title.to_owned())))
            .unwrap_or_else(|| panic!("{file} is not named V001__name.sqlite.sql or V001__name.postgres.sql"));
        let other = match engine {
            "sqlite" => "postgres",
            "postgres" => "sqlite",
            _ => panic!("{file} is for neither sqlite nor postgres"),
        };
        assert!(
            directory.join(format!("{name}.{other}.sql")).exists(),
            "{file} has no counterpart for {other}"
        );
        let twin = names.insert(version, (name.to_owned(), title));
        assert!(
            twin.is_none_or(|(twin, _)| twin == name),
            "two migrations have the number {version}"
        );
    }

    let entries: String = names
        .iter()
        .map(|(version, (name, title))| {
            let text = |engine| format!("include_str!({:?})", directory.join(format!("{name}.{engine}.sql")));
            let (sqlite, postgres) = (text("sqlite"), text("postgres"));
            format!("Migration {{ version: {version}, name: {title:?}, sqlite: {sqlite}, postgres: {postgres} }},\n")
        })
        .collect();
    let table =
        format!("/// The migrations of this build, in order.\npub static MIGRATIONS: &[Migration] = &[\n{entries}];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("migrations.rs");
    fs::write(out, table).expect("cargo's directory can be written to");
}
