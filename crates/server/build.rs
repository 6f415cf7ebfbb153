//! Tells cargo to embed the web app anew when it was built anew.

use std::{env, fs, path::PathBuf};

fn main() {
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = crate_folder.join("../../web/dist");
    // Cargo would take a folder that is missing for one that changes all the time. Where it cannot be made, there is nothing
    // to watch.
    let is_there = fs::create_dir_all(&dist).is_ok();
    // A debug build reads the files when they are asked for: nothing is to be built anew when they change.
    let is_embedded = env::var_os("PROFILE").is_some_and(|profile| profile == "release");
    if is_there && is_embedded {
        println!("cargo::rerun-if-changed={}", dist.display());
    }
    println!("cargo::rerun-if-changed=build.rs");
}
