//! What operators do, and that nobody else finds it.

use branchbook_server::{
    access::OwnWork,
    features::{
        identity::revocation,
        platform::{operators, tenants},
    },
    jobs,
};
use branchbook_test_support::{Client, TestApp, app_test, client::Method};
use serde_json::{Value, json};

/// The admin, who is an operator too.
async fn operator(app: &TestApp) -> Client {
    let admin = app.admin().await;
    operators::appoint(&app.app, admin.person().id).await.unwrap();
    admin
}

async fn patch(client: &Client, tenant: impl ToString, change: Value) -> branchbook_test_support::Response {
    let path = format!("platform/tenants/{}", tenant.to_string());
    client.request(Method::PATCH, &path).json(change).send().await
}

app_test! {
    async fn nobody_but_operators_finds_the_platform(app: TestApp) {
        let admin = app.admin().await;
        for path in ["platform/tenants", "platform/invite-codes", "platform/jobs"] {
            admin.get(path).await.assert_status(404).assert_problem("not_found");
            app.nobody().get(path).await.assert_status(401);
        }
        assert_eq!(admin.get("auth/me").await.at("/user/is_operator"), false);
        let operator = operator(app).await;
        assert_eq!(operator.get("auth/me").await.at("/user/is_operator"), true);
        operator.get("platform/tenants").await.assert_status(200);
        let token = operator.post("auth/tokens", json!({ "name": "Nightly", "scopes": ["admin"] })).await.text_at("/token");
        app.nobody().with_token(&token).get("platform/tenants").await.assert_status(404);
    }

    async fn operators_see_every_tenant_and_how_much_it_has(app: TestApp) {
        let operator = operator(app).await;
        app.other_tenant().await;
        let all = operator.get("platform/tenants").await.assert_status(200);
        let slugs: Vec<Value> = all.at("/items").as_array().unwrap().iter().map(|tenant| tenant["slug"].clone()).collect();
        assert!(["branchbook", "admin", "other"].iter().all(|slug| slugs.contains(&json!(slug))), "{slugs:?}");
        let found = operator.get("platform/tenants?q=OTH").await.assert_status(200);
        assert_eq!(found.at("/items/0/slug"), "other");
        assert_eq!(found.json()["items"].as_array().unwrap().len(), 1);
        assert_eq!(found.at("/items/0/usage/members/used"), 1);
        assert_eq!((found.at("/items/0/is_active"), found.at("/items/0/is_system")), (json!(true), json!(false)));
        let items = all.json();
        let system = items["items"].as_array().unwrap().iter().filter(|tenant| tenant["is_system"] == true);
        assert_eq!(system.map(|tenant| &tenant["slug"]).collect::<Vec<_>>(), ["branchbook"]);
        let first = operator.get("platform/tenants?limit=1").await.assert_status(200);
        let cursor = first.text_at("/next_cursor");
        let second = operator.get(&format!("platform/tenants?limit=1&cursor={cursor}")).await.assert_status(200);
        assert_ne!(first.at("/items/0/id"), second.at("/items/0/id"));
    }

    async fn an_operator_changes_plan_and_limits(app: TestApp) {
        let (operator, other) = (operator(app).await, app.other_tenant().await);
        let tenant = other.person().tenant;
        let changed = patch(&operator, tenant, json!({ "plan": "starter", "settings": { "max_members": null, "max_trees": 7 } })).await;
        changed.clone().assert_status(200);
        assert_eq!(changed.at("/plan"), "starter");
        assert_eq!(changed.at("/settings/max_members"), Value::Null);
        assert_eq!(other.get("account").await.at("/settings/max_trees"), 7);
        patch(&operator, tenant, json!({ "plan": "gold" })).await.assert_status(422);
        patch(&operator, "01900000-0000-7000-8000-000000000000", json!({ "plan": "pro" })).await.assert_status(404);
        patch(&other, tenant, json!({ "plan": "enterprise" })).await.assert_status(404);
    }

    async fn a_tenant_that_is_deactivated_is_refused_everywhere_until_it_is_active_again(app: TestApp) {
        let (operator, other) = (operator(app).await, app.other_tenant().await);
        let elsewhere = app.another_node().await;
        let tenant = other.person().tenant;
        let there = elsewhere.nobody().with_token(other.token());
        there.get("trees").await.assert_status(200);
        let changed = patch(&operator, tenant, json!({ "is_active": false })).await.assert_status(200);
        assert_eq!(changed.at("/is_active"), false);
        revocation::poll(&elsewhere.app).await.unwrap();
        for client in [&other, &there] {
            client.get("trees").await.assert_status(403).assert_problem("account_inactive");
        }
        patch(&operator, tenant, json!({ "is_active": true })).await.assert_status(200);
        revocation::poll(&elsewhere.app).await.unwrap();
        for client in [&other, &there] {
            client.get("trees").await.assert_status(200);
        }
        let system = branchbook_server::features::identity::system::TENANT;
        patch(&operator, system, json!({ "is_active": false })).await.assert_status(409);
    }

    async fn a_user_who_is_deactivated_is_signed_out_and_stays_out(app: TestApp) {
        let (operator, viewer) = (operator(app).await, app.viewer().await);
        let path = |what: &str| format!("platform/users/{}/{what}", viewer.person().id);
        operator.post_nothing(&path("deactivate")).await.assert_status(204);
        viewer.get("trees").await.assert_status(401);
        let login = json!({ "email": viewer.person().email, "password": viewer.person().password });
        app.nobody().post("auth/login/json", &login).await.assert_status(403);
        operator.post_nothing(&path("activate")).await.assert_status(204);
        app.nobody().post("auth/login/json", &login).await.assert_status(200);
        let own = format!("platform/users/{}/deactivate", operator.person().id);
        operator.post_nothing(&own).await.assert_status(409);
        operator.post_nothing("platform/users/01900000-0000-7000-8000-000000000000/deactivate").await.assert_status(404);
    }

    async fn operators_find_people_by_name_or_address(app: TestApp) {
        let (operator, viewer) = (operator(app).await, app.viewer().await);
        operator.post("account/agents", json!({ "name": "Viewing bot", "role": "viewer" })).await.assert_status(201);
        let found = operator.get("platform/users?q=VIEWER@").await.assert_status(200);
        assert_eq!(found.json()["items"].as_array().unwrap().len(), 1, "{}", found.body);
        assert_eq!(found.at("/items/0/id"), json!(viewer.person().id));
        assert_eq!((found.at("/items/0/is_active"), found.at("/items/0/is_operator")), (json!(true), json!(false)));
        assert_eq!(found.at("/items/0/last_login_at"), "2026-11-20T12:00:00Z");
        let path = format!("platform/users/{}/deactivate", viewer.person().id);
        operator.post_nothing(&path).await.assert_status(204);
        assert_eq!(operator.get("platform/users?q=viewer").await.at("/items/0/is_active"), false);
        let first = operator.get("platform/users?limit=1").await.assert_status(200);
        let second = operator.get(&format!("platform/users?limit=1&cursor={}", first.text_at("/next_cursor"))).await;
        assert_ne!(first.at("/items/0/id"), second.assert_status(200).at("/items/0/id"));
        assert_eq!(operator.get("platform/users?q=%25").await.at("/items"), json!([]));
    }

    async fn invite_codes_are_shown_once_and_end_when_they_are_revoked(app: TestApp) {
        let operator = operator(app).await;
        let made = operator.post("platform/invite-codes", json!({ "label": "Pilot", "max_uses": 3 })).await.assert_status(201);
        assert!(made.text_at("/code").starts_with("bb_code_"));
        let listed = operator.get("platform/invite-codes").await.assert_status(200);
        assert_eq!(listed.at("/items/0/label"), "Pilot");
        assert_eq!(listed.at("/items/0/uses"), 0);
        assert!(!listed.body.contains("bb_code_"));
        let path = format!("platform/invite-codes/{}", made.text_at("/id"));
        operator.delete(&path).await.assert_status(204);
        operator.delete(&path).await.assert_status(404);
        assert_eq!(operator.get("platform/invite-codes").await.at("/items"), json!([]));
        for wrong in [json!({ "label": " ", "max_uses": 1 }), json!({ "label": "x", "max_uses": 0 })] {
            operator.post("platform/invite-codes", wrong).await.assert_status(422);
        }
    }

    async fn what_operators_do_is_told_to_the_platforms_log(app: TestApp) {
        let (operator, other) = (operator(app).await, app.other_tenant().await);
        patch(&operator, other.person().tenant, json!({ "plan": "pro", "is_active": false })).await.assert_status(200);
        let system = branchbook_server::features::identity::system::TENANT;
        let db = app.db.tenant(system);
        let log = db.read((), |tx, ()| {
            let sql = "SELECT action || ' ' || coalesce(before, '') || ' ' || coalesce(after, '') FROM audit_log WHERE tenant_id = $1 ORDER BY seq";
            Box::pin(async move { tx.all(sql, &[], |row| row.get::<String>(0)).await })
        });
        let log: Result<Vec<String>, branchbook_db::Error> = log.await;
        let log = log.unwrap();
        assert!(log.iter().any(|told| told.starts_with("operator.appointed")), "{log:?}");
        let told = log.last().unwrap();
        assert!(told.starts_with("tenant.changed_by_platform"), "{told}");
        for part in [r#""is_active":true"#, r#""plan":"pro""#, r#""is_active":false"#] {
            assert!(told.contains(part), "{part}: {told}");
        }
    }

    async fn who_is_no_operator_any_more_finds_nothing_at_once_and_on_every_node(app: TestApp) {
        let (operator, elsewhere) = (operator(app).await, app.another_node().await);
        let there = elsewhere.nobody().with_token(operator.token());
        there.get("platform/tenants").await.assert_status(200);
        let viewer = app.viewer().await.person().id;
        assert_eq!(operators::remove(&app.app, viewer).await.unwrap(), None, "they were none");
        operators::appoint(&app.app, viewer).await.unwrap();
        assert_eq!(operators::remove(&app.app, operator.person().id).await.unwrap(), Some(1));
        for client in [&operator, &there] {
            client.get("platform/tenants").await.assert_status(404);
            assert_eq!(client.get("auth/me").await.assert_status(200).at("/user/is_operator"), false);
        }
        // The last one too: the command line can appoint another.
        assert_eq!(operators::remove(&app.app, viewer).await.unwrap(), Some(0));
        let log = app.audit_log(branchbook_server::features::identity::system::TENANT).await;
        let told = log.iter().rev().find(|row| row.target == operator.person().id.uuid() && row.action == "operator.removed").unwrap();
        assert_eq!((&told.before, &told.after), (&json!({ "is_operator": true }), &json!({ "is_operator": false })));
        assert_eq!(log.iter().filter(|row| row.action == "operator.removed").count(), 2);
    }

    async fn a_tenant_goes_from_when_its_deletion_is_wanted(app: TestApp) {
        let (admin, work) = (app.admin().await, OwnWork::of(&app.app));
        let tenant = admin.person().tenant;
        assert!(!tenants::is_going(&work, tenant).await.unwrap());
        let deletion = admin.request(Method::DELETE, "account").json(json!({ "name": "admin" }));
        deletion.send().await.assert_status(202);
        assert!(tenants::is_going(&work, tenant).await.unwrap());
        app.clock.advance(jiff::SignedDuration::from_secs(10));
        jobs::run_due(&app.app).await.unwrap();
        assert_eq!(tenants::find(&work, "admin").await.unwrap(), None);
        assert!(tenants::is_going(&work, tenant).await.unwrap());
    }

    async fn operators_see_the_work_beside_requests(app: TestApp) {
        let operator = operator(app).await;
        jobs::Runner::new(&app.app).run_now("purge_jobs").await.unwrap();
        let listed = operator.get("platform/jobs").await.assert_status(200).json();
        let found = listed["items"].as_array().unwrap().iter().find(|job| job["kind"] == "purge_jobs");
        assert_eq!(found.unwrap()["state"], "done");
    }
}
