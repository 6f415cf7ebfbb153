//! The document as trees: each node's parent, children, siblings, depth and path.
//!
//! A node's parent is the first that reaches it breadth-first, from the root if there is one; so a loop or a join has one
//! parent only. What the root does not reach hangs under the nodes that nothing leads to, and of a loop that stands alone
//! the first node in the document is on top. In an ordered kind the steps hang under their section header.

use std::collections::{HashMap, VecDeque};

use super::{
    document::{FlowDocument, NodeId, NodeType},
    links::Links,
};

/// Where each node of a document hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    ids: Vec<NodeId>,
    places: HashMap<NodeId, usize>,
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    depths: Vec<usize>,
    roots: Vec<usize>,
}

/// The hierarchy of a document.
#[must_use]
pub fn hierarchy(document: &FlowDocument) -> Hierarchy {
    Hierarchy::of(&Links::of(document))
}

impl Hierarchy {
    pub(crate) fn of(links: &Links<'_>) -> Self {
        let nodes = &links.document.nodes;
        let ids: Vec<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
        let mut hierarchy = Self {
            places: ids
                .iter()
                .cloned()
                .enumerate()
                .rev()
                .map(|(place, id)| (id, place))
                .collect(),
            parents: vec![None; ids.len()],
            children: vec![vec![]; ids.len()],
            depths: vec![0; ids.len()],
            roots: vec![],
            ids,
        };
        if links.document.kind.is_ordered() {
            hierarchy.hang_steps_under_sections(links);
        } else {
            hierarchy.hang_breadth_first(links);
        }
        hierarchy
    }

    fn hang_steps_under_sections(&mut self, links: &Links<'_>) {
        let mut section = None;
        for place in 0..links.len() {
            match (links.node(place).node_type, section) {
                (NodeType::SectionHeader, _) => {
                    self.roots.push(place);
                    section = Some(place);
                }
                (NodeType::ProcedureStep, Some(section)) => self.hang(place, section),
                _ => self.roots.push(place),
            }
        }
    }

    fn hang_breadth_first(&mut self, links: &Links<'_>) {
        let mut seen = vec![false; links.len()];
        self.spread(links, &mut seen, links.start());
        let sources = links.sources();
        let on_top = |place: &usize| sources[*place].iter().all(|source| source == place);
        let tops: Vec<usize> = (0..links.len()).filter(|place| !seen[*place]).filter(on_top).collect();
        self.spread(links, &mut seen, tops);
        for place in 0..links.len() {
            if !seen[place] {
                self.spread(links, &mut seen, [place]);
            }
        }
    }

    fn spread(&mut self, links: &Links<'_>, seen: &mut [bool], roots: impl IntoIterator<Item = usize>) {
        let mut queue: VecDeque<usize> = roots.into_iter().collect();
        queue.iter().for_each(|root| seen[*root] = true);
        self.roots.extend(&queue);
        while let Some(place) = queue.pop_front() {
            for target in links.targets(place) {
                if !std::mem::replace(&mut seen[*target], true) {
                    self.hang(*target, place);
                    queue.push_back(*target);
                }
            }
        }
    }

    fn hang(&mut self, place: usize, parent: usize) {
        self.parents[place] = Some(parent);
        self.children[parent].push(place);
        self.depths[place] = self.depths[parent] + 1;
    }

    /// The nodes on top: the root first, then the others in the order of the document.
    pub fn roots(&self) -> impl Iterator<Item = &NodeId> {
        self.roots.iter().map(|place| &self.ids[*place])
    }

    /// The node that this one hangs under.
    #[must_use]
    pub fn parent(&self, id: &NodeId) -> Option<&NodeId> {
        self.parents[*self.places.get(id)?].map(|parent| &self.ids[parent])
    }

    /// The nodes that hang under this one, in the order in which it leads to them.
    pub fn children(&self, id: &NodeId) -> impl Iterator<Item = &NodeId> {
        let children = self.places.get(id).map_or(&[][..], |place| &self.children[*place]);
        children.iter().map(|place| &self.ids[*place])
    }

    /// The other nodes under the same parent; of a node on top, the others on top.
    pub fn siblings(&self, id: &NodeId) -> impl Iterator<Item = &NodeId> {
        let place = self.places.get(id).copied();
        let family = match place {
            Some(place) => self.parents[place].map_or(&self.roots[..], |parent| &self.children[parent]),
            None => &[],
        };
        family
            .iter()
            .filter(move |other| Some(**other) != place)
            .map(|place| &self.ids[*place])
    }

    /// How many nodes are above it; 0 on top.
    #[must_use]
    pub fn depth(&self, id: &NodeId) -> Option<usize> {
        self.places.get(id).map(|place| self.depths[*place])
    }

    /// How many nodes are above the deepest one.
    #[must_use]
    pub fn max_depth(&self) -> usize {
        self.depths.iter().copied().max().unwrap_or(0)
    }

