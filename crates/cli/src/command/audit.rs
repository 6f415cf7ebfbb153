//! `branchbook audit`: whether anybody has tampered with the log.

use branchbook_server::{
    App,
    access::OwnWork,
    features::{
        audit::verification,
        platform::tenants::{self, Named},
    },
};
use clap::{Arg, ArgMatches, Command};

use super::{Failure, Outcome, the_tenant, with_app_as_it_is};
use crate::{
    config::{self, Lookup, table::Scope},
    console,
};

/// Tenants that are looked up at once.
const TENANTS: i64 = 100;

pub fn command() -> Command {
    let tenant = Arg::new("tenant")
        .long("tenant")
        .value_name("slug or id")
        .help("Only this tenant's log; all of them when left out");
    Command::new("audit")
        .about("The audit logs of tenants")
        .subcommand_required(true)
        .subcommand(config::flags(
            Command::new("verify")
                .about("Find any row that was edited, removed or swapped; needs the secret key of the server that wrote it")
                .arg(tenant),
            Scope::Serve,
        ))
}

pub fn run(_: &[&str], flags: &ArgMatches, lookup: &Lookup) -> Outcome {
    with_app_as_it_is(lookup, async |app| {
        let faulty = match flags.get_one::<String>("tenant") {
            Some(tenant) => u64::from(!verify(app, &the_tenant(app, tenant).await?).await?),
            None => verify_all(app).await?,
        };
        match faulty {
            0 => Ok(()),
            1 => Err(Failure::Other("one audit log is not as it was written".to_owned())),
            more => Err(Failure::Other(format!(
                "{more} audit logs are not as they were written"
            ))),
        }
    })
}

/// How many logs are not as they were written.
async fn verify_all(app: &App) -> Result<u64, Failure> {
    let (work, mut after, mut faulty) = (OwnWork::of(app), None, 0);
    loop {
        let tenants = tenants::after(&work, after, TENANTS).await?;
        let Some(last) = tenants.last() else {
            return Ok(faulty);
        };
        after = Some(last.id);
        for tenant in &tenants {
            faulty += u64::from(!verify(app, tenant).await?);
        }
    }
}

/// Whether this log is as it was written.
async fn verify(app: &App, tenant: &Named) -> Result<bool, Failure> {
    let verified = verification::of_tenant(app, tenant.id).await?;
    if !verified.ok && tenants::is_going(&OwnWork::of(app), tenant.id).await? {
        console::say(format_args!(
            "{} ({}): is being deleted, its log too",
            tenant.slug, tenant.id
        ));
        return Ok(true);
    }
    let said = match (verified.ok, verified.rows) {
        (true, 0) => "no log yet: it begins with the next start of the server",
        (true, _) => "whole",
        (false, _) => "NOT AS IT WAS WRITTEN",
    };
    console::say(format_args!(
        "{} ({}): {} rows, {said}",
        tenant.slug, tenant.id, verified.rows
    ));
    for fault in verified.faults {
        console::say(format_args!("  row {}: {}", fault.seq, fault.what));
    }
    Ok(verified.ok)
}
