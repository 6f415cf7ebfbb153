//! Lines that end at a `subgraph`. A flow has no groups to stop at: such a line goes to the boxes where the group is
//! entered and starts from those where it is left.

use std::collections::HashMap;

use super::chart::{Chart, Edge};
use crate::import::{ImportError, losses::Losses};

/// The most lines after groups are resolved.
const MAX_EDGES: usize = 20_000;

/// The chart's lines between boxes only, and which boxes stood for a group and are no boxes.
pub(super) struct Resolved {
    pub(super) edges: Vec<Edge>,
    pub(super) is_group: Vec<bool>,
}

pub(super) fn resolve(chart: &Chart, losses: &mut Losses) -> Result<Resolved, ImportError> {
    let members = members(chart);
    let group_of = stand_ins(chart, &members);
    let is_group: Vec<bool> = group_of.iter().map(Option::is_some).collect();
    if !is_group.contains(&true) {
        return Ok(Resolved {
            edges: chart.edges.clone(),
            is_group,
        });
    }
    let mut doors = Doors::new(chart, members, &is_group);
    let mut edges: Vec<Edge> = vec![];
    for edge in &chart.edges {
        let from = group_of[edge.from].map_or_else(|| vec![edge.from], |group| doors.of(group).exits.clone());
        let to = group_of[edge.to].map_or_else(|| vec![edge.to], |group| doors.of(group).entries.clone());
        for (end, group, boxes) in [("from", group_of[edge.from], &from), ("to", group_of[edge.to], &to)] {
            if let Some(group) = group {
                let ids: Vec<&str> = boxes.iter().map(|&at| chart.vertices[at].id.as_str()).collect();
                let name = &chart.groups[group].id;
                losses.line(
                    edge.line,
                    format!("the line {end} the subgraph {name} was drawn {end} {}", ids.join(", ")),
                );
            }
        }
        if edges.len() + from.len() * to.len() > MAX_EDGES {
            let message =
                format!("this chart has more than {MAX_EDGES} lines when those to subgraphs are drawn to their boxes");
            return Err(ImportError::over_limit(message).on_line(edge.line));
        }
        for &from in &from {
            edges.extend(to.iter().map(|&to| Edge {
                from,
                to,
                ..edge.clone()
            }));
        }
    }
    Ok(Resolved { edges, is_group })
}

/// The boxes of each group, with those of the groups inside it, in the order of the chart.
fn members(chart: &Chart) -> Vec<Vec<usize>> {
    let mut members = vec![vec![]; chart.groups.len()];
    for (at, vertex) in chart.vertices.iter().enumerate() {
        let mut group = vertex.group;
        while let Some(inner) = group {
            members[inner].push(at);
            group = chart.groups[inner].parent;
        }
    }
    members
}

/// For each box the group that it stands for: one of the same id, that has boxes of its own.
fn stand_ins(chart: &Chart, members: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut groups: HashMap<&str, usize> = HashMap::new();
    for (at, group) in chart.groups.iter().enumerate() {
        groups.entry(&group.id).or_insert(at);
    }
    let named = |at: &usize| groups.contains_key(chart.vertices[*at].id.as_str());
    chart
        .vertices
        .iter()
        .map(|vertex| {
            groups
                .get(vertex.id.as_str())
                .copied()
                .filter(|&group| !members[group].iter().all(&named))
        })
        .collect()
}

/// Where a group is entered (no line from inside leads there) and left (no line leads on inside).
#[derive(Clone)]
struct Door {
    entries: Vec<usize>,
    exits: Vec<usize>,
}

struct Doors<'a> {
    /// The boxes of each group that are no groups themselves, ascending.
    members: Vec<Vec<usize>>,
    edges: &'a [Edge],
    /// The numbers of the lines at each box.
    lines_at: Vec<Vec<usize>>,
    known: HashMap<usize, Door>,
}

impl<'a> Doors<'a> {
    fn new(chart: &'a Chart, mut members: Vec<Vec<usize>>, is_group: &[bool]) -> Self {
        for boxes in &mut members {
            boxes.retain(|&at| !is_group[at]);
        }
        let mut lines_at = vec![vec![]; chart.vertices.len()];
        for (number, edge) in chart.edges.iter().enumerate().filter(|(_, edge)| edge.from != edge.to) {
            lines_at[edge.from].push(number);
            lines_at[edge.to].push(number);
        }
        Self {
            members,
            edges: &chart.edges,
            lines_at,
            known: HashMap::new(),
        }
    }

    fn of(&mut self, group: usize) -> &Door {
        let Self {
            members,
            edges,
            lines_at,
            known,
        } = self;
        known.entry(group).or_insert_with(|| {
            let boxes = &members[group];
            let inside = |at: &usize| boxes.binary_search(at).is_ok();
            let lines = |at: usize| lines_at[at].iter().map(|&number| &edges[number]);
            let entered = |at: usize| !lines(at).any(|edge| edge.to == at && inside(&edge.from));
            let left = |at: usize| !lines(at).any(|edge| edge.from == at && inside(&edge.to));
            let or_else = |found: Vec<usize>, fallback: Option<&usize>| {
                if found.is_empty() {
                    fallback.copied().into_iter().collect()
                } else {
                    found
                }
            };
            Door {
                entries: or_else(boxes.iter().copied().filter(|&at| entered(at)).collect(), boxes.first()),
                exits: or_else(boxes.iter().copied().filter(|&at| left(at)).collect(), boxes.last()),
            }
        })
    }
}
