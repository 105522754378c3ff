//! Problems of files as lines: `path:line:col: level: message`.

use std::io::{self, Write};

use super::layout::Line;
use super::style::Meaning;
use super::write_lines;
use crate::catalog::problem::{Level, Problem};

/// Writes each problem on a line.
///
/// # Errors
///
/// What the writer says.
pub fn all(problems: &[Problem], out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line> = problems.iter().map(line).collect();
    write_lines(&lines, out)
}

/// A problem in one line.
pub fn line(problem: &Problem) -> Line {
    let meaning = match problem.level {
        Level::Error => Meaning::Error,
        Level::Warning => Meaning::Warning,
        Level::Note => Meaning::Note,
    };
    Line::new(&place(problem), Meaning::Path)
        .and(": ", Meaning::Plain)
        .and(problem.level.word(), meaning)
        .and(&format!(": {}", problem.message), Meaning::Plain)
}

/// Problems in one line: the problem itself if there is one, else how many, where the first is, and where more is said.
/// Notes do not count. `None` where there is nothing to say.
pub fn summary(problems: &[Problem]) -> Option<Line> {
    let serious: Vec<&Problem> = problems.iter().filter(|problem| problem.level != Level::Note).collect();
    match serious.as_slice() {
        [] => None,
        [problem] => Some(line(problem)),
        [first, ..] => {
            let mut paths: Vec<&str> = serious.iter().map(|problem| problem.path.as_str()).collect();
            paths.sort_unstable();
            paths.dedup();
            let files = if paths.len() == 1 { "1 file".to_owned() } else { format!("{} files", paths.len()) };
            let worst = serious.iter().map(|problem| problem.level).min().unwrap_or(Level::Warning);
            let meaning = if worst == Level::Error { Meaning::Error } else { Meaning::Warning };
            let text = format!(": {} problems in {files}, the first at ", serious.len());
            let more =
                Line::new(worst.word(), meaning).and(&text, Meaning::Plain).and(&place(first), Meaning::Path);
            Some(more.and("; `tiebreak check` shows them all", Meaning::Plain))
        }
    }
}

fn place(problem: &Problem) -> String {
    format!("{}:{}:{}", problem.path, problem.place.line, problem.place.column)
}
