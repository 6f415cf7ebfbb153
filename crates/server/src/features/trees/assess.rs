//! What is stored beside a document so that reading it costs nothing: its findings, its completion and the counts that
//! lists show. Made anew with every save.

use branchbook_domain::{
    flow::{
        FlowDocument, FlowKind,
        completion::completion,
        fault::Rejected,
        shapes,
        validation::{Severity, validate},
    },
    id::TreeId,
};
use serde_json::Value;

use crate::error::{ApiError, ApiResult, Code, FieldError};

/// A document with all that follows from it.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The canonical document as JSON.
    pub structure: String,
    /// Its findings as a JSON array.
    pub findings: String,
    /// Its completion as a JSON object.
    pub completion: String,
    /// How much is filled in, 0 to 1.
    pub completion_rate: f64,
    /// The number of nodes.
    pub node_count: i64,
    /// Findings that block publishing.
    pub error_count: i64,
    /// The document itself.
    pub document: FlowDocument,
}

/// What lists show of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeCounts {
    pub nodes: i64,
    /// Findings that block publishing.
    pub errors: i64,
    /// How much is filled in, 0 to 1.
    pub completion_rate: f64,
}

impl Assessed {
    /// What lists show of it.
    #[must_use]
    pub const fn counts(&self) -> NodeCounts {
        NodeCounts {
            nodes: self.node_count,
            errors: self.error_count,
            completion_rate: self.completion_rate,
        }
    }

    /// Assesses a document that is or will be the tree `id`.
    pub fn new(document: FlowDocument, id: Option<TreeId>) -> ApiResult<Self> {
        let findings = validate(&document, id);
        let completion = completion(&document);
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        Ok(Self {
            structure: json(&document)?,
            findings: json(&findings)?,
            completion_rate: completion.completion_rate,
            completion: json(&completion)?,
            node_count: count(document.nodes.len()),
            error_count: count(errors),
            document,
        })
    }
}

/// Reads a document in any accepted shape out of the member `tree_structure` of a body.
pub fn parse(kind: Option<FlowKind>, value: Value) -> ApiResult<FlowDocument> {
    shapes::parse(kind, value).map_err(|rejected| rejection(&rejected, "/tree_structure"))
}

/// The answer to a document that is not taken; pointers are under `base`.
pub fn rejection(rejected: &Rejected, base: &str) -> ApiError {
    match rejected {
        Rejected::TooLarge(limit) => ApiError::new(Code::TooLarge, format!("{limit}.")),
        Rejected::Invalid(faults) => ApiError::invalid(
            faults
                .iter()
                .map(|fault| FieldError::new(format!("{base}{}", fault.pointer), fault.message.clone()))
                .collect(),
        ),
    }
}

fn json(value: &impl serde::Serialize) -> ApiResult<String> {
    serde_json::to_string(value).map_err(ApiError::internal)
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
