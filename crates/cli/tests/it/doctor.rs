//! `branchbook doctor`.

use branchbook_db::params;
use branchbook_domain::id::TenantId;
use branchbook_test_support::db_test;
use serde_json::json;

use crate::{
    caller::{publish, sign_up},
    process::Server,
};

db_test! {
    async fn the_doctor_replays_sessions_and_finds_the_one_that_is_not_what_its_log_says(db: TestDb) {
        let server = Server::start(db).await;
        let caller = sign_up(&server).await;
        let tree = publish(&caller).await;
        let (_, session) = caller.post("sessions", json!({"tree_id": tree})).await;
        let (sound, said) = server.run(&["doctor"]);
        assert!(sound && said.contains("ok    sessions   1 were replayed (1 events)"), "{said}");

        let tenant: TenantId = serde_json::from_value(caller.get("auth/me").await["tenant"]["id"].clone()).expect("an id");
        let tenant = db.tenant(tenant);
        let changed = tenant.write((), |tx, ()| {
            let sql = "UPDATE sessions SET steps_taken = 7 WHERE tenant_id = $1";
            Box::pin(async move { tx.execute(sql, params![]).await })
        });
        assert_eq!(changed.await.expect("a change"), 1);
        let (sound, said) = server.run(&["doctor", "--sessions", "all"]);
        assert!(!sound && said.contains("FAIL  sessions   1 of 1 are not"), "{said}");
        assert!(said.contains(session["id"].as_str().expect("an id")), "{said}");
        let (sound, said) = server.run(&["doctor", "--sessions", "0"]);
        assert!(sound && !said.contains("sessions "), "{said}");
    }
}
