//! `branchbook admin`: what the operator of a platform does by hand.

use std::io::{self, IsTerminal};

use branchbook_domain::id::UserId;
use branchbook_server::{
    App,
    access::OwnWork,
    error::ApiError,
    features::{
        identity::operators::{NewAccount, create_account},
        platform::{
            dto::{NewCode, UpdateTenant},
            operator::By,
            operators, service, tenants,
        },
    },
};
use clap::{Arg, ArgMatches, Command};

use super::{Failure, Outcome, the_tenant, with_app};
use crate::{
    config::{self, Lookup, table::Scope},
    console,
};

/// Tenants that are looked up at once.
const TENANTS: usize = 100;

pub fn command() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let tenant = || option("tenant", "slug or id", "Which tenant");
    let user = || option("user", "e-mail", "Which user");
    let step = |name: &'static str, about: &'static str| Command::new(name).about(about);
    let number = clap::value_parser!(u32);
    let codes = step(
        "invite-codes",
        "Codes with which people may register where only who was invited may",
    )
    .subcommand_required(true)
    .subcommand(config::flags(
        step("create", "Make a code, which is shown this once")
            .arg(option("label", "text", "What it is for").required(true))
            .arg(
                option("max-uses", "number", "How many people may register with it")
                    .default_value("1")
                    .value_parser(number),
            )
            .arg(
                option("days", "number", "For how many days it is good")
                    .default_value("30")
                    .value_parser(number),
            ),
        Scope::Serve,
    ))
    .subcommand(config::flags(
        step("list", "Print the codes that are good for something"),
        Scope::Serve,
    ))
    .subcommand(config::flags(
        step("revoke", "End a code").arg(
            Arg::new("id")
                .value_name("ID")
                .required(true)
                .help("As `list` prints it"),
        ),
        Scope::Serve,
    ));
    let plan = Arg::new("plan").long("plan").value_name("plan").required(true);
    Command::new("admin")
        .about("Keep a platform: operators, tenants, invite codes")
        .subcommand_required(true)
        .subcommand(config::flags(
            step(
                "create-operator",
                "Make somebody an operator of the platform; who has no account gets one, with a password that is asked for",
            )
            .arg(option("email", "e-mail", "Their address").required(true))
            .arg(option("name", "text", "Their name, if they have no account yet")),
            Scope::Serve,
        ))
        .subcommand(config::flags(
            step(
                "remove-operator",
                "Make somebody an operator no more; also the last one: `create-operator` makes another",
            )
            .arg(option("email", "e-mail", "Their address").required(true)),
            Scope::Serve,
        ))
        .subcommand(config::flags(
            step("list-tenants", "Print the tenants").arg(option("q", "text", "Only those whose name or slug has this in it")),
            Scope::Serve,
        ))
        .subcommand(config::flags(
            step("set-plan", "Give a tenant another plan")
                .arg(tenant().required(true))
                .arg(plan.value_parser(["free", "starter", "pro", "enterprise"]).help("The plan")),
            Scope::Serve,
        ))
        .subcommand(codes)
        .subcommand(config::flags(
            step("deactivate", "Let nobody use a tenant, or a user not sign in, until they are activated again")
                .arg(tenant().conflicts_with("user").required_unless_present("user"))
                .arg(user()),
            Scope::Serve,
        ))
        .subcommand(config::flags(
            step("activate", "Take a deactivation back")
                .arg(tenant().conflicts_with("user").required_unless_present("user"))
                .arg(user()),
            Scope::Serve,
        ))
}

pub fn run(words: &[&str], flags: &ArgMatches, lookup: &Lookup) -> Outcome {
    with_app(lookup, async |app| match words {
        ["create-operator"] => create_operator(app, flags).await,
        ["remove-operator"] => remove_operator(app, flags).await,
        ["list-tenants"] => list_tenants(app, flags).await,
        ["set-plan"] => set_plan(app, flags).await,
        ["invite-codes", "create"] => create_code(app, flags).await,
        ["invite-codes", "list"] => list_codes(app).await,
        ["invite-codes", "revoke"] => revoke_code(app, flags).await,
        ["activate"] => set_active(app, flags, true).await,
        _ => set_active(app, flags, false).await,
    })
}

fn text(flags: &ArgMatches, name: &str) -> Option<String> {
    flags.get_one::<String>(name).cloned()
}

/// What the rules of the API say no to, as a line.
fn refused(error: ApiError) -> Failure {
    Failure::Other(error.said())
}

async fn the_user(app: &App, email: &str) -> Result<UserId, Failure> {
    let found = operators::find_user(app, email).await.map_err(refused)?;
    found.ok_or_else(|| Failure::Other(format!("nobody has an account with the e-mail '{email}'")))
}

async fn create_operator(app: &App, flags: &ArgMatches) -> Outcome {
    let email = text(flags, "email").unwrap_or_default();
    let user = match operators::find_user(app, &email).await.map_err(refused)? {
        Some(user) => user,
        None => {
            let name = text(flags, "name")
                .ok_or_else(|| Failure::Other(format!("{email} has no account yet: say --name too")))?;
            let password = password()?;
            let new = NewAccount {
                email: email.clone(),
                name,
                password,
            };
            create_account(app, new).await.map_err(refused)?
        }
    };
    operators::appoint(app, user).await.map_err(refused)?;
    console::say(format_args!("{email} ({user}) is an operator"));
    Ok(())
}

