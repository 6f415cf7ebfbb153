//! `DELETE /account`

use axum::{Json, http::StatusCode};
use branchbook_db::{Sql, params};

use super::{
    deletion::{self, Deletion},
    dto::{DeleteAccount, DeletionBegun},
};
use crate::{
    access::{Access, permissions::DisposeOfTenant},
    error::{ApiError, ApiResult, Code, FieldError, Problem},
    features::identity::revocation,
    http::{Body, Caller},
    jobs,
};

/// Delete the account
///
/// The tenant, with everything in it. Nobody can use it from now on: its devices are signed out and its tokens end within seconds.
/// Its rows are then removed one after the other; what is begun cannot be called off. People who belong to no other tenant are
/// removed with it.
#[utoipa::path(delete, path = "/api/v1/account", tag = "Account", operation_id = "delete_account", request_body = DeleteAccount,
    responses(
    (status = ACCEPTED, body = DeletionBegun),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_value`: the name is not the tenant's"),
))]
pub async fn delete(
    access: Access<DisposeOfTenant>,
    caller: Caller,
    Body(body): Body<DeleteAccount>,
) -> ApiResult<(StatusCode, Json<DeletionBegun>)> {
    let (app, actor) = (access.app.clone(), access.actor);
    let now = app.clock.now();
    let job = |name: &str, slug: &str| {
        let deletion = Deletion::new(
            actor.tenant,
            slug.to_owned(),
            name.to_owned(),
            actor.user,
            caller.ip.to_string(),
        );
        deletion::job(&app, &deletion)
    };
    // The job says what the tenant is called, so it is made in between: the name is looked at once more when it is queued.
    let named = access.db.read(actor.tenant, |tx, tenant| {
        let sql = Sql::global("SELECT name, slug FROM tenants WHERE id = $1 AND is_active");
        Box::pin(async move {
            let read = |row: &branchbook_db::Row<'_>| Ok((row.get::<String>(0)?, row.get::<String>(1)?));
            Ok::<_, ApiError>(tx.optional(sql, params![tenant], read).await?)
        })
    });
    let (name, slug) = named.await?.ok_or_else(|| ApiError::not_found("tenant"))?;
    if body.name != name {
        return Err(another_name());
    }
    let job = job(&name, &slug);
    let id = job.id;
    let queued = access
        .db
        .write((actor.tenant, name, now, job), |tx, (tenant, name, now, job)| {
            Box::pin(async move {
                let sql = Sql::global("SELECT name FROM tenants WHERE id = $1 AND is_active FOR UPDATE");
                let held: Option<String> = tx.optional(sql, params![tenant], |row| row.get(0)).await?;
                match held {
                    None => return Err(ApiError::not_found("tenant")),
                    Some(held) if held != *name => return Err(another_name()),
                    Some(_) => {}
                }
                deletion::close(tx, *tenant, *now).await?;
                jobs::enqueue(tx, job).await?;
                Ok(())
            })
        });
    queued.await?;
    // This node need not wait for its next look.
    revocation::poll(&access.app).await?;
    Ok((StatusCode::ACCEPTED, Json(DeletionBegun { id })))
}

fn another_name() -> ApiError {
    let detail = "This is not the tenant's name. Type it letter for letter to delete it.";
    ApiError::new(Code::InvalidValue, detail).with_errors(vec![FieldError::new("/name", detail)])
}
