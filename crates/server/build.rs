//! Tells cargo to embed the web app anew when it was built anew.

use std::{env, fs, path::PathBuf};

fn main() {
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = crate_folder.join("../../web/dist");
    // Cargo would take a folder that is missing for one that changes all the time. Where it cannot be made, there is nothing
    // to watch.
    if fs::create_dir_all(&dist).is_ok() {
        println!("cargo::rerun-if-changed={}", dist.display());
    }
    println!("cargo::rerun-if-changed=build.rs");
}
