//! When kinds with a schedule are queued.

use croner::Cron;
use jiff::{Timestamp, tz::TimeZone};

use super::Kind;

/// A kind that is queued by itself.
pub(super) struct Scheduled {
    pub kind: &'static str,
    pattern: Cron,
}

/// The kinds of these that have a schedule.
///
/// # Panics
/// When a schedule is no cron pattern; they are in the program, and a test reads them all.
pub(super) fn of(kinds: &[Kind]) -> Vec<Scheduled> {
    let scheduled = |kind: &Kind| {
        Some(Scheduled {
            kind: kind.name,
            pattern: kind
                .schedule?
                .parse()
                .expect("the schedule of a kind is a cron pattern"),
        })
    };
    kinds.iter().filter_map(scheduled).collect()
}

impl Scheduled {
    /// The last time at or before `now` at which it is its turn. One that was missed because no server ran is made up for by this;
    /// of several that were missed, once.
    pub fn last_turn(&self, now: Timestamp) -> Option<Timestamp> {
        let now = now.to_zoned(TimeZone::UTC);
        let turn = self.pattern.find_previous_occurrence(&now, true).ok()?;
        Some(turn.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::jobs::{kinds, purge};

    #[test]
    fn every_schedule_has_a_turn_each_day_and_its_job_is_remembered_until_the_next() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        for scheduled in of(&kinds::table()) {
            let turn = scheduled.last_turn(now).unwrap();
            assert!(
                turn <= now && now.duration_since(turn) < SignedDuration::from_hours(24),
                "{}",
                scheduled.kind
            );
        }
        assert!(purge::DONE_JOBS_ARE_KEPT > SignedDuration::from_hours(48));
    }

    #[test]
    fn a_turn_is_the_minute_it_is_due_until_the_next() {
        let scheduled = Scheduled {
            kind: "hourly",
            pattern: "43 * * * *".parse().unwrap(),
        };
        for (now, turn) in [
            ("12:42:59.999", "11:43:00"),
            ("12:43:00", "12:43:00"),
            ("12:43:00.000001", "12:43:00"),
            ("13:42:00", "12:43:00"),
        ] {
            let at = |time: &str| format!("2026-11-20T{time}Z").parse::<Timestamp>().unwrap();
            assert_eq!(scheduled.last_turn(at(now)), Some(at(turn)), "{now}");
        }
    }
}
