//! A session that is not what its log says is found: the check that other tests rely on can fail.

use branchbook_db::{Error, params};
use branchbook_server::features::sessions::verify;
use branchbook_test_support::{TestApp, app_test};
use serde_json::json;

use super::{Run, assert_consistent};

/// Changes what is stored, past all rules.
async fn damage(app: &TestApp, run: &Run, sql: &'static str) {
    let id: uuid::Uuid = run.id().parse().expect("an id");
    let tenant = app.db.tenant(run.client.person().tenant);
    let changed: Result<u64, Error> = tenant
        .write((id, sql), |tx, (id, sql)| {
            Box::pin(async move { tx.execute(*sql, params![*id]).await })
        })
        .await;
    assert!(changed.expect("a change") > 0, "nothing was changed by {sql}");
}

app_test! {
    async fn every_kind_of_damage_is_found_and_nothing_else_is(app: TestApp) {
        let engineer = app.engineer().await;
        let sound = Run::of_switch(&engineer).await;
        sound.answers("down").await;
        assert_consistent(app, 1).await;
        for sql in [
            "DELETE FROM session_events WHERE tenant_id = $1 AND session_id = $2 AND seq = 3",
            "DELETE FROM session_events WHERE tenant_id = $1 AND session_id = $2 AND seq = 2",
            "UPDATE session_events SET type = 'paused', data = '{}' WHERE tenant_id = $1 AND session_id = $2 AND seq = 3",
            "UPDATE session_events SET seconds = 99 WHERE tenant_id = $1 AND session_id = $2 AND seq = 2",
            "UPDATE sessions SET state = replace(state, 'No light', 'A light') WHERE tenant_id = $1 AND id = $2",
            "UPDATE sessions SET seq = seq + 1 WHERE tenant_id = $1 AND id = $2",
            "UPDATE sessions SET status = 'completed' WHERE tenant_id = $1 AND id = $2",
            "UPDATE sessions SET current_title = NULL WHERE tenant_id = $1 AND id = $2",
            "UPDATE sessions SET user_id = tree_id WHERE tenant_id = $1 AND id = $2",
            "UPDATE sessions SET last_event_at = started_at WHERE tenant_id = $1 AND id = $2",
        ] {
            let run = Run::of_switch(&engineer).await;
            app.clock.advance(jiff::SignedDuration::from_secs(60));
            run.does(json!({"type": "answered", "node_id": "start", "option_id": "down", "seconds": 10})).await;
            run.does(json!({"type": "noted", "note": "No light"})).await;
            damage(app, &run, sql).await;
            let verdict = verify::database(&app.db).await.expect("a database that answers");
            let found: Vec<_> = verdict.mismatches.iter().map(|mismatch| mismatch.session.to_string()).collect();
            assert_eq!(found, [run.id()], "after {sql}");
            assert_eq!(verdict.mismatches[0].tenant, engineer.person().tenant);
            app.admin().await.delete(&run.path).await.assert_status(204);
        }
        assert_consistent(app, 1).await;
    }

    async fn as_many_sessions_are_looked_at_as_wanted_the_newest_first(app: TestApp) {
        let engineer = app.engineer().await;
        let oldest = Run::of_switch(&engineer).await;
        for _ in 0..3 {
            app.clock.advance(jiff::SignedDuration::from_secs(60));
            Run::of_switch(&engineer).await;
        }
        damage(app, &oldest, "UPDATE sessions SET state = '{' WHERE tenant_id = $1 AND id = $2").await;
        for (most, sessions, faults) in [(0, 0, 0), (2, 2, 0), (3, 3, 0), (4, 4, 1), (usize::MAX, 4, 1)] {
            let verdict = verify::newest(&app.db, most).await.expect("a database that answers");
            assert_eq!((verdict.sessions, verdict.mismatches.len()), (sessions, faults), "of {most}");
        }
    }
}
