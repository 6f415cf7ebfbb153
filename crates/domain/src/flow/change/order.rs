//! Merging the order of a list that two sides have rearranged.
//!
//! What neither side moved keeps its order and divides the list into gaps. Whatever a side added or moved goes into the gap where
//! that side has it. What both moved, to different gaps, is a clash.

use std::collections::{HashMap, HashSet};

use super::merge::Side;

/// The list as the three know it. No key is in a list twice.
pub(super) struct Orders<'k> {
    pub(super) base: &'k [&'k str],
    pub(super) ours: &'k [&'k str],
    pub(super) theirs: &'k [&'k str],
}

/// The merged order of the keys that `survive`. `clash` decides where a key goes that both sides moved, or whose neighbours both
/// sides arranged.
pub(super) fn merge<'k>(
    orders: &Orders<'k>,
    survives: impl Fn(&str) -> bool,
    mut clash: impl FnMut(&'k str) -> Side,
) -> Vec<&'k str> {
    let moved_by = |side: &[&'k str]| moved(orders.base, side);
    let (by_us, by_them) = (moved_by(orders.ours), moved_by(orders.theirs));
    let fixed: HashSet<&str> = orders
        .base
        .iter()
        .copied()
        .filter(|key| survives(key) && !by_us.contains(key) && !by_them.contains(key))
        .collect();
    let gaps = Sides {
        base: gaps(orders.base, &fixed),
        ours: gaps(orders.ours, &fixed),
        theirs: gaps(orders.theirs, &fixed),
    };

    let in_base: HashSet<&str> = orders.base.iter().copied().collect();
    let mut loose: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for key in orders.ours.iter().chain(orders.theirs).chain(orders.base).copied() {
        if survives(key) && !fixed.contains(key) && seen.insert(key) {
            loose.push(key);
        }
    }
    let mut place: HashMap<&str, Option<&str>> = HashMap::new();
    for key in loose {
        let added = !in_base.contains(key);
        let ours = (added || by_us.contains(key)).then(|| gaps.ours.get(key)).flatten();
        let theirs = (added || by_them.contains(key)).then(|| gaps.theirs.get(key)).flatten();
        let gap = match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours != theirs => match clash(key) {
                Side::Base => gaps.base.get(key).unwrap_or(ours),
                Side::Ours => ours,
                Side::Theirs => theirs,
            },
            (Some(gap), _) | (None, Some(gap)) => gap,
            // Its side has it no more, but it was kept.
            (None, None) => match gaps.ours.get(key).or_else(|| gaps.theirs.get(key)) {
                Some(gap) => gap,
                None => gaps.base.get(key).unwrap_or(&None),
            },
        };
        place.insert(key, *gap);
    }

    let fillings = |side: &[&'k str]| {
        let mut fillings: HashMap<Option<&'k str>, Vec<&'k str>> = HashMap::new();
        for key in side {
            if let Some(gap) = place.get(key) {
                fillings.entry(*gap).or_default().push(key);
            }
        }
        fillings
    };
    let fillings = Sides {
        base: fillings(orders.base),
        ours: fillings(orders.ours),
        theirs: fillings(orders.theirs),
    };
    let mut merged = Vec::new();
    let anchors = orders.base.iter().copied().filter(|key| fixed.contains(key));
    for gap in std::iter::once(None).chain(anchors.map(Some)) {
        merged.extend(gap);
        let of = |side: &HashMap<_, Vec<_>>| side.get(&gap).cloned().unwrap_or_default();
        let (ours, theirs) = (of(&fillings.ours), of(&fillings.theirs));
        let base = of(&fillings.base);
        merged.extend(weave(&base, &ours, &theirs, &mut clash));
        merged.extend(
            base.into_iter()
                .filter(|key| !ours.contains(key) && !theirs.contains(key)),
        );
    }
    merged
}

struct Sides<T> {
    base: T,
    ours: T,
    theirs: T,
}

