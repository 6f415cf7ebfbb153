use branchbook_db::{Error, Sql, params};
use branchbook_server::access::Role;
use branchbook_test_support::{Client, Response, TestApp, app_test, client::Method};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{PASSWORD, register, revocation::change_role};

const MOMENT: SignedDuration = SignedDuration::from_secs(5);

/// A program that has this token.
async fn program(app: &TestApp, owner: &Client, scopes: Value) -> Client {
    let made = make(owner, scopes).await.assert_status(201);
    app.nobody().with_token(&made.text_at("/token"))
}

async fn make(owner: &Client, scopes: Value) -> Response {
    owner
        .post("auth/tokens", json!({ "name": "Nightly import", "scopes": scopes }))
        .await
}

fn flow() -> Value {
    json!({
        "name": "Power", "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [{"id": "end", "type": "solution", "title": "Done"}]},
    })
}

app_test! {
    async fn a_token_is_shown_once_and_acts_as_its_owner(app: TestApp) {
        let engineer = app.engineer().await;
        let made = make(&engineer, json!(["trees:write", "trees:read"])).await.assert_status(201);
        let token = made.text_at("/token");
        assert!(token.starts_with("bb_pat_"));
        assert_eq!(made.header("cache-control"), "no-store");
        let listed = engineer.get("auth/tokens").await.assert_status(200);
        assert!(!listed.body.contains(&token) && token.ends_with(&listed.text_at("/items/0/hint")));
        assert_eq!(listed.at("/items/0/scopes"), json!(["trees:read", "trees:write"]));

        let program = app.nobody().with_token(&token);
        let me = program.get("auth/me").await.assert_status(200);
        assert_eq!(me.at("/user/id"), json!(engineer.person().id));
        assert_eq!(me.at("/tenant/id"), json!(engineer.person().tenant));
        assert_eq!(me.at("/credential"), "token");
        assert_eq!(me.at("/permissions"), json!(["account:self", "trees:read", "trees:write"]));
        assert_eq!(engineer.get("auth/me").await.at("/credential"), "device");
        let tree = program.post("trees", flow()).await.assert_status(201);
        assert_eq!(tree.at("/author/id"), json!(engineer.person().id));
    }

    async fn a_token_does_what_its_scopes_say_and_no_more(app: TestApp) {
        let reader = program(app, &app.admin().await, json!(["trees:read"])).await;
        reader.get("trees").await.assert_status(200);
        reader.post("trees", flow()).await.assert_status(403).assert_problem("forbidden");
        reader.get("sessions").await.assert_status(403);
    }

    async fn a_token_makes_no_token_and_touches_none(app: TestApp) {
        let admin = app.admin().await;
        let all = json!(["account:read", "trees:read", "trees:write", "sessions:read", "sessions:run", "admin"]);
        let made = make(&admin, all).await.assert_status(201);
        let program = app.nobody().with_token(&made.text_at("/token"));
        make(&program, json!(["trees:read"])).await.assert_status(403);
        program.get("auth/tokens").await.assert_status(403);
        program.delete(&format!("auth/tokens/{}", made.text_at("/id"))).await.assert_status(403);
    }

    async fn scopes_that_are_none_or_beyond_the_owners_role_are_refused(app: TestApp) {
        let viewer = app.viewer().await;
        for (scopes, pointer) in [
            (json!([]), "/scopes"),
            (json!(["trees:read", "trees:eat"]), "/scopes/1"),
            (json!(["account:manage"]), "/scopes/0"),
            (json!(["account:self"]), "/scopes/0"),
            (json!(["trees:read", "trees:write"]), "/scopes/1"),
            (json!(["admin"]), "/scopes/0"),
        ] {
            let refused = make(&viewer, scopes).await.assert_status(422).assert_problem("invalid_body");
            assert_eq!(refused.at("/errors/0/pointer"), pointer);
        }
        let past = json!({ "name": "Late", "scopes": ["trees:read"], "expires_at": "2020-01-01T00:00:00Z" });
        let refused = viewer.post("auth/tokens", past).await.assert_status(422);
        assert_eq!(refused.at("/errors/0/pointer"), "/expires_at");
    }

    async fn a_revoked_token_is_refused_at_once_here_and_within_seconds_elsewhere(app: TestApp) {
        let (owner, elsewhere) = (app.viewer().await, app.another_node().await);
        let made = make(&owner, json!(["trees:read"])).await.assert_status(201);
        let here = app.nobody().with_token(&made.text_at("/token"));
        let there = elsewhere.nobody().with_token(&made.text_at("/token"));
        for program in [&here, &there] {
            program.get("trees").await.assert_status(200);
        }
        let path = format!("auth/tokens/{}", made.text_at("/id"));
        owner.delete(&path).await.assert_status(204);
        here.get("trees").await.assert_status(401).assert_problem("token_revoked");
        app.clock.advance(MOMENT);
        there.get("trees").await.assert_status(401).assert_problem("token_revoked");
        owner.delete(&path).await.assert_status(404);
        assert_eq!(owner.get("auth/tokens").await.at("/items"), json!([]));
    }

    async fn nobody_revokes_or_lists_what_is_anothers(app: TestApp) {
        let owner = app.viewer().await;
        let made = make(&owner, json!(["trees:read"])).await.assert_status(201);
        for other in [app.admin().await, app.other_tenant().await] {
            other.delete(&format!("auth/tokens/{}", made.text_at("/id"))).await.assert_status(404);
            assert_eq!(other.get("auth/tokens").await.at("/items"), json!([]));
        }
        app.nobody().with_token(&made.text_at("/token")).get("trees").await.assert_status(200);
    }

    async fn a_token_expires(app: TestApp) {
        let owner = app.viewer().await;
        let wanted = json!({ "name": "Today", "scopes": ["trees:read"], "expires_at": "2026-11-20T12:01:00Z" });
        let made = owner.post("auth/tokens", wanted).await.assert_status(201);
        let program = app.nobody().with_token(&made.text_at("/token"));
        app.clock.advance(SignedDuration::from_secs(59));
        program.get("trees").await.assert_status(200);
        app.clock.advance(SignedDuration::from_secs(1));
        program.get("trees").await.assert_status(401).assert_problem("token_expired");
    }

    async fn a_demoted_owners_token_loses_what_the_role_has_not(app: TestApp) {
        let owner = app.engineer().await;
        let program = program(app, &owner, json!(["trees:read", "trees:write"])).await;
        program.post("trees", flow()).await.assert_status(201);
        change_role(app, owner.person(), "viewer").await;
        app.clock.advance(MOMENT);
        program.post("trees", flow()).await.assert_status(403);
        program.get("trees").await.assert_status(200);
    }

    async fn a_deactivated_owners_token_is_refused(app: TestApp) {
        let made = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&made.text_at("/access_token"));
        let program = program(app, &ada, json!(["trees:read"])).await;
        program.get("trees").await.assert_status(200);
        deactivate(app, "users", &made.text_at("/user/id")).await;
        app.clock.advance(MOMENT);
        program.get("trees").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_deactivated_tenants_token_is_refused(app: TestApp) {
        let made = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&made.text_at("/access_token"));
        let program = program(app, &ada, json!(["trees:read"])).await;
        program.get("trees").await.assert_status(200);
        deactivate(app, "tenants", &made.text_at("/tenant/id")).await;
        app.clock.advance(MOMENT);
        program.get("trees").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_made_up_token_is_unknown(app: TestApp) {
        for made_up in ["bb_pat_", "bb_pat_x", &format!("bb_pat_{}", "A".repeat(43)), &format!("bb_pat_{}", "ä".repeat(21))] {
            app.nobody().with_token(made_up).get("trees").await.assert_status(401).assert_problem("unauthenticated");
        }
    }

    async fn when_a_token_was_last_used_is_known_to_the_minute(app: TestApp) {
        let owner = app.viewer().await;
        let program = program(app, &owner, json!(["trees:read"])).await;
        assert_eq!(owner.get("auth/tokens").await.at("/items/0/last_used_at"), Value::Null);
        program.get("trees").await.assert_status(200);
        assert_eq!(last_use(&owner, Value::Null).await, "2026-11-20T12:00:00Z");
        app.clock.advance(SignedDuration::from_secs(59));
        program.get("trees").await.assert_status(200);
        assert_eq!(owner.get("auth/tokens").await.at("/items/0/last_used_at"), "2026-11-20T12:00:00Z");
        app.clock.advance(SignedDuration::from_secs(2));
        program.get("trees").await.assert_status(200);
        assert_eq!(last_use(&owner, json!("2026-11-20T12:00:00Z")).await, "2026-11-20T12:01:01Z");
    }

    async fn of_many_made_at_once_there_are_fifty(app: TestApp) {
        let owner = app.viewer().await;
        let made = join_all((0..60).map(|_| make(&owner, json!(["trees:read"])))).await;
        let count = |status| made.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(201), count(409)), (50, 10));
    }

    async fn the_secret_is_kept_in_no_answer_for_an_idempotency_key(app: TestApp) {
        let owner = app.viewer().await;
        let send = async || {
            let request = owner.request(Method::POST, "auth/tokens").header("idempotency-key", "one");
            request.json(json!({ "name": "Nightly import", "scopes": ["trees:read"] })).send().await
        };
        let token = send().await.assert_status(201).text_at("/token");
        let again = send().await.assert_status(409).assert_problem("idempotency_answer_lost");
        assert!(!again.body.contains(&token));
        assert_eq!(owner.get("auth/tokens").await.at("/items").as_array().unwrap().len(), 1);
    }

    async fn no_token_is_kept_in_an_answer_for_an_idempotency_key(app: TestApp) {
        let made = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&made.text_at("/access_token"));
        let login = json!({ "email": "ada@example.com", "password": PASSWORD });
        let mut token = made.text_at("/refresh_token");
        for (path, body) in [
            ("auth/login/json", login),
            ("auth/refresh", json!({ "refresh_token": token })),
            ("auth/switch-tenant", json!({ "tenant_id": made.at("/tenant/id"), "refresh_token": token })),
            ("auth/register", json!({ "email": "eve@example.com", "password": PASSWORD, "name": "Eve" })),
        ] {
            let send = || async { ada.request(Method::POST, path).header("idempotency-key", path).json(&body).send().await };
            token = send().await.text_at("/refresh_token");
            let again = send().await.assert_status(409).assert_problem("idempotency_answer_lost");
            assert!(token.starts_with("bb_rt_") && !again.body.contains(&token), "{path}");
        }
    }

    async fn a_programs_requests_are_counted_as_its_owners_and_keyed_as_its_own(app: TestApp) {
        let owner = app.member("keyed", Role::Engineer).await;
        let (one, other) = (
            program(app, &owner, json!(["trees:write"])).await,
            program(app, &owner, json!(["trees:write"])).await,
        );
        let send = async |program: &Client| {
            program.request(Method::POST, "trees").header("idempotency-key", "one").json(flow()).send().await
        };
        let first = send(&one).await.assert_status(201);
        assert_eq!(send(&one).await.assert_status(201).body, first.body);
        send(&other).await.assert_status(422).assert_problem("idempotency_key_reused");
    }

    async fn what_was_done_with_tokens_is_in_the_audit_log(app: TestApp) {
        let registered = register(app, "ada@example.com").await;
        let ada = app.nobody().with_token(&registered.text_at("/access_token"));
        let made = make(&ada, json!(["trees:read"])).await.assert_status(201);
        ada.delete(&format!("auth/tokens/{}", made.text_at("/id"))).await.assert_status(204);
        let mut events = app.audit_log(registered.text_at("/tenant/id").parse().unwrap()).await;
        events.retain(|event| event.target_type == "token");
        let told: Vec<_> = events.iter().map(|event| (&*event.action, event.target.to_string())).collect();
        let id = made.text_at("/id");
        assert_eq!(told, [("token.created", id.clone()), ("token.revoked", id)]);
        assert_eq!(events[0].after["scopes"], json!(["trees:read"]));
        assert!(events.iter().all(|event| event.actor.map(|actor| json!(actor)) == Some(registered.at("/user/id"))));
    }
}

/// When the only token was last used, as soon as that is not `before`: it is noted beside the request.
async fn last_use(owner: &Client, before: Value) -> Value {
    for _ in 0..500 {
        let at = owner.get("auth/tokens").await.at("/items/0/last_used_at");
        if at != before {
            return at;
        }
    }
    before
}

async fn deactivate(app: &TestApp, table: &'static str, id: &str) {
    let id: uuid::Uuid = id.parse().expect("an id");
    let changed: Result<u64, Error> = app
        .db
        .global()
        .write(id, move |tx, id| {
            let sql = Sql::from(format!("UPDATE {table} SET is_active = FALSE WHERE id = $1"));
            Box::pin(async move { tx.execute(sql, params![id]).await })
        })
        .await;
    assert_eq!(changed.expect("what the test made"), 1);
}
