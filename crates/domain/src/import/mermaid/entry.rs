//! Where a flow begins: its one root, or a question made up for a chart that begins in several places.

use super::{chart::Edge, options::Names};

/// The boxes where runs begin: those that no line leads to, and of a circle that nothing else leads into the box that is
/// mentioned first, in the order of the chart. Boxes without any line are only beginnings when there is nothing else.
pub(super) fn roots(boxes: &[usize], edges: &[Edge], count: usize) -> Vec<usize> {
    let mut targets = vec![vec![]; count];
    let mut entered = vec![false; count];
    let mut connected = vec![false; count];
    for edge in edges {
        targets[edge.from].push(edge.to);
        entered[edge.to] |= edge.from != edge.to;
        connected[edge.from] = true;
        connected[edge.to] = true;
    }
    if !boxes.iter().any(|&at| connected[at]) {
        return boxes.to_vec();
    }
    let mut reached = vec![false; count];
    let mut roots = vec![];
    let without_entry = boxes.iter().filter(|&&at| !entered[at]);
    for &at in without_entry.chain(boxes) {
        if !connected[at] || reached[at] {
            continue;
        }
        roots.push(at);
        let mut ahead = vec![at];
        while let Some(at) = ahead.pop() {
            if !std::mem::replace(&mut reached[at], true) {
                ahead.extend(targets[at].iter().filter(|&&to| !reached[to]));
            }
        }
    }
    roots.sort_unstable();
    roots
}

/// The labels and ids of the answers of the made-up question.
pub(super) fn answers<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut names = Names::default();
    titles
        .map(|title| {
            let label = names.label(title, title);
            (names.id(&label), label)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(usize, usize)]) -> Vec<Edge> {
        pairs
            .iter()
            .map(|&(from, to)| Edge {
                from,
                to,
                label: None,
                both_ways: false,
                look: None,
                line: 1,
            })
            .collect()
    }

    #[test]
    fn a_box_that_no_line_leads_to_is_a_root() {
        assert_eq!(roots(&[0, 1, 2], &edges(&[(1, 0), (0, 2)]), 3), [1]);
        assert_eq!(roots(&[0, 1, 2, 3], &edges(&[(0, 1), (2, 3)]), 4), [0, 2]);
    }

    #[test]
    fn in_a_circle_the_first_box_is_the_root() {
        assert_eq!(roots(&[0, 1], &edges(&[(0, 1), (1, 0)]), 2), [0]);
        assert_eq!(roots(&[0, 1, 2, 3], &edges(&[(1, 2), (2, 1), (0, 3)]), 4), [0, 1]);
    }

    #[test]
    fn loose_boxes_are_roots_only_when_there_is_nothing_else() {
        assert_eq!(roots(&[0, 1, 2], &edges(&[(0, 1)]), 3), [0]);
        assert_eq!(roots(&[0, 1], &[], 2), [0, 1]);
    }

    #[test]
    fn a_line_from_a_box_to_itself_does_not_make_it_entered() {
        assert_eq!(roots(&[0, 1], &edges(&[(0, 0), (0, 1)]), 2), [0]);
    }
}
