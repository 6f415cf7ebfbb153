//! What may be recorded, and what comes of it.

use branchbook_test_support::app_test;
use jiff::SignedDuration;
use serde_json::json;

use super::{Run, assert_consistent};

app_test! {
    async fn no_option_is_accepted_that_the_node_does_not_have(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let refused = run.tries(json!({"type": "answered", "node_id": "start", "option_id": "maybe"})).await.assert_problem("invalid_step");
        assert!(refused.text_at("/detail").contains("choose one of “up”, “down”"), "{}", refused.body);
        let refused = run.tries(json!({"type": "answered", "node_id": "vlan", "option_id": "up"})).await.assert_problem("invalid_step");
        assert!(refused.text_at("/detail").contains("You are not on “vlan”"), "{}", refused.body);
        run.tries(json!({"type": "completed_step", "node_id": "start", "result": "done"})).await.assert_problem("invalid_step");
        run.tries(json!({"type": "jumped", "node_id": "nowhere"})).await.assert_problem("invalid_step");
        run.tries(json!({"type": "went_back"})).await.assert_problem("invalid_step");
        run.tries(json!({"type": "started"})).await.assert_problem("invalid_step");
        assert_eq!(run.log().await, ["started"]);
        assert_eq!(run.read().await.at("/seq"), 1);
        assert_consistent(app, 1).await;
    }

    async fn what_is_no_event_is_told_so(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        for (body, place, told) in [
            (json!({}), "/type", "required"),
            (json!({"type": "danced"}), "", "`danced` is none of `started`, `answered`"),
            (json!({"type": "answered", "node_id": "start"}), "/option_id", "required"),
            (json!({"type": "answered", "node_id": 5, "option_id": "up"}), "", "a string"),
            (json!([]), "", "an object, not a list"),
        ] {
            let refused = run.tries(body).await.assert_problem("invalid_body");
            assert_eq!(refused.text_at("/errors/0/pointer"), place, "{}", refused.body);
            assert!(refused.text_at("/errors/0/message").contains(told), "{}", refused.body);
        }
        for body in [json!(1),
            json!({"type": "paused", "seconds": 86_401}), json!({"type": "paused", "seconds": -1}), json!({"type": "paused", "expected_seq": "x"}),
            json!({"type": "handed_over", "to_user_id": "somebody"})] {
            run.tries(body).await.assert_problem("invalid_body");
        }
        let stored = json!({"type": "custom_step_inserted", "step": {"type": "action", "content": "x", "source": "step-library"}});
        assert_eq!(run.tries(stored).await.assert_problem("invalid_body").at("/errors/0/pointer"), "/step/source");
        assert_eq!(run.log().await, ["started"]);
    }

    async fn every_kind_of_event_leaves_its_trace(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        run.answers("down").await;
        run.does(json!({"type": "paused"})).await;
        assert_eq!(run.read().await.at("/paused"), true);
        run.does(json!({"type": "resumed"})).await;
        run.ticks("reseat", "failed").await;
        let back = run.does(json!({"type": "went_back", "to_node_id": "start"})).await;
        assert_eq!(back.at("/path").as_array().expect("a path").len(), 1);
        run.does(json!({"type": "jumped", "node_id": "vlan"})).await;
        run.does(json!({"type": "noted", "note": "Ärger mit 🔌 \"Kabel\"\nzweite Zeile", "node_id": "reseat"})).await;
        run.does(json!({"type": "variable_set", "name": "asset", "value": "A-1"})).await;
        let step = json!({"type": "custom_step_inserted", "step": {"type": "action", "content": "Call the landlord"}});
        let step = run.does(step).await.text_at("/custom_steps/0/id");
        let after = run.does(json!({"type": "custom_step_done", "custom_step_id": step, "note": "He comes"})).await;
        assert_eq!(after.at("/custom_steps/0/done"), true);
        assert_eq!(after.at("/custom_steps/0/inserted_after_node_id"), "vlan");
        assert_eq!(after.at("/notes/0/text"), "Ärger mit 🔌 \"Kabel\"\nzweite Zeile");
        assert_eq!(after.at("/notes/0/actor/name"), "engineer");
        assert_eq!(after.at("/variables"), json!({"asset": "A-1"}));
        let events = run.events().await;
        let numbers: Vec<_> = events.iter().map(|event| event["seq"].as_u64().expect("a number")).collect();
        assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
        assert_eq!(events[1]["data"], json!({"node_id": "start", "option_id": "down"}));
        assert_eq!(events[1]["actor"]["name"], "engineer");
        assert_eq!(run.read().await.json(), after.json());
        assert_consistent(app, 1).await;
    }

    async fn a_custom_step_has_a_door_of_its_own(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let path = format!("{}/custom-steps", run.path);
        let step = json!({"type": "decision", "content": "Ask\nthe user", "notes": "She knows", "inserted_after_node_id": "reseat", "expected_seq": 1});
        let added = run.client.post(&path, &step).await.assert_status(201);
        assert_eq!(added.at("/custom_steps/0/source"), "ad-hoc");
        assert_eq!(added.at("/custom_steps/0/notes"), "She knows");
        assert_eq!(added.at("/custom_steps/0/inserted_after_node_id"), "reseat");
        run.client.post(&path, &step).await.assert_status(201);
        assert_eq!(run.read().await.at("/custom_steps").as_array().expect("steps").len(), 1);
        run.client.post(&path, json!({"type": "action", "content": " "})).await.assert_problem("invalid_value");
        run.client.post(&path, json!({"type": "thing", "content": "x"})).await.assert_problem("invalid_body");
        run.client.post(&path, json!({"type": "action", "content": "x", "inserted_after_node_id": "gone"})).await.assert_problem("invalid_step");
        assert_eq!(run.log().await, ["started", "custom_step_inserted"]);
    }

    async fn a_completed_session_takes_nothing_until_it_is_reopened(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let complete = format!("{}/complete", run.path);
        run.client.post(&complete, json!({"outcome": "sunny"})).await.assert_problem("invalid_body");
        run.client.post(&complete, json!({"outcome": "escalated", "outcome_notes": "To the network team"})).await.assert_status(200);
        run.tries(json!({"type": "answered", "node_id": "start", "option_id": "up"})).await.assert_problem("session_completed");
        run.tries(json!({"type": "noted", "note": "One more thing"})).await.assert_problem("session_completed");
        run.client.post(&complete, json!({"outcome": "resolved"})).await.assert_problem("session_completed");
        run.client.put(&run.path, json!({"variables": {"a": "b"}})).await.assert_problem("session_completed");

        let reopened = run.client.post_nothing(&format!("{}/reopen", run.path)).await.assert_status(200);
        assert_eq!(reopened.at("/status"), "in_progress");
        assert!(reopened.at("/outcome").is_null() && reopened.at("/completed_at").is_null());
        assert_eq!(reopened.at("/outcome_notes"), "To the network team");
        run.client.post_nothing(&format!("{}/reopen", run.path)).await.assert_problem("invalid_step");
        run.answers("up").await;
        let done = run.completes("resolved").await;
        assert_eq!(done.at("/outcome_notes"), "To the network team");
        assert_eq!(run.log().await, ["started", "completed", "reopened", "answered", "completed"]);
        assert_consistent(app, 1).await;
    }

    async fn completing_and_reopening_are_events_like_others(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let done = run.does(json!({"type": "completed", "outcome": "cancelled", "expected_seq": 1})).await;
        assert_eq!(done.at("/outcome"), "cancelled");
        // A retry of the very event that ended the session.
        run.does(json!({"type": "completed", "outcome": "cancelled", "expected_seq": 1})).await;
        run.does(json!({"type": "reopened", "expected_seq": 2})).await;
        assert_eq!(run.log().await, ["started", "completed", "reopened"]);
    }

    async fn seconds_count_only_as_far_as_the_session_has_been_going_on(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        app.clock.advance(SignedDuration::from_secs(30));
        let first = run.does(json!({"type": "answered", "node_id": "start", "option_id": "down", "seconds": 500})).await;
        assert_eq!(first.at("/active_seconds"), 30);
        assert_eq!(first.at("/path/0/seconds"), 30);
        assert_eq!(run.does(json!({"type": "noted", "note": "x", "seconds": 9})).await.at("/active_seconds"), 30);
        app.clock.advance(SignedDuration::from_secs(60));
        assert_eq!(run.does(json!({"type": "noted", "note": "y", "seconds": 25})).await.at("/active_seconds"), 55);
        assert_consistent(app, 1).await;
    }

    async fn no_second_is_lost_on_events_that_waited_for_a_connection(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        app.clock.advance(SignedDuration::from_secs(60));
        run.does(json!({"type": "answered", "node_id": "start", "option_id": "down", "seconds": 20})).await;
        run.does(json!({"type": "noted", "note": "The cable is loose", "seconds": 20})).await;
        let last = run.does(json!({"type": "completed_step", "node_id": "reseat", "result": "done", "seconds": 20})).await;
        assert_eq!(last.at("/active_seconds"), 60);
        assert_consistent(app, 1).await;
    }

    async fn the_logs_time_goes_on_when_the_clock_is_set_back(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        app.clock.advance(SignedDuration::from_secs(60));
        run.answers("down").await;
        app.clock.advance(SignedDuration::from_secs(-3_600));
        let after = run.does(json!({"type": "completed_step", "node_id": "reseat", "result": "done", "seconds": 90})).await;
        assert_eq!(after.at("/active_seconds"), 60);
        let times: Vec<_> = run.events().await.iter().map(|event| event["at"].as_str().expect("a time").to_owned()).collect();
        assert!(times.is_sorted(), "{times:?}");
        assert_consistent(app, 1).await;
    }

    async fn long_texts_are_taken_up_to_their_limit(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        run.does(json!({"type": "noted", "note": "ü".repeat(10_000)})).await;
        run.tries(json!({"type": "noted", "note": "x".repeat(10_001)})).await.assert_problem("invalid_value");
        run.tries(json!({"type": "noted", "note": " \n "})).await.assert_problem("invalid_value");
        run.tries(json!({"type": "noted", "note": "a\u{0}b"})).await.assert_problem("invalid_request");
        run.tries(json!({"type": "variable_set", "name": "v", "value": "x".repeat(4_001)})).await.assert_problem("invalid_value");
        let complete = json!({"outcome": "resolved", "outcome_notes": "x".repeat(10_001)});
        run.client.post(&format!("{}/complete", run.path), complete).await.assert_problem("invalid_value");
        assert_eq!(run.log().await, ["started", "noted"]);
        assert_consistent(app, 1).await;
    }

    async fn a_session_is_resumed_on_another_node(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        run.answers("down").await;
        let node = app.another_node().await;
        let elsewhere = run.seen_by(&node.engineer().await);
        assert_eq!(elsewhere.read().await.json(), run.read().await.json());
        elsewhere.ticks("reseat", "done").await;
        run.answers("up").await;
        assert_eq!(elsewhere.read().await.at("/seq"), 4);
    }
}
