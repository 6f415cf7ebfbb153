//! The main job from a text to a ticket, by the API alone.

use branchbook_test_support::{app_test, client::Method};
use jiff::SignedDuration;
use serde_json::json;

use super::{Run, assert_consistent, published, switch_flow};

const RUNBOOK: &str = "flowchart TD
    A{Does the printer answer to ping?} -->|Yes| B{Is the queue stopped?}
    A -->|No| C[Check the network cable]
    C --> A
    B -->|Yes| D[Start the queue]
    D --> E([It prints])
";

app_test! {
    async fn a_flowchart_becomes_a_ticket(app: TestApp) {
        let engineer = app.engineer().await;
        let import = engineer.request(Method::POST, "trees/import?format=mermaid&name=Printer").text("text/plain", RUNBOOK);
        let tree = import.send().await.assert_status(201);
        let path = format!("trees/{}", tree.text_at("/id"));

        let refused = engineer.post_nothing(&format!("{path}/publish")).await.assert_problem("validation_failed");
        assert_eq!(refused.at("/errors/0/code"), "decision_needs_two_options");
        let mut document = tree.at("/tree_structure");
        let nodes = document["nodes"].as_array_mut().expect("nodes");
        let solution = nodes.iter().find(|node| node["type"] == "solution").expect("a solution")["id"].clone();
        let queue = nodes.iter_mut().find(|node| node["title"] == "Is the queue stopped?").expect("the decision");
        queue["options"].as_array_mut().expect("options").push(json!({"id": "no", "label": "No", "to": solution}));
        engineer.put(&path, json!({"tree_structure": document, "base_version": 1})).await.assert_status(200);
        engineer.post_nothing(&format!("{path}/publish")).await.assert_status(200);

        let id_of = |title: &str| {
            let nodes = document["nodes"].as_array().expect("nodes");
            nodes.iter().find(|node| node["title"] == title).expect("a node")["id"].clone()
        };
        let option_of = |title: &str, label: &str| {
            let nodes = document["nodes"].as_array().expect("nodes");
            let node = nodes.iter().find(|node| node["title"] == title).expect("a node");
            let options = node["options"].as_array().expect("options");
            options.iter().find(|option| option["label"] == label).expect("an option")["id"].clone()
        };
        let (ping, stopped) = ("Does the printer answer to ping?", "Is the queue stopped?");

        let start = json!({"tree_id": tree.at("/id"), "ticket_number": " INC-4711 ", "client_name": "Miller & Co"});
        let run = Run::start(&engineer, start).await;
        let begun = run.read().await.assert_status(200);
        assert_eq!(begun.at("/current_node_id"), id_of(ping));
        assert_eq!(begun.at("/tree_version"), 2);
        assert_eq!(begun.at("/ticket_number"), "INC-4711");

        app.clock.advance(SignedDuration::from_secs(20));
        run.does(json!({"type": "answered", "node_id": id_of(ping), "option_id": option_of(ping, "No"), "expected_seq": 1, "seconds": 20})).await;
        app.clock.advance(SignedDuration::from_secs(60));
        run.does(json!({"type": "noted", "note": "The cable is fine", "expected_seq": 2, "seconds": 45})).await;
        run.does(json!({"type": "went_back", "expected_seq": 3})).await;
        app.clock.advance(SignedDuration::from_secs(10));
        run.does(json!({"type": "answered", "node_id": id_of(ping), "option_id": option_of(ping, "Yes"), "note": "After a second try", "expected_seq": 4, "seconds": 10})).await;
        run.does(json!({"type": "answered", "node_id": id_of(stopped), "option_id": option_of(stopped, "Yes"), "expected_seq": 5})).await;
        let solved = run.does(json!({"type": "completed_step", "node_id": id_of("Start the queue"), "result": "done", "expected_seq": 6})).await;
        assert_eq!(solved.at("/current_node_id"), solution);
        assert_eq!(solved.at("/path").as_array().expect("a path").len(), 4);

        let complete = json!({"outcome": "resolved", "outcome_notes": "The queue had stopped.", "next_steps": "Watch it.", "expected_seq": 7});
        let done = engineer.post(&format!("{}/complete", run.path), complete).await.assert_status(200);
        assert_eq!(done.at("/status"), "completed");
        assert_eq!(done.at("/active_seconds"), 75);
        assert_eq!(done.at("/permissions"), json!({"record": false, "reopen": true, "delete": false}));

        let ticket = run.exports("ticket").await;
        let text = ticket.text_at("/content");
        for said in ["INC-4711", "Miller & Co", "engineer", ping, stopped, "Start the queue", "The cable is fine", "After a second try",
            "went back", "The queue had stopped.", "Watch it.", "1 min 30 s"] {
            assert!(text.contains(said), "“{said}” is missing in\n{text}");
        }
        assert_eq!(ticket.at("/filename"), "printer-2026-11-20-ticket.txt");
        assert_eq!(run.log().await, ["started", "answered", "noted", "went_back", "answered", "answered", "completed_step", "completed"]);
        assert_consistent(app, 1).await;
    }

    async fn a_checklist_is_worked_off_with_skips_and_progress(app: TestApp) {
        let run = Run::of_checklist(&app.engineer().await).await;
        let begun = run.read().await;
        assert_eq!(begun.at("/current_node_id"), "login");
        assert_eq!(begun.at("/progress"), json!({"done": 0, "total": 3}));
        assert_eq!(run.ticks("login", "done").await.at("/pending_variables"), json!(["port"]));
        run.does(json!({"type": "variable_set", "name": "port", "value": 443})).await;
        run.ticks("check", "skipped").await;
        let last = run.ticks("logout", "failed").await;
        assert_eq!(last.at("/progress"), json!({"done": 3, "total": 3}));
        assert_eq!(last.at("/current_node_id"), "end");
        let list = app.engineer().await.get("sessions").await.json();
        assert_eq!(list["items"][0]["progress"], json!({"done": 3, "total": 3}));
        assert_eq!(list["items"][0]["steps_taken"], 3);
        assert_eq!(list["items"][0]["current_title"], "Done");
        run.completes("workaround").await;
        assert_consistent(app, 1).await;
    }

    async fn a_default_flow_and_a_public_flow_are_run_from_another_tenant(app: TestApp) {
        app.seed().await;
        let (author, stranger) = (app.engineer().await, app.other_tenant().await);
        let default = stranger.get("trees?default=true&type=procedural&limit=1").await.assert_status(200);
        let run = Run::start(&stranger, json!({"tree_id": default.at("/items/0/id"), "variables": all_values(&stranger, &default.text_at("/items/0/id")).await})).await;
        let begun = run.read().await;
        assert_eq!(begun.at("/tree/is_default"), true);
        assert_eq!(begun.at("/tree/name"), default.at("/items/0/name"));

        let open = published(&author, "Open to all", switch_flow(), json!({"visibility": "public"})).await;
        let run = Run::start(&stranger, json!({"tree_id": open})).await;
        assert_eq!(author.get(&run.path).await.assert_problem("not_found").status, 404);
        author.put(&format!("trees/{open}"), json!({"visibility": "private"})).await.assert_status(200);
        stranger.post("sessions", json!({"tree_id": open})).await.assert_problem("not_found");
        run.answers("up").await;
        run.completes("resolved").await;
        assert!(run.exports("markdown").await.text_at("/content").contains("Open to all"));
        assert_eq!(author.get(&format!("trees/{open}")).await.at("/usage_count"), 0);
        assert_consistent(app, 2).await;
    }
}

/// A value for each variable that a flow requires.
async fn all_values(client: &branchbook_test_support::Client, tree: &str) -> serde_json::Value {
    let flow = client.get(&format!("trees/{tree}")).await.assert_status(200).json();
    let intake = flow["tree_structure"]["intake"].as_array().cloned().unwrap_or_default();
    let asked = intake.iter().filter(|variable| variable["type"] != "secret");
    let value = |variable: &serde_json::Value| match variable["type"].as_str() {
        Some("number") => json!(1),
        Some("boolean") => json!(true),
        Some("choice") => variable["choices"][0].clone(),
        _ => json!("x"),
    };
    asked
        .map(|variable| (variable["name"].as_str().expect("a name").to_owned(), value(variable)))
        .collect()
}
