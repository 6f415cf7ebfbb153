use std::time::Duration;

use super::*;

/// The settings of `serve` with these flags and environment variables.
fn read(flags_given: &[&str], environment: &[(&str, &str)]) -> Result<(Storage, Serve), Wrong> {
    let command = flags(Command::new("serve"), Scope::Serve).no_binary_name(true);
    let flags = command.try_get_matches_from(flags_given).unwrap();
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let lookup = Lookup::new(&flags, environment)?;
    Ok((Storage::new(&lookup)?, Serve::new(&lookup)?))
}

/// What is said of wrong settings.
fn refusal(flags: &[&str], environment: &[(&str, &str)]) -> String {
    read(flags, environment).unwrap_err().0
}

/// A file with settings that goes when the test is over.
fn file(text: &str) -> tempfile::TempPath {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, text).unwrap();
    file.into_temp_path()
}

#[test]
fn with_nothing_set_it_serves_this_machine_from_the_data_folder() {
    let (storage, serve) = read(&[], &[]).unwrap();
    assert_eq!(serve.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(serve.public_url.origin(), "http://127.0.0.1:8080");
    assert_eq!(storage.database, DatabaseUrl::Sqlite("data/branchbook.db".into()));
    assert!(serve.http.rate_limits.is_some());
}

#[test]
fn flags_win_over_the_environment_and_the_environment_over_the_file() {
    let file = file(
        "listen = '127.0.0.1:1'\nbody_limit = 1\nrate_limits = false\ntrusted_proxies = ['10.0.0.0/8', '192.0.2.1']\n",
    );
    let flags = ["--config", file.to_str().unwrap(), "--listen", "127.0.0.1:3"];
    let environment = [("BRANCHBOOK_LISTEN", "127.0.0.1:2"), ("BRANCHBOOK_BODY_LIMIT", "2")];
    let (_, serve) = read(&flags, &environment).unwrap();
    assert_eq!(serve.listen.port(), 3);
    assert_eq!(serve.http.body_limit, 2 << 20);
    assert!(serve.http.rate_limits.is_none());
    assert_eq!(serve.http.trusted_proxies.len(), 2);
}

#[test]
fn an_empty_variable_is_not_set() {
    let (_, serve) = read(&[], &[("BRANCHBOOK_LISTEN", " ")]).unwrap();
    assert_eq!(serve.listen.port(), 8080);
}

#[test]
fn a_wrong_value_is_named_with_its_source() {
    let refused = refusal(&["--listen", "8080"], &[]);
    assert_eq!(
        refused,
        "the flag --listen has a wrong value '8080': an address and a port are needed, such as 127.0.0.1:8080 or [::]:8080"
    );
    let refused = refusal(&[], &[("BRANCHBOOK_REQUEST_TIMEOUT", "soon")]);
    assert!(
        refused.starts_with("the environment variable BRANCHBOOK_REQUEST_TIMEOUT has a wrong value 'soon': "),
        "{refused}"
    );
    let file = file("rate_limits = 'perhaps'");
    let refused = refusal(&["--config", file.to_str().unwrap()], &[]);
    assert!(refused.contains("the key rate_limits in "), "{refused}");
}

#[test]
fn a_secret_is_not_repeated() {
    for name in ["BRANCHBOOK_SECRET_KEY", "BRANCHBOOK_DATABASE_URL"] {
        let refused = refusal(&[], &[(name, "mysql://hunter2")]);
        assert!(refused.contains(name) && !refused.contains("hunter2"), "{refused}");
    }
}

#[test]
fn a_key_that_the_file_does_not_know_is_refused() {
    let file = file("lisen = '127.0.0.1:1'");
    let refused = refusal(&["--config", file.to_str().unwrap()], &[]);
    assert!(refused.contains("'lisen' is no setting"), "{refused}");
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let refused = refusal(&["--config", "/nowhere/branchbook.toml"], &[]);
    assert!(
        refused.starts_with("/nowhere/branchbook.toml cannot be read"),
        "{refused}"
    );
}

#[test]
fn a_key_is_32_bytes_in_hex_or_base64() {
    let hex = "00ff".repeat(16);
    assert_eq!(read::key(&hex).unwrap()[..2], [0, 255]);
    assert_eq!(
        read::key("AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8=").unwrap(),
        read::key(&hex).unwrap()
    );
    for wrong in ["", "abc", &"zz".repeat(32), &"ab".repeat(31)] {
        assert!(read::key(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn times_are_in_seconds() {
    assert_eq!(read::seconds("5s"), Ok(Duration::from_secs(5)));
    assert!(read::seconds("0").is_err());
}

#[test]
fn a_variable_that_is_no_setting_is_noticed() {
    let flags = flags(Command::new("serve"), Scope::Serve).get_matches_from(["serve"]);
    let environment = [("BRANCHBOOK_LISTEN", "x"), ("BRANCHBOOK_LISTN", "y"), ("PATH", "z")];
    let lookup = Lookup::new(
        &flags,
        environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
    .unwrap();
    assert_eq!(lookup.unknown_variables().collect::<Vec<_>>(), ["BRANCHBOOK_LISTN"]);
}

/// The table of all settings in docs/operating.md.
fn documented() -> String {
    let row = |setting: &Setting| {
        let Setting {
            name, default, help, ..
        } = setting;
        let (flag, variable) = (setting.flag(), setting.variable());
        format!("| `{name}` | `{default}` | {help}. `{flag}`, `{variable}` |\n").replace("on|off", "on, off")
    };
    let rows: String = SETTINGS.iter().map(row).collect();
    format!("| setting | default | what it decides |\n|---|---|---|\n{rows}")
}

fn committed(path: &str) -> String {
    std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(path),
    )
    .unwrap()
}

#[test]
fn the_operators_guide_lists_every_setting() {
    let table = documented();
    assert!(
        committed("docs/operating.md").contains(&table),
        "docs/operating.md needs this table:\n\n{table}"
    );
}

#[test]
fn the_sample_file_has_every_setting_and_is_right() {
    let sample = committed("deploy/branchbook.toml").replace("what `openssl rand -hex 32` prints", &"ab".repeat(32));
    let settings = sample
        .lines()
        .filter_map(|line| line.strip_prefix('#'))
        .filter(|line| !line.starts_with(' '));
    let settings: Vec<_> = settings.collect();
    let names: Vec<_> = settings.iter().filter_map(|line| line.split(" = ").next()).collect();
    assert_eq!(names, SETTINGS.iter().map(|setting| setting.name).collect::<Vec<_>>());
    let file = file(&settings.join("\n"));
    read(&["--config", file.to_str().unwrap()], &[]).unwrap();
}
