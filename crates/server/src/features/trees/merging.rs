//! Merges as clients see them: conflicts that are told, and the answers to them.

use branchbook_domain::flow::{
    FlowDocument, NodeId,
    change::{self, Answer, Answers, Conflict, Merged, Place, Side},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::assess;
use crate::{
    error::{ApiError, ApiResult, Code},
    http::{self, Faults},
};

/// The answer to a conflict: the place as the conflict names it, and either `take` or `value`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Resolution {
    /// The node; null for what belongs to none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    node_id: Option<NodeId>,
    /// The field; null for the node as a whole.
    #[serde(default)]
    field: Option<String>,
    /// Whose it becomes.
    #[serde(default)]
    #[schema(value_type = Option<super::schema::MergeSide>)]
    take: Option<Side>,
    /// What it becomes instead; null takes it away. Not for a `position`.
    #[serde(default, deserialize_with = "http::nullable")]
    #[schema(value_type = Option<Value>)]
    value: Option<Option<Value>>,
}

/// At most so many answers fit into one request.
const MOST: usize = 5_000;

/// Notes what is wrong with these answers.
pub fn check(faults: &mut Faults, resolutions: &[Resolution]) {
    if resolutions.len() > MOST {
        faults.add("/resolutions", format!("At most {MOST} answers are allowed."));
    }
    for (index, resolution) in resolutions.iter().enumerate() {
        if resolution.take.is_some() == resolution.value.is_some() {
            faults.add(format!("/resolutions/{index}"), "Give either take or value.");
        }
        if resolution.node_id.is_none() && resolution.field.is_none() {
            faults.add(
                format!("/resolutions/{index}"),
                "Name the node or the field that this is about.",
            );
        }
    }
}

/// The answers by their places. Of two for one place the later counts.
pub fn answers(resolutions: Vec<Resolution>) -> Answers {
    let answer = |resolution: Resolution| {
        let answer = match resolution.take {
            Some(side) => Answer::Take(side),
            None => Answer::Value(resolution.value.flatten().unwrap_or_default()),
        };
        let place = Place {
            node_id: resolution.node_id,
            field: resolution.field,
        };
        (place, answer)
    };
    resolutions.into_iter().map(answer).collect()
}

/// Merges; what comes of it may have open conflicts. `pointer` is where the document is in the request.
pub(super) fn merge(
    base: &FlowDocument,
    ours: &FlowDocument,
    theirs: &FlowDocument,
    answers: &Answers,
    pointer: &str,
) -> ApiResult<Merged> {
    change::merge(base, ours, theirs, answers).map_err(|rejected| assess::rejection(&rejected, pointer))
}

/// The merged document, unless somebody has to decide something first.
pub(super) fn settled(merged: Merged) -> ApiResult<FlowDocument> {
    if merged.conflicts.is_empty() {
        return Ok(merged.document);
    }
    let detail = match merged.conflicts.len() {
        1 => "One thing was changed on both sides. Nothing was saved: answer it in resolutions.".to_owned(),
        many => format!("{many} things were changed on both sides. Nothing was saved: answer each in resolutions."),
    };
    Err(ApiError::new(Code::MergeConflict, detail).with("conflicts", json(&merged.conflicts)?))
}

fn json(conflicts: &[Conflict]) -> ApiResult<Value> {
    serde_json::to_value(conflicts).map_err(ApiError::internal)
}
