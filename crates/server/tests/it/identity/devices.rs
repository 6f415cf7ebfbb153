use std::collections::HashSet;

use branchbook_domain::id::TenantId;
use branchbook_server::{access::Role, app::Clock, features::identity::service};
use branchbook_test_support::{Client, Response, TestApp, app_test, client::Method};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{PASSWORD, refresh, register};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

app_test! {
    async fn a_person_sees_their_devices_in_words(app: TestApp) {
        let first = register(app, "ada@example.com").await;
        app.clock.advance(SignedDuration::from_secs(60));
        let second = sign_in_with(app, FIREFOX).await;
        register(app, "eve@example.com").await;
        let devices = signed_in(app, &second).get("auth/sessions").await.assert_status(200).at("/items");
        let devices = devices.as_array().unwrap();
        assert_eq!(devices.len(), 2);
        let (laptop, program) = (&devices[0], &devices[1]);
        assert_eq!(laptop["agent"], "Firefox on Linux");
        assert_eq!(laptop["user_agent"], FIREFOX);
        assert_eq!((&laptop["current"], &program["current"]), (&json!(true), &json!(false)));
        assert_eq!(laptop["ip"], "127.0.0.1");
        assert_eq!(laptop["tenant"], json!({ "id": first.at("/tenant/id"), "name": "Ada Lovelace" }));
        assert_eq!(laptop["last_used_at"], "2026-11-20T12:01:00Z");
        assert_eq!(program["created_at"], "2026-11-20T12:00:00Z");
    }

    async fn revoking_a_device_ends_it_and_is_on_record(app: TestApp) {
        let laptop = register(app, "ada@example.com").await;
        let phone = sign_in_with(app, FIREFOX).await;
        let ada = signed_in(app, &laptop);
        let id = device_ids(&ada, false).await.remove(0);
        ada.delete(&format!("auth/sessions/{id}")).await.assert_status(204);
        signed_in(app, &phone).get("auth/me").await.assert_problem("token_revoked");
        refresh(app, &phone.text_at("/refresh_token")).await.assert_problem("token_revoked");
        ada.delete(&format!("auth/sessions/{id}")).await.assert_problem("not_found");
        assert_eq!(device_ids(&ada, false).await, Vec::<String>::new());
        ada.get("auth/me").await.assert_status(200);

        let log = app.audit_log(tenant_of(&laptop)).await;
        let revoked: Vec<_> = log.iter().filter(|row| row.action == "device.revoked").collect();
        assert_eq!(revoked.len(), 1);
        assert_eq!((revoked[0].target.to_string(), &revoked[0].before["agent"]), (id, &json!("Firefox on Linux")));
    }

    async fn nobody_revokes_somebody_elses_device(app: TestApp) {
        let ada = signed_in(app, &register(app, "ada@example.com").await);
        let eve = signed_in(app, &register(app, "eve@example.com").await);
        let id = device_ids(&ada, true).await.remove(0);
        eve.delete(&format!("auth/sessions/{id}")).await.assert_status(404).assert_problem("not_found");
        ada.get("auth/me").await.assert_status(200);
    }

    async fn signing_out_everywhere_ends_this_device_too(app: TestApp) {
        let laptop = register(app, "ada@example.com").await;
        let phone = sign_in_with(app, FIREFOX).await;
        let eve = signed_in(app, &register(app, "eve@example.com").await);
        signed_in(app, &laptop).post_nothing("auth/logout-all").await.assert_status(204);
        for device in [&laptop, &phone] {
            signed_in(app, device).get("auth/me").await.assert_problem("token_revoked");
            refresh(app, &device.text_at("/refresh_token")).await.assert_problem("token_revoked");
        }
        eve.get("auth/me").await.assert_status(200);
        let last = app.audit_log(tenant_of(&laptop)).await.pop().unwrap();
        assert_eq!((last.action.as_str(), &last.after["devices"]), ("devices.revoked", &json!(2)));
    }

    async fn a_device_goes_to_another_tenant_with_both_tokens_replaced(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let body = json!({ "tenant_id": team, "refresh_token": ada.text_at("/refresh_token") });
        let moved = signed_in(app, &ada).post("auth/switch-tenant", &body).await.assert_status(200);
        let me = signed_in(app, &moved).get("auth/me").await.assert_status(200);
        assert_eq!((me.text_at("/tenant/id"), me.at("/role")), (team.to_string(), json!("engineer")));
        let devices = signed_in(app, &moved).get("auth/sessions").await.at("/items");
        assert_eq!(devices.as_array().unwrap().len(), 1);

        // A lost answer can be asked for again; the token lives on in the tenant it moved to.
        let again = signed_in(app, &ada).post("auth/switch-tenant", &body).await.assert_status(200);
        assert_eq!(again.at("/refresh_token"), moved.at("/refresh_token"));
        let next = refresh(app, &moved.text_at("/refresh_token")).await.assert_status(200);
        assert_eq!(signed_in(app, &next).get("auth/me").await.text_at("/tenant/id"), team.to_string());

        let log = app.audit_log(team).await;
        assert!(log.iter().any(|row| row.action == "device.signed_in" && row.after["by"] == "switch_tenant"), "{log:?}");
    }

    async fn without_its_refresh_token_a_device_only_looks_in_elsewhere(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let looking = signed_in(app, &ada).post("auth/switch-tenant", json!({ "tenant_id": team })).await.assert_status(200);
        assert!(looking.json().get("refresh_token").is_none(), "an access token is good for no chain of its own");
        let tenant = |tokens: Response| async move { signed_in(app, &tokens).get("auth/me").await.assert_status(200).text_at("/tenant/id") };
        assert_eq!(tenant(looking).await, team.to_string());
        assert!(app.audit_log(team).await.iter().any(|row| row.after["by"] == "switch_tenant"));
        // The device stays where it is, and its chain goes on.
        let next = refresh(app, &ada.text_at("/refresh_token")).await.assert_status(200);
        assert_eq!(tenant(next).await, tenant_of(&ada).to_string());
    }

    async fn who_looks_in_again_and_again_is_out_when_the_first_token_ends(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let mut token = ada.text_at("/access_token");
        for (minutes, tenant) in [(5, team), (5, tenant_of(&ada)), (4, tenant_of(&ada))] {
            app.clock.advance(SignedDuration::from_mins(minutes));
            let there = app.nobody().with_token(&token).post("auth/switch-tenant", json!({ "tenant_id": tenant })).await;
            token = there.assert_status(200).text_at("/access_token");
        }
        let there = app.nobody().with_token(&token);
        let last = there.post("auth/switch-tenant", json!({ "tenant_id": team })).await.assert_status(200);
        assert_eq!(last.at("/expires_in"), 60);
        app.clock.advance(SignedDuration::from_mins(1));
        for token in [token, last.text_at("/access_token")] {
            app.nobody().with_token(&token).get("auth/me").await.assert_status(401).assert_problem("token_expired");
        }
    }

    async fn who_is_removed_where_they_only_look_in_is_out_there(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let looking = signed_in(app, &ada).post("auth/switch-tenant", json!({ "tenant_id": team })).await.assert_status(200);
        let login = json!({ "email": "team@example.com", "password": PASSWORD });
        let admin = signed_in(app, &app.nobody().post("auth/login/json", login).await.assert_status(200));
        signed_in(app, &looking).get("trees").await.assert_status(200);
        admin.delete(&format!("account/members/{}", ada.text_at("/user/id"))).await.assert_status(204);
        signed_in(app, &looking).get("trees").await.assert_status(401).assert_problem("token_revoked");
    }

    async fn a_device_that_has_ended_looks_in_nowhere(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let elsewhere = app.another_node().await;
        let there = elsewhere.nobody().with_token(&ada.text_at("/access_token"));
        there.get("auth/me").await.assert_status(200);
        signed_in(app, &ada).post_nothing("auth/logout").await.assert_status(204);
        // The other node has not heard of it yet.
        there.post("auth/switch-tenant", json!({ "tenant_id": team })).await.assert_status(401).assert_problem("token_revoked");
    }

    async fn nobody_switches_with_a_token_that_is_not_the_devices(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let other = sign_in_with(app, FIREFOX).await.text_at("/refresh_token");
        for shown in [other.as_str(), "bb_rt_x", ""] {
            let body = json!({ "tenant_id": team, "refresh_token": shown });
            signed_in(app, &ada).post("auth/switch-tenant", body).await.assert_status(401).assert_problem("invalid_refresh_token");
        }
        refresh(app, &other).await.assert_status(200);
        refresh(app, &ada.text_at("/refresh_token")).await.assert_status(200);
    }

    async fn switching_with_a_token_from_before_ends_the_device(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let old = ada.text_at("/refresh_token");
        let newer = refresh(app, &old).await.assert_status(200);
        refresh(app, &newer.text_at("/refresh_token")).await.assert_status(200);
        let body = json!({ "tenant_id": team, "refresh_token": old });
        signed_in(app, &ada).post("auth/switch-tenant", body).await.assert_status(401).assert_problem("refresh_token_reused");
        signed_in(app, &ada).get("auth/me").await.assert_problem("token_revoked");
    }

    async fn fifty_switches_at_once_give_one_successor(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let client = signed_in(app, &ada);
        let body = json!({ "tenant_id": team, "refresh_token": ada.text_at("/refresh_token") });
        let answers = join_all((0..50).map(|_| client.post("auth/switch-tenant", &body))).await;
        let tokens: HashSet<_> = answers.into_iter().map(|answer| answer.assert_status(200).text_at("/refresh_token")).collect();
        assert_eq!(tokens.len(), 1);
        refresh(app, tokens.iter().next().unwrap()).await.assert_status(200);
    }

    async fn nobody_switches_to_a_tenant_that_is_not_theirs(app: TestApp) {
        let ada = signed_in(app, &register(app, "ada@example.com").await);
        let eves = tenant_of(&register(app, "eve@example.com").await);
        ada.post("auth/switch-tenant", json!({ "tenant_id": eves })).await.assert_status(404).assert_problem("not_found");
    }

    async fn a_browser_switches_with_its_cookie(app: TestApp) {
        let (_, team) = in_two_tenants(app).await;
        let browser = app.browser();
        let login = json!({ "email": "ada@example.com", "password": PASSWORD, "client": "web" });
        let token = browser.post("auth/login/json", login).await.assert_status(200).text_at("/access_token");
        let browser = browser.with_token(&token);
        let switched = browser.post("auth/switch-tenant", json!({ "tenant_id": team, "client": "web" })).await.assert_status(200);
        assert!(!switched.body.contains("bb_rt_") && switched.header("set-cookie").starts_with("bb_refresh=bb_rt_"));
        let next = browser.post_nothing("auth/refresh").await.assert_status(200);
        assert_eq!(signed_in(app, &next).get("auth/me").await.text_at("/tenant/id"), team.to_string());
    }

    async fn sign_in_goes_to_where_the_person_was_last(app: TestApp) {
        let (ada, team) = in_two_tenants(app).await;
        let tenant = |tokens: Response| async move { signed_in(app, &tokens).get("auth/me").await.text_at("/tenant/id") };
        assert_eq!(tenant(sign_in_with(app, FIREFOX).await).await, tenant_of(&ada).to_string());
        app.clock.advance(SignedDuration::from_secs(1));
        let there = json!({ "tenant_id": team, "refresh_token": ada.text_at("/refresh_token") });
        signed_in(app, &ada).post("auth/switch-tenant", there).await.assert_status(200);
        assert_eq!(tenant(sign_in_with(app, FIREFOX).await).await, team.to_string());
    }

    async fn a_person_changes_their_name(app: TestApp) {
        let admin = app.admin().await;
        let renamed = |name: &str| admin.request(Method::PATCH, "auth/me").json(json!({ "name": name })).send();
        let me = renamed(" Grace Hopper ").await.assert_status(200);
        assert_eq!(me.at("/user/name"), "Grace Hopper");
        assert_eq!(admin.get("auth/me").await.at("/user/name"), "Grace Hopper");
        renamed(" ").await.assert_status(422).assert_problem("invalid_body");
        let last = app.audit_log(admin.person().tenant).await.pop().unwrap();
        assert_eq!((last.action.as_str(), last.before, last.after), ("user.renamed", json!({ "name": "admin" }), json!({ "name": "Grace Hopper" })));
    }
}

