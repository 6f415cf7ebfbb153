use branchbook_test_support::{Response, app_test};
use futures_util::future::join_all;
use serde_json::json;

fn count(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

app_test! {
    async fn who_makes_an_organization_is_its_admin(app: TestApp) {
        let viewer = app.viewer().await;
        let made = viewer.post("account/organizations", json!({ "name": " Night shift " })).await.assert_status(201);
        assert_eq!(made.at("/name"), "Night shift");
        assert_eq!((made.at("/type"), made.at("/plan"), made.at("/slug")), (json!("organization"), json!("free"), json!("night-shift")));
        let memberships = viewer.get("auth/me").await.at("/memberships");
        let found = memberships.as_array().unwrap().iter().find(|m| m["tenant"]["id"] == made.at("/id")).unwrap().clone();
        assert_eq!(found["role"], "admin");
        let events = app.audit_log(made.text_at("/id").parse().unwrap()).await;
        assert_eq!(events[0].action, "account.created");
        assert_eq!(events[0].actor, Some(viewer.person().id));
    }

    async fn two_organizations_of_one_name_have_different_slugs(app: TestApp) {
        let viewer = app.viewer().await;
        let mut slugs = vec![];
        for _ in 0..2 {
            slugs.push(viewer.post("account/organizations", json!({ "name": "Ops" })).await.assert_status(201).text_at("/slug"));
        }
        assert_eq!(slugs[0], "ops");
        assert!(slugs[1].starts_with("ops-"));
    }

    async fn of_many_organizations_made_at_once_there_are_twenty(app: TestApp) {
        let viewer = app.viewer().await;
        let answers = join_all((0..30).map(|n| viewer.post("account/organizations", json!({ "name": format!("Team {n}") })))).await;
        assert_eq!((count(&answers, 201), count(&answers, 403)), (20, 10));
        let refused = answers.into_iter().find(|answer| answer.status == 403).unwrap().assert_problem("plan_limit_reached");
        assert_eq!((refused.at("/limit"), refused.at("/current")), (json!(20), json!(20)));
    }
}