/// Two fillings of one gap as one. What both have keeps its order; what only one has goes where it has it; where both have
/// something of their own, the one whose first key is smaller comes first, whoever asks.
fn weave<'k>(
    base: &[&'k str],
    ours: &[&'k str],
    theirs: &[&'k str],
    clash: &mut impl FnMut(&'k str) -> Side,
) -> Vec<&'k str> {
    let ours_has: HashSet<&str> = ours.iter().copied().collect();
    let theirs_has: HashSet<&str> = theirs.iter().copied().collect();
    let shared = |side: &[&'k str], other: &HashSet<&str>| -> Vec<&'k str> {
        side.iter().copied().filter(|key| other.contains(key)).collect()
    };
    let (in_ours, in_theirs) = (shared(ours, &theirs_has), shared(theirs, &ours_has));
    let mut theirs = theirs.to_vec();
    let mut ours = ours.to_vec();
    if let Some((key, _)) = in_ours.iter().zip(&in_theirs).find(|(ours, theirs)| ours != theirs) {
        // The other order of what both have is given up.
        match clash(key) {
            Side::Theirs => reorder(&mut ours, &in_theirs, &theirs_has),
            Side::Ours => reorder(&mut theirs, &in_ours, &ours_has),
            Side::Base => {
                // What both have added the base has no order for: it keeps ours, behind the rest.
                let mut in_base = shared(base, &in_ours.iter().copied().collect());
                let added = in_ours.iter().filter(|key| !base.contains(key));
                in_base.extend(added);
                reorder(&mut ours, &in_base, &theirs_has);
                reorder(&mut theirs, &in_base, &ours_has);
            }
        }
    }
    let mut woven = Vec::with_capacity(ours.len() + theirs.len());
    let (mut left, mut right) = (&ours[..], &theirs[..]);
    loop {
        let own = split(left, |key| theirs_has.contains(key));
        let other = split(right, |key| ours_has.contains(key));
        let ours_first = own.0.first() <= other.0.first();
        let (first, second) = if ours_first { (own.0, other.0) } else { (other.0, own.0) };
        woven.extend(first);
        woven.extend(second);
        match (own.1, other.1) {
            ([key, rest @ ..], [_, others @ ..]) => {
                woven.push(*key);
                (left, right) = (rest, others);
            }
            _ => return woven,
        }
    }
}

/// Brings the keys that the other side has too into this order, leaving the places of the others.
fn reorder<'k>(side: &mut [&'k str], order: &[&'k str], other: &HashSet<&str>) {
    let mut next = order.iter();
    for key in side.iter_mut().filter(|key| other.contains(**key)) {
        if let Some(wanted) = next.next() {
            *key = wanted;
        }
    }
}

/// What comes before the first key that fits, and the rest from there.
fn split<'s, 'k>(side: &'s [&'k str], fits: impl Fn(&str) -> bool) -> (&'s [&'k str], &'s [&'k str]) {
    let at = side.iter().position(|key| fits(key)).unwrap_or(side.len());
    side.split_at(at)
}

/// For each key that is not fixed, the fixed key that comes before it; none before the first.
fn gaps<'k>(side: &[&'k str], fixed: &HashSet<&str>) -> HashMap<&'k str, Option<&'k str>> {
    let mut last = None;
    let mut gaps = HashMap::new();
    for key in side.iter().copied() {
        if fixed.contains(key) {
            last = Some(key);
        } else {
            gaps.insert(key, last);
        }
    }
    gaps
}

