//! The people in tests.

use branchbook_domain::id::{TenantId, UserId};
use branchbook_server::{access::Role, app::Clock, features::identity::service};
use serde_json::json;
use tokio::sync::Mutex;

use crate::{
    app::TestApp,
    client::{Client, Person, Response},
};

/// Who has an account by now.
#[derive(Debug, Default)]
pub(crate) struct Personas(Mutex<Vec<Person>>);

const PASSWORD: &str = "four words make one";

/// Each call signs in anew, as one more device. They are made when first asked for, through the public API.
impl TestApp {
    /// The admin of a tenant.
    pub async fn admin(&self) -> Client {
        let admin = self.person("admin", None).await;
        self.sign_in(&admin).await
    }

    /// A manager in the admin's tenant.
    pub async fn manager(&self) -> Client {
        self.member("manager", Role::Manager).await
    }

    /// An engineer in the admin's tenant.
    pub async fn engineer(&self) -> Client {
        self.member("engineer", Role::Engineer).await
    }

    /// A viewer in the admin's tenant.
    pub async fn viewer(&self) -> Client {
        self.member("viewer", Role::Viewer).await
    }

    /// The admin of another tenant.
    pub async fn other_tenant(&self) -> Client {
        let other = self.person("other", None).await;
        self.sign_in(&other).await
    }

    /// Somebody of this name and role in the admin's tenant, when one engineer is not enough.
    pub async fn member(&self, name: &str, role: Role) -> Client {
        let admin = self.person("admin", None).await;
        let member = self.person(name, Some((admin.tenant, role))).await;
        self.sign_in(&member).await
    }

    /// The person of this name, who is made if there is none: with a tenant of their own, or in the tenant that is said.
    async fn person(&self, name: &str, place: Option<(TenantId, Role)>) -> Person {
        let mut people = self.personas.0.lock().await;
        if let Some(person) = people.iter().find(|person| person.name == name) {
            return person.clone();
        }
        let email = format!("{name}@example.com");
        let account = json!({ "email": email, "password": PASSWORD, "name": name });
        let made = self.nobody().post("auth/register", account).await.assert_status(201);
        let id: UserId = made.text_at("/user/id").parse().expect("an id");
        let own: TenantId = made.text_at("/tenant/id").parse().expect("an id");
        self.set_plan(own, "enterprise").await;
        if let Some((tenant, role)) = place {
            let added = service::add_member(&self.db.global(), id, tenant, role, self.clock.now()).await;
            assert!(added.expect("a new member"), "{name} is no member yet");
        }
        let person = Person {
            id,
            tenant: place.map_or(own, |(tenant, _)| tenant),
            name: name.to_owned(),
            email,
            password: PASSWORD.to_owned(),
        };
        people.push(person.clone());
        person
    }

    async fn sign_in(&self, person: &Person) -> Client {
        let login = json!({ "email": person.email, "password": person.password });
        let tokens = self.nobody().post("auth/login/json", login).await.assert_status(200);
        let signed_in = |tokens: &Response| {
            self.nobody()
                .signed_in(person.clone(), &tokens.text_at("/access_token"))
        };
        // Sign-in goes to where the person was last: at first their own tenant.
        let client = signed_in(&tokens);
        if client.get("auth/me").await.assert_status(200).text_at("/tenant/id") == person.tenant.to_string() {
            return client;
        }
        let there = json!({ "tenant_id": person.tenant, "refresh_token": tokens.text_at("/refresh_token") });
        signed_in(&client.post("auth/switch-tenant", there).await.assert_status(200))
    }
}
