//! Whether the time of an answer tells which addresses have an account: the same question about one that has and one that has not, in turns,
//! on one connection.

use std::{num::NonZeroUsize, time::Duration};

use hyper::StatusCode;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::client::{Ask, Caller, Connection};
use crate::Outcome;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server, which runs with BRANCHBOOK_RATE_LIMITS=off
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// An address that has an account; one is made when this is left out, which a server with registration=confirmed refuses
    #[arg(long)]
    known: Option<String>,
    /// How often each is asked
    #[arg(long, default_value = "200")]
    tries: NonZeroUsize,
}

/// One question, with the answer that there has to be.
type Question = (&'static str, fn(&str) -> Value, StatusCode);

const QUESTIONS: [Question; 3] = [
    (
        "auth/login/json",
        |email| json!({ "email": email, "password": "not the password" }),
        StatusCode::UNAUTHORIZED,
    ),
    (
        "auth/password/forgot",
        |email| json!({ "email": email }),
        StatusCode::ACCEPTED,
    ),
    (
        "auth/email/resend",
        |email| json!({ "email": email }),
        StatusCode::ACCEPTED,
    ),
];

/// Asked only where nobody is signed in by it.
const REGISTER: Question = (
    "auth/register",
    |email| json!({ "email": email, "password": "load that is made on purpose", "name": "Bench" }),
    StatusCode::ACCEPTED,
);

pub(crate) fn run(arguments: &Arguments) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measure(arguments))
}

async fn measure(arguments: &Arguments) -> Outcome<()> {
    let mut connection = Caller::nobody(&arguments.url)?.connect().await?;
    let known = match &arguments.known {
        Some(known) => known.clone(),
        None => {
            let email = super::scene::email();
            let account = (REGISTER.1)(&email);
            let register = Ask::post(REGISTER.0.to_owned(), &account, StatusCode::CREATED);
            connection.send(register).await?;
            email
        }
    };
    let setup = connection.send(Ask::get("setup".to_owned())).await?;
    let confirmed = setup.text("registration")? == "confirmed";
    let mut table = String::from(
        "| asked | with an account: median, p90 ms | without | difference of the medians µs |\n|---|--:|--:|--:|\n",
    );
    let unknown = super::scene::email();
    for question in QUESTIONS.iter().chain(confirmed.then_some(&REGISTER)) {
        let mut times = [vec![], vec![]];
        for turn in 0..2 * arguments.tries.get() {
            // Neither is always the one that comes after the other.
            let which = (turn + turn / 2) % 2;
            let email = if which == 0 { &known } else { &unknown };
            times[which].push(ask(&mut connection, question, email).await?);
        }
        let [with, without] = times.map(Times::new);
        table.push_str(&format!(
            "| {} | {:.3}, {:.3} | {:.3}, {:.3} | {:+.0} |\n",
            question.0,
            with.median * 1e3,
            with.p90 * 1e3,
            without.median * 1e3,
            without.p90 * 1e3,
            (with.median - without.median) * 1e6
        ));
    }
    super::print(&table);
    Ok(())
}

async fn ask(connection: &mut Connection, (path, body, expected): &Question, email: &str) -> Outcome<Duration> {
    let ask = Ask::post((*path).to_owned(), &body(email), *expected);
    let start = Instant::now();
    connection.send(ask).await?;
    Ok(start.elapsed())
}

struct Times {
    median: f64,
    p90: f64,
}

impl Times {
    fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |part: usize| times.get(times.len() * part / 10).map_or(0.0, Duration::as_secs_f64);
        Self {
            median: at(5),
            p90: at(9),
        }
    }
}
