//! What is wrong in a file: where, how bad, and what to do about it.
//!
//! How problems are printed is `render::problems`'.

use std::fmt;

/// A place in a file: line and column (in characters), both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1; CRLF ends one line.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of what concerns a file as a whole.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The places of a text: where its lines start, found once.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
    first: usize,
}

impl<'a> Places<'a> {
    /// The places of `text`, whose first line is line `first` of its file.
    pub fn new(text: &'a str, first: usize) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect();
        Self { text, starts, first }
    }

    /// The place of byte `offset`.
    pub fn at(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        let before = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts.get(before).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |text| text.chars().count());
        Place { line: self.first + before, column: column + 1 }
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something that the author wrote is not used: a file, a value, a verdict.
    Error,
    /// All is used, but probably not as meant.
    Warning,
    /// Worth knowing; nothing is wrong.
    Note,
}

impl Level {
    /// The word for it in messages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing that is wrong, with its place and, where there is one, what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user would name it.
    pub path: String,
    /// Where in the file.
    pub place: Place,
    /// How bad it is.
    pub level: Level,
    /// What is wrong and what to try, in one line.
    pub message: String,
    /// The tool that the file names, folded; `None` where no line of it names one.
    pub tool: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, place: Place { line, column }, level, message, .. } = self;
        write!(f, "{path}:{line}:{column}: {}: {message}", level.word())
    }
}

/// A problem of a text before it is known which file the text is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub level: Level,
    /// Where in the file.
    pub place: Place,
    /// What is wrong and what to try.
    pub message: String,
}

impl Fault {
    /// An error at a place.
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Error, place, message: message.into() }
    }

    /// A warning at a place.
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(place, message) }
    }

    /// A note at a place.
    pub fn note(place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Note, ..Self::error(place, message) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let places = Places::new("ab\n漢字x\n", 5);
        let found =
            [0, 1, 3, 6, 9, 10, 99].map(|offset| places.at(offset)).map(|place| (place.line, place.column));
        assert_eq!(found, [(5, 1), (5, 2), (6, 1), (6, 2), (6, 3), (6, 4), (7, 1)]);
    }
}
