//! `POST /api/v1/account/organizations`

use axum::{Json, http::StatusCode};
use serde_json::json;

use super::{dto::CreateOrganization, store::tenants};
use crate::{
    access::{Access, permissions::OwnAccount},
    error::{ApiError, ApiResult, Code, Problem},
    features::{
        audit::Deed,
        identity::{Owner, Plan, Tenant, TenantType, founding},
    },
    http::{Body, Caller},
};

/// How many organizations one may be admin of. Who wants more runs a platform.
const AT_MOST: i64 = 20;

struct Foundation {
    deed: Deed,
    owner: Owner,
    tenant: Tenant,
    slugs: Vec<String>,
}

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
    let app = &access.app;
    let name = new.name.trim().to_owned();
    let slugs = founding::slugs(&name, &app.ids);
    let tenant = Tenant {
        id: app.ids.next(),
        slug: String::new(),
        kind: TenantType::Organization,
        plan: Plan::Free,
        name,
    };
    let owner = Owner {
        user: access.actor.user,
        tenant: tenant.id,
    };
    let foundation = Foundation {
        deed: Deed::new(&access, &caller),
        owner,
        tenant,
        slugs,
    };
    let db = access.proven_tenant(owner);
    let made = db.write(foundation, |tx, foundation| {
        Box::pin(async move {
            let Foundation {
                deed,
                owner,
                tenant,
                slugs,
            } = foundation;
            let current = tenants::organizations_of(tx, owner.user).await?;
            if current >= AT_MOST {
                let detail = format!("You are admin of {current} organizations; one may be of {AT_MOST}.");
                return Err(ApiError::new(Code::PlanLimitReached, detail)
                    .with("limit", AT_MOST)
                    .with("current", current));
            }
            let tenant = founding::found(tx, owner.user, tenant, slugs, deed.at).await?;
            let after = json!({ "name": tenant.name, "type": tenant.kind });
            let target = ("account", tenant.id.uuid());
            deed.record(tx, "account.created", target, None, Some(after)).await?;
            Ok(tenant)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
