//! Where lines break, and how columns share a width. All widths are columns of a terminal.
//!
//! Breaks follow Unicode's line breaking (UAX #14), so CJK text and addresses break where a reader expects it; a
//! word that is wider than the line is cut between characters, never dropped. What a line says is the callers'.

use std::collections::VecDeque;

use super::safe::Safe;
use super::style::{Meaning, Style};
use crate::unicode;

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: Safe,
    /// Its style.
    pub style: Style,
    /// Whether it stays on one line where the line is wide enough for it.
    pub whole: bool,
}

/// Pieces on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The pieces.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// A line of one piece.
    pub fn new(text: &str, style: impl Into<Style>) -> Self {
        Self::default().and(text, style)
    }

    /// A line of plain text.
    pub fn plain(text: &str) -> Self {
        Self::new(text, Meaning::Plain)
    }

    /// The line with one more piece.
    #[must_use]
    pub fn and(mut self, text: &str, style: impl Into<Style>) -> Self {
        self.push(Piece { text: Safe::new(text), style: style.into(), whole: false });
        self
    }

    /// The line with one more piece that stays on one line.
    #[must_use]
    pub fn and_whole(mut self, text: &str, style: impl Into<Style>) -> Self {
        self.push(Piece { text: Safe::new(text), style: style.into(), whole: true });
        self
    }

    /// Adds a piece; one without text is dropped, one in the style of the last becomes part of it.
    pub fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            _ if piece.text.as_str().is_empty() => {}
            Some(last) if last.style == piece.style && !last.whole && !piece.whole => {
                last.text.push(&piece.text)
            }
            _ => self.pieces.push(piece),
        }
    }

    /// The line as it may stand in a log: CI systems run lines that begin with `::`, blanks aside, as commands,
    /// so that the first of these colons is made visible. `None` where there is nothing to change.
    pub fn disarmed(&self) -> Option<Self> {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        let command = text.get(start..).is_some_and(|text| text.starts_with("::"));
        command.then(|| {
            let colon = Piece { text: Safe::new("\\u{3a}"), ..Piece::default() };
            let mut parts = self.parts(&[(0, start), (start + 1, text.len())]).into_iter();
            let mut line = parts.next().unwrap_or_default();
            line.push(colon);
            parts.next().unwrap_or_default().behind(&line)
        })
    }

    /// The columns that it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.width()).sum()
    }

    /// Whether there is nothing on it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The line with its styles as escape sequences.
    pub fn paint(&self) -> String {
        self.pieces.iter().map(|piece| piece.style.paint(piece.text.as_str())).collect()
    }

    /// The line filled up with blanks to a width.
    #[must_use]
    pub fn padded(self, width: usize) -> Self {
        let blanks = width.saturating_sub(self.width());
        self.and(&" ".repeat(blanks), Meaning::Plain)
    }

    /// The line with another before it.
    #[must_use]
    pub fn behind(&self, prefix: &Self) -> Self {
        let mut line = prefix.clone();
        self.pieces.iter().for_each(|piece| line.push(piece.clone()));
        line
    }

    fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// The bytes of the pieces that stay on one line of `width` columns.
    fn whole_parts(&self, width: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in &self.pieces {
            let end = at + piece.text.as_str().len();
            if piece.whole && piece.text.width() <= width {
                parts.push((at, end));
            }
            at = end;
        }
        parts
    }

    /// Parts of the line, each between two bytes of its text, in their order. One walk over the pieces, however
    /// many parts there are.
    fn parts(&self, cuts: &[(usize, usize)]) -> Vec<Self> {
        let mut pieces = self.pieces.iter().peekable();
        let mut at = 0;
        let mut lines = Vec::with_capacity(cuts.len());
        for &(start, end) in cuts {
            let mut line = Self::default();
            while let Some(&piece) = pieces.peek() {
                let length = piece.text.as_str().len();
                let (from, to) = (start.max(at), end.min(at + length));
                if from < to {
                    let text = piece.text.part(from - at..to - at);
                    line.push(Piece { text, style: piece.style, whole: piece.whole });
                }
                if at + length > end {
                    // The rest of this piece is for the next parts.
                    break;
                }
                at += length;
                pieces.next();
            }
            lines.push(line);
        }
        lines
    }
}

