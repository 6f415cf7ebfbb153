//! Which old versions of a flow need not be kept.
//!
//! All of the last week are; then one an hour, after a month one a day: the last of it. What was published or has a name is kept for
//! ever, and so is the newest.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// A version, as far as it decides whether it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its number.
    pub number: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it was published or has a name.
    pub is_for_ever: bool,
}

/// For so long all are kept.
pub const ALL: SignedDuration = SignedDuration::from_hours(7 * 24);
/// For so long, one an hour.
pub const HOURLY: SignedDuration = SignedDuration::from_hours(30 * 24);

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// The numbers of the versions that need not be kept any more, in their order.
#[must_use]
pub fn outdated(versions: &[Moment], now: Timestamp) -> Vec<i64> {
    let (hours, days) = (last_of(versions, HOUR), last_of(versions, DAY));
    let newest = versions.iter().map(|version| version.number).max();
    let is_kept = |version: &Moment| {
        let age = now.duration_since(version.created_at);
        let is_last = |last: &BTreeMap<i64, i64>, seconds| last.get(&slot(version, seconds)) == Some(&version.number);
        version.is_for_ever
            || Some(version.number) == newest
            || age <= ALL
            || (age <= HOURLY && is_last(&hours, HOUR))
            || is_last(&days, DAY)
    };
    let mut outdated: Vec<i64> = versions
        .iter()
        .filter(|version| !is_kept(version))
        .map(|version| version.number)
        .collect();
    outdated.sort_unstable();
    outdated
}

/// The last version of each hour or day.
fn last_of(versions: &[Moment], seconds: i64) -> BTreeMap<i64, i64> {
    let mut last = BTreeMap::new();
    for version in versions {
        let number = last.entry(slot(version, seconds)).or_insert(version.number);
        *number = version.number.max(*number);
    }
    last
}

/// Which hour or day of UTC a version was made in.
fn slot(version: &Moment, seconds: i64) -> i64 {
    version.created_at.as_second().div_euclid(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(minutes_ago: &[i64], now: Timestamp) -> Vec<Moment> {
        let moment = |(number, minutes): (i64, &i64)| Moment {
            number,
            created_at: now - SignedDuration::from_mins(*minutes),
            is_for_ever: false,
        };
        (1..).zip(minutes_ago).map(moment).collect()
    }

    #[test]
    fn all_of_a_week_then_one_an_hour_then_one_a_day() {
        let now: Timestamp = "2026-11-21T12:30:00Z".parse().unwrap();
        let day = 24 * 60;
        let ages = [
            40 * day + 60,
            40 * day, // the last of its day
            10 * day + 25,
            10 * day + 5, // the last of its hour
            7 * day + 2,
            7 * day + 1, // the last of its hour
            2,
            1,
        ];
        assert_eq!(outdated(&versions(&ages, now), now), [1, 3, 5]);
    }

    #[test]
    fn what_was_published_or_named_and_the_newest_stay() {
        let now: Timestamp = "2026-11-21T12:30:00Z".parse().unwrap();
        let mut old = versions(&[100_003, 100_002, 100_001, 100_000], now);
        old[1].is_for_ever = true;
        assert_eq!(outdated(&old, now), [1, 3]);
    }
}