    /// The ids from the top down to the node, both included; empty if there is no such node.
    #[must_use]
    pub fn path(&self, id: &NodeId) -> Vec<&NodeId> {
        let mut path: Vec<&NodeId> = std::iter::successors(self.places.get(id).copied(), |place| self.parents[*place])
            .map(|place| &self.ids[place])
            .collect();
        path.reverse();
        path
    }

    pub(crate) fn root_places(&self) -> &[usize] {
        &self.roots
    }

    pub(crate) fn child_places(&self, place: usize) -> &[usize] {
        &self.children[place]
    }

    pub(crate) fn depth_at(&self, place: usize) -> usize {
        self.depths[place]
    }

    pub(crate) fn parent_place(&self, place: usize) -> Option<usize> {
        self.parents[place]
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::flow::shapes;

    /// The trees as text: `a(b(c) d) e`.
    fn drawn(value: Value) -> String {
        fn draw(hierarchy: &Hierarchy, id: &NodeId) -> String {
            let children: Vec<String> = hierarchy.children(id).map(|child| draw(hierarchy, child)).collect();
            if children.is_empty() {
                id.to_string()
            } else {
                format!("{id}({})", children.join(" "))
            }
        }
        let hierarchy = hierarchy(&shapes::parse(None, value).unwrap());
        hierarchy
            .roots()
            .map(|root| draw(&hierarchy, root))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn graph(root: Option<&str>, edges: &[(&str, &str)]) -> Value {
        let mut ids: Vec<&str> = edges.iter().flat_map(|(from, to)| [*from, *to]).collect();
        ids.sort_unstable();
        ids.dedup();
        let node = |id: &&str| {
            let targets = edges.iter().filter(|(from, _)| from == id);
            let options: Vec<Value> = targets.map(|(_, to)| json!({"label": to, "to": to})).collect();
            json!({"id": id, "type": "decision", "title": id, "options": options})
        };
        json!({"schema": 1, "kind": "troubleshooting", "root": root, "nodes": ids.iter().map(node).collect::<Vec<_>>()})
    }

    #[test]
    fn the_first_to_reach_a_node_breadth_first_is_its_parent() {
        let edges = [("r", "a"), ("r", "b"), ("a", "c"), ("c", "d"), ("b", "d"), ("d", "r")];
        assert_eq!(drawn(graph(Some("r"), &edges)), "r(a(c) b(d))");
    }

    #[test]
    fn what_the_root_does_not_reach_hangs_under_its_own_tops_and_loops_under_their_first() {
        let edges = [("r", "a"), ("x", "a"), ("x", "y"), ("p", "q"), ("q", "p")];
        assert_eq!(drawn(graph(Some("r"), &edges)), "r(a) x(y) p(q)");
        assert_eq!(drawn(graph(None, &edges)), "r(a) x(y) p(q)");
    }

    #[test]
    fn steps_hang_under_their_section() {
        let steps = json!({"steps": [
            {"id": "a", "title": "Call"}, {"id": "s", "type": "section_header", "title": "Prepare"},
            {"id": "b", "title": "Unplug"}, {"id": "c", "title": "Open"},
            {"id": "e", "type": "procedure_end", "title": "Done"}]});
        assert_eq!(drawn(steps), "a s(b c) e");
    }

    #[test]
    fn several_objectives_share_what_is_under_them() {
        let link = |from: &str, to: &str| json!({"from": from, "to": to, "type": "parent-child"});
        let tree = json!({"tree_type": "impact", "nodes": [
            {"id": "o", "type": "objective"}, {"id": "x", "type": "outcome"}, {"id": "y", "type": "outcome"},
            {"id": "p", "type": "objective"}, {"id": "z", "type": "opportunity"}],
            "connections": [link("o", "x"), link("x", "z"), link("p", "z"), link("p", "y")]});
        assert_eq!(drawn(tree), "o(x) p(z y)");
    }

    #[test]
    fn a_node_knows_its_depth_its_path_and_its_siblings() {
        let document = graph(Some("r"), &[("r", "a"), ("r", "b"), ("a", "c")]);
        let hierarchy = hierarchy(&shapes::parse(None, document).unwrap());
        let id = |id: &str| id.parse::<NodeId>().unwrap();
        assert_eq!(hierarchy.depth(&id("c")), Some(2));
        assert_eq!(hierarchy.path(&id("c")), [&id("r"), &id("a"), &id("c")]);
        assert_eq!(hierarchy.siblings(&id("a")).collect::<Vec<_>>(), [&id("b")]);
        assert_eq!(hierarchy.parent(&id("r")), None);
        assert_eq!(hierarchy.depth(&id("nobody")), None);
        assert!(hierarchy.path(&id("nobody")).is_empty());
        assert_eq!(hierarchy.max_depth(), 2);
    }
}
