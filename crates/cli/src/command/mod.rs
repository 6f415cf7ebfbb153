//! The commands, one file each.

mod admin;
mod audit;
mod doctor;
mod errors;
mod jobs;
mod migrate;
mod openapi;
mod seed;
mod serve;
mod tenant;

use std::{process::ExitCode, sync::Arc};

use branchbook_db::{Db, MIGRATIONS, Options};
use branchbook_server::{
    App,
    access::OwnWork,
    app::{Settings, SystemClock, SystemEntropy},
    features::{
        audit::beginning,
        platform::tenants::{self, Named},
    },
    mail::{Carrier, Files, MailSettings},
};
use clap::{Arg, ArgMatches, Command};

use crate::{
    config::{self, Logging, Lookup, Serve, Storage, Wrong, table::Scope},
    console, logging, process, secret_key,
};

/// Why a command did not do what it was asked.
pub enum Failure {
    /// A setting is wrong. Exit code 2, like a wrong flag.
    Setting(Wrong),
    /// Anything else, in a sentence. Exit code 1.
    Other(String),
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        Self::Setting(wrong)
    }
}

impl From<branchbook_db::Error> for Failure {
    fn from(error: branchbook_db::Error) -> Self {
        Self::Other(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.to_string())
    }
}

type Outcome = Result<(), Failure>;

