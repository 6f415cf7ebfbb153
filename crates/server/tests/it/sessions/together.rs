//! Many at once: retries are recorded once, nothing is lost, nobody is overlooked.

use std::collections::BTreeSet;

use branchbook_test_support::{TestApp, app_test, client::Client};
use futures_util::future::join_all;
use serde_json::json;

use super::{Run, assert_consistent, published, switch_flow};

app_test! {
    async fn an_event_that_is_sent_again_is_recorded_once(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let answer = json!({"type": "answered", "node_id": "start", "option_id": "down", "note": "No light", "expected_seq": 1});
        let first = run.does(answer.clone()).await;
        assert_eq!(run.does(answer.clone()).await.json(), first.json());
        run.ticks("reseat", "done").await;
        // Long after, too: what counts is that this very event is there.
        assert_eq!(run.does(answer).await.at("/seq"), 3);
        assert_eq!(run.log().await, ["started", "answered", "completed_step"]);
    }

    async fn of_twenty_retries_at_once_one_is_recorded(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let node = app.another_node().await;
        let elsewhere = run.seen_by(&node.engineer().await);
        let answer = json!({"type": "answered", "node_id": "start", "option_id": "down", "expected_seq": 1});
        let retries = (0..20).map(|n| if n % 2 == 0 { &run } else { &elsewhere }).map(|run| run.tries(answer.clone()));
        for answered in join_all(retries).await {
            assert_eq!(answered.assert_status(200).at("/seq"), 2);
        }
        assert_eq!(run.log().await, ["started", "answered"]);
        assert_consistent(app, 1).await;
    }

    async fn who_was_not_the_first_is_told_where_the_session_is(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        run.does(json!({"type": "answered", "node_id": "start", "option_id": "down", "expected_seq": 1})).await;
        for other in [
            json!({"type": "answered", "node_id": "start", "option_id": "up", "expected_seq": 1}),
            json!({"type": "answered", "node_id": "start", "option_id": "down", "note": "x", "expected_seq": 1}),
            json!({"type": "noted", "note": "x", "expected_seq": 0}),
            json!({"type": "noted", "note": "x", "expected_seq": 3}),
            json!({"type": "noted", "note": "x", "expected_seq": u32::MAX}),
        ] {
            let refused = run.tries(other).await.assert_problem("sequence_conflict");
            assert_eq!(refused.at("/current_seq"), 2);
        }
        // The same words by somebody else are another event.
        let manager = run.seen_by(&app.manager().await);
        let same = json!({"type": "answered", "node_id": "start", "option_id": "down", "expected_seq": 1});
        manager.tries(same).await.assert_problem("sequence_conflict");
        assert_eq!(run.log().await, ["started", "answered"]);
    }

    async fn of_many_different_answers_at_once_one_is_recorded(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let notes = (0..20).map(|n| run.tries(json!({"type": "noted", "note": format!("Note {n}"), "expected_seq": 1})));
        let statuses: Vec<_> = join_all(notes).await.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 19, "{statuses:?}");
        assert_eq!(run.log().await, ["started", "noted"]);
    }

    async fn what_several_people_record_at_once_is_all_there_and_numbered_without_a_gap(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let node = app.another_node().await;
        let people = [run.seen_by(&app.engineer().await), run.seen_by(&app.manager().await), run.seen_by(&node.admin().await)];
        let notes = (0..30).map(|n| people[n % 3].does(json!({"type": "noted", "note": format!("Note {n}")})));
        let seen: BTreeSet<_> = join_all(notes).await.iter().map(|answer| answer.at("/seq").as_u64().expect("a number")).collect();
        // Each was answered with a state of its own.
        assert_eq!(seen, (2..=31).collect());
        let events = run.events().await;
        let numbers: Vec<_> = events.iter().map(|event| event["seq"].as_u64().expect("a number")).collect();
        assert_eq!(numbers, (1..=31).collect::<Vec<_>>());
        let noted: BTreeSet<_> = events[1..].iter().map(|event| event["data"]["note"].to_string()).collect();
        assert_eq!(noted.len(), 30);
        assert_eq!(run.read().await.at("/notes").as_array().expect("notes").len(), 30);
        assert_consistent(app, 1).await;
    }

    async fn many_sessions_run_side_by_side(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Busy", switch_flow(), json!({})).await;
        let runs = (0..12).map(|_| async {
            let run = Run::start(&engineer, json!({"tree_id": tree})).await;
            run.answers("down").await;
            run.ticks("reseat", "done").await;
            run.answers("up").await;
            run.completes("resolved").await;
        });
        join_all(runs).await;
        let list = engineer.get("sessions?status=completed&outcome=resolved").await.json();
        assert_eq!(list["items"].as_array().expect("items").len(), 12);
        assert_consistent(app, 12).await;
    }

    async fn a_session_that_is_deleted_meanwhile_is_gone_whole(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let notes = (0..10).map(|n| run.tries(json!({"type": "noted", "note": format!("Note {n}")})));
        let (statuses, deleted) = futures_util::future::join(join_all(notes), run.client.delete(&run.path)).await;
        deleted.assert_status(204);
        assert!(statuses.iter().all(|answer| matches!(answer.status, 200 | 404)));
        run.read().await.assert_problem("not_found");
        run.tries(json!({"type": "noted", "note": "Too late"})).await.assert_problem("not_found");
        assert_consistent(app, 0).await;
    }

    async fn the_document_of_the_last_session_goes_with_it_and_none_that_is_still_run(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Switch", switch_flow(), json!({})).await;
        let (first, second) = (Run::start(&engineer, json!({"tree_id": tree})).await, Run::start(&engineer, json!({"tree_id": tree})).await);
        assert_eq!(documents(app, &engineer).await, 1);
        engineer.delete(&first.path).await.assert_status(204);
        assert_eq!(documents(app, &engineer).await, 1);
        second.answers("down").await;
        engineer.delete(&second.path).await.assert_status(204);
        assert_eq!(documents(app, &engineer).await, 0);
        let again = Run::start(&engineer, json!({"tree_id": tree})).await;
        again.answers("down").await;
        assert_consistent(app, 1).await;
    }

    async fn sessions_start_while_the_last_ones_of_their_flow_are_deleted(app: TestApp) {
        let engineer = app.engineer().await;
        let tree = published(&engineer, "Switch", switch_flow(), json!({})).await;
        let starts_and_ends = (0..50).map(|_| async {
            for _ in 0..3 {
                let run = Run::start(&engineer, json!({"tree_id": tree})).await;
                engineer.delete(&run.path).await.assert_status(204);
            }
            Run::start(&engineer, json!({"tree_id": tree})).await
        });
        let runs = join_all(starts_and_ends).await;
        assert_consistent(app, 50).await;
        assert_eq!(documents(app, &engineer).await, 1);
        join_all(runs.iter().map(|run| async { engineer.delete(&run.path).await.assert_status(204) })).await;
        assert_eq!(documents(app, &engineer).await, 0);
    }
}

/// How many documents the caller's tenant keeps for its sessions.
async fn documents(app: &TestApp, client: &Client) -> i64 {
    let sql = "SELECT count(*) FROM session_flows WHERE tenant_id = $1";
    let tenant = app.db.tenant(client.person().tenant);
    let count = tenant
        .read((), move |tx, ()| Box::pin(tx.one(sql, &[], |row| row.get(0))))
        .await;
    count.expect("a database that answers")
}
