//! 5 000 calls by one tenant, chosen at random among all operations, with ids of its own and of the other's.

use std::collections::{BTreeMap, BTreeSet};

use branchbook_test_support::{
    TestApp,
    database::{MIGRATIONS, TestDb, on_postgres, on_sqlite},
};
use jiff::SignedDuration;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{dump, replace_ids, two};
use crate::authorization::document::{self, Operation};

const CALLS: usize = 5_000;

/// What would end the caller, not touch the other: tried where they belong.
const NOT_CALLED: &[(&str, &str)] = &[("DELETE", "/api/v1/account")];

#[test]
fn whatever_a_tenant_calls_leaves_the_others_bytes_as_they_were_sqlite() {
    on_sqlite(MIGRATIONS, async |db| nothing_of_the_others_changes(db, 1).await);
}

#[test]
fn whatever_a_tenant_calls_leaves_the_others_bytes_as_they_were_postgres() {
    on_postgres(MIGRATIONS, async |db| nothing_of_the_others_changes(db, 2).await);
}

async fn nothing_of_the_others_changes(db: &TestDb, seed: u64) {
    let app = TestApp::start(db).await;
    let (mut a, b, ids) = two(&app).await;
    let operations = document::operations(&branchbook_server::openapi::document());
    let operations: Vec<_> = operations.into_iter().filter(is_called).collect();
    let before = dump(db, &b).await;
    assert!(before.len() > 20, "there is something to change");

    let mut chance = Chance(StdRng::seed_from_u64(seed));
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    let mut called = BTreeSet::new();
    let mut last = vec![];
    for call in 0..CALLS {
        app.clock.advance(SignedDuration::from_millis(1));
        let operation = chance.of(&operations);
        let path = path(operation, &ids, &mut chance);
        let answer = {
            let mut id = || chance.of(&ids).clone();
            operation
                .send_changed(&a, &path, |body| replace_ids(body, &mut id))
                .await
        };
        assert!(
            answer.status < 500,
            "seed {seed}, call {call}: {} {path}: {}",
            operation.method,
            answer.body
        );
        *statuses.entry(answer.status).or_default() += 1;
        called.insert((operation.method.clone(), operation.path.clone()));
        last.push(format!("{} {path} {}", operation.method, answer.status));
        // Signed out by one of the calls, or its time is over.
        if a.get("auth/me").await.status != 200 {
            a = app.admin().await;
        }
        if call % 500 == 499 {
            // Where it went wrong is easier to find so.
            assert!(
                dump(db, &b).await == before,
                "seed {seed}, among {last:#?}:\n{}",
                difference(&before, &dump(db, &b).await)
            );
            last.clear();
        }
    }
    assert_eq!(called.len(), operations.len(), "every operation was called");
    assert!(
        statuses.get(&200).is_some_and(|count| *count > CALLS / 20),
        "calls that do something: {statuses:?}"
    );
}

fn is_called(operation: &Operation) -> bool {
    !NOT_CALLED.contains(&(operation.method.as_str(), operation.path.as_str()))
}

/// The path with something plausible for what it has in braces.
fn path(operation: &Operation, ids: &[String], chance: &mut Chance) -> String {
    let segments = operation.path.split('/').map(|segment| match segment {
        "{number}" => ["1", "2"][chance.below(2)].to_owned(),
        "{key}" => "theme".to_owned(),
        "{code}" => "bb_inv_AAAA".to_owned(),
        _ if segment.starts_with('{') => chance.of(ids).clone(),
        _ => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

fn difference(before: &[String], after: &[String]) -> String {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let gone = before.difference(&after).map(|row| format!("- {row}"));
    let come = after.difference(&before).map(|row| format!("+ {row}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}

/// What is chosen is the same for the same seed.
struct Chance(StdRng);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.0.next_u64() % count as u64).expect("less than a count")
    }

    fn of<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }
}
