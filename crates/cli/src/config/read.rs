//! How each kind of value is written, and what to say when it is written wrong.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use branchbook_db::DatabaseUrl;
use branchbook_server::{app::PublicUrl, http::Network};

pub fn path(text: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(text))
}

pub fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "an address and a port are needed, such as 127.0.0.1:8080 or [::]:8080".to_owned())
}

pub fn database_url(text: &str) -> Result<DatabaseUrl, String> {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    match scheme {
        None | Some("sqlite" | "postgres" | "postgresql") => {
            text.parse().map_err(|never: std::convert::Infallible| match never {})
        }
        Some(_) => Err("it begins with sqlite: or postgres://".to_owned()),
    }
}

/// 32 bytes as 64 hex digits, or as base64.
pub fn key(text: &str) -> Result<[u8; 32], String> {
    let bytes = if text.len() == 64 {
        let digits = (0..64).step_by(2).map(|at| text.get(at..at + 2));
        digits
            .map(|pair| pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect::<Option<Vec<u8>>>()
    } else {
        BASE64_STANDARD.decode(text).ok()
    };
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| {
        "32 bytes are needed, as 64 hex digits or as base64: `openssl rand -hex 32` makes some".to_owned()
    })
}

/// A secret of printable characters that is too long to be guessed.
pub fn token(text: &str) -> Result<String, String> {
    if text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("16 characters or more are needed, without spaces: `openssl rand -hex 16` makes some".to_owned())
    }
}

pub fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err("it is on or off".to_owned()),
    }
}

pub fn number<T: TryFrom<u64>>(least: u64, most: u64) -> impl Fn(&str) -> Result<T, String> {
    move |text| {
        let wrong = || format!("a whole number from {least} to {most} is needed");
        let number = text
            .parse()
            .ok()
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(wrong)?;
        T::try_from(number).map_err(|_| wrong())
    }
}

pub fn seconds(text: &str) -> Result<Duration, String> {
    number(1, 3600)(text.strip_suffix('s').unwrap_or(text)).map(Duration::from_secs)
}

pub fn log_filter(text: &str) -> Result<String, String> {
    let checked = tracing_subscriber::EnvFilter::builder().parse(text);
    checked
        .map(|_| text.to_owned())
        .map_err(|error| format!("{error}; it is like warn or info,branchbook_db=debug"))
}

/// Whether log lines are JSON.
pub fn log_format(text: &str) -> Result<bool, String> {
    match text {
        "text" => Ok(false),
        "json" => Ok(true),
        _ => Err("it is text or json".to_owned()),
    }
}

pub fn networks(text: &str) -> Result<Vec<Network>, String> {
    list(text).map(str::parse).collect()
}

/// Origins, each as browsers send it: scheme, host and port.
pub fn origins(text: &str) -> Result<Vec<PublicUrl>, String> {
    list(text).map(str::parse).collect()
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}
