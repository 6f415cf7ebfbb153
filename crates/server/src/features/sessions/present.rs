//! From rows to the JSON that clients get.

use branchbook_domain::run::RunState;

use super::{
    dto::{Session, SessionNote, SessionSummary, SessionTree},
    projection::Projection,
    rights,
    service::Found,
    store::sessions::{PinnedTree, SessionRow},
};
use crate::{access::Access, error::ApiResult, features::identity::people::Names};

/// A session as the caller gets it.
pub(super) async fn session<P>(access: &Access<P>, found: Found) -> ApiResult<Session> {
    let Found { stored, flow } = found;
    let (row, shown, state) = (stored.row, stored.shown, stored.state);
    let authors = state.notes.iter().map(|note| note.actor);
    let users = authors.chain([row.started_by, shown.user_id]);
    let names = access.app.identity.people.names(&access.db, users).await?;
    let pending_variables = state.pending_variables(&flow.document);
    Ok(Session {
        id: row.id,
        tree_id: row.tree.id,
        tree_version: row.tree.version,
        status: state.status,
        user: names.person(shown.user_id),
        started_by: names.person(row.started_by),
        seq: state.seq,
        pending_variables,
        notes: notes(&state, &names),
        started_at: shown.started_at,
        completed_at: state.completed_at,
        progress: shown.progress,
        permissions: rights::permissions(&access.actor, &row, &shown),
        tree: tree(row.tree),
        ticket_number: row.ticket_number,
        client_name: row.client_name,
        current_node_id: state.current_node_id,
        path: state.path,
        variables: state.variables,
        custom_steps: state.custom_steps,
        outcome: state.outcome,
        outcome_notes: state.outcome_notes,
        next_steps: state.next_steps,
        paused: state.paused,
        active_seconds: state.active_seconds,
        flow: None,
    })
}

fn notes(state: &RunState, names: &Names) -> Vec<SessionNote> {
    let notes = state.notes.iter().map(|note| SessionNote {
        text: note.text.clone(),
        node_id: note.node_id.clone(),
        at: note.at,
        actor: names.person(note.actor),
    });
    notes.collect()
}

/// A session as lists show it.
pub(super) fn summary((row, shown): (SessionRow, Projection), names: &Names) -> SessionSummary {
    SessionSummary {
        id: row.id,
        tree_version: row.tree.version,
        tree: tree(row.tree),
        status: shown.status,
        user: names.person(shown.user_id),
        ticket_number: row.ticket_number,
        client_name: row.client_name,
        outcome: shown.outcome,
        started_at: shown.started_at,
        completed_at: shown.completed_at,
        active_seconds: shown.active_seconds,
        current_title: shown.current_title,
        steps_taken: shown.steps_taken,
        progress: shown.progress,
    }
}

fn tree(tree: PinnedTree) -> SessionTree {
    SessionTree {
        id: tree.id,
        name: tree.name,
        tree_type: tree.tree_type,
        is_default: tree.is_default,
    }
}
