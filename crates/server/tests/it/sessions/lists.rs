//! Lists of sessions, and of their events.

use branchbook_test_support::{TestApp, app_test, client::Client};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{Run, checklist, published, switch_flow};

/// The ticket numbers of a list.
async fn tickets(client: &Client, query: &str) -> Vec<String> {
    let list = client.get(&format!("sessions?{query}")).await.assert_status(200).json();
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["ticket_number"].as_str().expect("a ticket").to_owned())
        .collect()
}

/// Sessions with the tickets T-0, T-1 …, a minute apart.
async fn sessions(app: &TestApp, client: &Client, tree: &str, tickets: std::ops::Range<usize>) -> Vec<Run> {
    let mut runs = vec![];
    for n in tickets {
        let start = json!({"tree_id": tree, "ticket_number": format!("T-{n}"), "client_name": format!("Client {n}% _x_"), "variables": {"host": "web-1"}});
        runs.push(Run::start(client, start).await);
        app.clock.advance(SignedDuration::from_secs(60));
    }
    runs
}

app_test! {
    async fn a_list_is_filtered_and_ordered(app: TestApp) {
        let (engineer, manager) = (app.engineer().await, app.manager().await);
        let switch = published(&engineer, "Switch Port", switch_flow(), json!({})).await;
        let check = published(&engineer, "Überprüfung", checklist(), json!({})).await;
        let runs = sessions(app, &engineer, &switch, 0..2).await;
        sessions(app, &manager, &check, 2..4).await;
        runs[0].completes("escalated").await;
        let viewer = app.viewer().await;
        let me = engineer.person().id;
        for (query, expected) in [
            ("", vec!["T-3", "T-2", "T-1", "T-0"]),
            ("sort=started_at", vec!["T-0", "T-1", "T-2", "T-3"]),
            (&format!("tree={check}"), vec!["T-3", "T-2"]),
            ("status=completed", vec!["T-0"]),
            ("status=in_progress&sort=started_at", vec!["T-1", "T-2", "T-3"]),
            ("status=abandoned", vec![]),
            ("outcome=escalated", vec!["T-0"]),
            ("outcome=resolved", vec![]),
            (&format!("user={me}"), vec!["T-1", "T-0"]),
            (&format!("user={me}&status=in_progress"), vec!["T-1"]),
            ("ticket=T-2", vec!["T-2"]),
            ("ticket=%20T-2%20", vec!["T-2"]),
            ("ticket=T", vec![]),
            ("from=2026-11-20T12:02:00Z", vec!["T-3", "T-2"]),
            ("to=2026-11-20T12:02:00Z", vec!["T-1", "T-0"]),
            ("from=2026-11-20T12:01:00Z&to=2026-11-20T12:03:00Z", vec!["T-2", "T-1"]),
            ("from=-009990-01-01T00:00:00Z", vec!["T-3", "T-2", "T-1", "T-0"]),
            ("q=switch", vec!["T-1", "T-0"]),
            ("q=%C3%9CBERPR%C3%9CF", vec!["T-3", "T-2"]),
            ("q=client%203%25", vec!["T-3"]),
            ("q=_x_&ticket=T-1", vec!["T-1"]),
            ("q=xx", vec![]),
            ("q=%20", vec!["T-3", "T-2", "T-1", "T-0"]),
        ] {
            assert_eq!(tickets(&viewer, query).await, expected, "{query}");
        }
        for wrong in ["sort=name", "status=sunny", "outcome=good", "user=me", "from=yesterday", "limit=0", "limit=201", "q=%00", "ticket=%00"] {
            viewer.get(&format!("sessions?{wrong}")).await.assert_problem("invalid_request");
        }
        viewer.get("sessions?cursor=xyz").await.assert_problem("invalid_cursor");
        let first = viewer.get("sessions?ticket=T-0").await.json();
        let expected = json!({"id": runs[0].id(), "tree": {"id": switch, "name": "Switch Port", "tree_type": "troubleshooting", "is_default": false},
            "tree_version": 1, "status": "completed", "user": {"id": me, "name": "engineer"}, "ticket_number": "T-0", "client_name": "Client 0% _x_",
            "outcome": "escalated", "started_at": "2026-11-20T12:00:00Z", "completed_at": "2026-11-20T12:04:00Z", "active_seconds": 0,
            "current_title": "Is the switch port up?", "steps_taken": 0, "progress": null});
        assert_eq!(first["items"][0], expected);
    }

    async fn pages_give_every_session_once_while_others_start(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Switch", switch_flow(), json!({})).await;
        // Some of them at the very same time.
        for n in 0..9 {
            Run::start(&engineer, json!({"tree_id": tree, "ticket_number": format!("T-{n}")})).await;
            app.clock.advance(SignedDuration::from_secs(n % 3));
        }
        for sort in ["started_at", "-started_at"] {
            let (mut seen, mut cursor) = (vec![], String::new());
            loop {
                let page = engineer.get(&format!("sessions?limit=2&sort={sort}&cursor={cursor}&q=t-")).await.assert_status(200).json();
                seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["ticket_number"].as_str().expect("a ticket").to_owned()));
                Run::start(&engineer, json!({"tree_id": tree})).await;
                match page["next_cursor"].as_str() { Some(next) => cursor = next.to_owned(), None => break }
            }
            seen.sort();
            assert_eq!(seen, (0..9).map(|n| format!("T-{n}")).collect::<Vec<_>>(), "{sort}");
        }
    }

    async fn the_log_is_paged(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        for n in 0..6 {
            run.does(json!({"type": "noted", "note": format!("{n}")})).await;
        }
        let (mut seen, mut cursor) = (vec![], String::new());
        loop {
            let page = run.client.get(&format!("{}/events?limit=3&cursor={cursor}", run.path)).await.assert_status(200).json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|event| event["seq"].clone()));
            match page["next_cursor"].as_str() { Some(next) => cursor = next.to_owned(), None => break }
        }
        assert_eq!(Value::from(seen), json!([1, 2, 3, 4, 5, 6, 7]));
        run.client.get(&format!("{}/events?cursor=x", run.path)).await.assert_problem("invalid_cursor");
    }
}
