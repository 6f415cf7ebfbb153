//! `branchbook doctor`: looks at everything that the server needs, changes nothing, and says what to do.

use std::{fmt, path::Path};

use branchbook_db::{DatabaseUrl, Db, MIGRATIONS, sql};
use branchbook_server::{
    app::{Clock, SystemClock},
    features::sessions::verify,
};
use clap::{Arg, ArgMatches};

use super::{Failure, Outcome, open, runtime};
use crate::{
    config::{Lookup, Serve, Storage},
    console, process, secret_key,
};

/// Less is warned of, in bytes.
const LITTLE_SPACE: u64 = 1 << 30;
/// A clock that is off by more is warned of, in microseconds.
const FAR_OFF: u64 = 5_000_000;

/// Damaged sessions that are told one by one.
const MOST_TOLD: usize = 20;

/// How many sessions are replayed.
pub fn sessions_flag() -> Arg {
    Arg::new("sessions")
        .long("sessions")
        .value_name("NUMBER|all")
        .default_value("1000")
        .value_parser(|text: &str| match text {
            "all" => Ok(usize::MAX),
            number => number.parse().map_err(|_| "a number or all is wanted"),
        })
        .help("Of each account, how many of its newest sessions to replay and compare with their logs")
}

pub fn run(lookup: &Lookup, flags: &ArgMatches) -> Outcome {
    let most = flags.get_one("sessions").copied().unwrap_or_default();
    let mut report = Report::default();
    for name in lookup.unknown_variables() {
        report.warn("settings", format_args!("{name} is no setting of this version"));
    }
    let storage = Storage::new(lookup)?;
    let serve = Serve::new(lookup)?;
    report.ok("settings", "all can be read");
    transport(&mut report, &serve);
    folder(&mut report, &storage.data);
    if serve.secret_key.is_none() {
        key(&mut report, &storage.data);
    }
    runtime()?.block_on(database(&mut report, &storage, most));
    match report.failed {
        0 => Ok(()),
        1 => Err(Failure::Other("one thing needs mending".to_owned())),
        many => Err(Failure::Other(format!("{many} things need mending"))),
    }
}

/// What was found, a line each.
#[derive(Default)]
struct Report {
    failed: usize,
}

impl Report {
    fn ok(&self, what: &str, found: impl fmt::Display) {
        console::say(format_args!("ok    {what:<10} {found}"));
    }

    fn warn(&self, what: &str, found: impl fmt::Display) {
        console::say(format_args!("warn  {what:<10} {found}"));
    }

    fn fail(&mut self, what: &str, found: impl fmt::Display) {
        self.failed += 1;
        console::say(format_args!("FAIL  {what:<10} {found}"));
    }
}

fn transport(report: &mut Report, serve: &Serve) {
    if !serve.listen.ip().is_loopback() && !serve.public_url.is_https() {
        let found = format_args!(
            "{} is reached from other machines without TLS: passwords can be read on the way. Put a proxy with TLS before it and set public_url to https://…",
            serve.listen
        );
        report.warn("transport", found);
    }
    if serve.http.rate_limits.is_none() {
        report.warn(
            "transport",
            "rate limits are off: anybody may try passwords as fast as they like",
        );
    }
}

fn folder(report: &mut Report, data: &Path) {
    if let Err(error) = process::make_private_folder(data).and_then(|()| tempfile::tempfile_in(data).map(drop)) {
        return report.fail("data", format_args!("{} cannot be written to: {error}", data.display()));
    }
    match process::free_space(data) {
        Ok(free) if free < LITTLE_SPACE => report.warn(
            "data",
            format_args!("only {} MiB are free on the disk of {}", free >> 20, data.display()),
        ),
        Ok(free) => report.ok(
            "data",
            format_args!("{} can be written to, {} GiB are free", data.display(), free >> 30),
        ),
        Err(error) => report.warn(
            "data",
            format_args!("it cannot be told how much space is free: {error}"),
        ),
    }
}

