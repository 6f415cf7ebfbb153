//! What becomes of each text is written beside it in an `.outline` file, to be read by a person. After a change that is
//! wanted: `UPDATE_FIXTURES=1 cargo test -p branchbook-domain --test it import`, then read the diff.

use std::{env, fs};

use branchbook_domain::flow::shapes::{self, Shape};

use super::{outline::outline, read, texts};

#[test]
fn each_text_becomes_the_flow_that_is_written_beside_it() {
    for (path, format, text) in texts() {
        let found = outline(&read(format, &text));
        let beside = path.with_extension("outline");
        if env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
            assert_eq!(found, expected, "line {} of {}", number + 1, beside.display());
        }
        assert_eq!(found.lines().count(), expected.lines().count(), "{}", beside.display());
    }
}

#[test]
fn the_same_text_gives_the_same_flow() {
    for (_, format, text) in texts() {
        assert_eq!(read(format, &text), read(format, &text));
    }
}

#[test]
fn what_is_imported_is_a_document_that_can_be_stored_and_read_again() {
    for (path, format, text) in texts() {
        let document = read(format, &text).tree_structure;
        let stored = shapes::render(&document, Shape::Canonical);
        assert_eq!(
            shapes::parse(Some(document.kind), stored).unwrap(),
            document,
            "{}",
            path.display()
        );
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for (path, format, text) in texts() {
        let (unix, windows) = (read(format, &text), read(format, &text.replace('\n', "\r\n")));
        assert_eq!(outline(&unix), outline(&windows), "{}", path.display());
    }
}
