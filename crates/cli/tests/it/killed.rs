//! A server that is killed while many people record events: nothing acknowledged is missing, nothing is there twice.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use branchbook_db::{Db, MIGRATIONS};
use branchbook_server::features::sessions::verify;
use branchbook_test_support::{database::TestDb, db_test};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{sync::Notify, task::JoinSet};

use crate::{
    caller::{Caller, publish, sign_up},
    process::Server,
};

const CLIENTS: usize = 200;
const SESSIONS: usize = 50;
const EVENTS_PER_CLIENT: usize = 10;
const KILLS: usize = 5;

/// What the clients have been told was recorded.
#[derive(Default)]
struct Acknowledged {
    notes: Mutex<Vec<BTreeSet<String>>>,
    count: AtomicUsize,
    more: Notify,
}

impl Acknowledged {
    fn add(&self, session: usize, note: String) {
        let mut notes = self.notes.lock().expect("a sound lock");
        assert!(notes[session].insert(note), "a note was acknowledged twice");
        self.count.fetch_add(1, Ordering::SeqCst);
        self.more.notify_waiters();
    }

    async fn reach(&self, count: usize) {
        loop {
            let more = self.more.notified();
            if self.count.load(Ordering::SeqCst) >= count {
                return;
            }
            more.await;
        }
    }
}

impl Caller {
    /// Records a note exactly once, whatever happens to the server: the number of the event it comes after makes a repeated
    /// request safe.
    async fn note(&self, session: &str, text: &str) {
        let mut seq = self.get(&format!("sessions/{session}")).await["seq"].clone();
        loop {
            let event = json!({"type": "noted", "note": text, "expected_seq": seq});
            let (status, body) = self.post(&format!("sessions/{session}/events"), event).await;
            match status {
                StatusCode::OK => return,
                StatusCode::CONFLICT => seq = body["current_seq"].clone(),
                _ => panic!("{status}: {body}"),
            }
        }
    }
}

db_test! {
    async fn acknowledged_events_survive_five_kills_under_load_and_none_is_doubled(db: TestDb) {
        survive(db).await;
    }
}

async fn survive(db: &TestDb) {
    // While somebody else has SQLite's file open, the log of what is not yet in it outlives the kill and nothing is recovered.
    db.close().await;
    let mut server = Server::start(db).await;
    let caller = sign_up(&server).await;
    let tree = publish(&caller).await;
    let mut sessions = vec![];
    for _ in 0..SESSIONS {
        let (status, session) = caller.post("sessions", json!({"tree_id": tree})).await;
        assert_eq!(status, StatusCode::CREATED, "{session}");
        sessions.push(session["id"].as_str().expect("an id").to_owned());
    }

    let acknowledged = Arc::new(Acknowledged::default());
    acknowledged
        .notes
        .lock()
        .expect("a sound lock")
        .resize(SESSIONS, BTreeSet::new());
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (caller, acknowledged) = (caller.clone(), Arc::clone(&acknowledged));
        let (at, session) = (client % SESSIONS, sessions[client % SESSIONS].clone());
        clients.spawn(async move {
            for event in 0..EVENTS_PER_CLIENT {
                let note = format!("client {client} event {event}");
                caller.note(&session, &note).await;
                acknowledged.add(at, note);
            }
        });
    }
    for kill in 1..=KILLS {
        acknowledged
            .reach(CLIENTS * EVENTS_PER_CLIENT * kill / (KILLS + 1))
            .await;
        server.kill();
        server.restart().await;
    }
    while let Some(ended) = clients.join_next().await {
        ended.expect("a client that did not panic");
    }

    let db = Db::open(db.options(), MIGRATIONS).expect("a database that opens again");
    let verdict = verify::database(&db).await.expect("a database to look at");
    db.close().await;
    assert_eq!(verdict.mismatches, [], "every session is what its log says");
    assert_eq!(
        (verdict.sessions, verdict.events),
        (SESSIONS, SESSIONS + CLIENTS * EVENTS_PER_CLIENT)
    );

    let acknowledged = acknowledged.notes.lock().expect("a sound lock").clone();
    for (session, acknowledged) in sessions.iter().zip(acknowledged) {
        let events = events(&caller, session).await;
        let numbers: Vec<i64> = events
            .iter()
            .map(|event| event["seq"].as_i64().expect("a number"))
            .collect();
        assert_eq!(
            numbers,
            (1..).take(events.len()).collect::<Vec<i64>>(),
            "no gap, none twice"
        );
        let notes: Vec<String> = events
            .iter()
            .filter(|event| event["type"] == "noted")
            .map(|event| event["data"]["note"].as_str().expect("a note").to_owned())
            .collect();
        assert_eq!(notes.len(), acknowledged.len(), "none is doubled");
        assert_eq!(
            notes.iter().cloned().collect::<BTreeSet<_>>(),
            acknowledged,
            "none is missing"
        );
        let shown = caller.get(&format!("sessions/{session}")).await;
        let shown: Vec<&str> = shown["notes"]
            .as_array()
            .expect("notes")
            .iter()
            .map(|note| note["text"].as_str().expect("a text"))
            .collect();
        assert_eq!(shown, notes, "the projection says what the log says");
    }
}

async fn events(caller: &Caller, session: &str) -> Vec<Value> {
    let (mut events, mut cursor) = (vec![], String::new());
    loop {
        let page = caller
            .get(&format!("sessions/{session}/events?limit=200&cursor={cursor}"))
            .await;
        events.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return events,
        }
    }
}
