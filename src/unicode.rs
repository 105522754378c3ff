//! What characters are: how wide, whether visible. The only home of the unicode crates for width and clusters.
//!
//! What is done with invisible ones is `render::safe`'s, where lines break is `render::layout`'s.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Zero width joiner: part of honest emoji and Hindi.
pub const ZWJ: char = '\u{200d}';
/// Zero width non-joiner: part of honest Persian.
pub const ZWNJ: char = '\u{200c}';

/// The clusters of a text that a reader sees as one character each.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true)
}

/// The columns that a text takes in a terminal.
///
/// Terminals place cluster by cluster: ligatures across clusters, such as the Arabic lam-alef, which the
/// width of a whole string would count as one column, take the columns of their letters.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        text.len()
    } else {
        clusters(text).map(UnicodeWidthStr::width).sum()
    }
}

/// Whether a character takes no column of its own but is part of the visible one before it.
pub fn is_mark(c: char) -> bool {
    !is_invisible(c) && c.width() == Some(0)
}

/// Whether a character belongs to the one before it: a mark, a joiner or a selector.
pub fn continues(c: char) -> bool {
    is_mark(c) || matches!(c, ZWJ | ZWNJ) || is_variation_selector(c)
}

/// Whether a character is of a script that is written without blanks between words: Chinese or Japanese.
pub const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303f}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a character selects how the one before it looks.
pub const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character shows nothing and can deceive: Unicode's `Cc`, `Zl`, `Zp`, `Bidi_Control`,
/// `Default_Ignorable_Code_Point` and `Noncharacter_Code_Point`, and the interlinear annotation characters.
///
/// A test holds these ranges against the property tables of an independent library.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}'
    ) || (c as u32) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_those_of_the_unicode_properties() {
        let class = r"[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\x{FFF9}-\x{FFFB}]";
        let hir = regex_syntax::parse(class).unwrap();
        let regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(class)) = hir.kind() else {
            panic!("a class")
        };
        for c in '\0'..=char::MAX {
            let property = class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&c));
            assert_eq!(is_invisible(c), property, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn widths_are_those_of_terminals() {
        for (text, columns) in [
            ("", 0),
            ("plain", 5),
            ("漢字", 4),
            ("سلام", 4),
            ("e\u{301}", 1),
            ("👩‍👩‍👧‍👦", 2),
            ("❤️", 2),
            ("👍🏽", 2),
            ("한글", 4),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn marks_belong_to_a_letter() {
        assert!(is_mark('\u{301}'));
        assert!(is_mark('\u{94d}'));
        assert!(!is_mark('a') && !is_mark(ZWNJ) && !is_mark('\u{fe0f}') && !is_mark('\n'));
    }
}
