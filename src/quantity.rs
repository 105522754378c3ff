//! Numbers as people write them in facts: `128k tokens`, `$20/month`, `2B`.

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The currency sign before it.
    pub sign: Option<char>,
    /// Its value in units of 10⁻⁹, so that values compare exactly.
    pub value: u128,
    /// What follows it, without outer blanks and case.
    pub rest: String,
}

/// The digits after the point that are kept exactly; more make a number unreadable.
const DECIMALS: usize = 9;

/// Reads a number: an optional currency sign, digits with `,` only before groups of three, an optional point with
/// more digits, an optional k or K (10³), M (10⁶), B or G (10⁹), then the rest.
///
/// Returns `None` where there is no such number, or one of more digits than can be compared exactly.
pub fn parse(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let sign = text.chars().next().filter(|&c| is_currency(c));
    let text = sign.map_or(text, |sign| text.trim_start_matches(sign).trim_start());
    let whole_end = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    let (whole, after) = text.split_at(whole_end);
    let whole = ungrouped(whole)?;
    let (part, after) = match after.strip_prefix('.') {
        Some(digits) => {
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let (part, rest) = digits.split_at(end);
            // A point that ends a sentence is no part of the number.
            if part.is_empty() { ("", after) } else { (part, rest) }
        }
        None => ("", after),
    };
    if part.len() > DECIMALS || whole.len() > 18 {
        return None;
    }
    let (zeros, rest) = match after.chars().next() {
        Some('k' | 'K') => (3, after.get(1..)?),
        Some('M') => (6, after.get(1..)?),
        Some('B' | 'G') => (9, after.get(1..)?),
        _ => (0, after),
    };
    let value: u128 = format!("{whole}{part:0<width$}", width = DECIMALS).parse().ok()?;
    let value = value.checked_mul(10_u128.pow(zeros))?;
    Some(Quantity { sign, value, rest: rest.trim().to_lowercase() })
}

/// Digits without their commas; `None` where a comma does not stand before a group of three.
fn ungrouped(digits: &str) -> Option<String> {
    let mut groups = digits.split(',');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    grouped.then(|| first.to_owned() + &rest.concat())
}

/// Whether a character is a currency sign (Unicode's category Sc).
const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢'..='¥' | '\u{58f}' | '\u{60b}' | '\u{e3f}' | '\u{20a0}'..='\u{20c0}' | '\u{a838}' | '\u{fdfc}' | '\u{fe69}' | '＄' | '￠' | '￡' | '￥' | '￦')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read =
            |text: &str| parse(text).map(|Quantity { sign, value, rest }| (sign, value as f64 / 1e9, rest));
        for (text, sign, value, rest) in [
            ("128000", None, 128e3, ""),
            ("128k tokens", None, 128e3, "tokens"),
            ("128K", None, 128e3, ""),
            ("$20/month", Some('$'), 20.0, "/month"),
            ("$200/year", Some('$'), 200.0, "/year"),
            ("€ 1,234.50", Some('€'), 1234.5, ""),
            ("15x", None, 15.0, "x"),
            ("2B", None, 2e9, ""),
            ("16GB", None, 16e9, "b"),
            ("1,000", None, 1000.0, ""),
            ("0.25/1M", None, 0.25, "/1m"),
            ("3 Months", None, 3.0, "months"),
            ("5.", None, 5.0, "."),
            ("7M parameters", None, 7e6, "parameters"),
        ] {
            assert_eq!(read(text), Some((sign, value, rest.to_owned())), "{text}");
        }
        for text in [
            "",
            "1,5",
            "12,34",
            "1000,000",
            ",5",
            "about 5",
            "-5",
            "$",
            "v2",
            "0.0000000001",
            "9999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
