//! `GET /sessions/{id}/events`

use axum::Json;
use branchbook_domain::{
    id::SessionId,
    run::{Event, EventKind},
};

use super::{dto::SessionEvent, service, store::events};
use crate::{
    access::{Access, permissions::ReadSessions},
    error::{ApiResult, Problem},
    features::identity::people::Names,
    http::{Page, PageQuery, Path, Query},
};

/// List the events of a session
///
/// In order, also those that going back has undone.
#[utoipa::path(get, path = "/api/v1/sessions/{id}/events", tag = "Sessions", operation_id = "list_session_events",
    params(("id" = uuid::Uuid, Path, description = "The session"), PageQuery), responses(
    (status = OK, body = Page<SessionEvent>),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
))]
pub async fn list(
    access: Access<ReadSessions>,
    Path(id): Path<SessionId>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<SessionEvent>>> {
    let (limit, after) = (page.limit()?, page.after::<u32>()?.unwrap_or(0));
    let events = access
        .db
        .read(access.actor, move |tx, actor| {
            Box::pin(async move {
                service::get(tx, actor, id).await?;
                ApiResult::Ok(events::list(tx, id, after, limit + 1).await?)
            })
        })
        .await?;
    let users = events.iter().map(|event| event.actor);
    let names = access.app.identity.people.names(&access.db, users).await?;
    let page = Page::new(events, limit, |event| event.seq);
    Ok(Json(page.map(|event| told(&event, &names))))
}

fn told(event: &Event, names: &Names) -> SessionEvent {
    SessionEvent {
        seq: event.seq,
        kind: event.kind.type_name().to_owned(),
        at: event.at,
        actor: names.person(event.actor),
        seconds: event.seconds,
        data: EventKind::data(&event.kind),
    }
}
