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

/// The quantile of the normal distribution that leaves 2.5 % above it.
const Z: f64 = 1.959_964;

/// The 95 % Wilson score interval of a share, low and high, both in 0 to 1.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
/// Statistical Association 22 (1927) 209–212; without continuity correction.
pub fn wilson(share: Share) -> (f64, f64) {
    let (n, p) = (share.whole as f64, share.part as f64 / share.whole as f64);
    let squared = Z * Z / n;
    let center = (p + squared / 2.0) / (1.0 + squared);
    let half = Z * (p * (1.0 - p) / n + squared / (4.0 * n)).sqrt() / (1.0 + squared);
    ((center - half).max(0.0), (center + half).min(1.0))
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
    fn intervals_are_the_published_ones() {
        // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
        // (1998) 857-872, table I, method 3.
        for (part, whole, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (found_low, found_high) = wilson(Share { part, whole });
            assert!((found_low - low).abs() < 5e-5 && (found_high - high).abs() < 5e-5, "{part} of {whole}");
        }
        assert_eq!(wilson(Share { part: 5, whole: 5 }).1, 1.0);
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