fn key(report: &mut Report, data: &Path) {
    let path = secret_key::path(data);
    if !path.exists() {
        return report.ok("secret key", "none yet; the first start makes one");
    }
    match secret_key::is_exposed(&path) {
        Ok(true) => report.fail(
            "secret key",
            format_args!("others on this machine can read it: chmod 600 {}", path.display()),
        ),
        Ok(false) => match secret_key::read_or_make(data) {
            Ok(_) => report.ok("secret key", path.display()),
            Err(error) => report.fail("secret key", error),
        },
        Err(error) => report.fail("secret key", error),
    }
}

async fn database(report: &mut Report, storage: &Storage, most: usize) {
    if let DatabaseUrl::Sqlite(file) = &storage.database
        && !file.exists()
    {
        return report.ok(
            "database",
            format_args!("{} is not there yet; the first start makes it", file.display()),
        );
    }
    let db = match open(storage) {
        Ok(db) => db,
        Err(Failure::Setting(wrong)) => return report.fail("database", wrong),
        Err(Failure::Other(wrong)) => return report.fail("database", wrong),
    };
    match db.ping().await {
        Ok(()) => {
            report.ok("database", format_args!("{:?} answers", storage.database));
            let is_current = migrations(report, &db).await;
            clock(report, &db).await;
            if is_current && most > 0 {
                sessions(report, &db, most).await;
            }
        }
        Err(error) => report.fail("database", error),
    }
    db.close().await;
}

/// Whether this build knows the schema, and the schema is this build's.
async fn migrations(report: &mut Report, db: &Db) -> bool {
    let newest = "SELECT max(version) FROM schema_migrations";
    let newest = db
        .global()
        .read((), move |tx, ()| {
            Box::pin(tx.one(newest, &[], |row| row.get::<Option<i32>>(0)))
        })
        .await;
    let known = i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX);
    match newest {
        Ok(Some(newest)) if newest > known => {
            let found = format_args!(
                "the database is at {newest}, this build knows {known}: run the newer build, or restore a backup"
            );
            report.fail("migrations", found);
        }
        Ok(Some(newest)) if newest == known => {
            report.ok("migrations", format_args!("all {known} have run"));
            return true;
        }
        Ok(newest) => {
            let found = format_args!(
                "{} of {known} have run; the next start runs the others",
                newest.unwrap_or(0)
            );
            report.ok("migrations", found);
        }
        Err(branchbook_db::Error::Unavailable(error)) => report.fail("migrations", error),
        Err(_) => report.ok("migrations", "none has run yet; the first start does it"),
    }
    false
}

/// Tokens and sequences are timed by this machine's clock; a database elsewhere has another.
async fn clock(report: &mut Report, db: &Db) {
    let now = sql!(
        lite: "SELECT CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
        pg: "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
    );
    let theirs = db
        .global()
        .read(now, |tx, now| Box::pin(tx.one(now, &[], |row| row.get::<i64>(0))))
        .await;
    match theirs {
        Ok(theirs) => {
            let apart = SystemClock.now().as_microsecond().abs_diff(theirs);
            if apart > FAR_OFF {
                report.warn(
                    "clock",
                    format_args!("this machine's and the database's are {} s apart", apart / 1_000_000),
                );
            } else {
                report.ok("clock", "agrees with the database's");
            }
        }
        Err(error) => report.fail("clock", error),
    }
}

/// Every session is what its log says, or somebody has to look.
async fn sessions(report: &mut Report, db: &Db, most: usize) {
    let verdict = match verify::newest(db, most).await {
        Ok(verdict) => verdict,
        Err(error) => return report.fail("sessions", error),
    };
    for damaged in verdict.mismatches.iter().take(MOST_TOLD) {
        let verify::Mismatch { tenant, session, what } = damaged;
        report.warn("sessions", format_args!("{session} of account {tenant}: {what}"));
    }
    let verify::Verdict { sessions, events, .. } = verdict;
    match verdict.mismatches.len() {
        0 => report.ok(
            "sessions",
            format_args!("{sessions} were replayed ({events} events): all are what their logs say"),
        ),
        damaged => report.fail(
            "sessions",
            format_args!(
                "{damaged} of {sessions} are not what their logs say: keep a copy of the database and report this, or restore a backup"
            ),
        ),
    }
}
