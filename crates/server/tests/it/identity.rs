//! Registration, sign-in, and the life of tokens.

use branchbook_test_support::app_test;
use serde_json::json;

app_test! {
    async fn who_registers_is_signed_in(app: TestApp) {
        let account = json!({ "email": " Ada@Example.com", "password": "a password of hers", "name": " Ada Lovelace " });
        let made = app.nobody().post("auth/register", account).await.assert_status(201);
        assert_eq!(made.at("/user/email"), "ada@example.com");
        assert_eq!(made.at("/tenant/slug"), "ada-lovelace");
        let me = app.nobody().with_token(&made.text_at("/access_token")).get("auth/me").await.assert_status(200);
        assert_eq!(me.at("/user"), made.at("/user"));
        assert_eq!(me.at("/tenant"), made.at("/tenant"));
        assert_eq!(me.at("/role"), "admin");
        assert_eq!(me.at("/memberships/0/role"), "admin");
    }
}
