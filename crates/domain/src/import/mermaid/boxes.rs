//! The boxes of a chart as the nodes they become: their ids, their texts, the groups around them.

use super::{
    chart::Chart,
    label::{self, Reading},
    options::Target,
};
use crate::{
    flow::NodeId,
    import::{ids::Ids, losses::Losses, text::Title},
};

/// The boxes that become nodes; those that stand for a group do not.
pub(super) struct Boxes<'a> {
    pub(super) chart: &'a Chart,
    is_group: Vec<bool>,
    /// Which node each becomes.
    places: Vec<Option<usize>>,
    ids: Vec<NodeId>,
    readings: Vec<Reading>,
    /// For each group its title with those of the groups around it: `Network / Switches`.
    sections: Vec<Option<String>>,
    taken: Ids,
}

impl<'a> Boxes<'a> {
    pub(super) fn read(chart: &'a Chart, is_group: Vec<bool>, losses: &mut Losses) -> Self {
        let mut taken = Ids::default();
        let mut ids = vec![];
        let mut readings = vec![];
        for vertex in &chart.vertices {
            let id = taken.keep(&vertex.id);
            if vertex.id != id.as_str() {
                losses.line(vertex.line, format!("the id {} became {id}", vertex.id));
            }
            let mut reading = vertex.label.as_ref().map(label::read).unwrap_or_default();
            if reading.title.is_empty() {
                reading.title = Title::of(&vertex.id).text;
            }
            report(&mut reading, vertex.line, losses);
            ids.push(id);
            readings.push(reading);
        }
        let sections = sections(chart, &is_group, losses);
        let mut next = 0..;
        let places = is_group
            .iter()
            .map(|&is_group| if is_group { None } else { next.next() })
            .collect();
        Self {
            chart,
            is_group,
            places,
            ids,
            readings,
            sections,
            taken,
        }
    }

    /// The numbers of the boxes, in the order of the chart.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.ids.len()).filter(|&at| !self.is_group[at])
    }

    pub(super) fn id(&self, at: usize) -> &NodeId {
        &self.ids[at]
    }

    pub(super) fn reading(&self, at: usize) -> &Reading {
        &self.readings[at]
    }

    pub(super) fn is_diamond(&self, at: usize) -> bool {
        self.chart.vertices[at].diamond
    }

    pub(super) fn target(&self, at: usize) -> Target<'_> {
        Target {
            id: &self.ids[at],
            title: &self.readings[at].title,
        }
    }

    /// The groups around a box.
    pub(super) fn section(&self, at: usize) -> Option<&str> {
        self.sections[self.chart.vertices[at].group?].as_deref()
    }

    /// Which node, counted from 0, the box of this id becomes.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places[self.chart.find(id)?]
    }

    /// An id that no box has.
    pub(super) fn new_id(&mut self, wanted: &str) -> NodeId {
        self.taken.keep(wanted)
    }
}

/// Lists what a text has that cannot be shown as text, and addresses that are no links to follow.
fn report(reading: &mut Reading, line: usize, losses: &mut Losses) {
    for what in reading.dropped.drain(..) {
        losses.line(line, what);
    }
    reading.links.retain(|(address, _)| {
        let kept = super::is_address(address);
        if !kept {
            losses.line(line, format!("link {address}"));
        }
        kept
    });
}

fn sections(chart: &Chart, is_group: &[bool], losses: &mut Losses) -> Vec<Option<String>> {
    let mut used = vec![false; chart.groups.len()];
    for (vertex, _) in chart.vertices.iter().zip(is_group).filter(|(_, is_group)| !**is_group) {
        let mut group = vertex.group;
        while let Some(at) = group.filter(|&at| !used[at]) {
            used[at] = true;
            group = chart.groups[at].parent;
        }
    }
    let mut sections: Vec<Option<String>> = vec![];
    for (group, used) in chart.groups.iter().zip(used) {
        let outer = group.parent.and_then(|parent| sections[parent].clone());
        let mut reading = group.title.as_ref().map(label::read).unwrap_or_default();
        report(&mut reading, group.line, losses);
        let title = reading.title.clone();
        if !title.is_empty() && !used || !reading.description.is_empty() {
            losses.line(group.line, format!("subgraph {}", reading.text()));
        }
        sections.push(match (outer, title.is_empty()) {
            (Some(outer), false) => Some(format!("{outer} / {title}")),
            (None, false) => Some(title),
            (outer, true) => outer,
        });
    }
    sections
}
