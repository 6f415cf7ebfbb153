//! Finds a setting's value: flags, then the environment, then the file. Remembers where it came from, so that a wrong one
//! can be named.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use clap::ArgMatches;

use super::table::{CONFIG, PREFIX, SETTINGS, Setting};

/// A setting that is wrong. Stops the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a file of settings is, and what it says.
type File = (PathBuf, BTreeMap<String, String>);

/// Where values come from.
pub struct Lookup {
    flags: BTreeMap<&'static str, String>,
    environment: BTreeMap<String, String>,
    file: Option<File>,
}

/// A value and, for messages, the setting as the operator wrote it.
pub struct Found {
    value: String,
    written: String,
    secret: bool,
}

impl Lookup {
    /// Reads flags, environment and file.
    pub fn new(flags: &ArgMatches, environment: impl Iterator<Item = (String, String)>) -> Result<Self, Wrong> {
        let flags = std::iter::once(&CONFIG)
            .chain(SETTINGS)
            .filter_map(|setting| {
                let value = flags.try_get_one::<String>(setting.name).ok().flatten()?;
                Some((setting.name, value.clone()))
            })
            .collect();
        // Compose files and unit files pass empty variables for what was left out.
        let environment = environment
            .filter(|(name, value)| name.starts_with(PREFIX) && !value.trim().is_empty())
            .collect();
        let mut lookup = Self {
            flags,
            environment,
            file: None,
        };
        lookup.file = lookup.read_file()?;
        Ok(lookup)
    }

    fn read_file(&self) -> Result<Option<File>, Wrong> {
        let named = self.find(&CONFIG);
        let path = PathBuf::from(named.as_ref().map_or("branchbook.toml", |found| &found.value));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Wrong(format!("{} cannot be read: {error}", path.display()))),
        };
        Ok(Some((path.clone(), parse_file(&path, &text)?)))
    }

    /// The value of a setting and where it came from; none when it is not set.
    pub fn find(&self, setting: &Setting) -> Option<Found> {
        let found = |value: &str, written| Found {
            value: value.trim().to_owned(),
            written,
            secret: setting.secret,
        };
        if let Some(value) = self.flags.get(setting.name) {
            return Some(found(value, format!("the flag {}", setting.flag())));
        }
        let variable = setting.variable();
        if let Some(value) = self.environment.get(&variable) {
            return Some(found(value, format!("the environment variable {variable}")));
        }
        let (path, values) = self.file.as_ref()?;
        let value = values.get(setting.name)?;
        Some(found(value, format!("the key {} in {}", setting.name, path.display())))
    }

    /// Variables that look like settings and are none: a misspelling, or a setting of another version. Those of the tests are
    /// left out.
    pub fn unknown_variables(&self) -> impl Iterator<Item = &str> {
        let known = |name: &str| {
            let mut settings = std::iter::once(&CONFIG).chain(SETTINGS);
            name.starts_with("BRANCHBOOK_TEST_") || settings.any(|setting| setting.variable() == name)
        };
        self.environment
            .keys()
            .map(String::as_str)
            .filter(move |name| !known(name))
    }
}

impl Found {
    /// Reads the value, or says what is wrong with it and where it was set.
    pub fn parse<T>(&self, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Wrong> {
        read(&self.value).map_err(|wrong| {
            let shown = if self.secret {
                String::new()
            } else {
                format!(" '{}'", self.value)
            };
            Wrong(format!("{} has a wrong value{shown}: {wrong}", self.written))
        })
    }
}

fn parse_file(path: &Path, text: &str) -> Result<BTreeMap<String, String>, Wrong> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        Wrong(format!("{} is not TOML: {}", path.display(), error.to_string().trim()))
    })?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        if !SETTINGS.iter().any(|setting| setting.name == key) {
            let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
            return Err(Wrong(format!(
                "{}: '{key}' is no setting; those are {}",
                path.display(),
                names.join(", ")
            )));
        }
        let value = as_text(&value).ok_or_else(|| {
            Wrong(format!(
                "{}: '{key}' is a text, a number, true, false or a list of texts",
                path.display()
            ))
        })?;
        values.insert(key, value);
    }
    Ok(values)
}

/// A value of the file as it would be written in a flag.
fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(on) => Some(on.to_string()),
        toml::Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(toml::Value::as_str).collect();
            Some(items?.join(","))
        }
        _ => None,
    }
}
