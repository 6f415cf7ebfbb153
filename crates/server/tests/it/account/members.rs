use branchbook_server::access::Role;
use branchbook_server::features::identity::revocation;
use branchbook_test_support::{
    Client, Response, TestApp, app_test,
    client::{Method, Person},
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

async fn change_role(by: &Client, whose: &Client, role: &str) -> Response {
    let path = format!("account/members/{}", whose.person().id);
    by.request(Method::PATCH, &path)
        .json(json!({ "role": role }))
        .send()
        .await
}

async fn remove(by: &Client, whom: &Client) -> Response {
    by.delete(&format!("account/members/{}", whom.person().id)).await
}

async fn admins(app: &TestApp, of: &Client) -> usize {
    // Asked with somebody who stays: the manager.
    let members = app
        .manager()
        .await
        .get("account/members?limit=200")
        .await
        .assert_status(200);
    assert_eq!(app.manager().await.person().tenant, of.person().tenant);
    let members = members.at("/items");
    members
        .as_array()
        .expect("a list")
        .iter()
        .filter(|member| member["role"] == "admin")
        .count()
}

fn flow() -> Value {
    json!({
        "name": "Power", "tree_type": "troubleshooting",
        "tree_structure": {"kind": "troubleshooting", "root": "end", "nodes": [{"id": "end", "type": "solution", "title": "Done"}]},
    })
}

app_test! {
    async fn members_are_listed_by_name_found_and_paged(app: TestApp) {
        let admin = app.admin().await;
        for name in ["Zoe", "bob", "Ann"] {
            app.member(name, Role::Viewer).await;
        }
        let names = async |query: &str| {
            let list = admin.get(&format!("account/members?{query}")).await.assert_status(200).json();
            let items = list["items"].as_array().unwrap().clone();
            let names: Vec<_> = items.iter().map(|item| item["user"]["name"].as_str().unwrap().to_owned()).collect();
            (names, list["next_cursor"].as_str().map(str::to_owned))
        };
        assert_eq!(names("").await.0, ["admin", "Ann", "bob", "Zoe"]);
        assert_eq!(names("q=O").await.0, ["admin", "Ann", "bob", "Zoe"], "each has example.com");
        assert_eq!(names("q=BOB").await.0, ["bob"]);
        assert_eq!(names("q=%25").await.0, [""; 0]);
        let (first, cursor) = names("limit=3").await;
        assert_eq!(first, ["admin", "Ann", "bob"]);
        assert_eq!(names(&format!("limit=3&cursor={}", cursor.unwrap())).await, (vec!["Zoe".to_owned()], None));
        let member = admin.get("account/members?q=bob").await.at("/items/0");
        assert_eq!((&member["role"], &member["is_agent"]), (&json!("viewer"), &json!(false)));
        assert!(member["last_seen_at"].is_string() && member["joined_at"].is_string());
    }

    async fn a_changed_role_counts_at_once_here_and_within_seconds_elsewhere(app: TestApp) {
        let (admin, engineer, elsewhere) = (app.admin().await, app.engineer().await, app.another_node().await);
        let there = elsewhere.nobody().with_token(engineer.token());
        engineer.post("trees", flow()).await.assert_status(201);
        there.post("trees", flow()).await.assert_status(201);
        app.clock.advance(SignedDuration::from_secs(1));
        let changed = change_role(&admin, &engineer, "viewer").await.assert_status(200);
        assert_eq!((changed.at("/role"), changed.at("/user/id")), (json!("viewer"), json!(engineer.person().id)));
        engineer.post("trees", flow()).await.assert_status(403);
        revocation::poll(&elsewhere.app).await.unwrap();
        there.post("trees", flow()).await.assert_status(403);
        let told = app.audit_log(admin.person().tenant).await.pop().unwrap();
        assert_eq!((&*told.action, &told.before["role"], &told.after["role"]), ("member.role_changed", &json!("engineer"), &json!("viewer")));
    }

    async fn a_removed_members_devices_and_tokens_end_at_once_here_and_within_seconds_elsewhere(app: TestApp) {
        let (admin, engineer, elsewhere) = (app.admin().await, app.engineer().await, app.another_node().await);
        let tree = engineer.post("trees", flow()).await.assert_status(201).text_at("/id");
        engineer.put("settings/theme", json!("dark")).await.assert_status(200);
        let token = engineer.post("auth/tokens", json!({ "name": "Bot", "scopes": ["trees:read"] })).await.text_at("/token");
        let program = app.nobody().with_token(&token);
        let (engineer_there, program_there) =
            (elsewhere.nobody().with_token(engineer.token()), elsewhere.nobody().with_token(&token));
        for client in [&engineer, &program, &engineer_there, &program_there] {
            client.get("trees").await.assert_status(200);
        }
        remove(&admin, &engineer).await.assert_status(204);
        for client in [&engineer, &program] {
            client.get("trees").await.assert_status(401).assert_problem("token_revoked");
        }
        app.clock.advance(SignedDuration::from_secs(2));
        revocation::poll(&elsewhere.app).await.unwrap();
        for client in [&engineer_there, &program_there] {
            client.get("trees").await.assert_status(401).assert_problem("token_revoked");
        }
        // What they wrote stays, with their name; they themselves are at home elsewhere.
        let tree = admin.get(&format!("trees/{tree}")).await.assert_status(200);
        assert_eq!(tree.at("/author/name"), "engineer");
        remove(&admin, &engineer).await.assert_status(404);
        let login = json!({ "email": engineer.person().email, "password": engineer.person().password });
        let again = app.nobody().post("auth/login/json", login).await.assert_status(200);
        let me = app.nobody().with_token(&again.text_at("/access_token")).get("auth/me").await;
        assert_ne!(me.at("/tenant/id"), json!(admin.person().tenant));
        let told = app.audit_log(admin.person().tenant).await.into_iter().find(|event| event.action == "member.removed").unwrap();
        assert_eq!(told.before, json!({ "name": "engineer", "role": "engineer" }));
    }

    async fn who_comes_back_is_what_the_new_invite_says_on_every_node(app: TestApp) {
        let (admin, engineer, elsewhere) = (app.admin().await, app.engineer().await, app.another_node().await);
        change_role(&admin, &engineer, "admin").await.assert_status(200);
        revocation::poll(&elsewhere.app).await.unwrap();
        remove(&admin, &engineer).await.assert_status(204);
        app.clock.advance(SignedDuration::from_secs(1));
        let Person { email, password, tenant, .. } = engineer.person();
        let own = app.nobody().post("auth/login/json", json!({ "email": email, "password": password })).await.assert_status(200);
        let own = app.nobody().with_token(&own.text_at("/access_token"));
        let code = admin.post("account/invites", json!({ "role": "viewer" })).await.assert_status(201).text_at("/code");
        own.post_nothing(&format!("invites/{code}/accept")).await.assert_status(200);
        let back = own.post("auth/switch-tenant", json!({ "tenant_id": tenant })).await.assert_status(200).text_at("/access_token");
        let (here, there) = (app.nobody().with_token(&back), elsewhere.nobody().with_token(&back));
        here.post("trees", flow()).await.assert_status(403);
        revocation::poll(&elsewhere.app).await.unwrap();
        there.post("trees", flow()).await.assert_status(403);
        here.get("account/invites").await.assert_status(403);
    }

    async fn of_many_who_change_a_role_at_once_the_last_one_counts_on_every_node(app: TestApp) {
        let (admin, engineer, elsewhere) = (app.admin().await, app.engineer().await, app.another_node().await);
        let same_admin = elsewhere.nobody().with_token(admin.token());
        let path = format!("account/members/{}", engineer.person().id);
        let roles = ["viewer", "manager"].into_iter().cycle().take(24).enumerate();
        join_all(roles.map(|(turn, role)| {
            let by = if turn % 2 == 0 { &admin } else { &same_admin };
            let path = &path;
            async move { by.request(Method::PATCH, path).json(json!({ "role": role })).send().await.assert_status(200) }
        }))
        .await;
        let stored = admin.get("account/members?q=engineer").await.text_at("/items/0/role");
        for node in [app, &elsewhere] {
            revocation::poll(&node.app).await.unwrap();
            let there = node.nobody().with_token(engineer.token()).get("auth/me").await;
            assert_eq!(there.text_at("/role"), stored);
            let answer = node.nobody().with_token(engineer.token()).post("trees", flow()).await;
            assert_eq!(answer.status, if stored == "viewer" { 403 } else { 201 });
        }
    }

    async fn everybody_may_leave_but_only_admins_remove_others(app: TestApp) {
        let (viewer, engineer) = (app.viewer().await, app.engineer().await);
        remove(&viewer, &engineer).await.assert_status(403).assert_problem("forbidden");
        let token = viewer.post("auth/tokens", json!({ "name": "Bot", "scopes": ["trees:read"] })).await.text_at("/token");
        let program = app.nobody().with_token(&token);
        program.delete(&format!("account/members/{}", viewer.person().id)).await.assert_status(403);
        remove(&viewer, &viewer).await.assert_status(204);
        viewer.get("trees").await.assert_status(401);
    }

    async fn the_last_admin_stays_admin(app: TestApp) {
        let (admin, manager) = (app.admin().await, app.manager().await);
        change_role(&admin, &admin, "manager").await.assert_status(409).assert_problem("last_admin");
        remove(&admin, &admin).await.assert_status(409).assert_problem("last_admin");
        // A machine with the role is nobody who could sign in.
        admin.post("account/agents", json!({ "name": "Bot", "role": "admin" })).await.assert_status(201);
        remove(&admin, &admin).await.assert_status(409).assert_problem("last_admin");
        change_role(&admin, &admin, "admin").await.assert_status(200);
        change_role(&admin, &manager, "admin").await.assert_status(200);
        remove(&admin, &admin).await.assert_status(204);
    }

    async fn of_fifty_admins_who_demote_or_remove_each_other_at_once_one_stays(app: TestApp) {
        let manager = app.manager().await;
        let mut people = vec![];
        for n in 0..50 {
            people.push(app.member(&format!("admin-{n}"), Role::Admin).await);
        }
        let first = app.admin().await;
        remove(&first, &first).await.assert_status(204);
        // Each takes the role from the next, and from themselves: whoever is last keeps it.
        let deeds = (0..50).flat_map(|n| {
            let (by, next) = (people[n].clone(), people[(n + 1) % 50].clone());
            [(by.clone(), next, n % 2 == 0), (by.clone(), by, n % 3 == 0)]
        });
        let answers = join_all(deeds.map(|(by, whose, demote)| async move {
            if demote { change_role(&by, &whose, "viewer").await } else { remove(&by, &whose).await }
        }));
        for answer in answers.await {
            assert!(matches!(answer.status, 200 | 204 | 401 | 403 | 404 | 409), "{}", answer.body);
        }
        assert_eq!(admins(app, &manager).await, 1);
    }

    async fn of_fifty_admins_who_leave_at_once_one_stays(app: TestApp) {
        let manager = app.manager().await;
        let mut people = vec![app.admin().await];
        for n in 0..49 {
            people.push(app.member(&format!("admin-{n}"), Role::Admin).await);
        }
        let answers = join_all(people.iter().map(|person| remove(person, person))).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(204), count(409)), (49, 1));
        assert_eq!(admins(app, &manager).await, 1);
    }

    async fn members_of_other_tenants_are_nobody_here(app: TestApp) {
        let (admin, other) = (app.admin().await, app.other_tenant().await);
        change_role(&other, &admin, "viewer").await.assert_status(404);
        remove(&other, &admin).await.assert_status(404);
        assert!(!other.get("account/members").await.body.contains(&admin.person().email));
    }
}
