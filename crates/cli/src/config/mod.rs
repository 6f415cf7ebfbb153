//! Settings of the operator: flags, `BRANCHBOOK_*` environment variables and a TOML file, in that order. A wrong value stops
//! the start with one line that names it and where it was set.

mod lookup;
pub mod read;
pub mod table;
#[cfg(test)]
mod tests;

use std::{net::SocketAddr, path::PathBuf};

use branchbook_db::DatabaseUrl;
use branchbook_server::{
    app::PublicUrl,
    features::identity::RegistrationMode,
    http::HttpSettings,
    mail::{Sender, Smtp},
};
use clap::{Arg, ArgMatches, Command};

pub use lookup::{Lookup, Wrong};
use table::{CONFIG, SETTINGS, Scope, Setting};

/// What commands that open the database need.
#[derive(Debug)]
pub struct Storage {
    /// Everything the server keeps.
    pub data: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// PostgreSQL: connections at most.
    pub connections: usize,
}

/// How to log.
#[derive(Debug)]
pub struct Logging {
    /// What to log.
    pub filter: String,
    /// As JSON lines.
    pub json: bool,
}

/// What `serve` needs besides.
#[derive(Debug)]
pub struct Serve {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach it.
    pub public_url: PublicUrl,
    /// Given by the operator; else kept in the data folder.
    pub secret_key: Option<[u8; 32]>,
    /// Whether to load the default flows.
    pub seed: bool,
    /// Who may make an account.
    pub registration: RegistrationMode,
    /// The mail server; without one, mails become files in the data folder.
    pub smtp: Option<Smtp>,
    /// Whom mails are from.
    pub mail_from: Sender,
    /// How requests are treated.
    pub http: HttpSettings,
}

/// Adds the settings that a command reads to its flags.
pub fn flags(command: Command, scope: Scope) -> Command {
    let wanted = |setting: &&Setting| scope == Scope::Serve || setting.scope == Scope::Database;
    std::iter::once(&CONFIG)
        .chain(SETTINGS)
        .filter(wanted)
        .fold(command, |command, setting| {
            let help = format!(
                "{} [env: {}] [default: {}]",
                setting.help,
                setting.variable(),
                setting.default
            );
            command.arg(
                Arg::new(setting.name)
                    .long(setting.long())
                    .value_name(setting.value)
                    .help(help)
                    .help_heading("Settings"),
            )
        })
}

/// Where the settings of this run come from.
pub fn lookup(flags: &ArgMatches) -> Result<Lookup, Wrong> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    Lookup::new(flags, std::env::vars_os().filter_map(text))
}

impl Storage {
    /// Reads the settings.
    pub fn new(lookup: &Lookup) -> Result<Self, Wrong> {
        let data = get(lookup, "data", read::path)?.unwrap_or_else(|| "data".into());
        let beside = || DatabaseUrl::Sqlite(data.join("branchbook.db"));
        let database = get(lookup, "database_url", read::database_url)?.unwrap_or_else(beside);
        let connections = get(lookup, "database_connections", read::number(1, 1000))?.unwrap_or(16);
        Ok(Self {
            data,
            database,
            connections,
        })
    }
}

impl Logging {
    /// Reads the settings.
    pub fn new(lookup: &Lookup) -> Result<Self, Wrong> {
        Ok(Self {
            filter: get(lookup, "log", read::log_filter)?.unwrap_or_else(|| "info".to_owned()),
            json: get(lookup, "log_format", read::log_format)?.unwrap_or(false),
        })
    }
}

impl Serve {
    /// Reads the settings.
    pub fn new(lookup: &Lookup) -> Result<Self, Wrong> {
        let listen = get(lookup, "listen", read::address)?.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let here = if listen.ip().is_unspecified() {
            format!("http://localhost:{}", listen.port())
        } else {
            format!("http://{listen}")
        };
        let public_url: PublicUrl = match get(lookup, "public_url", str::parse)? {
            Some(url) => url,
            None => here.parse().map_err(Wrong)?,
        };
        let smtp = get(lookup, "smtp_url", |url| Smtp::new(url, public_url.host()))?;
        let registration = get(lookup, "registration", str::parse)?;
        Ok(Self {
            listen,
            registration: registration.unwrap_or(match smtp {
                Some(_) => RegistrationMode::Confirmed,
                None => RegistrationMode::Open,
            }),
            smtp,
            mail_from: get(lookup, "mail_from", str::parse)?.unwrap_or_else(|| Sender::of(&public_url)),
            public_url,
            secret_key: get(lookup, "secret_key", read::key)?,
            seed: get(lookup, "seed", read::switch)?.unwrap_or(true),
            http: http(lookup)?,
        })
    }
}

fn http(lookup: &Lookup) -> Result<HttpSettings, Wrong> {
    let mut http = HttpSettings::default();
    let set = |name, place: &mut u32| {
        get(lookup, name, read::number(1, 1_000_000)).map(|value| *place = value.unwrap_or(*place))
    };
    let mut limits = http.rate_limits.take().unwrap_or_default();
    set("rate_limit_address", &mut limits.address)?;
    set("rate_limit_user", &mut limits.user)?;
    set("rate_limit_sign_in", &mut limits.sign_in)?;
    http.rate_limits = get(lookup, "rate_limits", read::switch)?
        .unwrap_or(true)
        .then_some(limits);
    if let Some(networks) = get(lookup, "trusted_proxies", read::networks)? {
        http.trusted_proxies = networks;
    }
    if let Some(origins) = get(lookup, "cors_origins", read::origins)? {
        http.cors_origins = origins;
    }
    http.metrics_token = get(lookup, "metrics_token", read::token)?;
    if let Some(mib) = get(lookup, "body_limit", read::number::<usize>(1, 1024))? {
        http.body_limit = mib * 1024 * 1024;
    }
    if let Some(time) = get(lookup, "request_timeout", read::seconds)? {
        http.request_timeout = time;
    }
    if let Some(time) = get(lookup, "shutdown_timeout", read::seconds)? {
        http.shutdown_timeout = time;
    }
    Ok(http)
}

/// The value of the setting with this name; none when it is not set.
fn get<T>(lookup: &Lookup, name: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, Wrong> {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
        return Err(Wrong(format!("'{name}' is not in the table of settings")));
    };
    lookup.find(setting).map(|found| found.parse(read)).transpose()
}
