use branchbook_test_support::{app_test, client::Method};
use serde_json::{Value, json};

app_test! {
    async fn a_new_account_has_what_its_plan_says(app: TestApp) {
        let viewer = app.viewer().await;
        app.set_plan(viewer.person().tenant, "free").await;
        let account = viewer.get("account").await.assert_status(200);
        assert_eq!(account.at("/plan"), "free");
        assert_eq!(account.at("/type"), "self");
        assert_eq!(account.at("/settings"), json!({
            "max_members": 3, "max_trees": 25, "max_workspaces": 5, "features": [], "allow_public_shares": true,
            "session_retention_days": null, "require_verified_email": false,
        }));
        app.set_settings(viewer.person().tenant, r#"{"max_trees": 7, "max_members": null}"#).await;
        let account = viewer.get("account").await.assert_status(200);
        assert_eq!((account.at("/settings/max_trees"), account.at("/settings/max_members")), (json!(7), Value::Null));
    }

    async fn an_admin_changes_the_account_and_the_log_tells_what(app: TestApp) {
        let admin = app.admin().await;
        let change = json!({ "name": " Support ", "slug": "support-team", "type": "organization",
            "settings": { "allow_public_shares": false, "session_retention_days": 30 } });
        let changed = admin.request(Method::PATCH, "account").json(&change).send().await.assert_status(200);
        assert_eq!(changed.at("/name"), "Support");
        assert_eq!(admin.get("account").await.json(), changed.json());
        admin.request(Method::PATCH, "account").json(&change).send().await.assert_status(200);
        let forever = json!({ "settings": { "session_retention_days": null } });
        let changed = admin.request(Method::PATCH, "account").json(forever).send().await.assert_status(200);
        assert_eq!(changed.at("/settings/session_retention_days"), Value::Null);
        assert_eq!(changed.at("/settings/allow_public_shares"), false);

        let events = app.audit_log(admin.person().tenant).await;
        let events: Vec<_> = events.into_iter().filter(|event| event.action == "account.updated").collect();
        assert_eq!(events.len(), 2, "what changes nothing is no event");
        assert_eq!(events[0].before, json!({ "name": "admin", "slug": "admin", "type": "self", "allow_public_shares": true, "session_retention_days": null }));
        assert_eq!(events[0].after, json!({ "name": "Support", "slug": "support-team", "type": "organization", "allow_public_shares": false, "session_retention_days": 30 }));
        assert_eq!(events[1].before, json!({ "session_retention_days": 30 }));
        assert_eq!(events[0].actor, Some(admin.person().id));
    }

    async fn what_is_wrong_with_a_change_is_told(app: TestApp) {
        let (admin, other) = (app.admin().await, app.other_tenant().await);
        let patch = async |body: Value| admin.request(Method::PATCH, "account").json(body).send().await;
        for (body, pointer) in [
            (json!({ "name": " " }), "/name"),
            (json!({ "slug": "Support Team" }), "/slug"),
            (json!({ "slug": "-a" }), "/slug"),
            (json!({ "type": "self" }), "/type"),
            (json!({ "settings": { "session_retention_days": 0 } }), "/settings/session_retention_days"),
        ] {
            assert_eq!(patch(body).await.assert_status(422).at("/errors/0/pointer"), pointer);
        }
        let taken = other.get("account").await.text_at("/slug");
        patch(json!({ "slug": taken })).await.assert_status(409).assert_problem("slug_taken");
        // The plan's limits are not the tenant's to change.
        patch(json!({ "settings": { "max_trees": 1000 }, "plan": "pro" })).await;
        app.set_plan(admin.person().tenant, "free").await;
        assert_eq!(admin.get("account").await.at("/settings/max_trees"), 25);
    }

    async fn only_admins_change_the_account(app: TestApp) {
        let manager = app.manager().await;
        manager.request(Method::PATCH, "account").json(json!({ "name": "Mine" })).send().await.assert_status(403);
        manager.get("account").await.assert_status(200);
    }
}
