//! What operators do, by the API and on the command line. Each act is told to the log of the system tenant.

use branchbook_db::{Error, Sql, params};
use branchbook_domain::id::{TenantId, UserId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    dto::{NewCode, UpdateTenant},
    operator::By,
    store::users,
};
use crate::{
    app::App,
    error::{ApiError, ApiResult, Code},
    features::{
        account,
        audit::{self, Event, Stamp},
        identity::{
            one_time::{self, Kind, NewOneTime, OneTime, OneTimeToken},
            revocation, system,
        },
    },
};

fn event(by: &By, action: &'static str, target: (&'static str, Uuid), before: Value, after: Value) -> Event {
    Event {
        actor: by.user,
        action,
        target,
        ip: by.ip.clone(),
        before: Some(before).filter(|value| !value.is_null()),
        after: Some(after).filter(|value| !value.is_null()),
    }
}

/// Changes a tenant: its plan, its limits, whether it may be used.
///
/// # Errors
/// `not_found`, `conflict`; those of the database.
pub async fn change_tenant(app: &App, by: &By, tenant: TenantId, change: UpdateTenant) -> ApiResult<()> {
    if tenant == system::TENANT && change.is_active == Some(false) {
        return Err(ApiError::new(
            Code::Conflict,
            "This tenant owns the default flows. It stays active.",
        ));
    }
    let input = (tenant, change, app.clock.now(), Stamp::now(app), by.clone());
    let db = app.own_work().tenant(system::TENANT);
    let changed = db.write(input, |tx, (tenant, change, now, stamp, by)| {
        Box::pin(async move {
            let held = Sql::global("SELECT is_active FROM tenants WHERE id = $1 FOR NO KEY UPDATE");
            let was_active: Option<bool> = tx.optional(held, params![tenant], |row| row.get(0)).await?;
            let was_active = was_active.ok_or_else(|| ApiError::not_found("tenant"))?;
            let (mut before, mut after) = account::service::set_by_platform(tx, *tenant, change, *now).await?;
            if let Some(is_active) = change.is_active.filter(|is_active| *is_active != was_active) {
                if is_active && users::is_being_deleted(tx, *tenant).await? {
                    return Err(ApiError::new(Code::Conflict, "The tenant is being deleted."));
                }
                let sql = Sql::global("UPDATE tenants SET is_active = $2, updated_at = $3 WHERE id = $1");
                tx.execute(sql, params![tenant, is_active, now]).await?;
                before.insert("is_active".to_owned(), json!(was_active));
                after.insert("is_active".to_owned(), json!(is_active));
            }
            if after.is_empty() {
                return Ok(());
            }
            let target = ("tenant", tenant.uuid());
            let event = event(by, "tenant.changed_by_platform", target, before.into(), after.into());
            Ok::<_, ApiError>(audit::record(tx, stamp, &event).await?)
        })
    });
    changed.await?;
    // This node need not wait for its next look.
    Ok(revocation::poll(app).await?)
}

/// Lets somebody sign in, or no more: then all their devices are signed out.
///
/// # Errors
/// `not_found`, `conflict`; those of the database.
pub async fn set_user_active(app: &App, by: &By, user: UserId, is_active: bool) -> ApiResult<()> {
    if user == system::USER || by.user == Some(user) {
        return Err(ApiError::new(
            Code::Conflict,
            "Neither yourself nor the service account can be deactivated.",
        ));
    }
    let input = (user, is_active, app.clock.now(), Stamp::now(app), by.clone());
    let db = app.own_work().tenant(system::TENANT);
    let changed = db.write(input, |tx, (user, is_active, now, stamp, by)| {
        Box::pin(async move {
            match users::set_active(tx, *user, *is_active, *now).await? {
                None => return Err(ApiError::not_found("user")),
                Some(false) => return Ok(()),
                Some(true) => {}
            }
            let action = if *is_active {
                "user.activated"
            } else {
                "user.deactivated"
            };
            let told = |is_active: bool| json!({ "is_active": is_active });
            let event = event(by, action, ("user", user.uuid()), told(!is_active), told(*is_active));
            Ok(audit::record(tx, stamp, &event).await?)
        })
    });
    changed.await?;
    Ok(revocation::poll(app).await?)
}

/// Makes a code with which people may register.
///
/// # Errors
/// Those of the database.
pub async fn create_code(app: &App, by: &By, new: NewCode) -> ApiResult<(OneTime, OneTimeToken)> {
    let token = app.identity.one_time.make(Kind::PlatformInvite, app.ids.next_uuid());
    let now = app.clock.now();
    let mut row = NewOneTime::new(token.clone(), now);
    row.label = Some(new.label.trim().to_owned());
    row.max_uses = new.max_uses;
    row.created_by = by.user;
    if let Some(days) = new.expires_in_days {
        row.expires_at = now + jiff::SignedDuration::from_hours(i64::from(days) * 24);
    }
    let input = (row, Stamp::now(app), by.clone());
    let db = app.own_work().tenant(system::TENANT);
    let made = db.write(input, |tx, (row, stamp, by)| {
        Box::pin(async move {
            one_time::insert(tx, row).await?;
            let after = json!({ "label": row.label, "max_uses": row.max_uses, "expires_at": row.expires_at });
            let event = event(
                by,
                "invite_code.created",
                ("invite_code", row.token.id()),
                Value::Null,
                after,
            );
            audit::record(tx, stamp, &event).await?;
            let stored = one_time::find(tx, &row.token, row.at).await?;
            stored.ok_or_else(|| ApiError::internal("a code that was made is not there"))
        })
    });
    Ok((made.await?, token))
}

/// The codes that are good for something.
///
/// # Errors
/// Those of the database.
pub async fn codes(app: &App) -> Result<Vec<OneTime>, Error> {
    let db = app.own_work().global();
    db.read(app.clock.now(), |tx, now| Box::pin(one_time::platform_codes(tx, *now)))
        .await
}

/// Ends a code.
///
/// # Errors
/// `not_found`; those of the database.
pub async fn revoke_code(app: &App, by: &By, id: Uuid) -> ApiResult<()> {
    let input = (id, app.clock.now(), Stamp::now(app), by.clone());
    let db = app.own_work().tenant(system::TENANT);
    db.write(input, |tx, (id, now, stamp, by)| {
        Box::pin(async move {
            let revoked = one_time::revoke(tx, Kind::PlatformInvite, None, *id, *now).await?;
            let revoked = revoked.ok_or_else(|| ApiError::not_found("invite code"))?;
            let before = json!({ "label": revoked.label, "uses": revoked.uses });
            let event = event(by, "invite_code.revoked", ("invite_code", *id), before, Value::Null);
            Ok(audit::record(tx, stamp, &event).await?)
        })
    })
    .await
}
