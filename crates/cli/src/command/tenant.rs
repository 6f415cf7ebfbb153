//! `branchbook export-tenant` and `branchbook import-tenant`: carrying a tenant from one database to another.

use std::{fs::File, io, path::Path};

use branchbook_server::{
    access::OwnWork,
    app::{Clock, SystemClock},
    features::tenant_data::{export, import},
};
use clap::{Arg, ArgMatches, Command};

use super::{Failure, Outcome, the_tenant, with_app};
use crate::{
    config::{self, Lookup, table::Scope},
    console,
};

pub fn export_command() -> Command {
    let tenant = Arg::new("tenant")
        .long("tenant")
        .value_name("slug or id")
        .required(true)
        .help("Which tenant");
    let output = Arg::new("output")
        .short('o')
        .long("output")
        .value_name("FILE")
        .help("Where to write the archive; <slug>.branchbook.gz when left out");
    config::flags(
        Command::new("export-tenant")
            .about("Write all that a tenant owns into an archive: without passwords, tokens and links")
            .arg(tenant)
            .arg(output),
        Scope::Serve,
    )
}

pub fn import_command() -> Command {
    let file = Arg::new("file")
        .value_name("FILE")
        .required(true)
        .help("An archive of export-tenant");
    config::flags(
        Command::new("import-tenant")
            .about("Read an archive into a database where its tenant is not; people are found by their e-mail, or get an account without a password")
            .arg(file),
        Scope::Serve,
    )
}

pub fn export(_: &[&str], flags: &ArgMatches, lookup: &Lookup) -> Outcome {
    with_app(lookup, async |app| {
        let tenant = the_tenant(app, &text(flags, "tenant")).await?;
        let mut archive = export::to_file(&OwnWork::of(app), tenant.id, SystemClock.now())
            .await?
            .ok_or_else(|| Failure::Other("the tenant was deleted just now".to_owned()))?;
        let output = flags.get_one::<String>("output").cloned();
        let output = output.unwrap_or_else(|| format!("{}.branchbook.gz", tenant.slug));
        let cannot = |error: io::Error| Failure::Other(format!("{output} cannot be written: {error}"));
        let bytes = File::create(&output)
            .and_then(|mut file| io::copy(&mut archive, &mut file))
            .map_err(cannot)?;
        console::say(format_args!(
            "{} ({}): {bytes} bytes in {output}",
            tenant.slug, tenant.id
        ));
        Ok(())
    })
}

pub fn import(_: &[&str], flags: &ArgMatches, lookup: &Lookup) -> Outcome {
    with_app(lookup, async |app| {
        let file = text(flags, "file");
        let imported = import::from_file(app, Path::new(&file)).await;
        let import::Imported {
            tenant,
            slug,
            rows,
            known,
            new,
        } = imported.map_err(|refusal| Failure::Other(format!("nothing was imported. {refusal}")))?;
        console::say(format_args!(
            "{slug} ({tenant}): {rows} rows; {known} people were known here, {new} are new and have no password yet"
        ));
        Ok(())
    })
}

fn text(flags: &ArgMatches, name: &str) -> String {
    flags.get_one::<String>(name).cloned().unwrap_or_default()
}