fn signed_in(app: &TestApp, tokens: &Response) -> Client {
    app.nobody().with_token(&tokens.text_at("/access_token"))
}

fn tenant_of(registered: &Response) -> TenantId {
    registered.text_at("/tenant/id").parse().expect("an id")
}

/// Ada signs in once more, with this User-Agent.
async fn sign_in_with(app: &TestApp, agent: &str) -> Response {
    let request = app
        .nobody()
        .request(Method::POST, "auth/login/json")
        .header("user-agent", agent);
    let login = json!({ "email": "ada@example.com", "password": PASSWORD });
    request.json(login).send().await.assert_status(200)
}

async fn device_ids(client: &Client, current: bool) -> Vec<String> {
    let devices = client.get("auth/sessions").await.assert_status(200).at("/items");
    let devices: Vec<Value> = devices.as_array().expect("a list").clone();
    let wanted = devices.iter().filter(|device| device["current"] == current);
    wanted
        .map(|device| device["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// Ada, signed in to her own tenant, and another in which she is an engineer.
async fn in_two_tenants(app: &TestApp) -> (Response, TenantId) {
    let ada = register(app, "ada@example.com").await;
    let team = tenant_of(&register(app, "team@example.com").await);
    let id = ada.text_at("/user/id").parse().expect("an id");
    let added = service::add_member(&app.db.global(), id, team, Role::Engineer, app.clock.now()).await;
    assert!(added.expect("a new member"));
    (ada, team)
}
