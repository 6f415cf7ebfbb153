use branchbook_test_support::app_test;
use futures_util::future::join_all;
use serde_json::json;

use super::{PASSWORD, register};

app_test! {
    async fn who_registers_is_signed_in_as_the_admin_of_a_tenant_of_their_own(app: TestApp) {
        let account = json!({ "email": " Ada@Example.com", "password": PASSWORD, "name": " Ada Lovelace " });
        let made = app.nobody().post("auth/register", account).await.assert_status(201);
        assert_eq!(made.at("/user/email"), "ada@example.com");
        assert_eq!(made.at("/user/name"), "Ada Lovelace");
        assert_eq!(made.at("/user/email_verified"), false);
        assert_eq!(made.at("/user/created_at"), "2026-11-20T12:00:00Z");
        assert_eq!(made.at("/tenant/slug"), "ada-lovelace");
        assert_eq!(made.at("/tenant/type"), "self");
        assert_eq!(made.at("/tenant/plan"), "free");
        assert_eq!(made.at("/token_type"), "bearer");
        assert_eq!(made.at("/expires_in"), 900);

        let me = app.nobody().with_token(&made.text_at("/access_token")).get("auth/me").await.assert_status(200);
        assert_eq!(me.at("/user"), made.at("/user"));
        assert_eq!(me.at("/tenant"), made.at("/tenant"));
        assert_eq!(me.at("/role"), "admin");
        assert_eq!(me.at("/memberships"), json!([{ "tenant": made.at("/tenant"), "role": "admin" }]));
        assert!(me.at("/permissions").as_array().unwrap().contains(&json!("trees:write")));
    }

    async fn an_email_is_taken_in_any_case(app: TestApp) {
        register(app, "ada@example.com").await;
        let again = json!({ "email": "ADA@example.COM", "password": PASSWORD, "name": "Somebody" });
        app.nobody().post("auth/register", again).await.assert_status(409).assert_problem("email_taken");
    }

    async fn of_many_who_register_one_email_at_once_exactly_one_succeeds(app: TestApp) {
        let account = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" });
        let nobody = app.nobody();
        let answers = join_all((0..20).map(|_| nobody.post("auth/register", &account))).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
        assert_eq!(made.len(), 1);
        for answer in refused {
            answer.assert_problem("email_taken");
        }
        // Nothing is left of the others: their name is still free after the first one's.
        assert_eq!(made[0].at("/tenant/slug"), "ada");
    }

    async fn tenants_of_one_name_have_slugs_of_their_own(app: TestApp) {
        let first = register(app, "ada@example.com").await;
        let second = register(app, "ada@example.org").await;
        assert_eq!(first.at("/tenant/slug"), "ada-lovelace");
        let slug = second.text_at("/tenant/slug");
        assert!(slug.starts_with("ada-lovelace-") && slug.len() == "ada-lovelace-".len() + 4, "{slug}");
    }

    async fn every_fault_of_a_registration_is_told_with_its_place(app: TestApp) {
        let account = json!({ "email": "ada", "password": "short", "name": " " });
        let refused = app.nobody().post("auth/register", account).await.assert_status(422).assert_problem("invalid_body");
        let faults = refused.at("/errors");
        let places: Vec<_> = faults.as_array().unwrap().iter().map(|fault| fault["pointer"].clone()).collect();
        assert_eq!(places, ["/email", "/password", "/name"]);
    }

    async fn a_server_is_new_until_the_first_account_exists(app: TestApp) {
        let setup = app.nobody().get("setup").await.assert_status(200);
        assert_eq!(setup.at("/first_run"), true);
        assert_eq!(setup.at("/version"), env!("CARGO_PKG_VERSION"));
        register(app, "ada@example.com").await;
        for _ in 0..2 {
            assert_eq!(app.nobody().get("setup").await.at("/first_run"), false);
        }
    }
}
