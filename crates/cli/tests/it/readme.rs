//! The walk with curl in README.md, as a reader would paste it.

use std::{path::Path, process::Command};

use branchbook_test_support::db_test;
use serde_json::{Deserializer, Value, json};

use crate::process::Server;

db_test! {
    async fn the_readmes_walk_by_curl_goes_from_a_flowchart_to_a_ticket(db: TestDb) {
        let server = Server::start(db).await;
        let said = run(&walk(&server.url));
        let (values, ticket) = values(&said, 9);
        let [findings, losses, saved, published, started @ .., completed] = values.as_slice() else { panic!("{said}") };
        assert!(findings.as_array().is_some_and(|all| all.iter().all(|finding| finding["severity"] == "warning")), "{findings}");
        assert_eq!(losses[0]["where"], "line 1");
        assert_eq!([saved, published, completed], [&json!(2), &json!("published"), &json!("completed")]);
        let at = |node: &str, seq: u32| json!({"current_node_id": node, "seq": seq});
        assert_eq!(started, [at("start", 1), at("reseat", 2), at("start", 3), at("vlan", 4)]);
        for line in [
            "Switch port (version 2): resolved",
            "Ticket T-1 · By Ada Lovelace",
            "VLAN 20 was missing",
            "-  Is the switch port up? → No (went back)",
            "   Note: LED is dark",
            "1. Is the switch port up? → Yes",
            "2. Fix the VLAN",
        ] {
            assert!(ticket.lines().any(|told| told == line), "{line} is missing in {ticket}");
        }
    }
}

/// The commands, on this server instead of the one that the reader has started.
fn walk(url: &str) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).expect("a README");
    let (_, section) = readme.split_once("## The same by curl").expect("the section");
    let (_, block) = section.split_once("```sh\n").expect("its commands");
    let (commands, _) = block.split_once("\n```").expect("their end");
    let here = "api=http://127.0.0.1:8080/";
    assert!(commands.contains(here), "the walk says where the server is");
    commands.replace(here, &format!("api={url}/"))
}

/// What the commands print, in a folder of their own.
fn run(commands: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = Command::new("bash")
        .args(["-euo", "pipefail", "-c", commands])
        .current_dir(folder.path())
        .output()
        .expect("bash");
    let (said, complaints) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert!(ran.status.success(), "{}\n{said}\n{complaints}", ran.status);
    assert_eq!(complaints, "", "after {said}");
    said.into_owned()
}

/// The first `count` JSON values, and the text after them.
fn values(said: &str, count: usize) -> (Vec<Value>, &str) {
    let mut stream = Deserializer::from_str(said).into_iter();
    let values: Result<Vec<Value>, _> = stream.by_ref().take(count).collect();
    let rest = said.get(stream.byte_offset()..).unwrap_or_default();
    (values.unwrap_or_else(|error| panic!("{error} in {said}")), rest)
}
