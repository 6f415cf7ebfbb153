//! Who sees a session, who records in it, who deletes it.

use branchbook_server::access::Role;
use branchbook_test_support::app_test;
use serde_json::json;

use super::{Run, assert_consistent, draft, published, switch_flow};

app_test! {
    async fn a_viewer_reads_and_records_nothing(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let viewer = run.seen_by(&app.viewer().await);
        let read = viewer.client.get(&format!("{}?include=flow", run.path)).await.assert_status(200);
        assert_eq!(read.at("/permissions"), json!({"record": false, "reopen": false, "delete": false}));
        viewer.exports("markdown").await;
        assert_eq!(viewer.events().await.len(), 1);
        viewer.tries(json!({"type": "noted", "note": "x"})).await.assert_problem("forbidden");
        viewer.client.post(&format!("{}/complete", run.path), json!({"outcome": "resolved"})).await.assert_problem("forbidden");
        viewer.client.put(&run.path, json!({"ticket_number": "1"})).await.assert_problem("forbidden");
        viewer.client.delete(&run.path).await.assert_problem("forbidden");
        let tree = run.read().await.at("/tree_id");
        viewer.client.post("sessions", json!({"tree_id": tree})).await.assert_problem("forbidden");
        assert_eq!(run.log().await, ["started"]);
    }

    async fn another_tenant_learns_nothing_of_a_session(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let (stranger, path) = (app.other_tenant().await, &run.path);
        stranger.get(path).await.assert_problem("not_found");
        stranger.get(&format!("{path}/events")).await.assert_problem("not_found");
        stranger.put(path, json!({"ticket_number": "1"})).await.assert_problem("not_found");
        stranger.delete(path).await.assert_problem("not_found");
        stranger.post_nothing(&format!("{path}/reopen")).await.assert_problem("not_found");
        stranger.post(&format!("{path}/export"), json!({"format": "text"})).await.assert_problem("not_found");
        stranger.post(&format!("{path}/complete"), json!({"outcome": "resolved"})).await.assert_problem("not_found");
        stranger.post(&format!("{path}/events"), json!({"type": "noted", "note": "x", "expected_seq": 1})).await.assert_problem("not_found");
        stranger.post(&format!("{path}/custom-steps"), json!({"type": "action", "content": "x"})).await.assert_problem("not_found");
        assert_eq!(stranger.get("sessions").await.at("/items"), json!([]));
        let tree = run.read().await.at("/tree_id");
        stranger.post("sessions", json!({"tree_id": tree})).await.assert_problem("not_found");
        assert_eq!(run.log().await, ["started"]);
    }

    async fn who_carries_on_records_and_so_do_managers_and_admins(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let colleague = run.seen_by(&app.member("colleague", Role::Engineer).await);
        assert_eq!(colleague.read().await.at("/permissions/record"), false);
        let refused = colleague.tries(json!({"type": "noted", "note": "x"})).await.assert_problem("forbidden");
        assert!(refused.text_at("/detail").contains("hand it over"), "{}", refused.body);
        let mine = colleague.client.person().id;
        colleague.tries(json!({"type": "handed_over", "to_user_id": mine})).await.assert_problem("forbidden");
        for other in [app.manager().await, app.admin().await] {
            let other = run.seen_by(&other);
            assert_eq!(other.read().await.at("/permissions/record"), true);
            other.does(json!({"type": "noted", "note": "I look over your shoulder"})).await;
        }
    }

    async fn a_session_is_handed_over_to_somebody_who_can_carry_it_on(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        let colleague = run.seen_by(&app.member("colleague", Role::Engineer).await);
        let to = |run: &Run| json!({"type": "handed_over", "to_user_id": run.client.person().id, "expected_seq": 1});
        for nobody in [run.seen_by(&app.viewer().await), run.seen_by(&app.other_tenant().await)] {
            let refused = run.tries(to(&nobody)).await.assert_problem("invalid_body");
            assert_eq!(refused.at("/errors/0/pointer"), "/to_user_id");
        }
        let handed = run.does(to(&colleague)).await;
        assert_eq!(handed.at("/user/name"), "colleague");
        assert_eq!(handed.at("/started_by/name"), "engineer");
        assert_eq!(handed.at("/permissions"), json!({"record": false, "reopen": false, "delete": true}));
        // The answer was lost, and it is sent again by somebody who may not record any more.
        assert_eq!(run.does(to(&colleague)).await.at("/seq"), 2);
        run.tries(json!({"type": "noted", "note": "x"})).await.assert_problem("forbidden");
        colleague.answers("up").await;
        colleague.completes("resolved").await;
        assert_eq!(colleague.client.get("sessions?user=nobody").await.status, 400);
        let theirs = format!("sessions?user={}", colleague.client.person().id);
        assert_eq!(colleague.client.get(&theirs).await.json()["items"].as_array().expect("items").len(), 1);
        assert!(run.exports("markdown").await.text_at("/content").contains("colleague"));
        assert_consistent(app, 1).await;
    }

    async fn a_session_is_deleted_by_who_started_it_until_it_is_completed_and_by_admins(app: TestApp) {
        let (engineer, manager, admin) = (app.engineer().await, app.manager().await, app.admin().await);
        let run = Run::of_switch(&engineer).await;
        run.answers("up").await;
        manager.delete(&run.path).await.assert_problem("forbidden");
        engineer.delete(&run.path).await.assert_status(204);
        run.read().await.assert_problem("not_found");
        engineer.delete(&run.path).await.assert_problem("not_found");

        let evidence = Run::of_switch(&engineer).await;
        evidence.completes("resolved").await;
        engineer.delete(&evidence.path).await.assert_problem("forbidden");
        admin.delete(&evidence.path).await.assert_status(204);
        assert_eq!(admin.get("sessions").await.at("/items"), json!([]));
        assert_consistent(app, 0).await;
    }

    async fn a_session_shows_its_flow_to_nobody_who_may_not_see_that(app: TestApp) {
        let author = app.engineer().await;
        let private = published(&author, "Private", switch_flow(), json!({"visibility": "private"})).await;
        let private = Run::start(&author, json!({"tree_id": private})).await;
        let unfinished = draft(&author, "Draft", switch_flow(), json!({})).await;
        let unfinished = Run::start(&author, json!({"tree_id": unfinished})).await;
        let (viewer, manager) = (app.viewer().await, app.manager().await);
        let colleague = app.member("colleague", Role::Engineer).await;
        for (who, sees) in [(&author, [200, 200]), (&app.admin().await, [200, 200]), (&manager, [404, 200]), (&colleague, [404, 200]), (&viewer, [404, 404])] {
            for (run, status) in [&private, &unfinished].into_iter().zip(sees) {
                let name = &who.person().name;
                assert_eq!(who.get(&run.path).await.status, status, "{name}");
                let listed = who.get("sessions").await.json()["items"].as_array().expect("items").iter().any(|item| item["id"] == run.id());
                assert_eq!(listed, status == 200, "{name}");
            }
        }
        manager.post(&format!("{}/events", private.path), json!({"type": "noted", "note": "x"})).await.assert_problem("not_found");
        // Whom it is handed over to sees it.
        private.does(json!({"type": "handed_over", "to_user_id": colleague.person().id})).await;
        private.seen_by(&colleague).answers("up").await;
        assert_eq!(author.get(&private.path).await.status, 200);
        assert_eq!(manager.get(&private.path).await.status, 404);
    }
}
