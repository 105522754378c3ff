//! From values to text: a file for each format, the terminal included, and what they share.
//!
//! Values in, text written to the writer that is given. Nothing here knows stdout, files or the environment.

pub mod layout;
pub mod listing;
pub mod problems;
pub mod prose;
pub mod safe;
pub mod style;
pub mod table;
pub mod terminal;
pub mod words;

use std::io::{self, Write};

use layout::Line;

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
