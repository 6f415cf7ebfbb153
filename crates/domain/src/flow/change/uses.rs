//! What leads to each node.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::document::{FlowDocument, NodeId};

/// For each node that something leads to, the places that do: `root`, an option of a node, its `next`, an end of a connection.
pub(super) fn uses(document: &FlowDocument) -> BTreeMap<NodeId, BTreeSet<String>> {
    let root = document.root.iter().map(|root| (root, "root".to_owned()));
    let nodes = document.nodes.iter().flat_map(|node| {
        let options = node.options.iter().filter_map(|option| {
            let place = format!("{}/options/{}", node.id, option.id);
            Some((option.to.as_ref()?, place))
        });
        options.chain(node.next.iter().map(|next| (next, format!("{}/next", node.id))))
    });
    let connections = document.connections.iter().flat_map(|connection| {
        let place = format!("connections/{}", connection.id);
        [(&connection.from, place.clone()), (&connection.to, place)]
    });
    let mut uses: BTreeMap<NodeId, BTreeSet<String>> = BTreeMap::new();
    for (to, place) in root.chain(nodes).chain(connections) {
        uses.entry(to.clone()).or_default().insert(place);
    }
    uses
}
