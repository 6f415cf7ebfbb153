use branchbook_db::Error;
use branchbook_server::{
    app::Clock,
    features::identity::{
        RegistrationMode,
        one_time::{self, Kind, NewOneTime, OneTimeTokens},
    },
};
use branchbook_test_support::{Client, Response, TestApp, app_test};
use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use super::PASSWORD;

app_test! {
    async fn who_registers_with_an_invite_is_a_member_and_signed_in_there(app: TestApp) {
        let admin = app.admin().await;
        let code = invite(&admin, json!({ "role": "engineer" })).await;
        let ada = register_with(app, "ada@example.com", &code).await.assert_status(201);
        assert_eq!(ada.text_at("/tenant/id"), admin.person().tenant.to_string());
        let me = app.nobody().with_token(&ada.text_at("/access_token")).get("auth/me").await.assert_status(200);
        assert_eq!((me.text_at("/tenant/id"), me.at("/role")), (admin.person().tenant.to_string(), json!("engineer")));
        assert_eq!(me.at("/memberships").as_array().unwrap().len(), 2, "there and in a tenant of their own");
        register_with(app, "eve@example.com", &code).await.assert_status(410).assert_problem("invite_invalid");
        let actions: Vec<_> = app.audit_log(admin.person().tenant).await.into_iter().map(|row| row.action).collect();
        assert!(actions.contains(&"member.joined".to_owned()), "{actions:?}");
    }

    async fn where_only_invited_people_register_others_are_told_so(app: TestApp) {
        let admin = app.admin().await;
        let app = &app.another_node_with(|settings| settings.registration = RegistrationMode::Invite).await;
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" });
        app.nobody().post("auth/register", account).await.assert_status(403).assert_problem("invite_required");
        register_with(app, "ada@example.com", "bb_inv_made_up").await.assert_status(410).assert_problem("invite_invalid");
        register_with(app, "ada@example.com", &platform_code(app, 1).await).await.assert_status(201);
        let code = invite(&admin, json!({ "role": "viewer" })).await;
        register_with(app, "eve@example.com", &code).await.assert_status(201);
    }

    async fn of_fifty_who_register_with_one_code_at_once_as_many_get_in_as_it_says(app: TestApp) {
        app.admin().await;
        let code = platform_code(app, 3).await;
        let emails: Vec<_> = (0..50).map(|number| format!("ada{number}@example.com")).collect();
        let answers = join_all(emails.iter().map(|email| register_with(app, email, &code))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 3);
        assert_eq!(answers.iter().filter(|answer| answer.status == 410).count(), 47);
    }

    async fn an_invite_that_was_sent_to_the_address_confirms_it(app: TestApp) {
        let admin = app.admin().await;
        let app = &app.another_node_with(|settings| settings.registration = RegistrationMode::Confirmed).await;
        invite(&admin, json!({ "role": "engineer", "email": "ada@example.com" })).await;
        let code = app.mailed_token("ada@example.com", "invite").await;
        register_with(app, "eve@example.com", &code).await.assert_status(202);
        let ada = register_with(app, "Ada@example.com", &code).await.assert_status(201);
        assert_eq!((ada.at("/user/email_verified"), ada.at("/tenant/id")), (json!(true), json!(admin.person().tenant)));
        // Who was invited by a link confirms the address first, and finds the invite in that mail.
        let link = invite(&admin, json!({ "role": "viewer" })).await;
        register_with(app, "bob@example.com", &link).await.assert_status(202);
        let mails = app.mails_to("bob@example.com").await;
        assert!(mails.last().is_some_and(|mail| mail.text.contains(&format!("&invite={link}"))));
    }

    async fn who_confirms_first_is_a_member_where_they_were_invited(app: TestApp) {
        let admin = app.admin().await;
        let app = &app.another_node_with(|settings| settings.registration = RegistrationMode::Confirmed).await;
        let code = invite(&admin, json!({ "role": "engineer", "max_uses": 1 })).await;
        let mut links = vec![];
        for email in ["ada@example.com", "eve@example.com"] {
            register_with(app, email, &code).await.assert_status(202);
            links.push(app.mailed_token(email, "verify-email").await);
        }
        let made = complete(app, &links[0]).await.assert_status(200);
        assert_eq!(made.text_at("/joined/id"), admin.person().tenant.to_string());
        let members = admin.get("account/members?q=ada").await;
        let roles: Vec<Value> = members.json()["items"].as_array().unwrap().iter().map(|member| member["role"].clone()).collect();
        assert_eq!(roles, ["engineer"]);
        // The invite was for one. Here everybody may have an account; so the other has it, without the team.
        assert_eq!(complete(app, &links[1]).await.assert_status(200).json()["joined"], Value::Null);
    }

    async fn of_many_who_confirm_with_an_invite_for_one_where_only_invited_people_register_one_gets_in(app: TestApp) {
        let admin = app.admin().await;
        app.mailed_token("admin@example.com", "verify-email").await;
        let policy = json!({ "settings": { "require_verified_email": true } });
        admin.request("PATCH".parse().unwrap(), "account").json(policy).send().await.assert_status(200);
        let app = &app.another_node_with(|settings| settings.registration = RegistrationMode::Invite).await;
        let code = invite(&admin, json!({ "role": "viewer" })).await;
        let mut links = vec![];
        for number in 0..8 {
            let email = format!("ada{number}@example.com");
            register_with(app, &email, &code).await.assert_status(202);
            links.push(app.mailed_token(&email, "verify-email").await);
        }
        let answers = join_all(links.iter().map(|link| complete(app, link))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for refused in answers.into_iter().filter(|answer| answer.status != 200) {
            refused.assert_status(410).assert_problem("invite_invalid");
        }
    }

    async fn the_link_that_the_inviter_is_shown_confirms_nobodys_address(app: TestApp) {
        let eve = app.admin().await;
        let code = invite(&eve, json!({ "role": "viewer", "email": "victim@example.com" })).await;
        let confirming = &app.another_node_with(|settings| settings.registration = RegistrationMode::Confirmed).await;
        let waits = register_with(confirming, "victim@example.com", &code).await.assert_status(202);
        // Nor does it tell, where that is nobody's business, who has an account.
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" });
        app.nobody().post("auth/register", account).await.assert_status(201);
        let code_for_ada = invite(&eve, json!({ "role": "viewer", "email": "ada@example.com" })).await;
        let taken = register_with(confirming, "ada@example.com", &code_for_ada).await.assert_status(202);
        assert_eq!(waits.body, taken.body);
        // Where everybody is let in at once, the address waits for its owner as any other does.
        let made = register_with(app, "victim@example.com", &code).await.assert_status(201);
        assert_eq!(made.at("/user/email_verified"), false);
    }

    async fn a_team_that_wants_confirmed_addresses_lets_nobody_in_by_a_link_before(app: TestApp) {
        let admin = app.admin().await;
        app.mailed_token("admin@example.com", "verify-email").await;
        let policy = json!({ "settings": { "require_verified_email": true } });
        admin.request("PATCH".parse().unwrap(), "account").json(policy).send().await.assert_status(200);
        let code = invite(&admin, json!({ "role": "engineer" })).await;
        register_with(app, "ada@example.com", &code).await.assert_status(202);
        let mails = app.mails_to("ada@example.com").await;
        assert!(mails.last().is_some_and(|mail| mail.text.contains(&format!("&invite={code}"))));
        // The link in the mail shows that it was read; the one that the admin is shown does not.
        let shown = invite(&admin, json!({ "role": "engineer", "email": "bob@example.com" })).await;
        register_with(app, "bob@example.com", &shown).await.assert_status(202);
        let mailed = app.mailed_token("bob@example.com", "invite").await;
        register_with(app, "bob@example.com", &mailed).await.assert_status(201);
    }
}

async fn invite(admin: &Client, invite: Value) -> String {
    admin
        .post("account/invites", invite)
        .await
        .assert_status(201)
        .text_at("/code")
}

async fn register_with(app: &TestApp, email: &str, code: &str) -> Response {
    let account = json!({ "email": email, "password": PASSWORD, "name": "Ada", "invite_code": code });
    app.nobody().post("auth/register", account).await
}

/// Makes the account that waited, with the link in the mail and the password that was chosen.
async fn complete(app: &TestApp, token: &str) -> Response {
    app.nobody()
        .post("auth/email/verify", json!({ "token": token, "password": PASSWORD }))
        .await
}

/// A code of the platform, good for so many.
async fn platform_code(app: &TestApp, max_uses: u32) -> String {
    let token = OneTimeTokens::new(&[42; 32]).make(Kind::PlatformInvite, Uuid::from_u128(max_uses.into()));
    let new = NewOneTime {
        max_uses,
        ..NewOneTime::new(token.clone(), app.clock.now())
    };
    let stored: Result<(), Error> = app
        .db
        .global()
        .write(new, |tx, new| Box::pin(one_time::insert(tx, new)))
        .await;
    stored.expect("what the test made");
    token.text().to_owned()
}
