//! The one gate through which text reaches a terminal or a log.
//!
//! [`Safe`] can be made here only, so text from files, arguments and other crates' errors cannot be shown
//! without it: control characters, escape sequences, bidirectional controls and invisible characters become
//! visible (`\u{1b}`), legitimate text of any script stays as it is. It runs at the output, behind every
//! decoding, because entities and escapes in files turn into control characters only then.

use std::fmt::{self, Write as _};

use crate::unicode::{self, ZWJ, ZWNJ};

/// The most marks that one character may carry, and joiners in a row; more would flow over their lines.
const MARKS: usize = 8;

/// One line of text that is safe to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Safe(String);

impl Safe {
    /// Makes any text safe, in one line: a TAB becomes a blank, a line end is made visible as well.
    pub fn new(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        let mut before = Before::Nothing;
        let mut marks = 0;
        // How many characters in a row are joined by ZWJ: they may be shown as one, however many they are.
        let mut joined = 0;
        for c in text.chars() {
            let selector = unicode::is_variation_selector(c);
            if unicode::is_mark(c) {
                marks += 1;
                if safe.is_empty() || marks > MARKS {
                    escape(&mut safe, c)
                } else {
                    safe.push(c)
                }
                before = Before::Visible;
            } else if selector || matches!(c, ZWJ | ZWNJ) {
                // A selector belongs behind a visible character, a joiner behind either; a run of them hides data.
                let belongs = before == Before::Visible || (before == Before::Selector && !selector);
                joined += usize::from(c == ZWJ);
                if belongs && joined <= MARKS {
                    safe.push(c)
                } else {
                    escape(&mut safe, c)
                }
                before = if selector { Before::Selector } else { Before::Nothing };
            } else {
                marks = 0;
                if !safe.ends_with(ZWJ) {
                    joined = 0;
                }
                before = Before::Nothing;
                if c == '\t' {
                    safe.push(' ');
                } else if unicode::is_invisible(c) {
                    escape(&mut safe, c);
                } else {
                    safe.push(c);
                    before = if c.is_whitespace() { Before::Nothing } else { Before::Visible };
                }
            }
        }
        Self(safe)
    }

    /// The lines of a text, each made safe. A text without line ends is one line.
    pub fn lines(text: &str) -> impl Iterator<Item = Self> {
        text.split('\n').map(|line| Self::new(line.strip_suffix('\r').unwrap_or(line)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The columns that it takes.
    pub fn width(&self) -> usize {
        unicode::width(&self.0)
    }

    /// A part of the text, by bytes; a part of what is safe is safe.
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_owned())
    }

    /// Both texts as one.
    pub fn push(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the last character was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Visible,
    Selector,
}

fn escape(safe: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write!(safe, "\\u{{{:x}}}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn safe(text: &str) -> String {
        Safe::new(text).to_string()
    }

    #[test]
    fn control_and_invisible_characters_become_visible() {
        for (text, shown) in [
            ("\u{1b}[2Jx", "\\u{1b}[2Jx"),
            ("a\u{9b}31m", "a\\u{9b}31m"),
            ("a\0b\u{7f}", "a\\u{0}b\\u{7f}"),
            ("a\nb\r\u{85}\u{2028}", "a\\u{a}b\\u{d}\\u{85}\\u{2028}"),
            ("a\tb", "a b"),
            ("\u{202e}gpj", "\\u{202e}gpj"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("soft\u{ad}hyphen \u{3164}", "soft\\u{ad}hyphen \\u{3164}"),
            ("\u{200d}lone joiner", "\\u{200d}lone joiner"),
            ("a\u{200d}\u{200d}b", "a\u{200d}\\u{200d}b"),
            ("a\u{fe0f}\u{fe0f}", "a\u{fe0f}\\u{fe0f}"),
            ("\u{301}first", "\\u{301}first"),
        ] {
            assert_eq!(safe(text), shown);
        }
        let chain = "👩\u{200d}".repeat(20);
        assert!(safe(&chain).contains("\\u{200d}"));
        let stacked = format!("e{}", "\u{301}".repeat(10));
        assert_eq!(safe(&stacked), format!("e{}{}", "\u{301}".repeat(8), "\\u{301}".repeat(2)));
    }

    #[test]
    fn legitimate_text_of_any_script_stays_as_it_is() {
        for text in [
            "Größe, naïve, Ελληνικά, Кириллица",
            "می‌خواهم سلام שָׁלוֹם",
            "हिन्दी क्‍ष নমস্কার ไทย กำ",
            "漢字かな한글 ｶﾞ",
            "👩‍👩‍👧‍👦 ❤️ 👍🏽 🏳️‍🌈 1️⃣",
            "e\u{301}\u{323} — “quoted” … \u{a0}x",
            "葛\u{e0100}",
        ] {
            assert_eq!(safe(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_invisible_passes_but_joiners_and_selectors_behind_something(text in any::<String>()) {
            let shown = safe(&text);
            let mut before = None;
            for c in shown.chars() {
                let allowed = matches!(c, ZWJ | ZWNJ) || unicode::is_variation_selector(c);
                prop_assert!(!unicode::is_invisible(c) || (allowed && before.is_some()), "{c:?}");
                before = Some(c);
            }
        }

        #[test]
        fn what_is_safe_stays_the_same(text in any::<String>()) {
            prop_assert_eq!(safe(&safe(&text)), safe(&text));
        }
    }
}
