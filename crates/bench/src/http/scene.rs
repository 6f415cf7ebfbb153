//! What is asked for: an account of its own, and published flows of 8 KB.

use std::sync::Arc;

use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Server,
    client::{Ask, Caller, Connection},
};
use crate::Outcome;

/// What a flow is about, and so what is searched for.
pub(crate) const SUBJECTS: [&str; 8] = [
    "printer",
    "switch",
    "mailbox",
    "tunnel",
    "backup",
    "cluster",
    "laptop",
    "certificate",
];

/// How long a document is at least.
const LENGTH: usize = 8 << 10;

/// A published flow.
pub(crate) struct Tree {
    pub(crate) id: String,
    pub(crate) etag: String,
}

/// Everything that is measured with.
pub(crate) struct Scene {
    pub(crate) caller: Caller,
    pub(crate) trees: Vec<Tree>,
}

impl Scene {
    /// Makes it, with so many tasks at the same time.
    pub(crate) async fn make(url: &str, tasks: usize, wanted: &Server) -> Outcome<Arc<Self>> {
        let nobody = Caller::nobody(url)?;
        let token = match &wanted.token {
            Some(token) => token.clone(),
            None => register(&nobody).await?,
        };
        let caller = nobody.signed_in(&token);
        let (trees, sessions) = (wanted.trees.get(), wanted.sessions);
        let makers: Vec<_> = (0..tasks)
            .map(|task| {
                let caller = caller.clone();
                tokio::spawn(async move {
                    let mut connection = caller.connect().await?;
                    let mut ids = Vec::new();
                    for number in (task..trees).step_by(tasks) {
                        ids.push(publish(&mut connection, number).await?);
                    }
                    for number in (task..sessions).step_by(tasks) {
                        let id: Option<&String> = ids.get(number / tasks % ids.len().max(1));
                        if let Some(id) = id {
                            start(&mut connection, id, number).await?;
                        }
                    }
                    // Last: a flow that is run is another answer, with another tag.
                    let mut made = Vec::new();
                    for id in ids {
                        made.push(read(&mut connection, id).await?);
                    }
                    Outcome::Ok(made)
                })
            })
            .collect();
        let mut trees = Vec::new();
        for maker in makers {
            trees.extend(maker.await??);
        }
        Ok(Arc::new(Self { caller, trees }))
    }
}

/// The access token of a new account.
async fn register(nobody: &Caller) -> Outcome<String> {
    let account = json!({
        "email": email(), "password": "load that is made on purpose", "name": "Bench"
    });
    let register = Ask::post("auth/register".to_owned(), &account, StatusCode::CREATED);
    nobody.connect().await?.send(register).await?.text("access_token")
}

/// One that no run before had.
#[expect(
    clippy::disallowed_methods,
    reason = "there is no context here that ids could come from"
)]
pub(super) fn email() -> String {
    format!("bench-{}@example.com", Uuid::now_v7())
}

/// A new flow of 8 KB: every category is of 200 in 10 000, every site of 20, every number of one.
pub(crate) fn new(number: usize) -> Value {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    json!({
        "name": format!("The {subject} does not answer, case {number}"), "tree_type": "troubleshooting",
        "description": format!("What to do about a {subject}"), "category": format!("Area {}", number % 50),
        "tags": [subject, format!("site-{}", number % 500)], "tree_structure": document(number, 0),
    })
}

/// Makes and publishes a flow. Its id.
async fn publish(connection: &mut Connection, number: usize) -> Outcome<String> {
    let create = Ask::post("trees".to_owned(), &new(number), StatusCode::CREATED);
    let id = connection.send(create).await?.text("id")?;
    let publish = Ask {
        method: Method::POST,
        ..Ask::get(format!("trees/{id}/publish"))
    };
    connection.send(publish).await?;
    Ok(id)
}

async fn read(connection: &mut Connection, id: String) -> Outcome<Tree> {
    let read = connection.send(Ask::get(format!("trees/{id}"))).await?;
    let etag = read.etag.ok_or("a flow came without an ETag")?;
    Ok(Tree { id, etag })
}

/// A session of the caller's on the flow with this id, at its first question, for a ticket of its own.
pub(crate) async fn start(connection: &mut Connection, tree: &str, number: usize) -> Outcome<String> {
    let new = json!({ "tree_id": tree, "ticket_number": format!("case-{number}.") });
    let start = Ask::post("sessions".to_owned(), &new, StatusCode::CREATED);
    connection.send(start).await?.text("id")
}

/// A flow without findings: questions one after the other, a solution beside each. `edit` makes it another one.
pub(crate) fn document(number: usize, edit: u64) -> Value {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let solution = |id: String, step: usize| {
        json!({"id": id, "type": "solution", "title": format!("Part {step} of the {subject} is the cause"),
            "description": format!("Replace part {step}, then write down its number, {}, and close the ticket.", number * 31 + step)})
    };
    let (mut nodes, mut length, mut step) = (Vec::new(), 0, 0);
    while length < LENGTH {
        let next = if length + 600 < LENGTH {
            format!("q{}", step + 1)
        } else {
            "end".to_owned()
        };
        let question = json!({
            "id": format!("q{step}"), "type": "decision", "title": format!("Does part {step} of the {subject} answer?"),
            "description": format!("Look at the lamp of part {step} while somebody else presses the button, look {edit}."),
            "options": [{"id": "yes", "label": "It does", "to": next}, {"id": "no", "label": "It stays dark", "to": format!("s{step}")}]});
        let beside = solution(format!("s{step}"), step);
        length += question.to_string().len() + beside.to_string().len();
        nodes.extend([question, beside]);
        step += 1;
        if next == "end" {
            break;
        }
    }
    nodes.push(solution("end".to_owned(), step));
    json!({"kind": "troubleshooting", "root": "q0", "nodes": nodes})
}
