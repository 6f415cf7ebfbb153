//! Where in a document something changed.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::flow::document::NodeId;

/// A place in a document: a field of a node, a node as a whole, or what belongs to no node.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The node; null for what belongs to none.
    pub node_id: Option<NodeId>,
    /// The field, such as `title`, `options/up/label`, `template_data/metric` or, without a node, `intake/port/required`. Items of a
    /// list are named by their id. `position` is where an item stands in its list: after which other. Null for the node as a
    /// whole. A `/` in a name is written `~1`, a `~` as `~0`.
    pub field: Option<String>,
}

/// The field that stands for where an item is in its list.
pub const POSITION: &str = "position";

impl Place {
    /// The place of a node as a whole.
    #[must_use]
    pub const fn of_node(node: NodeId) -> Self {
        Self {
            node_id: Some(node),
            field: None,
        }
    }

    /// The place that these names lead to from the top of a document.
    pub(super) fn at(path: &[&str]) -> Self {
        match path {
            ["nodes", id, field @ ..] => Self {
                node_id: id.parse().ok(),
                field: join(field),
            },
            field => Self {
                node_id: None,
                field: join(field),
            },
        }
    }

    /// The names that lead here from the top of a document: the reverse of [`Self::at`].
    pub(super) fn path(&self) -> Vec<String> {
        let node = self.node_id.iter().flat_map(|id| ["nodes".to_owned(), id.to_string()]);
        let names = self.field.iter().flat_map(|field| field.split('/'));
        node.chain(names.map(|name| name.replace("~1", "/").replace("~0", "~")))
            .collect()
    }
}

fn join(path: &[&str]) -> Option<String> {
    let mut joined = String::new();
    for (index, name) in path.iter().enumerate() {
        let separator = if index == 0 { "" } else { "/" };
        // Writing to a text cannot fail.
        let _ = write!(joined, "{separator}{}", name.replace('~', "~0").replace('/', "~1"));
    }
    (!path.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_from_its_node() {
        let field = |path: &[&str]| Place::at(path).field;
        assert_eq!(field(&["nodes", "a"]), None);
        assert_eq!(
            field(&["nodes", "a", "options", "x/y", "label"]).unwrap(),
            "options/x~1y/label"
        );
        assert_eq!(field(&["intake", "port"]).unwrap(), "intake/port");
        assert_eq!(
            Place::at(&["nodes", "a", "x/y", "~1"]).path(),
            ["nodes", "a", "x/y", "~1"]
        );
        assert_eq!(Place::at(&["root"]).node_id, None);
        assert_eq!(Place::at(&["nodes", "a", "title"]).node_id, "a".parse().ok());
    }
}
