//! Weights as exact decimals. Nothing here knows what is weighed.

use std::fmt;

/// A weight in thousandths: 0 to 1000 with at most three digits after the point. Sums of weights may be larger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u64);

impl Weight {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// What everything weighs unless it is said otherwise.
    pub const ONE: Self = Self(1000);
    /// The most that one thing may weigh.
    pub const MOST: Self = Self(1_000_000);
    /// The smallest step between two weights.
    pub const STEP: Self = Self(1);

    /// Reads a weight: digits, and at most three more after a point.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 4) || !digits(part, 3) {
            return None;
        }
        let weight = Self(format!("{whole}{part:0<3}").parse().ok()?);
        (weight <= Self::MOST).then_some(weight)
    }

    /// The weight in thousandths.
    pub const fn thousandths(self) -> u64 {
        self.0
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// How much more this is than another; `None` where it is less.
    pub const fn minus(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Self(rest)),
            None => None,
        }
    }
}

impl fmt::Display for Weight {
    /// As a decimal without needless zeros: `1`, `0.5`, `1.125`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1000, self.0 % 1000);
        if part == 0 {
            write!(f, "{whole}")
        } else {
            write!(f, "{whole}.{}", format!("{part:03}").trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_exact_decimals() {
        for (text, shown) in [
            ("1", "1"),
            ("0", "0"),
            ("0.5", "0.5"),
            (" 1.125 ", "1.125"),
            ("1000", "1000"),
            ("2.50", "2.5"),
            ("007", "7"),
        ] {
            assert_eq!(
                Weight::parse(text).map(|weight| weight.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
        for text in ["", "-1", "+1", "1000.001", "1001", "0.0001", "1e3", ".5", "1.", "1,5", "٣"] {
            assert_eq!(Weight::parse(text), None, "{text}");
        }
        assert_eq!(Weight::ONE.plus(Weight::STEP).to_string(), "1.001");
        assert_eq!(Weight::ZERO.minus(Weight::STEP), None);
    }
}
