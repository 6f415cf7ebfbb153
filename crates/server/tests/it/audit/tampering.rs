//! Somebody with access to the database changes the log, and is found out.

use branchbook_db::{Error, params};
use branchbook_domain::id::TenantId;
use branchbook_server::features::audit::verification::{self, Verification};
use branchbook_test_support::{TestApp, app_test};

use super::{event, nobody, record, tenant_with};

const REMOVE_ALL: &[&str] = &[
    "DELETE FROM audit_log WHERE tenant_id = $1",
    "DELETE FROM audit_heads WHERE tenant_id = $1",
];

/// Runs statements as somebody who has the database.
async fn tamper(app: &TestApp, tenant: TenantId, statements: &[&'static str]) {
    let changed: Result<(), Error> = app
        .db
        .tenant(tenant)
        .write(statements.to_vec(), |tx, statements| {
            Box::pin(async move {
                for statement in statements {
                    assert!(tx.execute(*statement, params![]).await? > 0, "{statement}");
                }
                Ok(())
            })
        })
        .await;
    changed.unwrap();
}

async fn verify(app: &TestApp, tenant: TenantId) -> Verification {
    verification::of_tenant(&app.app, tenant).await.unwrap()
}

/// Where the log of five rows is wrong after these statements.
async fn faults(app: &TestApp, statements: &[&'static str]) -> Vec<i64> {
    let tenant = tenant_with(app, 5).await;
    assert!(verify(app, tenant).await.ok);
    tamper(app, tenant, statements).await;
    seqs(&verify(app, tenant).await)
}

fn seqs(verified: &Verification) -> Vec<i64> {
    assert!(!verified.ok);
    verified.faults.iter().map(|fault| fault.seq).collect()
}

app_test! {
    async fn a_log_that_nobody_touched_is_whole(app: TestApp) {
        let tenant = tenant_with(app, 2100).await;
        let verified = verify(app, tenant).await;
        assert_eq!((verified.ok, verified.rows), (true, 2100));
    }

    async fn an_admin_is_told_what_is_wrong(app: TestApp) {
        let admin = app.admin().await;
        assert_eq!(admin.get("account/audit/verify").await.assert_status(200).at("/ok"), true);
        record(app, admin.person().tenant, &event(nobody(), "lamp.lit", 1)).await;
        let statement = "UPDATE audit_log SET action = 'lamp.stolen' WHERE tenant_id = $1 AND action = 'lamp.lit'";
        tamper(app, admin.person().tenant, &[statement]).await;
        let told = admin.get("account/audit/verify").await.assert_status(200);
        assert_eq!(told.at("/ok"), false);
        assert!(told.text_at("/faults/0/what").contains("not what was written"));
    }

    async fn an_edited_action_is_found(app: TestApp) {
        let at = faults(app, &["UPDATE audit_log SET action = 'lamp.stolen' WHERE tenant_id = $1 AND seq = 3"]).await;
        assert_eq!(at, [3]);
    }

    async fn an_edited_summary_is_found(app: TestApp) {
        assert_eq!(faults(app, &["UPDATE audit_log SET after = NULL WHERE tenant_id = $1 AND seq = 5"]).await, [5]);
    }

    async fn an_edited_address_is_found(app: TestApp) {
        assert_eq!(faults(app, &["UPDATE audit_log SET ip = '192.0.2.8' WHERE tenant_id = $1 AND seq = 1"]).await, [1]);
    }

    async fn an_event_put_on_somebody_else_is_found(app: TestApp) {
        assert_eq!(faults(app, &["UPDATE audit_log SET actor_id = target_id WHERE tenant_id = $1 AND seq = 2"]).await, [2]);
    }

    async fn a_removed_row_is_found(app: TestApp) {
        assert_eq!(faults(app, &["DELETE FROM audit_log WHERE tenant_id = $1 AND seq = 3"]).await, [3]);
    }

    async fn a_removed_first_row_is_found(app: TestApp) {
        assert_eq!(faults(app, &["DELETE FROM audit_log WHERE tenant_id = $1 AND seq = 1"]).await, [1]);
    }

    async fn a_removed_row_whose_number_another_took_is_found(app: TestApp) {
        let at = faults(app, &[
            "DELETE FROM audit_log WHERE tenant_id = $1 AND seq = 3",
            "UPDATE audit_log SET seq = seq - 1 WHERE tenant_id = $1 AND seq > 3",
            "UPDATE audit_heads SET seq = seq - 1 WHERE tenant_id = $1",
        ]).await;
        assert_eq!(at, [3, 4]);
    }

    async fn rows_removed_at_the_end_are_found(app: TestApp) {
        assert_eq!(faults(app, &["DELETE FROM audit_log WHERE tenant_id = $1 AND seq > 3"]).await, [4]);
    }

    async fn rows_removed_at_the_end_are_found_although_the_head_was_set_back_too(app: TestApp) {
        let at = faults(app, &[
            "DELETE FROM audit_log WHERE tenant_id = $1 AND seq > 3",
            "UPDATE audit_heads SET seq = 3, hash = (SELECT hash FROM audit_log WHERE tenant_id = $1 AND seq = 3) WHERE tenant_id = $1",
        ]).await;
        assert_eq!(at, [3]);
    }

    async fn a_log_that_was_emptied_is_found(app: TestApp) {
        assert_eq!(faults(app, &["DELETE FROM audit_log WHERE tenant_id = $1"]).await, [1]);
    }

    async fn a_log_that_was_removed_altogether_is_found(app: TestApp) {
        assert_eq!(faults(app, REMOVE_ALL).await, [1]);
    }

    async fn a_log_that_was_removed_is_found_also_when_more_was_told_since(app: TestApp) {
        let tenant = tenant_with(app, 5).await;
        tamper(app, tenant, REMOVE_ALL).await;
        record(app, tenant, &event(nobody(), "lamp.lit", 6)).await;
        record(app, tenant, &event(nobody(), "lamp.put_out", 7)).await;
        let verified = verify(app, tenant).await;
        assert_eq!((seqs(&verified), verified.rows), (vec![1], 3));
        let actions: Vec<_> = app.audit_log(tenant).await.into_iter().map(|row| row.action).collect();
        assert_eq!(actions, ["audit_log.lost", "lamp.lit", "lamp.put_out"]);
    }

    async fn a_head_that_was_removed_is_found(app: TestApp) {
        assert_eq!(faults(app, &["DELETE FROM audit_heads WHERE tenant_id = $1"]).await, [5]);
    }

    async fn rows_that_changed_places_are_found(app: TestApp) {
        let at = faults(app, &[
            "UPDATE audit_log SET seq = CASE seq WHEN 2 THEN 4 ELSE 2 END WHERE tenant_id = $1 AND seq IN (2, 4)",
        ]).await;
        assert!(at.contains(&2), "{at:?}");
    }

    async fn rows_whose_contents_changed_places_are_found(app: TestApp) {
        let at = faults(app, &[
            "UPDATE audit_log SET action = CASE seq WHEN 2 THEN 'lamp.lit' ELSE 'lamp.put_out' END WHERE tenant_id = $1 AND seq IN (2, 3)",
        ]).await;
        assert_eq!(at, [2, 3]);
    }

    async fn a_row_of_somebody_elses_making_is_found(app: TestApp) {
        let at = faults(app, &[
            "INSERT INTO audit_log (tenant_id, at, seq, id, action, target_type, target_id, hash)
             SELECT tenant_id, at, seq + 1, id, action, target_type, target_id, hash FROM audit_log WHERE tenant_id = $1 AND seq = 5",
        ]).await;
        assert_eq!(at, [6, 6]);
    }

    async fn what_is_written_after_tampering_mends_nothing(app: TestApp) {
        let tenant = tenant_with(app, 5).await;
        tamper(app, tenant, &["UPDATE audit_log SET action = 'lamp.stolen' WHERE tenant_id = $1 AND seq = 3"]).await;
        record(app, tenant, &event(nobody(), "lamp.lit", 6)).await;
        let verified = verify(app, tenant).await;
        assert_eq!((seqs(&verified), verified.rows), (vec![3], 6));
    }
}
