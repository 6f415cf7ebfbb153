use branchbook_db::Error;
use branchbook_test_support::{Client, Response, TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::{Value, json};

const PASSWORD: &str = "four words make one";

async fn invite(admin: &Client, body: Value) -> Response {
    admin.post("account/invites", body).await
}

async fn accept(client: &Client, code: &str) -> Response {
    client.post_nothing(&format!("invites/{code}/accept")).await
}

/// Somebody with an account of their own.
async fn stranger(app: &TestApp, name: &str) -> Client {
    let account = json!({ "email": format!("{name}@example.com"), "password": PASSWORD, "name": name });
    let made = app.nobody().post("auth/register", account).await.assert_status(201);
    app.nobody().with_token(&made.text_at("/access_token"))
}

async fn strangers(app: &TestApp, count: usize) -> Vec<Client> {
    join_all((0..count).map(|n| async move { stranger(app, &format!("stranger-{n}")).await })).await
}

/// How many mails wait to be sent that invite somebody.
async fn mails_queued(app: &TestApp) -> i64 {
    let counted: Result<i64, Error> = app
        .db
        .global()
        .read((), |tx, ()| {
            let sql = "SELECT count(*) FROM jobs WHERE kind = 'send_mail' AND state = 'queued' AND payload LIKE '%\"template\":\"invite\"%'";
            Box::pin(async move { tx.one(sql, &[], |row| row.get(0)).await })
        })
        .await;
    counted.expect("a count")
}

fn count(answers: &[Response], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

app_test! {
    async fn who_takes_an_invite_is_a_member_with_its_role(app: TestApp) {
        let (admin, ada) = (app.admin().await, stranger(app, "ada").await);
        let made = invite(&admin, json!({ "role": "developer" })).await.assert_status(201);
        let code = made.text_at("/code");
        assert!(made.text_at("/url").ends_with(&format!("/invite/{code}")) && code.starts_with("bb_inv_"));
        assert_eq!(made.header("cache-control"), "no-store");
        let listed = admin.get("account/invites").await.assert_status(200);
        assert_eq!((listed.at("/items/0/uses"), listed.at("/items/0/created_by/name")), (json!(0), json!("admin")));
        assert!(!listed.body.contains(&code));

        let shown = app.nobody().get(&format!("invites/{code}")).await.assert_status(200);
        assert_eq!((shown.at("/role"), shown.at("/invited_by/name")), (json!("engineer"), json!("admin")));
        assert_eq!(shown.at("/email_hint"), Value::Null);
        app.clock.advance(SignedDuration::from_secs(1));
        let joined = accept(&ada, &code).await.assert_status(200);
        assert_eq!((joined.at("/role"), joined.at("/tenant/id")), (json!("engineer"), json!(admin.person().tenant)));
        let there = ada.post("auth/switch-tenant", json!({ "tenant_id": admin.person().tenant })).await.assert_status(200);
        let there = app.nobody().with_token(&there.text_at("/access_token"));
        assert_eq!(there.get("auth/me").await.at("/role"), "engineer");

        app.nobody().get(&format!("invites/{code}")).await.assert_status(410).assert_problem("invite_invalid");
        assert_eq!(admin.get("account/invites").await.at("/items"), json!([]));
        let told = app.audit_log(admin.person().tenant).await;
        let joined = told.iter().find(|event| event.action == "member.joined").unwrap();
        assert_eq!((&joined.after["name"], &joined.after["role"]), (&json!("ada"), &json!("engineer")));
        assert!(told.iter().any(|event| event.action == "invite.created"));
    }

    async fn an_invite_to_one_address_is_for_nobody_else(app: TestApp) {
        let (admin, ada, eve) = (app.admin().await, stranger(app, "ada").await, stranger(app, "eve").await);
        let made = invite(&admin, json!({ "email": " Ada@Example.com", "role": "viewer" })).await.assert_status(201);
        let code = made.text_at("/code");
        let mailed = app.mailed_token("ada@example.com", "invite").await;
        assert!(mailed.starts_with(&code) && mailed != code, "the mail has more than the answer: {mailed}");
        assert_eq!(app.nobody().get(&format!("invites/{code}")).await.at("/email_hint"), "a…@example.com");
        accept(&eve, &code).await.assert_status(403).assert_problem("invite_for_another");
        accept(&ada, &mailed).await.assert_status(200);
        invite(&admin, json!({ "email": "ada@example.com", "role": "viewer" })).await.assert_status(409).assert_problem("already_member");
    }

    async fn who_is_a_member_takes_no_invite_and_leaves_it_to_others(app: TestApp) {
        let (admin, ada) = (app.admin().await, stranger(app, "ada").await);
        let code = invite(&admin, json!({ "role": "admin" })).await.text_at("/code");
        accept(&app.viewer().await, &code).await.assert_status(409).assert_problem("already_member");
        accept(&ada, &code).await.assert_status(200);
    }

    async fn of_fifty_who_take_an_invite_for_one_at_once_one_gets_it(app: TestApp) {
        let admin = app.admin().await;
        let code = invite(&admin, json!({ "role": "viewer" })).await.text_at("/code");
        let people = strangers(app, 50).await;
        let answers = join_all(people.iter().map(|person| accept(person, &code))).await;
        assert_eq!((count(&answers, 200), count(&answers, 410)), (1, 49));
    }

    async fn of_fifty_who_take_an_invite_for_seven_at_once_seven_get_it(app: TestApp) {
        let admin = app.admin().await;
        let code = invite(&admin, json!({ "role": "viewer", "max_uses": 7 })).await.text_at("/code");
        let people = strangers(app, 50).await;
        let answers = join_all(people.iter().map(|person| accept(person, &code))).await;
        assert_eq!((count(&answers, 200), count(&answers, 410)), (7, 43));
    }

    async fn of_fifty_who_join_at_once_where_there_is_room_for_one_exactly_one_does(app: TestApp) {
        let (admin, people) = (app.admin().await, strangers(app, 50).await);
        app.viewer().await;
        app.set_plan(admin.person().tenant, "free").await;
        let code = invite(&admin, json!({ "role": "viewer", "max_uses": 1000 })).await.text_at("/code");
        let answers = join_all(people.iter().map(|person| accept(person, &code))).await;
        assert_eq!((count(&answers, 200), count(&answers, 403)), (1, 49));
        let refused = answers.into_iter().find(|answer| answer.status == 403).unwrap().assert_problem("plan_limit_reached");
        assert_eq!((refused.at("/limit"), refused.at("/current")), (json!(3), json!(3)));
        // Who was refused has used nothing of it.
        assert_eq!(admin.get("account/invites").await.at("/items/0/uses"), 1);
        assert_eq!(admin.get("account/usage").await.at("/members"), json!({ "used": 3, "limit": 3 }));
    }

    async fn a_revoked_invite_and_one_whose_time_is_over_are_good_for_nothing(app: TestApp) {
        let (admin, ada) = (app.admin().await, stranger(app, "ada").await);
        let revoked = invite(&admin, json!({ "role": "viewer" })).await;
        let path = format!("account/invites/{}", revoked.text_at("/id"));
        app.other_tenant().await.delete(&path).await.assert_status(404);
        admin.delete(&path).await.assert_status(204);
        admin.delete(&path).await.assert_status(404);
        accept(&ada, &revoked.text_at("/code")).await.assert_status(410).assert_problem("invite_invalid");
        for made_up in ["bb_inv_", "x", &revoked.text_at("/code")[..50]] {
            accept(&ada, made_up).await.assert_status(410);
        }
        let late = invite(&admin, json!({ "role": "viewer" })).await.text_at("/code");
        app.clock.advance(SignedDuration::from_hours(7 * 24));
        app.nobody().get(&format!("invites/{late}")).await.assert_status(410).assert_problem("invite_invalid");
    }

    async fn the_invites_of_a_removed_or_demoted_admin_end(app: TestApp) {
        let (admin, ada) = (app.admin().await, stranger(app, "ada").await);
        for (name, remove) in [("Hal", true), ("Ida", false)] {
            let second = app.member(name, branchbook_server::access::Role::Admin).await;
            let code = invite(&second, json!({ "role": "admin", "max_uses": 9 })).await.text_at("/code");
            let path = format!("account/members/{}", second.person().id);
            if remove {
                admin.delete(&path).await.assert_status(204);
            } else {
                let patch = admin.request(branchbook_test_support::client::Method::PATCH, &path);
                patch.json(json!({ "role": "viewer" })).send().await.assert_status(200);
            }
            accept(&ada, &code).await.assert_status(410).assert_problem("invite_invalid");
        }
    }

    async fn of_fifty_invites_to_one_address_at_once_three_are_mailed(app: TestApp) {
        let (admin, elsewhere) = (app.admin().await, app.another_node().await);
        let same_admin = elsewhere.nobody().with_token(admin.token());
        let by = [&admin, &same_admin];
        let body = json!({ "email": "ada@example.com", "role": "viewer" });
        let answers = join_all((0..50).map(|turn| invite(by[turn % 2], body.clone()))).await;
        assert_eq!((count(&answers, 201), count(&answers, 429)), (3, 47));
        let refused = answers.iter().find(|answer| answer.status == 429).unwrap().clone().assert_problem("rate_limited");
        assert_eq!((refused.header("retry-after"), refused.at("/retry_after")), ("86400", json!(86_400)));
        assert!(refused.text_at("/detail").contains("Wait 24 hours"), "{}", refused.body);
        let mails: i64 = mails_queued(app).await;
        assert_eq!(mails, 3);

        // To revoke them makes no room, nor does another admin, nor another account of the same one; others are invited as before.
        for made in answers.iter().filter(|answer| answer.status == 201) {
            admin.delete(&format!("account/invites/{}", made.text_at("/id"))).await.assert_status(204);
        }
        let second = app.member("Ida", branchbook_server::access::Role::Admin).await;
        for client in [&admin, &second] {
            invite(client, json!({ "email": "ADA@example.com", "role": "admin" })).await.assert_status(429);
        }
        let organization = admin.post("account/organizations", json!({ "name": "Harbour" })).await.assert_status(201);
        let there = admin.post("auth/switch-tenant", json!({ "tenant_id": organization.at("/id") })).await.assert_status(200);
        let there = app.nobody().with_token(&there.text_at("/access_token"));
        invite(&there, body.clone()).await.assert_status(429);
        invite(&there, json!({ "email": "ida@example.com", "role": "viewer" })).await.assert_status(201);
        invite(&admin, json!({ "role": "viewer" })).await.assert_status(201);
        invite(&app.other_tenant().await, body.clone()).await.assert_status(201);

        app.clock.advance(SignedDuration::from_hours(24));
        invite(&app.admin().await, body).await.assert_status(201);
    }

    async fn neither_a_new_account_nor_an_agent_makes_room_for_more_invites_by_mail(app: TestApp) {
        let admin = app.admin().await;
        let body = json!({ "email": "ada@example.com", "role": "viewer" });
        for (turn, status) in [(1, 201), (2, 201), (3, 201), (4, 429)] {
            let made = admin.post("account/organizations", json!({ "name": "Harbour" })).await.assert_status(201);
            let there = admin.post("auth/switch-tenant", json!({ "tenant_id": made.at("/id") })).await.assert_status(200);
            let there = app.nobody().with_token(&there.text_at("/access_token"));
            let bot = there.post("account/agents", json!({ "name": "Bot", "role": "admin" })).await.assert_status(201);
            let of_bot = format!("account/agents/{}/tokens", bot.text_at("/id"));
            let token = there.post(&of_bot, json!({ "name": "Key", "scopes": ["admin"] })).await.assert_status(201);
            let bot = app.nobody().with_token(&token.text_at("/token"));
            // Which adds one more.
            let second = bot.post("account/agents", json!({ "name": "Bot's bot", "role": "admin" })).await.assert_status(201);
            let of_second = format!("account/agents/{}/tokens", second.text_at("/id"));
            let token = bot.post(&of_second, json!({ "name": "Key", "scopes": ["admin"] })).await.assert_status(201);
            let second = app.nobody().with_token(&token.text_at("/token"));
            let by = [&there, &bot, &second, &second][turn - 1];
            invite(by, body.clone()).await.assert_status(status);

            let delete = there.request(branchbook_test_support::client::Method::DELETE, "account");
            let begun = delete.json(json!({ "name": "Harbour" })).send().await.assert_status(202).text_at("/id");
            while app.nobody().get(&format!("deletions/{begun}")).await.at("/status") != "done" {
                app.clock.advance(SignedDuration::from_secs(31));
                branchbook_server::jobs::run_due(&app.app).await.unwrap();
            }
        }
        invite(&admin, body.clone()).await.assert_status(429);
        app.clock.advance(SignedDuration::from_hours(24));
        invite(&app.admin().await, body).await.assert_status(201);
    }

    async fn of_those_who_are_invited_at_once_by_one_person_fifty_get_a_mail(app: TestApp) {
        let admin = app.admin().await;
        let body = |turn: usize| json!({ "email": format!("person-{turn}@example.com"), "role": "viewer" });
        let answers = join_all((0..60).map(|turn| invite(&admin, body(turn)))).await;
        assert_eq!((count(&answers, 201), count(&answers, 429)), (50, 10));
        let refused = answers.iter().find(|answer| answer.status == 429).unwrap();
        assert_eq!(refused.header("retry-after"), "3600");
        let second = app.member("Ida", branchbook_server::access::Role::Admin).await;
        invite(&second, body(60)).await.assert_status(201);
        app.clock.advance(SignedDuration::from_hours(1));
        invite(&app.admin().await, body(61)).await.assert_status(201);
    }

    async fn what_is_wrong_with_an_invite_is_told(app: TestApp) {
        let admin = app.admin().await;
        for (body, pointer) in [
            (json!({ "role": "viewer", "email": "nobody" }), "/email"),
            (json!({ "role": "viewer", "max_uses": 0 }), "/max_uses"),
            (json!({ "role": "viewer", "max_uses": 1001 }), "/max_uses"),
            (json!({ "role": "viewer", "max_uses": 2, "email": "ada@example.com" }), "/max_uses"),
            (json!({ "role": "king" }), "/role"),
        ] {
            assert_eq!(invite(&admin, body).await.assert_status(422).at("/errors/0/pointer"), pointer);
        }
        invite(&app.manager().await, json!({ "role": "viewer" })).await.assert_status(403);
    }
}
