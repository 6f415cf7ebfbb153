//! Every tenant has a log from its first moment on.

use branchbook_db::{Error, params};
use branchbook_domain::id::TenantId;
use branchbook_server::{
    App,
    features::{
        audit::{beginning, verification},
        identity::{
            operators::{NewAccount, create_account},
            system,
        },
    },
};
use branchbook_test_support::{TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use serde_json::json;

use super::{event, nobody, record, tenant_with, tenant_without_log};

const PASSWORD: &str = "a password of hers";

/// With what a tenant's log begins; that it is whole.
async fn first(app: &TestApp, tenant: TenantId) -> String {
    assert_eq!(faults(&app.app, tenant).await, Vec::<String>::new());
    app.audit_log(tenant).await.remove(0).action
}

async fn faults(app: &App, tenant: TenantId) -> Vec<String> {
    let verified = verification::of_tenant(app, tenant).await.unwrap();
    verified.faults.into_iter().map(|fault| fault.what).collect()
}

async fn tenants(app: &TestApp) -> Vec<TenantId> {
    let found: Result<Vec<TenantId>, Error> = app
        .db
        .global()
        .read((), |tx, ()| {
            let sql = "SELECT id FROM tenants ORDER BY id";
            Box::pin(async move { tx.all(sql, &[], |row| row.get(0)).await })
        })
        .await;
    found.unwrap()
}

app_test! {
    async fn whoever_makes_a_tenant_and_however_its_log_begins_with_it(app: TestApp) {
        // By registering, by an invite, on the command line, as an organization.
        let admin = app.admin().await;
        let code = admin.post("account/invites", json!({ "role": "viewer" })).await.assert_status(201).text_at("/code");
        let invited = json!({ "email": "ida@example.com", "password": PASSWORD, "name": "Ida", "invite_code": code });
        app.nobody().post("auth/register", invited).await.assert_status(201);
        let new = NewAccount { email: "olga@example.com".to_owned(), name: "Olga".to_owned(), password: PASSWORD.to_owned() };
        create_account(&app.app, new).await.unwrap();
        let organization = admin.post("account/organizations", json!({ "name": "Harbour" })).await.assert_status(201);
        assert_eq!(first(app, organization.text_at("/id").parse().unwrap()).await, "account.created");
        let (mut count, mut at_the_console) = (0, vec![]);
        for tenant in tenants(app).await {
            let begins = if tenant == system::TENANT { "audit_log.begun" } else { "account.created" };
            assert_eq!(first(app, tenant).await, begins);
            let log = app.audit_log(tenant).await;
            count += 1;
            at_the_console.extend(log.into_iter().filter(|row| row.ip.as_deref() == Some("console")));
        }
        assert_eq!((count, at_the_console.len()), (5, 1));
        assert_eq!((at_the_console[0].actor, &at_the_console[0].after["name"]), (None, &json!("Olga")));
    }

    async fn who_registers_where_addresses_are_confirmed_first_has_a_log_too(app: TestApp) {
        app.admin().await;
        let confirmed = app.another_node_with(|settings| settings.registration = branchbook_server::features::identity::RegistrationMode::Confirmed).await;
        let account = json!({ "email": "ida@example.com", "password": PASSWORD, "name": "Ida" });
        confirmed.nobody().post("auth/register", account).await.assert_status(202);
        let token = confirmed.mailed_token("ida@example.com", "verify-email").await;
        confirmed.nobody().post("auth/email/verify", json!({ "token": token, "password": PASSWORD })).await.assert_status(200);
        let mut logs = join_all(tenants(app).await.into_iter().map(|tenant| app.audit_log(tenant))).await;
        logs.retain(|log| log[0].after["name"] == "Ida");
        let actions: Vec<_> = logs[0].iter().map(|row| row.action.as_str()).collect();
        assert_eq!((logs.len(), actions), (1, vec!["account.created", "user.registered"]));
    }

    async fn the_log_of_an_older_tenant_is_begun_once_and_then_missed(app: TestApp) {
        let (old, used) = (tenant_without_log(app, 1).await, tenant_with(app, 2).await);
        // As before the first start of this build.
        forget(app, system::TENANT).await;
        let every = tenants(app).await;
        forget_that_they_are_due(app, every).await;
        join_all([app.another_node(), app.another_node()]).await;
        assert_eq!((first(app, old).await, first(app, used).await), ("audit_log.begun".to_owned(), "lamp.lit".to_owned()));
        assert_eq!((app.audit_log(old).await.len(), app.audit_log(used).await.len()), (1, 2));
        assert_eq!(first(app, system::TENANT).await, "audit_log.begun");
        assert_eq!(app.audit_log(system::TENANT).await.len(), 1);

        for tenant in [old, used, system::TENANT] {
            forget(app, tenant).await;
            beginning::of_all(&app.app).await.unwrap();
            assert_eq!(faults(&app.app, tenant).await, ["The log is missing: it was begun when the account was made."]);
            record(app, tenant, &event(nobody(), "lamp.lit", 1)).await;
            assert_eq!(faults(&app.app, tenant).await.len(), 1);
        }
    }

    async fn the_log_of_a_tenant_that_an_older_server_makes_beside_this_one_begins_with_the_first_event(app: TestApp) {
        let tenant = tenant_without_log(app, 1).await;
        assert_eq!(faults(&app.app, tenant).await, Vec::<String>::new());
        record(app, tenant, &event(nobody(), "lamp.lit", 1)).await;
        assert_eq!(first(app, tenant).await, "audit_log.begun");
        assert_eq!(app.audit_log(tenant).await.len(), 2);
        forget(app, tenant).await;
        assert_eq!(faults(&app.app, tenant).await.len(), 1, "it has to be there now");
    }

    async fn the_platforms_log_is_missed_by_the_rows_of_accounts_too(app: TestApp) {
        app.admin().await;
        forget(app, system::TENANT).await;
        forget_that_they_are_due(app, vec![system::TENANT]).await;
        assert_eq!(faults(&app.app, system::TENANT).await, ["The log is missing: it was begun when the account was made."]);
        app.clock.advance(SignedDuration::from_mins(2));
        app.another_node().await;
        let told = faults(&app.app, system::TENANT).await;
        assert!(told.len() == 1 && told[0].contains("begins later"), "{told:?}");
    }
}

/// Makes rows of tenants say what those say that an older build has made.
async fn forget_that_they_are_due(app: &TestApp, tenants: Vec<TenantId>) {
    let global = app.db.global();
    let forgotten: Result<u64, Error> = global
        .write(tenants, |tx, tenants| {
            let sql = "UPDATE tenants SET log_since = NULL WHERE id = ANY($1)";
            Box::pin(async move { tx.execute(sql, params![*tenants]).await })
        })
        .await;
    forgotten.unwrap();
}

/// Removes a tenant's log as somebody does who has the database.
async fn forget(app: &TestApp, tenant: TenantId) {
    let removed: Result<(), Error> = app
        .db
        .tenant(tenant)
        .write((), |tx, ()| {
            Box::pin(async move {
                tx.execute("DELETE FROM audit_log WHERE tenant_id = $1", &[]).await?;
                tx.execute("DELETE FROM audit_heads WHERE tenant_id = $1", &[])
                    .await
                    .map(drop)
            })
        })
        .await;
    removed.unwrap();
}
