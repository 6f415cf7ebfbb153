//! Who may not, is refused: every operation of the OpenAPI document, called by everybody who has no business there.
//!
//! An operation is covered as soon as it is in the route table. What is not refused, although this thinks it should be, is
//! listed with a reason in `authorization_exceptions.txt`; a line there that is no longer true fails the test too.
//!
//! When your new operation fails here: if the path has an id, say in [`objects`] how to make such an object; if the body cannot
//! be guessed from its schema, say it there as well; if it is right that somebody is let in, add the line that the failure
//! shows, with the reason.

pub mod document;
mod exceptions;
mod objects;

use branchbook_test_support::{Client, Response, TestApp, app_test};
use jiff::SignedDuration;

use self::{
    document::Operation,
    exceptions::{Exceptions, Persona},
};

app_test! {
    async fn every_operation_refuses_who_may_not(app: TestApp) {
        let operations = document::operations(&branchbook_server::openapi::document());
        let mut exceptions = Exceptions::read();
        let mut faults = vec![];
        for operation in &operations {
            for persona in Persona::ALL {
                faults.extend(call(app, operation, persona, &mut exceptions).await.err());
            }
        }
        faults.extend(exceptions.stale());
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    }
}

/// Calls the operation on an object of the admin's, as somebody.
async fn call(
    app: &TestApp,
    operation: &Operation,
    persona: Persona,
    exceptions: &mut Exceptions,
) -> Result<(), String> {
    // What one call makes is later than what the others made: who signs in finds the same tenant each time.
    app.clock.advance(SignedDuration::from_millis(1));
    let admin = app.admin().await;
    let path = objects::real_path(&operation.path, &admin).await?;
    let caller = caller(app, persona, &admin).await;
    let answer = operation.send(&caller, &path).await;

    let shape = format!("{} {} {persona} {}", operation.method, operation.path, answer.status);
    let said: String = answer.body.chars().take(200).collect();
    if matches!(persona, Persona::Admin) {
        return if lets_in(&answer) || exceptions.has(operation, persona, answer.status) {
            Ok(())
        } else {
            Err(format!(
                "{shape} — does not even let the admin in, so it proves nothing: {said}"
            ))
        };
    }
    if matches!(persona, Persona::Other) {
        // Whatever the status: nothing of the admin's tenant may be in the answer.
        let ids = [admin.person().tenant.to_string(), admin.person().id.to_string()];
        let theirs = ids.into_iter().chain(objects::ids_in(&path));
        if let Some(id) = theirs.into_iter().find(|id| answer.body.contains(id)) {
            return Err(format!("{shape} — tells another tenant of {id}: {said}"));
        }
    }
    if matches!(answer.status, 401 | 403 | 404) || exceptions.has(operation, persona, answer.status) {
        Ok(())
    } else {
        Err(format!("{shape} — lets somebody in: {said}"))
    }
}

async fn caller(app: &TestApp, persona: Persona, admin: &Client) -> Client {
    match persona {
        Persona::Nobody => app.nobody(),
        Persona::Garbage => app.nobody().with_token("eyJhbGciOiJub25lIn0.e30."),
        Persona::Revoked => {
            let revoked = app.admin().await;
            revoked.post_nothing("auth/logout").await.assert_status(204);
            revoked
        }
        Persona::Viewer => app.viewer().await,
        Persona::Other => app.other_tenant().await,
        Persona::Admin => admin.clone(),
    }
}

/// Whether the request was understood and its object found, whatever came of it.
fn lets_in(answer: &Response) -> bool {
    let understood = !matches!(answer.status, 400 | 401 | 403 | 404 | 405 | 413 | 415);
    understood && answer.status < 500 && !(answer.status == 422 && answer.at("/code") == "invalid_body")
}
