//! `GET /account/export`

use std::{fs::File, io};

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use branchbook_db::Error;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use tokio::{io::AsyncReadExt, task::JoinHandle};

use super::export;
use crate::{
    access::{Access, permissions::DisposeOfTenant},
    error::{ApiError, ApiResult},
    features::{
        audit::{self, Event, Stamp},
        platform::tenants,
    },
    http::Caller,
};

/// Bytes that are sent at once.
const PIECE: usize = 64 * 1024;

/// Take everything away
///
/// All that the tenant owns, as it is at one moment: flows with their versions, sessions with what happened in them, members,
/// preferences, the audit log. A gzip of lines of JSON, which `branchbook import-tenant` reads elsewhere. No password, token or link is
/// in it. Where there is much, it takes a moment to begin; an answer that breaks off is not whole.
#[utoipa::path(get, path = "/api/v1/account/export", tag = "Account", operation_id = "export_account", responses(
    (status = OK, body = Vec<u8>, content_type = "application/gzip"),
))]
pub async fn export(access: Access<DisposeOfTenant>, caller: Caller) -> ApiResult<Response> {
    let app = &access.app;
    let event = Event {
        actor: Some(access.actor.user),
        action: "tenant.exported",
        target: ("tenant", access.actor.tenant.uuid()),
        ip: caller.ip.to_string(),
        before: None,
        after: None,
    };
    access
        .db
        .write((Stamp::now(app), event), |tx, (stamp, event)| {
            Box::pin(audit::record(tx, stamp, event))
        })
        .await?;
    let (work, tenant, at) = (app.own_work(), access.actor.tenant, app.clock.now());
    let named = tenants::find(&work, &tenant.to_string()).await?;
    let slug = named
        .map(|named| named.slug)
        .ok_or_else(|| ApiError::not_found("tenant"))?;
    let writing = tokio::spawn(async move { export::to_file(&work, tenant, at).await });
    let name = format!("attachment; filename=\"{slug}.branchbook.gz\"");
    let head = [
        (header::CONTENT_TYPE, "application/gzip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((head, Body::from_stream(pieces(writing))).into_response())
}

enum State {
    Writing(JoinHandle<Result<Option<File>, Error>>),
    Sending(tokio::fs::File),
}

/// The file, once it is written.
fn pieces(writing: JoinHandle<Result<Option<File>, Error>>) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(State::Writing(writing), async |state| {
        let mut file = match state {
            State::Sending(file) => file,
            State::Writing(writing) => match writing.await {
                Ok(Ok(Some(file))) => tokio::fs::File::from_std(file),
                ended => {
                    tracing::error!(?ended, "the export of a tenant failed");
                    return Err(io::Error::other("the export failed"));
                }
            },
        };
        let mut piece = BytesMut::with_capacity(PIECE);
        if file.read_buf(&mut piece).await? == 0 {
            return Ok(None);
        }
        Ok(Some((piece.freeze(), State::Sending(file))))
    })
}
