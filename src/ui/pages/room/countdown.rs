//! Time that runs out by the wall clock, so that a page nobody sees is not slower.

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;

/// The time that is left, in milliseconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Countdown {
    /// When it was started or stopped last.
    left: i64,
    /// Since when it has been running.
    since: Option<i64>,
}

impl Countdown {
    /// So many minutes, not started yet.
    pub fn of(minutes: i64) -> Self {
        Self { left: minutes * MINUTE, since: None }
    }

    /// What is left at a time. A clock that was set back gives nobody more time than there was.
    pub fn left(self, now: i64) -> i64 {
        (self.left - self.since.map_or(0, |since| (now - since).max(0))).max(0)
    }

    /// Whether it runs, and is not over.
    pub fn runs(self, now: i64) -> bool {
        self.since.is_some() && self.left(now) > 0
    }

    /// Starts it, or stops it where it runs.
    pub fn switched(self, now: i64) -> Self {
        Self { left: self.left(now), since: if self.since.is_some() { None } else { Some(now) } }
    }
}

/// Minutes and seconds; a second that has begun counts.
pub fn shown(left: i64) -> String {
    let seconds = (left + 999) / 1000;
    [(seconds / 60).to_string(), format!("{:02}", seconds % 60)].join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_goes_by_the_clock_and_stands_while_it_is_stopped() {
        let start = Countdown::of(3).switched(1_000);
        assert_eq!(start.left(1_000), 180_000);
        // However long nobody looked.
        assert_eq!(start.left(61_000), 120_000);
        let stopped = start.switched(61_000);
        assert_eq!(stopped.left(900_000), 120_000);
        assert!(start.runs(61_000) && !start.runs(181_000) && !stopped.runs(61_000));
        let on = stopped.switched(900_000);
        assert_eq!((on.left(901_000), on.left(5_000_000)), (119_000, 0));
        // A clock that is set back.
        assert_eq!(on.left(10), 120_000);
    }

    #[test]
    fn a_second_that_has_begun_is_shown() {
        for (left, says) in
            [(180_000, "3:00"), (179_999, "3:00"), (60_001, "1:01"), (9_000, "0:09"), (1, "0:01"), (0, "0:00")]
        {
            assert_eq!(shown(left), says);
        }
    }
}