/// Wraps a line at `width` columns (at least 1). Blanks at a break are dropped, nothing else is.
pub fn wrap(line: &Line, width: usize) -> Vec<Line> {
    disarmed(wrap_once(line, width), |line| wrap_once(line, width))
}

/// Wraps a line of code: every blank stays, lines are cut at `width` columns only.
pub fn cut(line: &Line, width: usize) -> Vec<Line> {
    disarmed(cut_once(line, width), |line| cut_once(line, width))
}

/// Lines of which none begins like a command of a CI system, wrapped again where they had to be changed.
fn disarmed(lines: Vec<Line>, wrap: impl Fn(&Line) -> Vec<Line>) -> Vec<Line> {
    let mut left: VecDeque<Line> = lines.into();
    let mut safe = Vec::with_capacity(left.len());
    while let Some(line) = left.pop_front() {
        match line.disarmed() {
            None => safe.push(line),
            Some(changed) => {
                let mut lines = wrap(&changed).into_iter();
                safe.extend(lines.next());
                // What moves to the next line may begin like one again.
                lines.rev().for_each(|line| left.push_front(line));
            }
        }
    }
    safe
}

fn wrap_once(line: &Line, width: usize) -> Vec<Line> {
    let text = line.text();
    let whole = line.whole_parts(width);
    let mut breaks = Breaks { cuts: Vec::new(), start: 0, used: 0, width: width.max(1) };
    let mut at = 0;
    for (end, _) in unicode_linebreak::linebreaks(&text) {
        // An address may break at its slashes, but not behind `https://`.
        let in_scheme = text.get(..end).is_some_and(|before| before.ends_with("://"));
        // The last whole part that begins before this place, if it ends behind it.
        let next = whole.partition_point(|&(from, _)| from < end);
        let in_whole = next.checked_sub(1).and_then(|last| whole.get(last)).is_some_and(|&(_, to)| end < to);
        if in_scheme || in_whole {
            continue;
        }
        let word = text.get(at..end).unwrap_or_default();
        breaks.word(word, at);
        at = end;
    }
    let mut cuts = breaks.cuts;
    cuts.push((breaks.start, text.len()));
    for (start, end) in &mut cuts {
        *end = *start + text.get(*start..*end).unwrap_or_default().trim_end_matches(' ').len();
    }
    line.parts(&cuts)
}

fn cut_once(line: &Line, width: usize) -> Vec<Line> {
    let text = line.text();
    let mut breaks = Breaks { cuts: Vec::new(), start: 0, used: 0, width: width.max(1) };
    breaks.pieces(&text, 0);
    let mut cuts = breaks.cuts;
    cuts.push((breaks.start, text.len()));
    line.parts(&cuts)
}

/// Lines as they fill up: where each starts and ends in the text.
struct Breaks {
    cuts: Vec<(usize, usize)>,
    start: usize,
    used: usize,
    width: usize,
}

impl Breaks {
    /// Puts a word, with the blanks behind it, on this line or the next.
    fn word(&mut self, word: &str, at: usize) {
        let visible = unicode::width(word.trim_end_matches(' '));
        if self.used > 0 && self.used + visible > self.width {
            self.next_line(at);
        }
        if visible > self.width {
            self.pieces(word, at);
        } else {
            self.used += unicode::width(word);
        }
    }

    /// Puts a text on lines character by character.
    fn pieces(&mut self, text: &str, mut at: usize) {
        for cluster in unicode::clusters(text) {
            let columns = unicode::width(cluster);
            if self.used > 0 && self.used + columns > self.width {
                self.next_line(at);
            }
            self.used += columns;
            at += cluster.len();
        }
    }

    fn next_line(&mut self, at: usize) {
        self.cuts.push((self.start, at));
        self.start = at;
        self.used = 0;
    }
}