/// Does what the command line says.
pub fn run() -> ExitCode {
    let matches = command().get_matches();
    let outcome = match matches.subcommand() {
        Some(("serve", flags)) => with_settings(flags, serve::run),
        Some(("migrate", flags)) => with_settings(flags, migrate::run),
        Some(("seed", flags)) => with_settings(flags, seed::run),
        Some(("doctor", flags)) => with_settings(flags, |lookup| doctor::run(lookup, flags)),
        Some(("admin", flags)) => within(flags, admin::run),
        Some(("export-tenant", flags)) => within(flags, tenant::export),
        Some(("import-tenant", flags)) => within(flags, tenant::import),
        Some(("audit", flags)) => within(flags, audit::run),
        Some(("jobs", flags)) => within(flags, jobs::run),
        Some(("openapi", flags)) => openapi::run(flags),
        Some(("errors", flags)) => errors::run(flags),
        _ => Err(Failure::Other("no such command; see branchbook --help".to_owned())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Setting(wrong)) => {
            console::complain(wrong);
            ExitCode::from(2)
        }
        Err(Failure::Other(message)) => {
            console::complain(message);
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let settings =
        |name: &'static str, about: &'static str, scope| config::flags(Command::new(name).about(about), scope);
    let check = Arg::new("check")
        .long("check")
        .value_name("FILE")
        .help("Print nothing; fail when FILE says something else");
    Command::new("branchbook")
        .about("Runbooks that branch: author, run, hand over and learn from troubleshooting flows")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(settings("serve", "Run the server", Scope::Serve))
        .subcommand(settings(
            "migrate",
            "Bring the database's schema up to date, as serve does at its start",
            Scope::Database,
        ))
        .subcommand(settings(
            "seed",
            "Load the default flows; those that are there are brought up to date",
            Scope::Database,
        ))
        .subcommand(
            settings(
                "doctor",
                "Check settings, disk, database, clock and sessions, and say what to do",
                Scope::Serve,
            )
            .arg(doctor::sessions_flag()),
        )
        .subcommand(admin::command())
        .subcommand(tenant::export_command())
        .subcommand(tenant::import_command())
        .subcommand(audit::command())
        .subcommand(jobs::command())
        .subcommand(
            Command::new("openapi")
                .about("Print the API's OpenAPI document")
                .arg(check.clone()),
        )
        .subcommand(
            Command::new("errors")
                .about("Print the API's error codes")
                .arg(check)
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_name("json|markdown")
                        .value_parser(["json", "markdown"])
                        .default_value("json")
                        .help("How"),
                ),
        )
}

/// Reads the settings, starts the log, and runs a command that needs both.
fn with_settings(flags: &ArgMatches, run: impl FnOnce(&Lookup) -> Outcome) -> Outcome {
    let lookup = config::lookup(flags)?;
    logging::start(&Logging::new(&lookup)?);
    for name in lookup.unknown_variables() {
        tracing::warn!("{name} is no setting of this version and is ignored");
    }
    run(&lookup)
}

/// The same for a command that is made of several: `run` gets the words that say which, such as `["run"]`, and its flags.
fn within(mut flags: &ArgMatches, run: fn(&[&str], &ArgMatches, &Lookup) -> Outcome) -> Outcome {
    let mut words = vec![];
    while let Some((word, of_it)) = flags.subcommand() {
        words.push(word);
        flags = of_it;
    }
    let lookup = config::lookup(flags)?;
    logging::start(&Logging::new(&lookup)?);
    run(&words, flags, &lookup)
}

/// Runs a command that needs the application, on a database whose schema is up to date, beside servers that may be running. As at the
/// start of a server, audit logs are begun that never were.
fn with_app(lookup: &Lookup, work: impl AsyncFnOnce(&App) -> Outcome) -> Outcome {
    with_app_as_it_is(lookup, async |app| {
        beginning::of_all(app).await?;
        work(app).await
    })
}

/// The same, but no log is begun: what is missing stays missing.
fn with_app_as_it_is(lookup: &Lookup, work: impl AsyncFnOnce(&App) -> Outcome) -> Outcome {
    let storage = Storage::new(lookup)?;
    let settings = Serve::new(lookup)?;
    runtime()?.block_on(async {
        let db = open(&storage)?;
        db.migrate().await?;
        let app = app(db.clone(), &storage, &settings)?;
        let outcome = work(&app).await;
        db.close().await;
        outcome
    })
}

/// The tenant that the operator names.
async fn the_tenant(app: &App, id_or_slug: &str) -> Result<Named, Failure> {
    let found = tenants::find(&OwnWork::of(app), id_or_slug).await?;
    found.ok_or_else(|| Failure::Other(format!("there is no tenant with the slug or id '{id_or_slug}'")))
}

/// The application as the settings want it.
fn app(db: Db, storage: &Storage, serve: &Serve) -> Result<App, Failure> {
    let key = match serve.secret_key {
        Some(key) => key,
        None => secret_key::read_or_make(&storage.data)
            .map_err(|error| Failure::Other(format!("the secret key in {}: {error}", storage.data.display())))?,
    };
    let carrier: Arc<dyn Carrier> = match &serve.smtp {
        Some(smtp) => Arc::new(smtp.clone()),
        None => Arc::new(Files::new(storage.data.join("mail"))),
    };
    let settings = Settings {
        mail: MailSettings {
            carrier,
            from: serve.mail_from.clone(),
        },
        registration: serve.registration,
        http: serve.http.clone(),
        ..Settings::new(key, serve.public_url.clone())
    };
    Ok(App::new(db, Arc::new(SystemClock), Arc::new(SystemEntropy), settings))
}

/// Where commands wait for the database.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Opens the database; its schema is as it was left. Inside of the runtime.
fn open(storage: &Storage) -> Result<Db, Failure> {
    process::make_private_folder(&storage.data).map_err(|error| {
        Failure::Other(format!(
            "the data folder {} cannot be made: {error}",
            storage.data.display()
        ))
    })?;
    let mut options = Options::new(storage.database.clone());
    options.pool_size = storage.connections;
    Ok(Db::open(&options, MIGRATIONS)?)
}

/// Prints a generated document, or compares it with a committed one.
fn print_or_check(flags: &ArgMatches, document: &str) -> Outcome {
    let Some(file) = flags.get_one::<String>("check") else {
        console::say(document.trim_end());
        return Ok(());
    };
    let committed =
        std::fs::read_to_string(file).map_err(|error| Failure::Other(format!("{file} cannot be read: {error}")))?;
    if committed.trim_end() == document.trim_end() {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "{file} is not what this build says: run `make openapi` and commit what changes"
    )))
}
