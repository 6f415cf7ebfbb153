//! `GET /account/audit/export`

use std::io::{self, Write};

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use branchbook_db::TenantDb;
use bytes::Bytes;
use futures_util::{Stream, stream};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    dto::{self, AuditEntry},
    filter::{AuditFilter, Place},
    store::read::{self, Order},
};
use crate::{
    access::{Access, permissions::ManageTenant},
    app::App,
    error::{ApiError, ApiResult, Problem},
    http::Query,
};

/// Rows that are read at once.
const PIECE: usize = 500;

/// As what the log is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AuditFormat {
    /// A table, for spreadsheets.
    Csv,
    /// A JSON document in each line, as in the list.
    Ndjson,
}

/// As what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `csv` or `ndjson`.
    #[param(inline)]
    format: AuditFormat,
}

/// Export what was done
///
/// The tenant's audit log, the earliest first, with the same filters as the list. It is streamed: an answer that breaks off is not
/// whole.
#[utoipa::path(get, path = "/api/v1/account/audit/export", tag = "Account", operation_id = "export_audit_log",
    params(ExportQuery, AuditFilter), responses(
    (status = OK, body = String, content_type = "text/csv"),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request`"),
))]
pub async fn export(
    access: Access<ManageTenant>,
    Query(query): Query<ExportQuery>,
    Query(filter): Query<AuditFilter>,
) -> ApiResult<Response> {
    let (media_type, extension) = match query.format {
        AuditFormat::Csv => ("text/csv; charset=utf-8", "csv"),
        AuditFormat::Ndjson => ("application/x-ndjson", "ndjson"),
    };
    let reader = Reader {
        app: access.app,
        db: access.db,
        filter,
        format: query.format,
        after: None,
        is_over: false,
    };
    // The first piece is read before anything is answered, so that what is wrong from the start is told as a problem.
    let (first, rest) = reader.next().await?;
    let heading = match query.format {
        AuditFormat::Csv => Bytes::from_static(HEADING.as_bytes()),
        AuditFormat::Ndjson => Bytes::new(),
    };
    let begin = stream::iter([Ok(heading), Ok(first)]);
    let body = Body::from_stream(stream::StreamExt::chain(begin, pieces(rest)));
    let disposition = format!("attachment; filename=\"audit-log.{extension}\"");
    Ok((
        [
            (header::CONTENT_TYPE, media_type.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        body,
    )
        .into_response())
}

const HEADING: &str = "seq,at,actor_id,actor_name,action,target_type,target_id,ip,before,after\r\n";

/// Reads the log piece by piece.
struct Reader {
    app: App,
    db: TenantDb,
    filter: AuditFilter,
    format: AuditFormat,
    after: Option<Place>,
    is_over: bool,
}

fn pieces(reader: Reader) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(reader, async |reader| {
        if reader.is_over {
            return Ok(None);
        }
        let piece = reader.next().await;
        piece.map(Some).map_err(|error| {
            tracing::warn!(?error, "the export of an audit log broke off");
            io::Error::other("the export broke off")
        })
    })
}

impl Reader {
    async fn next(mut self) -> ApiResult<(Bytes, Self)> {
        let input = (self.filter.clone(), self.after);
        let read = self.db.read(input, |tx, (filter, after)| {
            Box::pin(read::page(tx, filter, Order::OldestFirst, *after, PIECE))
        });
        let rows = read.await?;
        self.is_over = rows.len() < PIECE;
        self.after = rows.last().map(|row| Place(row.at, row.seq));
        let names = self.app.identity.people.names(&self.db, dto::actors(&rows)).await?;
        let mut piece = vec![];
        let entries = rows.into_iter().map(|row| AuditEntry::new(row, &names));
        match self.format {
            AuditFormat::Csv => table(&mut piece, entries),
            AuditFormat::Ndjson => lines(&mut piece, entries),
        }
        .map_err(ApiError::internal)?;
        Ok((piece.into(), self))
    }
}

fn lines(piece: &mut Vec<u8>, entries: impl Iterator<Item = AuditEntry>) -> io::Result<()> {
    for entry in entries {
        serde_json::to_writer(&mut *piece, &entry)?;
        piece.write_all(b"\n")?;
    }
    Ok(())
}

fn table(piece: &mut Vec<u8>, entries: impl Iterator<Item = AuditEntry>) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(piece);
    for entry in entries {
        let (actor, name) = entry
            .actor
            .map_or_else(Default::default, |actor| (actor.id.to_string(), actor.name));
        let json = |value: Option<serde_json::Value>| value.map(|value| value.to_string()).unwrap_or_default();
        let cells = [
            entry.seq.to_string(),
            entry.at.to_string(),
            actor,
            name,
            entry.action,
            entry.target_type,
            entry.target_id.to_string(),
            entry.ip.unwrap_or_default(),
            json(entry.before),
            json(entry.after),
        ];
        table.write_record(cells.map(inert))?;
    }
    table.flush()
}

/// Spreadsheets take a cell that begins so for a formula, also in a name that somebody has given themselves.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(inert("=1+1".to_owned()), "'=1+1");
        assert_eq!(inert("Ada".to_owned()), "Ada");
    }
}
