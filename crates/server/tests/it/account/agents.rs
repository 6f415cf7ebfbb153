use branchbook_test_support::{Client, Response, app_test, client::Method};
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn agent(admin: &Client, role: &str) -> Response {
    admin
        .post("account/agents", json!({ "name": "Ticket bot", "role": role }))
        .await
        .assert_status(201)
}

async fn token(admin: &Client, agent: &str, scopes: Value) -> Response {
    admin
        .post(
            &format!("account/agents/{agent}/tokens"),
            json!({ "name": "Key", "scopes": scopes }),
        )
        .await
}

fn flow() -> Value {
    json!({
        "name": "Power", "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [{"id": "end", "type": "solution", "title": "Done"}]},
    })
}

app_test! {
    async fn what_an_agent_does_is_attributed_to_it(app: TestApp) {
        let admin = app.admin().await;
        let id = agent(&admin, "engineer").await.text_at("/id");
        let key = token(&admin, &id, json!(["trees:write", "trees:read", "sessions:run", "sessions:read"])).await.assert_status(201);
        assert_eq!(key.header("cache-control"), "no-store");
        let bot = app.nobody().with_token(&key.text_at("/token"));
        let tree = bot.post("trees", flow()).await.assert_status(201);
        assert_eq!(tree.at("/author"), json!({ "id": id, "name": "Ticket bot" }));
        let tree = tree.text_at("/id");
        let versions = bot.get(&format!("trees/{tree}/versions")).await.assert_status(200);
        assert!(versions.body.contains("Ticket bot"), "{}", versions.body);
        let session = bot.post("sessions", json!({ "tree_id": tree })).await.assert_status(201);
        assert!(session.body.contains(&id), "{}", session.body);
    }

    async fn an_agent_never_signs_in_and_is_no_member_of_the_plan(app: TestApp) {
        let admin = app.admin().await;
        app.set_plan(admin.person().tenant, "free").await;
        let before = admin.get("account/usage").await.at("/members/used");
        for _ in 0..5 {
            agent(&admin, "viewer").await;
        }
        assert_eq!(admin.get("account/usage").await.at("/members/used"), before);
        let id = agent(&admin, "viewer").await.text_at("/id");
        let login = json!({ "email": format!("{id}@agents.invalid"), "password": "" });
        app.nobody().post("auth/login/json", login).await.assert_status(401).assert_problem("invalid_credentials");
        let members = admin.get("account/members?q=ticket").await;
        assert_eq!(members.at("/items/0/is_agent"), true);
    }

    async fn a_changed_agent_may_do_what_its_role_says(app: TestApp) {
        let admin = app.admin().await;
        let id = agent(&admin, "engineer").await.text_at("/id");
        let bot = app.nobody().with_token(&token(&admin, &id, json!(["trees:write"])).await.text_at("/token"));
        bot.post("trees", flow()).await.assert_status(201);
        let change = json!({ "name": "Reader", "role": "viewer" });
        let path = format!("account/agents/{id}");
        let changed = admin.request(Method::PATCH, &path).json(change).send().await.assert_status(200);
        assert_eq!((changed.at("/name"), changed.at("/role")), (json!("Reader"), json!("viewer")));
        bot.post("trees", flow()).await.assert_status(403);
        assert_eq!(admin.get("account/agents").await.at("/items/0/name"), "Reader");
    }

    async fn a_demoted_agents_invites_end(app: TestApp) {
        let admin = app.admin().await;
        let id = agent(&admin, "admin").await.text_at("/id");
        let bot = app.nobody().with_token(&token(&admin, &id, json!(["admin"])).await.text_at("/token"));
        let code = bot.post("account/invites", json!({ "role": "admin" })).await.assert_status(201).text_at("/code");
        app.nobody().get(&format!("invites/{code}")).await.assert_status(200);
        let path = format!("account/agents/{id}");
        admin.request(Method::PATCH, &path).json(json!({ "role": "viewer" })).send().await.assert_status(200);
        app.nobody().get(&format!("invites/{code}")).await.assert_status(410).assert_problem("invite_invalid");
    }

    async fn a_removed_agents_tokens_end(app: TestApp) {
        let (admin, elsewhere) = (app.admin().await, app.another_node().await);
        let id = agent(&admin, "viewer").await.text_at("/id");
        let key = token(&admin, &id, json!(["trees:read"])).await.text_at("/token");
        let (bot, bot_there) = (app.nobody().with_token(&key), elsewhere.nobody().with_token(&key));
        bot.get("trees").await.assert_status(200);
        bot_there.get("trees").await.assert_status(200);
        admin.delete(&format!("account/agents/{id}")).await.assert_status(204);
        bot.get("trees").await.assert_status(401);
        app.clock.advance(SignedDuration::from_secs(2));
        bot_there.get("trees").await.assert_status(401);
        assert_eq!(admin.get("account/agents").await.at("/items"), json!([]));
        token(&admin, &id, json!(["trees:read"])).await.assert_status(404);
    }

    async fn a_token_of_an_agents_is_revoked(app: TestApp) {
        let admin = app.admin().await;
        let id = agent(&admin, "viewer").await.text_at("/id");
        let key = token(&admin, &id, json!(["trees:read"])).await;
        let bot = app.nobody().with_token(&key.text_at("/token"));
        bot.get("trees").await.assert_status(200);
        let tokens = format!("account/agents/{id}/tokens");
        assert_eq!(admin.get(&tokens).await.at("/items/0/id"), key.at("/id"));
        admin.delete(&format!("{tokens}/{}", key.text_at("/id"))).await.assert_status(204);
        bot.get("trees").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn nobody_makes_tokens_for_people_or_agents_of_others(app: TestApp) {
        let (admin, viewer, other) = (app.admin().await, app.viewer().await, app.other_tenant().await);
        token(&admin, &viewer.person().id.to_string(), json!(["trees:read"])).await.assert_status(404);
        let path = format!("account/agents/{}", viewer.person().id);
        admin.request(Method::PATCH, &path).json(json!({ "role": "admin" })).send().await.assert_status(404);
        admin.delete(&path).await.assert_status(404);
        let id = agent(&admin, "viewer").await.text_at("/id");
        token(&other, &id, json!(["trees:read"])).await.assert_status(404);
    }

    async fn a_program_gives_no_token_more_than_it_has(app: TestApp) {
        let admin = app.admin().await;
        let id = agent(&admin, "engineer").await.text_at("/id");
        let own = admin.post("auth/tokens", json!({ "name": "Bot", "scopes": ["admin"] })).await.text_at("/token");
        let program = app.nobody().with_token(&own);
        let refused = token(&program, &id, json!(["trees:write"])).await.assert_status(422);
        assert_eq!(refused.at("/errors/0/pointer"), "/scopes/0");
    }
}
