//! `POST /api/v1/account/organizations`

use axum::{Json, http::StatusCode};
use jiff::Timestamp;
use serde_json::json;

use super::{dto::CreateOrganization, store::tenants};
use crate::{
    access::{Access, Role, permissions::OwnAccount},
    error::{ApiError, ApiResult, Code, Problem},
    features::{
        audit::{self, Event, Stamp},
        identity::{Owner, Plan, Tenant, TenantType, founding},
    },
    http::{Body, Caller},
};

/// How many organizations one may be admin of. Who wants more runs a platform.
const AT_MOST: i64 = 20;

struct Foundation {
    owner: Owner,
    tenant: Tenant,
    slugs: Vec<String>,
    at: Timestamp,
    stamp: Stamp,
    event: Event,
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
        event: Event {
            actor: Some(owner.user),
            action: "account.created",
            target: ("account", tenant.id.uuid()),
            ip: caller.ip.to_string(),
            before: None,
            after: Some(json!({ "name": tenant.name, "type": tenant.kind })),
        },
        owner,
        tenant,
        slugs,
        at: app.clock.now(),
        stamp: Stamp::now(app),
    };
    let db = access.proven_tenant(owner);
    let made = db.write(foundation, |tx, foundation| {
        Box::pin(async move {
            let Foundation {
                owner,
                tenant,
                slugs,
                at,
                stamp,
                event,
            } = foundation;
            let current = tenants::organizations_of(tx, owner.user).await?;
            if current >= AT_MOST {
                let detail = format!("You are admin of {current} organizations; one may be of {AT_MOST}.");
                return Err(ApiError::new(Code::PlanLimitReached, detail)
                    .with("limit", AT_MOST)
                    .with("current", current));
            }
            let tenant = founding::insert_tenant(tx, tenant, slugs, *at).await?;
            founding::insert_membership(tx, *owner, Role::Admin, *at).await?;
            audit::record(tx, stamp, event).await?;
            Ok(tenant)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
