//! From values to text: a file for each format, the terminal included, and what they share.
//!
//! Values in, text written to the writer that is given. Nothing here knows stdout, files or the environment.

pub mod json;
pub mod layout;
pub mod listing;
pub mod markdown;
pub mod problems;
pub mod profile;
pub mod prose;
pub mod safe;
pub mod style;
pub mod table;
pub mod terminal;
pub mod words;

use std::io::{self, Write};

use layout::Line;

use crate::comparison::{Comparison, SplitRow};
use crate::model::reviewer_key;

/// What of a comparison is shown; shares and the answer do not depend on it.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The columns that there are.
    pub width: usize,
    /// Leave out quotes and descriptions.
    pub brief: bool,
    /// Leave out rows whose cells are all the same.
    pub diff: bool,
    /// Keep these reviewers, by key, with their names; empty: all.
    pub reviewers: Vec<(String, String)>,
    /// Say the date that counts as today instead of how old reviews are: for what is kept in a file.
    pub dated: bool,
}

impl View {
    /// The reviewers that are shown.
    pub fn shown<'a>(&self, comparison: &'a Comparison<'a>) -> Vec<&'a SplitRow<'a>> {
        let wanted =
            |key: &str| self.reviewers.is_empty() || self.reviewers.iter().any(|(other, _)| other == key);
        comparison.split.iter().filter(|row| wanted(&reviewer_key(&row.reviewer))).collect()
    }

    /// The rows that differ as shown, and how many are left out; all of them without `--diff`.
    pub fn differing<R: Copy>(&self, rows: Vec<R>, shown: impl Fn(R) -> Vec<String>) -> (Vec<R>, usize) {
        let all = rows.len();
        let differs = |row: &R| {
            let cells = shown(*row);
            !self.diff || cells.iter().any(|cell| Some(cell) != cells.first())
        };
        let rows: Vec<R> = rows.into_iter().filter(differs).collect();
        let same = all - rows.len();
        (rows, same)
    }
}

/// Writes lines with their styles, none of which a CI system would run.
///
/// # Errors
///
/// What the writer says.
pub fn write_lines(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| match line.disarmed() {
        Some(line) => writeln!(out, "{}", line.paint()),
        None => writeln!(out, "{}", line.paint()),
    })
}