async fn remove_operator(app: &App, flags: &ArgMatches) -> Outcome {
    let email = text(flags, "email").unwrap_or_default();
    let user = the_user(app, &email).await?;
    let left = operators::remove(app, user).await.map_err(refused)?;
    let left = left.ok_or_else(|| Failure::Other(format!("{email} is no operator")))?;
    console::say(format_args!("{email} ({user}) is no operator any more"));
    match left {
        0 => console::say("nobody is one now; `branchbook admin create-operator` makes one"),
        1 => console::say("one is left"),
        more => console::say(format_args!("{more} are left")),
    }
    Ok(())
}

/// A line of standard input. On a terminal it is asked for, and not shown.
fn password() -> Result<String, Failure> {
    let mut line = String::new();
    if io::stdin().is_terminal() {
        console::ask("Password, 12 characters or more (it is not shown): ");
        let shown = crate::process::hide_input()?;
        let read = io::stdin().read_line(&mut line);
        crate::process::show_input(&shown)?;
        console::say("");
        read?;
    } else {
        io::stdin().read_line(&mut line)?;
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn list_tenants(app: &App, flags: &ArgMatches) -> Outcome {
    let (work, mut after) = (OwnWork::of(app), None);
    loop {
        let found = tenants::search(&work, text(flags, "q").as_deref(), after, TENANTS).await?;
        for (tenant, is_active) in &found {
            let described = tenants::describe(&work, *tenant, *is_active).await.map_err(refused)?;
            if let Some(tenant) = described {
                let (account, usage) = (&tenant.account, &tenant.usage);
                let state = if tenant.is_active { "active" } else { "NOT ACTIVE" };
                console::say(format_args!(
                    "{} {:<30} {:<11} {state}, {} members, {} flows, {} sessions: {}",
                    account.id,
                    account.slug,
                    account.plan.as_str(),
                    usage.members.used,
                    usage.trees.used,
                    usage.sessions.used,
                    account.name
                ));
            }
        }
        after = found.last().map(|(tenant, _)| *tenant);
        if found.len() < TENANTS {
            return Ok(());
        }
    }
}

async fn set_plan(app: &App, flags: &ArgMatches) -> Outcome {
    let tenant = the_tenant(app, &text(flags, "tenant").unwrap_or_default()).await?;
    let plan = text(flags, "plan").unwrap_or_default();
    let change = UpdateTenant {
        plan: Some(plan.parse().map_err(Failure::Other)?),
        ..UpdateTenant::default()
    };
    service::change_tenant(app, &By::console(), tenant.id, change)
        .await
        .map_err(refused)?;
    console::say(format_args!("{} has the plan {plan}", tenant.slug));
    Ok(())
}

async fn create_code(app: &App, flags: &ArgMatches) -> Outcome {
    let number = |name| flags.get_one::<u32>(name).copied();
    let new = NewCode {
        label: text(flags, "label").unwrap_or_default(),
        max_uses: number("max-uses").unwrap_or(1),
        expires_in_days: number("days"),
    };
    let (row, token) = service::create_code(app, &By::console(), new).await.map_err(refused)?;
    console::say(token.text());
    console::say(format_args!(
        "good for {} until {}; its id is {}",
        row.max_uses, row.expires_at, row.id
    ));
    Ok(())
}

async fn list_codes(app: &App) -> Outcome {
    for code in service::codes(app).await? {
        let label = code.label.unwrap_or_default();
        console::say(format_args!(
            "{} used {} of {}, until {}: {label}",
            code.id, code.uses, code.max_uses, code.expires_at
        ));
    }
    Ok(())
}

async fn revoke_code(app: &App, flags: &ArgMatches) -> Outcome {
    let id = text(flags, "id").unwrap_or_default();
    let parsed = id
        .parse()
        .map_err(|_| Failure::Other(format!("'{id}' is no id; see `branchbook admin invite-codes list`")))?;
    service::revoke_code(app, &By::console(), parsed)
        .await
        .map_err(refused)?;
    console::say("nobody can register with it any more");
    Ok(())
}

async fn set_active(app: &App, flags: &ArgMatches, is_active: bool) -> Outcome {
    let is = if is_active { "active" } else { "not active" };
    if let Some(email) = text(flags, "user") {
        let user = the_user(app, &email).await?;
        service::set_user_active(app, &By::console(), user, is_active)
            .await
            .map_err(refused)?;
        console::say(format_args!("{email} is {is}"));
        return Ok(());
    }
    let tenant = the_tenant(app, &text(flags, "tenant").unwrap_or_default()).await?;
    let change = UpdateTenant {
        is_active: Some(is_active),
        ..UpdateTenant::default()
    };
    service::change_tenant(app, &By::console(), tenant.id, change)
        .await
        .map_err(refused)?;
    console::say(format_args!("{} is {is}", tenant.slug));
    Ok(())
}
