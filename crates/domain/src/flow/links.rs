//! Who leads to whom: the document as a graph over the places of its nodes, made once and asked by many.

use std::collections::{HashMap, VecDeque};

use super::document::{ConnectionType, FlowDocument, FlowKind, Node, NodeId, NodeType};

/// The places (indices into `document.nodes`) that each node leads to.
pub(crate) struct Links<'d> {
    pub(crate) document: &'d FlowDocument,
    places: HashMap<&'d str, usize>,
    /// Options in their order, then `next`, then parent-child connections. In an ordered kind, the node that follows.
    targets: Vec<Vec<usize>>,
}

impl<'d> Links<'d> {
    pub(crate) fn of(document: &'d FlowDocument) -> Self {
        // The first of two nodes with one id counts, as in `FlowDocument::node`.
        let places: HashMap<&str, usize> = document
            .nodes
            .iter()
            .enumerate()
            .rev()
            .map(|(place, node)| (node.id.as_str(), place))
            .collect();
        let mut links = Self {
            document,
            places,
            targets: vec![vec![]; document.nodes.len()],
        };
        if document.kind.is_ordered() {
            links.follow_order();
        } else {
            links.follow_targets();
        }
        links
    }

    fn follow_order(&mut self) {
        for (place, pair) in self.document.nodes.windows(2).enumerate() {
            if pair[0].node_type != NodeType::ProcedureEnd {
                self.targets[place].push(place + 1);
            }
        }
    }

    fn follow_targets(&mut self) {
        let document = self.document;
        for (place, node) in document.nodes.iter().enumerate() {
            let named = node
                .options
                .iter()
                .filter_map(|option| option.to.as_ref())
                .chain(&node.next);
            self.targets[place] = named.filter_map(|id| self.place(id)).collect();
        }
        if document.kind == FlowKind::Impact {
            for (from, to) in self.parent_child_connections().collect::<Vec<_>>() {
                self.targets[from].push(to);
            }
        }
    }

    fn parent_child_connections(&self) -> impl Iterator<Item = (usize, usize)> {
        let parent_child = self
            .document
            .connections
            .iter()
            .filter(|c| c.connection_type == ConnectionType::ParentChild);
        parent_child.filter_map(|connection| Some((self.place(&connection.from)?, self.place(&connection.to)?)))
    }

    /// Where the node with this id is.
    pub(crate) fn place(&self, id: &NodeId) -> Option<usize> {
        self.places.get(id.as_str()).copied()
    }

    /// The node at this place.
    pub(crate) fn node(&self, place: usize) -> &'d Node {
        &self.document.nodes[place]
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.document.nodes.len()
    }

    /// The places a node leads to.
    pub(crate) fn targets(&self, place: usize) -> &[usize] {
        &self.targets[place]
    }

    /// Where a run starts.
    pub(crate) fn start(&self) -> Option<usize> {
        match &self.document.root {
            Some(root) => self.place(root),
            None if self.document.kind.is_ordered() && self.len() > 0 => Some(0),
            None => None,
        }
    }

    /// For each node, the places that lead to it.
    pub(crate) fn sources(&self) -> Vec<Vec<usize>> {
        let mut sources = vec![vec![]; self.len()];
        for (from, targets) in self.targets.iter().enumerate() {
            targets.iter().for_each(|to| sources[*to].push(from));
        }
        sources
    }

    /// Which nodes are reached from `starts`, these included.
    pub(crate) fn reached_from(&self, starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
        reached(&self.targets, starts)
    }
}

/// Which places are reached from `starts` along `edges`, the starts included.
pub(crate) fn reached(edges: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut queue: VecDeque<usize> = VecDeque::new();
    for start in starts {
        if !std::mem::replace(&mut seen[start], true) {
            queue.push_back(start);
        }
    }
    while let Some(place) = queue.pop_front() {
        for target in &edges[place] {
            if !std::mem::replace(&mut seen[*target], true) {
                queue.push_back(*target);
            }
        }
    }
    seen
}
