//! Shares of counts, and how they are rounded. Pure arithmetic: nothing here knows a tool or a format.

/// A part of a whole, kept as two counts so that nothing is rounded before it is shown.
///
/// `part` is at most `whole`; a whole of 0 has no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many of them.
    pub part: u128,
    /// Of how many.
    pub whole: u128,
}

impl Share {
    /// The share of `part` in `part + rest`, or `None` where both are 0.
    pub fn of(part: u64, rest: u64) -> Option<Self> {
        let (part, rest) = (u128::from(part), u128::from(rest));
        let whole = part + rest;
        (whole > 0).then_some(Self { part, whole })
    }

    /// The share in percent, rounded half up; 100% and 0% only where exact (else `>99%`, `<1%`).
    pub fn percent(self) -> String {
        let Self { part, whole } = self;
        let rounded = (200 * part + whole) / (2 * whole.max(1));
        match rounded {
            100 if part < whole => ">99%".to_owned(),
            0 if part > 0 => "<1%".to_owned(),
            _ => format!("{rounded}%"),
        }
    }

    /// How many of `steps` equal steps the share fills, rounded half up; full and empty only where exact.
    pub fn steps(self, steps: u8) -> u8 {
        let Self { part, whole } = self;
        let rounded = (2 * part * u128::from(steps) + whole) / (2 * whole.max(1));
        match u8::try_from(rounded).unwrap_or(steps) {
            all if all == steps && part < whole => steps.saturating_sub(1),
            0 if part > 0 => 1,
            some => some,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_round_half_up_and_are_round_only_where_exact() {
        for (part, rest, text) in [
            (3, 1, "75%"),
            (1, 2, "33%"),
            (2, 1, "67%"),
            (1, 7, "13%"),
            (1, 199, "1%"),
            (1, 200, "<1%"),
            (999, 1, ">99%"),
            (4, 0, "100%"),
            (0, 4, "0%"),
            (u64::MAX - 1, 1, ">99%"),
        ] {
            assert_eq!(Share::of(part, rest).unwrap().percent(), text, "{part} and {rest}");
        }
        assert_eq!(Share::of(0, 0), None);
    }

    #[test]
    fn a_bar_is_full_or_empty_only_where_the_share_is() {
        assert_eq!(Share::of(4, 0).unwrap().steps(10), 10);
        assert_eq!(Share::of(0, 4).unwrap().steps(10), 0);
        assert_eq!(Share::of(999, 1).unwrap().steps(10), 9);
        assert_eq!(Share::of(1, 999).unwrap().steps(10), 1);
        assert_eq!(Share::of(3, 1).unwrap().steps(80), 60);
    }
}
