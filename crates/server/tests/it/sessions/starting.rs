//! What can be started, by whom, and on which version.

use branchbook_server::access::Role;
use branchbook_test_support::app_test;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Run, assert_consistent, checklist, draft, published, switch_flow};

app_test! {
    async fn a_session_runs_the_version_it_was_started_on_whatever_becomes_of_the_flow(app: TestApp) {
        let (engineer, admin) = (app.engineer().await, app.admin().await);
        let tree = published(&engineer, "Switch port", switch_flow(), json!({})).await;
        let path = format!("trees/{tree}");
        let run = Run::start(&engineer, json!({"tree_id": tree})).await;

        let mut newer = switch_flow();
        newer["nodes"][0]["options"] = json!([{"id": "on", "label": "On", "to": "vlan"}, {"id": "off", "label": "Off", "to": "reseat"}]);
        engineer.put(&path, json!({"tree_structure": newer, "name": "Renamed"})).await.assert_status(200);
        let on_published = Run::start(&engineer, json!({"tree_id": tree})).await;
        assert_eq!(on_published.read().await.at("/tree_version"), 1);
        engineer.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        let on_newer = Run::start(&engineer, json!({"tree_id": tree})).await;
        assert_eq!(on_newer.read().await.at("/tree_version"), 2);
        let on_older = Run::start(&engineer, json!({"tree_id": tree, "version": 1})).await;
        assert_eq!(on_older.read().await.at("/tree_version"), 1);

        let pinned = engineer.get(&format!("{}?include=flow", run.path)).await.assert_status(200);
        assert_eq!(pinned.at("/flow/nodes"), switch_flow()["nodes"]);
        assert_eq!(pinned.at("/tree/name"), "Switch port");
        assert!(run.read().await.json().get("flow").is_none());

        admin.delete(&format!("{path}?hard=true")).await.assert_status(204);
        // A node that has never seen this session, so that nothing comes from memory.
        let node = app.another_node().await;
        let elsewhere = run.seen_by(&node.engineer().await);
        elsewhere.answers("up").await;
        on_newer.tries(json!({"type": "answered", "node_id": "start", "option_id": "up"})).await.assert_problem("invalid_step");
        on_newer.answers("off").await;
        elsewhere.completes("resolved").await;
        assert!(elsewhere.exports("text").await.text_at("/content").contains("Switch port"));
        assert_consistent(app, 4).await;
    }

    async fn no_session_starts_once_an_archiving_is_answered(app: TestApp) {
        let (engineer, manager) = (app.engineer().await, app.manager().await);
        let tree = published(&engineer, "Ends soon", switch_flow(), json!({})).await;
        let started = async || {
            let list = manager.get(&format!("sessions?tree_id={tree}&limit=100")).await.assert_status(200);
            list.at("/items").as_array().expect("sessions").len()
        };
        let body = json!({"tree_id": tree});
        let starts = join_all((0..40).map(|_| engineer.post("sessions", &body)));
        let archive = async {
            manager.post_nothing(&format!("trees/{tree}/archive")).await.assert_status(200);
            started().await
        };
        let (answers, at_the_archiving) = tokio::join!(starts, archive);
        let taken = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!((taken, started().await), (at_the_archiving, at_the_archiving));
    }

    async fn what_is_archived_or_deleted_starts_no_sessions_and_open_ones_finish(app: TestApp) {
        let engineer = app.engineer().await;
        for (change, undo) in [("archive", "publish"), ("delete", "undelete")] {
            let tree = published(&engineer, change, switch_flow(), json!({})).await;
            let path = format!("trees/{tree}");
            let run = Run::start(&engineer, json!({"tree_id": tree})).await;
            match change {
                "delete" => engineer.delete(&path).await.assert_status(204),
                _ => engineer.post_nothing(&format!("{path}/{change}")).await.assert_status(200),
            };
            let refused = engineer.post("sessions", json!({"tree_id": tree})).await.assert_problem("conflict");
            assert!(refused.text_at("/detail").contains(&format!("{change}d")), "{}", refused.body);
            run.answers("up").await;
            run.completes("resolved").await;
            engineer.post_nothing(&format!("{path}/{undo}")).await.assert_status(200);
            engineer.post("sessions", json!({"tree_id": tree})).await.assert_status(201);
        }
    }

    async fn a_draft_is_run_only_by_who_may_edit_it(app: TestApp) {
        let (author, colleague) = (app.engineer().await, app.member("colleague", Role::Engineer).await);
        let tree = draft(&author, "Draft", switch_flow(), json!({})).await;
        let start = json!({"tree_id": tree});
        colleague.post("sessions", &start).await.assert_problem("forbidden");
        let tried = author.post("sessions", &start).await.assert_status(201);
        assert_eq!(tried.at("/tree_version"), 1);
        app.manager().await.post("sessions", &start).await.assert_status(201);
        author.post_nothing(&format!("trees/{tree}/publish")).await.assert_status(200);
        let mut newer = switch_flow();
        newer["nodes"][2]["title"] = json!("Another title");
        author.put(&format!("trees/{tree}"), json!({"tree_structure": newer})).await.assert_status(200);
        assert_eq!(colleague.post("sessions", &start).await.assert_status(201).at("/tree_version"), 1);
        assert_eq!(author.post("sessions", &start).await.assert_status(201).at("/tree_version"), 1);
        let newest = json!({"tree_id": tree, "version": 2});
        colleague.post("sessions", &newest).await.assert_problem("forbidden");
        assert_eq!(author.post("sessions", &newest).await.assert_status(201).at("/tree_version"), 2);
        author.post("sessions", json!({"tree_id": tree, "version": 9})).await.assert_problem("not_found");
    }

    async fn what_cannot_be_run_says_why(app: TestApp) {
        let engineer = app.engineer().await;
        let map = json!({"kind": "impact", "nodes": [{"id": "goal", "type": "objective", "title": "Fewer calls"}]});
        let map = draft(&engineer, "Map", map, json!({})).await;
        let refused = engineer.post("sessions", json!({"tree_id": map})).await.assert_problem("tree_not_runnable");
        assert_eq!(refused.at("/detail"), "A flow of kind impact is a map, not something to run.");
        let empty = draft(&engineer, "Empty", json!({"kind": "procedural", "nodes": []}), json!({})).await;
        engineer.post("sessions", json!({"tree_id": empty})).await.assert_problem("tree_not_runnable");
        let nowhere = json!({"tree_id": "01900000-0000-7000-8000-000000000000"});
        engineer.post("sessions", nowhere).await.assert_problem("not_found");
        engineer.post("sessions", json!({"tree_id": "x"})).await.assert_problem("invalid_body");
        assert_consistent(app, 0).await;
    }

    async fn required_values_are_asked_for_at_the_start_and_deferred_ones_at_their_step(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Port check", checklist(), json!({})).await;
        let start = async |variables: Value| engineer.post("sessions", json!({"tree_id": tree, "variables": variables})).await;
        let refused = start(json!({})).await.assert_problem("variables_missing");
        assert_eq!(refused.at("/errors/0/pointer"), "/variables/host");
        let refused = start(json!({"host": "web-1", "port": "many"})).await.assert_problem("invalid_value");
        assert_eq!(refused.at("/errors/0/pointer"), "/variables/port");
        start(json!({"host": ["web-1"]})).await.assert_problem("invalid_body");
        assert_consistent(app, 0).await;

        let run = Run::start(&engineer, json!({"tree_id": tree, "variables": {"host": "web-1"}})).await;
        assert_eq!(run.read().await.at("/variables"), json!({"host": "web-1"}));
        run.ticks("login", "done").await;
        let refused = run.tries(json!({"type": "completed_step", "node_id": "check", "result": "done"})).await;
        refused.assert_problem("variables_missing");
        run.does(json!({"type": "variable_set", "name": "port", "value": 443})).await;
        let list = engineer.get("sessions").await.json();
        assert_eq!(list["items"][0]["current_title"], "Check port 443");
        run.ticks("check", "done").await;
        assert_consistent(app, 1).await;
    }

    async fn a_thousand_starts_at_once_count_a_thousand(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Busy", switch_flow(), json!({})).await;
        let starts = (0..1_000).map(|_| engineer.post("sessions", json!({"tree_id": tree})));
        for started in join_all(starts).await {
            started.assert_status(201);
        }
        assert_eq!(engineer.get(&format!("trees/{tree}")).await.at("/usage_count"), 1_000);
        assert_consistent(app, 1_000).await;
    }
}