/// The keys of both lists that have to be moved to make one order of the other: all but a longest increasing subsequence.
pub(super) fn moved<'k>(from: &[&'k str], to: &[&'k str]) -> HashSet<&'k str> {
    let places: HashMap<&str, usize> = from.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    let common: Vec<(&'k str, usize)> = to.iter().filter_map(|key| Some((*key, *places.get(key)?))).collect();
    // Patience sorting: `tails[n]` ends the best subsequence of n + 1 items so far, `before[i]` comes before item i in its own.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(common.len());
    for (index, (_, place)) in common.iter().enumerate() {
        let length = tails.partition_point(|tail| common[*tail].1 < *place);
        before.push(length.checked_sub(1).map(|shorter| tails[shorter]));
        if length == tails.len() {
            tails.push(index);
        } else {
            tails[length] = index;
        }
    }
    let mut moved: HashSet<&str> = common.iter().map(|(key, _)| *key).collect();
    let mut next = tails.last().copied();
    while let Some(index) = next {
        moved.remove(common[index].0);
        next = before[index];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
        decided(Side::Ours, base, ours, theirs)
    }

    fn decided(side: Side, base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
        let split = |text: &'static str| text.split(' ').filter(|key| !key.is_empty()).collect::<Vec<_>>();
        // The texts live as long as the test.
        let leak = |text: &str| split(Box::leak(text.to_owned().into_boxed_str()));
        let (base, ours, theirs) = (leak(base), leak(ours), leak(theirs));
        let orders = Orders {
            base: &base,
            ours: &ours,
            theirs: &theirs,
        };
        let mut clashes = vec![];
        let survives = |key: &str| {
            let everywhere = ours.contains(&key) && theirs.contains(&key);
            everywhere || (!base.contains(&key) && (ours.contains(&key) || theirs.contains(&key)))
        };
        let order = merge(&orders, survives, |key| {
            clashes.push(key.to_owned());
            side
        });
        (order.join(" "), clashes)
    }

    #[track_caller]
    fn assert_merges(base: &str, ours: &str, theirs: &str, expected: &str) {
        assert_eq!(merged(base, ours, theirs), (expected.to_owned(), vec![]));
        assert_eq!(
            merged(base, theirs, ours),
            (expected.to_owned(), vec![]),
            "the other way round"
        );
    }

    #[test]
    fn what_each_side_added_moved_and_removed_is_in_the_result() {
        assert_merges("a b c", "a x b c", "a b c y", "a x b c y");
        assert_merges("a b c d", "d a b c", "a b x c d", "d a b x c");
        assert_merges("a b c d", "a c d", "a b c x d", "a c x d");
        assert_merges("a b c", "b a c", "b a c", "b a c");
        assert_merges("", "a", "b", "a b");
    }

    #[test]
    fn what_both_put_in_one_place_stands_side_by_side_whoever_asks() {
        assert_merges("a b", "a y1 y2 b", "a x b", "a x y1 y2 b");
    }

    #[test]
    fn what_both_moved_elsewhere_is_a_clash() {
        let (order, clashes) = merged("a b c d", "b c a d", "b c d a");
        assert_eq!(clashes, ["a"]);
        assert_eq!(order, "b c a d");
    }

    #[test]
    fn the_order_that_was_chosen_is_what_comes_of_a_clash() {
        let orders = ["z y x e f g h", "y x z e f g h", "x y z e f g h"];
        for (side, expected) in [Side::Ours, Side::Theirs, Side::Base].into_iter().zip(orders) {
            assert_eq!(
                decided(side, "e f g h x y z", orders[0], orders[1]).0,
                expected,
                "{side:?}"
            );
        }
    }

    #[test]
    fn few_things_are_said_to_have_moved() {
        let sorted = |from: &[&'static str], to: &[&'static str]| {
            let mut moved: Vec<_> = moved(from, to).into_iter().collect();
            moved.sort_unstable();
            moved
        };
        assert_eq!(sorted(&["a", "b", "c", "d"], &["d", "a", "b", "c"]), ["d"]);
        assert_eq!(sorted(&["a", "b", "c", "d"], &["a", "c", "b", "d", "x"]), ["c"]);
        assert!(sorted(&["a", "b"], &["b"]).is_empty());
    }
}