/// Shares `total` columns fairly: what needs less than its share keeps its natural width, the others share
/// the rest evenly, the first ones taking what is left over. Every column gets at least 1.
pub fn share(total: usize, natural: &[usize]) -> Vec<usize> {
    let mut widths = vec![0; natural.len()];
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = total;
    loop {
        let fair = left.checked_div(open.len()).unwrap_or_default();
        let (small, large): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|&&column| natural.get(column).is_some_and(|&width| width <= fair));
        for &column in &small {
            if let (Some(width), Some(&natural)) = (widths.get_mut(column), natural.get(column)) {
                *width = natural.max(1);
                left = left.saturating_sub(*width);
            }
        }
        if small.is_empty() {
            let mut spare = left.checked_rem(large.len()).unwrap_or_default();
            for column in large {
                if let Some(width) = widths.get_mut(column) {
                    *width = (fair + usize::from(spare > 0)).max(1);
                    spare = spare.saturating_sub(1);
                }
            }
            return widths;
        }
        open = large;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        wrap(&Line::plain(text), width).iter().map(Line::text).collect()
    }

    #[test]
    fn lines_break_where_readers_expect() {
        assert_eq!(wrapped("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrapped("漢字かなまじり文", 6), ["漢字か", "なまじ", "り文"]);
        assert_eq!(wrapped("https://example.com/path", 12), ["https://exam", "ple.com/path"]);
        assert_eq!(wrapped("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(wrapped("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
    }

    #[test]
    fn styles_end_and_start_again_at_a_break() {
        let line = Line::plain("one ").and("two three", Meaning::Ship).and(" four", Meaning::Plain);
        let lines = wrap(&line, 7);
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), ["one two", "three", "four"]);
        assert!(
            lines.iter().all(|line| line.paint().matches("\u{1b}[0m").count()
                == line.paint().matches("\u{1b}[32m").count())
        );
    }

    #[test]
    fn what_is_whole_stays_on_one_line_that_is_wide_enough() {
        let line = Line::plain("share ").and_whole("(3 of 4)", Meaning::Plain);
        let texts = |width| wrap(&line, width).iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(texts(10), ["share", "(3 of 4)"]);
        assert_eq!(texts(6), ["share", "(3 of", "4)"]);
    }

    #[test]
    fn no_line_begins_like_a_command_of_a_ci_system() {
        let disarmed = |text| Line::plain(text).disarmed().map(|line| line.text());
        assert_eq!(disarmed("::error::x").as_deref(), Some("\\u{3a}:error::x"));
        assert_eq!(disarmed("  ::x").as_deref(), Some("  \\u{3a}:x"));
        assert_eq!(disarmed("a ::x"), None);
        assert_eq!(disarmed(":x"), None);
        let colons = ":".repeat(12);
        for line in wrap(&Line::plain(&colons), 10).iter().chain(&cut(&Line::plain(&colons), 10)) {
            assert!(line.disarmed().is_none() && line.width() <= 10, "{line:?}");
        }
    }

    #[test]
    fn code_keeps_its_blanks() {
        let lines = cut(&Line::plain("  a  b"), 4);
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), ["  a ", " b"]);
    }

    #[test]
    fn columns_share_fairly() {
        for (total, natural, widths) in [
            (60, vec![10, 20, 15], vec![10, 20, 15]),
            (40, vec![10, 50, 50], vec![10, 15, 15]),
            (41, vec![10, 50, 50], vec![10, 16, 15]),
            (40, vec![50, 12, 50], vec![14, 12, 14]),
            (30, vec![], vec![]),
            (2, vec![9, 9, 9], vec![1, 1, 1]),
        ] {
            assert_eq!(share(total, &natural), widths, "{total} {natural:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_but_blanks_is_lost(text in "[a-z 漢字é\u{301}-]{0,60}", width in 2usize..30) {
            let lines = wrapped(&text, width);
            for line in &lines {
                prop_assert!(unicode::width(line) <= width, "{line:?}");
            }
            prop_assert_eq!(lines.concat().replace(' ', ""), Safe::new(&text).as_str().replace(' ', ""));
        }
    }
}
