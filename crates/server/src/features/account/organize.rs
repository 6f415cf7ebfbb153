//! `POST /api/v1/account/organizations`

use axum::{Json, http::StatusCode};

use super::{dto::CreateOrganization, store::tenants};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiError, ApiResult, Code, Problem},
    features::identity::{
        Tenant, TenantType,
        founding::{self, Foundation},
    },
    http::{Body, Caller},
};

/// How many organizations one may be admin of. Who wants more runs a platform.
const AT_MOST: i64 = 20;

/// Create an organization
///
/// A tenant for a team, of which you are the admin. Switch to it with `POST /auth/switch-tenant`.
#[utoipa::path(
    post, path = "/api/v1/account/organizations", tag = "Account", operation_id = "create_organization",
    request_body = CreateOrganization,
    responses(
        (status = CREATED, body = Tenant),
        (status = FORBIDDEN, body = Problem, description = "`plan_limit_reached`: you are admin of as many as one may be; `forbidden`: asked with a token"),
        (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`"),
    ),
)]
pub async fn organize(
    access: Access<OwnAccount>,
    caller: Caller,
    Body(new): Body<CreateOrganization>,
) -> ApiResult<(StatusCode, Json<Tenant>)> {
    let (founder, name) = (access.actor.user, new.name.trim().to_owned());
    let ip = caller.ip.to_string();
    let foundation = Foundation::new(&access.app, founder, TenantType::Organization, name, ip);
    let db = access.proven_tenant(foundation.owner());
    let made = db.write(foundation, |tx, foundation| {
        Box::pin(async move {
            let current = tenants::organizations_of(tx, foundation.owner().user).await?;
            if current >= AT_MOST {
                let detail = format!("You are admin of {current} organizations; one may be of {AT_MOST}.");
                return Err(ApiError::new(Code::PlanLimitReached, detail)
                    .with("limit", AT_MOST)
                    .with("current", current));
            }
            founding::found(tx, foundation).await
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
