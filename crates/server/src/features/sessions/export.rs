//! `POST /sessions/{id}/export`

use axum::Json;
use branchbook_domain::{
    export::{self, Format, Report},
    id::{SessionId, UserId},
    run::Event,
};

use super::{
    dto::{ExportSession, ExportedSession},
    pinned::PinnedFlow,
    service,
    store::{events, sessions::SessionRow},
};
use crate::{
    access::{Access, permissions::ReadSessions},
    error::{ApiError, ApiResult, Problem},
    http::{Body, Path},
};

/// Tell a session as a report
///
/// Path, answers, notes, added steps, times and outcome, in the format that is asked for. Whatever looks like a key, a token or a
/// password is masked. The same session gives the same bytes.
#[utoipa::path(post, path = "/api/v1/sessions/{id}/export", tag = "Sessions", operation_id = "export_session",
    request_body = ExportSession, params(("id" = uuid::Uuid, Path, description = "The session")), responses(
    (status = OK, body = ExportedSession),
    (status = NOT_FOUND, body = Problem, description = "`not_found`"),
    (status = UNPROCESSABLE_ENTITY, body = Problem, description = "`invalid_body`: there is no such format"),
))]
pub async fn export(
    access: Access<ReadSessions>,
    Path(id): Path<SessionId>,
    Body(body): Body<ExportSession>,
) -> ApiResult<Json<ExportedSession>> {
    let (row, events) = access
        .db
        .read(access.actor, move |tx, actor| {
            Box::pin(async move {
                let stored = service::get(tx, actor, id).await?;
                ApiResult::Ok((stored.row, events::all(tx, id).await?))
            })
        })
        .await?;
    let pinned = &access.app.sessions.pinned;
    let flow = pinned.of_digest(&access.db, row.flow_digest).await?;
    let names = access
        .app
        .identity
        .people
        .names(&access.db, export::people_in(&events))
        .await?;
    let people = export::people_in(&events)
        .into_iter()
        .map(|user| (user, names.person(user).name))
        .collect();
    // Away from the threads that serve requests: a long session takes a while to look through for secrets.
    let told = tokio::task::spawn_blocking(move || tell(&row, &events, &flow, &people, body.format));
    told.await.map_err(ApiError::internal).map(Json)
}

fn tell(
    row: &SessionRow,
    events: &[Event],
    flow: &PinnedFlow,
    people: &std::collections::BTreeMap<UserId, String>,
    format: Format,
) -> ExportedSession {
    let report = Report {
        session_id: row.id,
        tree_name: &row.tree.name,
        tree_version: u32::try_from(row.tree.version).unwrap_or(u32::MAX),
        document: &flow.document,
        events,
        people,
        ticket_number: row.ticket_number.as_deref().unwrap_or_default(),
        client_name: row.client_name.as_deref().unwrap_or_default(),
    };
    ExportedSession {
        format,
        content: export::render(&report, format),
        filename: export::filename(&report, format),
        content_type: format.content_type(),
    }
}
