//! The settings: one table gives the flags with their help, the environment variables, the keys of the TOML file and the
//! table in docs/operating.md.

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// The key in the TOML file. The flag and the environment variable are made of it.
    pub name: &'static str,
    /// What the value is, in the help.
    pub value: &'static str,
    /// What holds when it is not set, in words.
    pub default: &'static str,
    /// What it decides.
    pub help: &'static str,
    /// Which commands read it.
    pub scope: Scope,
    /// Whether its value is never printed.
    pub secret: bool,
}

/// Which commands read a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All that open the database.
    Database,
    /// Only `serve`.
    Serve,
}

impl Setting {
    /// The flag, such as `--public-url`.
    pub fn flag(&self) -> String {
        format!("--{}", self.long())
    }

    /// The flag without its dashes.
    pub fn long(&self) -> String {
        self.name.replace('_', "-")
    }

    /// The environment variable, such as `BRANCHBOOK_PUBLIC_URL`.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.to_ascii_uppercase())
    }
}

/// What every environment variable begins with.
pub const PREFIX: &str = "BRANCHBOOK_";

/// The setting that says where the file with the others is. It is not in the file itself.
pub const CONFIG: Setting = Setting {
    name: "config",
    value: "FILE",
    default: "branchbook.toml, if there is one",
    help: "A TOML file with settings. Flags win over the environment, the environment over the file",
    scope: Scope::Database,
    secret: false,
};

macro_rules! settings {
    ($($name:ident $value:literal = $default:literal $scope:ident $($secret:ident)? : $help:literal;)*) => {
        /// Every setting, in the order of the help.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: stringify!($name), value: $value, default: $default, help: $help, scope: Scope::$scope,
            secret: settings!(@secret $($secret)?),
        }),*];
    };
    (@secret secret) => { true };
    (@secret) => { false };
}

settings! {
    listen "ADDRESS" = "127.0.0.1:8080" Serve: "Address and port to listen on; 0.0.0.0:8080 is every interface";
    data "FOLDER" = "./data" Database: "Folder for everything the server keeps: the SQLite database, the secret key";
    database_url "URL" = "sqlite:<data>/branchbook.db" Database secret: "sqlite:<file>, or postgres://user:password@host/database";
    database_connections "NUMBER" = "16" Database: "PostgreSQL: connections at most";
    public_url "URL" = "http://<listen>" Serve: "Where people reach the server. https turns on Secure cookies and Strict-Transport-Security";
    secret_key "KEY" = "<data>/secret.key" Serve secret: "32 bytes in hex or base64, from which all keys are derived; made once when absent. Nodes on one database share it";
    seed "on|off" = "on" Serve: "Whether a start loads the default flows that are missing or older than this build's";
    log "FILTER" = "info" Database: "What to log, such as warn or info,branchbook_db=debug; requests are branchbook::request";
    log_format "text|json" = "text" Database: "How log lines look";
    registration "open|confirmed|invite" = "open; confirmed when smtp_url is set" Serve: "Who may make an account: anybody; who confirms their address; who has an invite. The first account can always be made";
    smtp_url "URL" = "none: mails become files in <data>/mail" Serve secret: "The mail server: smtps://user:password@host (TLS), smtp://user:password@host (STARTTLS), smtp://host (TLS if offered); ?tls=none never encrypts";
    mail_from "SENDER" = "Branchbook <no-reply@host of public_url>" Serve: "Whom mails are from, such as Branchbook <runbooks@example.com>";
    rate_limits "on|off" = "on" Serve: "Whether callers who ask too often are told to wait. Off only for benchmarks";
    rate_limit_address "NUMBER" = "6000" Serve: "API requests that one client address may send in a minute, or at once";
    rate_limit_user "NUMBER" = "1200" Serve: "API requests that one user may send in a minute, or at once";
    rate_limit_sign_in "NUMBER" = "20" Serve: "Tries to sign in or register that one client address may make in a minute, or at once";
    trusted_proxies "LIST" = "none" Serve: "Networks, such as 10.0.0.0/8, whose X-Forwarded-For is believed";
    cors_origins "LIST" = "none" Serve: "Origins of other sites whose pages may call the API";
    metrics_token "TOKEN" = "none" Serve secret: "Whoever shows it as a bearer token may read /metrics; without one, only callers on this machine may";
    body_limit "MIB" = "4" Serve: "The largest body of a request, in MiB";
    request_timeout "SECONDS" = "30" Serve: "How long one request may take, its body included, in seconds";
    shutdown_timeout "SECONDS" = "20" Serve: "How long requests under way may take to end when the server is stopped, in seconds";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flag_and_variable_are_made_of_the_name() {
        let setting = SETTINGS.iter().find(|setting| setting.name == "public_url").unwrap();
        assert_eq!(
            (setting.flag().as_str(), setting.variable().as_str()),
            ("--public-url", "BRANCHBOOK_PUBLIC_URL")
        );
    }
}
