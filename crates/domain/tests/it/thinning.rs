//! Thinning whatever versions there may be.

use branchbook_domain::flow::thinning::{ALL, HOURLY, Moment, outdated};
use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*};

/// Versions of the last two months, in their order, some of them to be kept for ever.
fn versions() -> impl Strategy<Value = Vec<Moment>> {
    vec((0..90_000_i64, any::<u8>()), 0..60).prop_map(|mut ages| {
        ages.sort_unstable_by(|a, b| b.cmp(a));
        let moment = |(number, (minutes, dice)): (i64, (i64, u8))| Moment {
            number,
            created_at: now() - SignedDuration::from_mins(minutes),
            is_for_ever: dice < 20,
        };
        (1..).zip(ages).map(moment).collect()
    })
}

fn now() -> Timestamp {
    "2026-11-21T12:34:56Z".parse().expect("is a time")
}

fn thinned(versions: &[Moment], now: Timestamp) -> Vec<Moment> {
    let outdated = outdated(versions, now);
    versions
        .iter()
        .filter(|version| !outdated.contains(&version.number))
        .copied()
        .collect()
}

proptest! {
    #[test]
    fn what_is_young_published_named_or_the_newest_is_kept(versions in versions()) {
        let kept = thinned(&versions, now());
        for version in &versions {
            let is_young = now().duration_since(version.created_at) <= ALL;
            let is_newest = version.number == versions.len() as i64;
            if version.is_for_ever || is_young || is_newest {
                prop_assert!(kept.contains(version));
            }
        }
    }

    #[test]
    fn of_every_hour_and_day_that_had_versions_the_last_is_kept(versions in versions()) {
        let kept = thinned(&versions, now());
        let mut days: Vec<i64> = versions.iter().map(|version| version.created_at.as_second() / 86_400).collect();
        days.dedup();
        for day in days {
            let last = versions.iter().rfind(|version| version.created_at.as_second() / 86_400 == day).expect("there is one");
            prop_assert!(kept.contains(last));
        }
        for version in versions.iter().filter(|version| now().duration_since(version.created_at) <= HOURLY) {
            let hour = version.created_at.as_second() / 3_600;
            prop_assert!(kept.iter().any(|kept| kept.created_at.as_second() / 3_600 == hour && kept.number >= version.number));
        }
    }

    #[test]
    fn how_often_it_is_done_makes_no_difference(versions in versions(), later in 0..90_000_i64) {
        prop_assert_eq!(outdated(&thinned(&versions, now()), now()), Vec::<i64>::new());
        let later = now() + SignedDuration::from_mins(later);
        prop_assert_eq!(thinned(&thinned(&versions, now()), later), thinned(&versions, later));
    }
}
